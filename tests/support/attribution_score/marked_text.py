"""Articles with marks in them: plain text, and the attributions as spans of code points.

A mark is `{IDS ROLE[:FLAGS] words}`: `{3s the ^mayor}`, `{3c said}`, `{3q:deny,! that it was so}`. Marks stand inside
one another; a span may serve several attributions (`{3,4s He}`). Roles: `s` source, `c` cue, `q` content, `o`
carrying outlet. Flags, on any mark of an attribution, with commas: acts (`assert|hedge`: either will do; none is
assert), a form where the quotation marks mislead, `!` denies, `~` whether it denies is left open, `?` need not be
proposed, `-` nobody is named, `of=Word` a word of whom a pronoun stands for, `in=3` within that one though its cue
stands outside.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from db.model.enums import Act, QuoteForm

HERE = Path(__file__).parent
OPEN = HERE / "articles.txt"
"""The articles that rules may be written by."""
HELD_OUT = HERE / "held_out.txt"
"""The articles that rules may not be written by."""

Range = tuple[int, int]
"""Start and end in code points, end exclusive."""

TOKEN = re.compile(r"\{(?P<ids>\d+(?:,\d+)*)(?P<role>[scqo])(?::(?P<flags>\S*))? |(?P<close>\})|(?P<head>\^)(?=\w)")
MARKS = "\"'“”‘’«»"
WORD = re.compile(r"\w+(?:[.’'-]\w\w+)*")
"""A word without the 's that makes it somebody's."""


class MarkError(ValueError):
    """A mark that does not fit."""


@dataclass(frozen=True, slots=True)
class Gold:
    """One attribution as a person marked it."""

    id: int
    source: Range | None
    heads: tuple[Range, ...]
    """The words that name the source; any one of them will do."""
    cue: tuple[Range, ...]
    content: tuple[Range, ...]
    form: QuoteForm
    other_form: QuoteForm | None
    """What else a reader may take it for: direct where all after "that" is quoted, in a title what its marks tell."""
    acts: frozenset[Act]
    """The acts that count as right."""
    denies: bool | None
    """None where it is left open."""
    within: int | None
    """The id of the attribution whose content holds this one."""
    required: bool
    """False for what may be proposed and need not be."""
    antecedent: str | None
    """A word of whom the source stands for."""
    outlet: Range | None


@dataclass(frozen=True, slots=True)
class MarkedArticle:
    """An article's plain text and its attributions, in the order of their ids."""

    name: str
    manner: str
    text: str
    gold: tuple[Gold, ...]

    def words(self, *ranges: Range) -> str:
        """The words of some ranges, with dots where they are apart."""
        return " … ".join(self.text[start:end] for start, end in ranges)


@dataclass(slots=True)
class MarkedSpans:
    """What the marks of one attribution hold so far."""

    spans: dict[str, list[Range]] = field(default_factory=lambda: {role: [] for role in "scqo"})
    flags: list[str] = field(default_factory=list)


def read_articles(path: Path) -> list[MarkedArticle]:
    """Every article of a file.

    :param path: the file, of articles under lines `=== name · manner`.
    :raises Misread: a mark is not closed, or an attribution lacks what it needs.
    """
    parts = re.split(r"^=== (.*)\n", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    found = []
    for title, body in zip(parts[::2], parts[1::2], strict=True):
        name, _, manner = title.partition(" · ")
        try:
            found.append(parse_article(name, manner, body.strip()))
        except MarkError as error:
            raise MarkError(f"{name}: {error}") from None
    return found


def parse_article(name: str, manner: str, marked: str) -> MarkedArticle:
    """One article from its marked text.

    :param name: what to call it.
    :param manner: the kind of writing it stands for.
    :param marked: the text with its marks.
    :raises Misread: a mark is not closed, or an attribution lacks what it needs.
    """
    text, heads, by_id = unmark(marked)
    contents = {id: one.spans["q"] for id, one in by_id.items()}
    gold = tuple(make_gold(id, one, text, heads, contents) for id, one in sorted(by_id.items()))
    return MarkedArticle(name, manner, text, gold)


def unmark(marked: str) -> tuple[str, list[int], dict[int, MarkedSpans]]:
    """The plain text, where head words start in it, and the marks by attribution."""
    plain: list[str] = []
    length = at = 0
    heads: list[int] = []
    by_id: dict[int, MarkedSpans] = {}
    stack: list[tuple[list[int], str, int]] = []
    for token in TOKEN.finditer(marked):
        between = marked[at : token.start()]
        plain.append(between)
        length += len(between)
        at = token.end()
        if token["head"]:
            heads.append(length)
        elif token["ids"]:
            ids = [int(id) for id in token["ids"].split(",")]
            for id in ids:
                by_id.setdefault(id, MarkedSpans()).flags += (token["flags"] or "").split(",")
            stack.append((ids, token["role"], length))
        else:
            if not stack:
                raise MarkError(f"a mark closes that never opened, after {''.join(plain)[-40:]!r}")
            ids, role, start = stack.pop()
            for id in ids:
                by_id[id].spans[role].append((start, length))
    text = "".join([*plain, marked[at:]])
    if stack:
        raise MarkError(f"mark {stack[-1][0]} is not closed")
    if stray := re.search(r"[{}^]", text):
        raise MarkError(f"a mark is not read at {text[stray.start() :][:40]!r}")
    return text, heads, by_id


def make_gold(id: int, one: MarkedSpans, text: str, heads: list[int], contents: dict[int, list[Range]]) -> Gold:
    """One attribution out of its marks."""
    flags = [flag for flag in one.flags if flag]
    told = dict(flag.split("=", 1) for flag in flags if "=" in flag)
    plain = [flag for flag in flags if "=" not in flag]
    forms = [QuoteForm(flag) for flag in plain if flag in set(QuoteForm)]
    acts = [Act(act) for flag in plain if flag not in {*QuoteForm, *"!~?-"} for act in flag.split("|")]
    source, outlet = only_range(id, one.spans["s"]), only_range(id, one.spans["o"])
    if not one.spans["q"]:
        raise MarkError(f"{id} has no content")
    if (source is None) != ("-" in plain):
        raise MarkError(f"{id} has a source and `-`, or neither")
    content = tuple(sorted(one.spans["q"]))
    return Gold(
        id=id,
        source=source,
        heads=tuple(head_words(text, source, heads)) if source else (),
        cue=tuple(sorted(one.spans["c"])),
        content=content,
        form=forms[0] if forms else form_of(text, content),
        other_form=other_form(text, content, forms),
        acts=frozenset(acts or [Act.ASSERT]) | ({Act.DENY} if "~" in plain else set()),
        denies=None if "~" in plain else "!" in plain,
        within=int(told["in"]) if "in" in told else within(id, one, contents),
        required="?" not in plain,
        antecedent=told.get("of"),
        outlet=outlet,
    )


def only_range(id: int, ranges: list[Range]) -> Range | None:
    """The one range there is, or none."""
    if len(ranges) > 1:
        raise MarkError(f"{id} has two sources or outlets")
    return ranges[0] if ranges else None


def head_words(text: str, source: Range, heads: list[int]) -> Iterator[Range]:
    """The words of a source that are marked as its head, or its last word."""
    words = [word.span() for word in WORD.finditer(text, *source)]
    marked = [word for word in words if word[0] in heads]
    yield from marked or words[-1:]


def form_of(text: str, content: tuple[Range, ...]) -> QuoteForm:
    """Direct when every span stands between quotation marks, mixed when marks stand inside one, else indirect."""
    if all(text[start - 1] in MARKS for start, _ in content):
        return QuoteForm.DIRECT
    said = " ".join(text[start:end] for start, end in content)
    return QuoteForm.MIXED if re.search(r"[\"“«]|(?<!\w)['‘]\w", said) else QuoteForm.INDIRECT


def other_form(text: str, content: tuple[Range, ...], forms: list[QuoteForm]) -> QuoteForm | None:
    """The form that is right as well, where there is one."""
    if QuoteForm.HEADLINE in forms:
        return form_of(text, content)
    (start, end), *others = content
    whole = not others and re.fullmatch(r"that [\"“‘'][^\"“”]*[\"”’'],?", text[start:end])
    return QuoteForm.DIRECT if whole else None


def within(id: int, one: MarkedSpans, contents: dict[int, list[Range]]) -> int | None:
    """The attribution with the shortest content that this one's cue stands in; its content where it has no cue."""
    place = (one.spans["c"] or one.spans["q"])[0]
    around = [
        (sum(end - start for start, end in spans), other)
        for other, spans in contents.items()
        if other != id and any(start <= place[0] and place[1] <= end for start, end in spans)
    ]
    return min(around)[1] if around else None
