"""Precision and recall over articles, and their table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from db.attribution.proposal import Proposal, Proposer, Span
from db.model.enums import QuoteForm
from tests.support.attribution_score.marked_text import Gold, MarkedArticle
from tests.support.attribution_score.matching import Comparison, Pair, compare

FORMS = (QuoteForm.DIRECT, QuoteForm.INDIRECT, QuoteForm.MIXED, QuoteForm.HEADLINE)


@dataclass(frozen=True, slots=True)
class Share:
    """A number out of a number."""

    part: int
    whole: int

    @property
    def value(self) -> float:
        """The share; 1 where there was nothing to get right."""
        return self.part / self.whole if self.whole else 1.0

    def __str__(self) -> str:
        return f"{self.value:.2f} ({self.part} of {self.whole})"


@dataclass(frozen=True, slots=True)
class FormScore:
    """How many were marked, how many proposed, how many of them are right."""

    marked: int
    proposed: int
    right: int

    @property
    def precision(self) -> float:
        """Right over proposed."""
        return Share(self.right, self.proposed).value

    @property
    def recall(self) -> float:
        """Right over marked."""
        return Share(self.right, self.marked).value

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(frozen=True, slots=True)
class Score:
    """The figures over some articles. What need not be proposed counts for and against nothing."""

    found: dict[str, FormScore]
    """By form (right means the form is right too), `quoted` for direct and mixed without telling them apart, `all`
    whatever the form, and `denials`."""
    sources: Share
    """Sources right over matched proposals."""
    acts: Share
    """Acts right over matched proposals."""
    nested: Share
    """Parents right over matched proposals that are marked as nested or proposed as nested."""
    antecedents: Share
    """Antecedents right over matched proposals whose source stands for another."""
    outlets: Share
    """Outlets found over matched proposals that an outlet carries."""
    standing: Share
    """Right as they stand (content, source, act and form), over all proposals."""
    confused: Counter[str]
    """How often an act was taken for another, as `marked → proposed`."""

    def table(self, title: str) -> str:
        """The figures as lines a person reads.

        :param title: what stands over them.
        """
        lines = [f"{title:<24}{'marked':>7}{'proposed':>9}{'right':>6}{'prec.':>7}{'recall':>7}{'F1':>6}"]
        lines += [
            f"  {name:<22}{one.marked:>7}{one.proposed:>9}{one.right:>6}"
            f"{one.precision:>7.2f}{one.recall:>7.2f}{one.f1:>6.2f}"
            for name, one in self.found.items()
        ]
        lines.append(f"  source right {self.sources}, act right {self.acts}")
        lines.append(f"  nesting {self.nested}, antecedent {self.antecedents}, outlet {self.outlets}")
        lines.append(f"  right as they stand {self.standing}")
        return "\n".join(lines)


def score_proposer(articles: Sequence[MarkedArticle], propose: Proposer) -> Score:
    """The figures of a proposer on some articles.

    :param articles: the marked articles.
    :param propose: what proposes.
    """
    return score([compare(article, propose(article.text)) for article in articles])


def score(articles: Sequence[Comparison]) -> Score:
    """The figures over articles already compared."""
    pairs = [pair for one in articles for pair in one.pairs if pair.gold.required]
    missed = [gold for one in articles for gold in one.missed]
    false = [proposal for one in articles for proposal in one.false]
    nested = [pair for pair in pairs if pair.gold.within is not None or pair.proposal.within is not None]
    standing_in = [pair for pair in pairs if pair.gold.antecedent]
    carried = [pair for pair in pairs if pair.gold.outlet]
    wrong = [pair for pair in pairs if not pair.act_right]
    return Score(
        found={
            **{form.value: of_forms({form}, pairs, missed, false) for form in FORMS},
            "quoted": of_forms({QuoteForm.DIRECT, QuoteForm.MIXED}, pairs, missed, false),
            "all": of_forms(set(QuoteForm), pairs, missed, false),
            "denials": denials(pairs, missed, false),
        },
        sources=Share(sum(pair.source_right for pair in pairs), len(pairs)),
        acts=Share(sum(pair.act_right for pair in pairs), len(pairs)),
        nested=Share(sum(pair.nesting_right for pair in nested), len(nested)),
        antecedents=Share(sum(pair.antecedent_right for pair in standing_in), len(standing_in)),
        outlets=Share(sum(pair.outlet_right for pair in carried), len(carried)),
        standing=Share(sum(pair.stands for pair in pairs), len(pairs) + len(false)),
        confused=Counter(f"{'|'.join(sorted(pair.gold.acts))} → {pair.proposal.act}" for pair in wrong),
    )


def of_forms(forms: set[QuoteForm], pairs: list[Pair], missed: list[Gold], false: list[Proposal]) -> FormScore:
    """What was found of some forms, each side counted under its own form."""
    matched = [pair.proposal.form if pair.form_right else pair.gold.form for pair in pairs]
    marked = [form in forms for form in matched] + [gold.form in forms for gold in missed]
    proposed = [pair.proposal.form in forms for pair in pairs] + [proposal.form in forms for proposal in false]
    right = [form in forms and pair.proposal.form in forms for form, pair in zip(matched, pairs, strict=True)]
    return FormScore(sum(marked), sum(proposed), sum(right))


def denials(pairs: list[Pair], missed: list[Gold], false: list[Proposal]) -> FormScore:
    """What was found of the denials; one left open counts for and against nothing."""
    settled = [pair for pair in pairs if pair.gold.denies is not None]
    marked = [pair.gold.denies is True for pair in settled] + [gold.denies is True for gold in missed]
    proposed = [pair.proposal.denies for pair in settled] + [proposal.denies for proposal in false]
    right = [pair.gold.denies is True and pair.proposal.denies for pair in settled]
    return FormScore(sum(marked), sum(proposed), sum(right))


def faults(one: Comparison) -> Iterator[str]:
    """What is wrong with an article's proposals, one line each, for the author of a rule.

    :param one: the article, compared.
    """
    article = one.article
    for gold in one.missed:
        cue, content = article.words(*gold.cue), article.words(*gold.content)
        yield f"{article.name}: missed {gold.form} {gold.id}: {cue!r}: {content!r}"
    for proposal in one.false:
        content = " … ".join(span.text for span in proposal.content)
        yield f"{article.name}: false {proposal.form} {proposal.act}: {words(proposal.cue)!r}: {content!r}"
    for pair in one.pairs:
        for fault in faults_of(article, pair):
            yield f"{article.name}: {pair.gold.id} {words(pair.proposal.cue)!r}: {fault}"


def faults_of(article: MarkedArticle, pair: Pair) -> Iterator[str]:
    """What is wrong with one matched proposal."""
    gold, proposal = pair.gold, pair.proposal
    if not pair.source_right:
        yield f"source {words(proposal.source)!r} for {article.words(gold.source) if gold.source else None!r}"
    if not pair.act_right:
        yield f"{proposal.act} for {'|'.join(sorted(gold.acts))}"
    if not pair.form_right:
        yield f"{proposal.form} for {gold.form}"
    if gold.denies is not None and gold.denies != proposal.denies:
        yield f"denies {proposal.denies} for {gold.denies}"
    if not pair.nesting_right:
        yield "nesting"
    if gold.antecedent and not pair.antecedent_right:
        yield f"antecedent {words(proposal.antecedent)!r} for {gold.antecedent!r}"
    if gold.outlet and not pair.outlet_right:
        yield f"outlet {words(proposal.outlet)!r} for {article.words(gold.outlet)!r}"


def words(span: Span | None) -> str | None:
    """A span's words, where there is one."""
    return span.text if span else None
