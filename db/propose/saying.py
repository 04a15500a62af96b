"""The rule of verbs that say: "X said that …", "“…,” said X", "…, X said", "saying that …", "X and added …"."""

from __future__ import annotations

from dataclasses import replace

from db.propose.clauses import Complement, clause, complement
from db.propose.cues import Cue, Kind
from db.propose.doing import doing
from db.propose.drafts import Draft, Reading, whole
from db.propose.endings import content_end, starts_of_clause, trailing
from db.propose.lexicon import (
    ADVERBS,
    COORDINATORS,
    DETERMINERS,
    PERSONAL,
    PREPOSITIONS,
    RELATIVES,
    RESEARCH,
    SAID_THINGS,
    SUBORDINATORS,
)
from db.propose.sentences import QUOTED, Sentence
from db.propose.sources import (
    Pair,
    finite,
    outletlike,
    source_after,
    source_of_participle,
    subject_before,
)
from db.propose.when import outlet_name, published_by, time_words
from db.terms import Act, Form

_FIRST_PERSON = frozenset({"i", "we", "you", "one", "i'm", "we're"})
_TAG = 12
"""Words in which a source after a quotation reaches its verb."""
_WEAK = {"add": 0.75, "note": 0.75, "find": 0.6, "show": 0.6, "believe": 0.6, "think": 0.6, "feel": 0.5, "know": 0.4}


def say(reading: Reading, cue: Cue) -> None:
    """Read one active cue of a sentence, and add what it attributes."""
    s = reading.sentence
    if cue.kind is Kind.PARTICIPLE:
        source = source_of_participle(s, cue.first, reading.subject)
        follows = complement(s, cue, True) or doing(s, cue)
        if (
            source is None
            or follows is None
            or (
                follows.sort == "bare"
                and cue.lemma in ("read", "ask", "add", "note", "show", "find", "report", "believe", "think")
                and not _bare_participle(reading, cue)
            )
        ):
            return
        _record(reading, cue, source, follows)
        return
    inverted = _inverted(reading, cue)
    if inverted is not None:
        reading.subject = inverted
        _backwards(reading, cue, inverted, after_source=True)
        return
    k = cue.first - 1
    source = (cue.first, cue.first + 1) if cue.told_by else subject_before(s, k, reading.subject)
    if source is None:
        return
    if s.lows[source[0]] == "neither":
        cue = replace(cue, negated=True)
    if k < 0 or s.lows[k] not in COORDINATORS or reading.subject is None:
        reading.subject = source
    research = any(word in RESEARCH for word in s.lows[source[0] : source[1]])
    follows = complement(s, cue, research)
    if s.low(source[0] - 1) == "as" and _as_clause(reading, cue, source, follows):
        return
    follows = follows or doing(s, cue)
    if follows is not None and _taken_by_another(reading, cue, source, follows):
        follows = None
    if follows is not None and _believable(reading, cue, source, follows):
        _record(reading, cue, source, follows)
    elif follows is None and cue.act is Act.DENY and _remarks(reading, cue, source):
        return
    elif (
        follows is None
        and not cue.negated
        and (_quoted_before(s, source) or trailing(s, cue))
        and set("cqt") & set(cue.takes)
    ):
        _backwards(reading, cue, source, after_source=False)


def _bare_participle(reading: Reading, cue: Cue) -> bool:
    return cue.lemma in ("note", "add", "believe", "think", "report") and reading.sentence.low(cue.first - 1) != "of"


def _quoted_before(s: Sentence, source: Pair) -> bool:
    """Whether a quotation stands right before a source."""
    before = s.low(source[0] - 1)
    return before == QUOTED or (before == "," and s.low(source[0] - 2) == QUOTED)


def _remarks(reading: Reading, cue: Cue, source: Pair) -> bool:
    """Add ", a charge the ministry denied": what was said before it is what is denied."""
    s = reading.sentence
    noun = source[0] - 1
    if s.low(noun) == "that":
        noun -= 1
    if s.low(noun) not in SAID_THINGS | {"something", "which"} or not trailing(s, cue):
        return False
    opening = noun
    while opening > 0 and s.lows[opening] not in (",", "-", "–", "—"):
        opening -= 1
    if opening == 0 or noun - opening > 4:
        return False
    before = [d for d in reading.drafts if d.content and d.content[-1][1] <= s.starts[opening] + 1]
    content = list(before[-1].content) if before else [reading.at((0, opening))]
    draft = _draft(reading, cue, source, content, Form.INDIRECT)
    draft.ties, draft.remark = True, True
    reading.drafts.append(draft)
    return True


def _taken_by_another(reading: Reading, cue: Cue, source: Pair, follows: Complement) -> bool:
    """Whether what seems to follow a cue belongs to what comes before it, or to a cue after it."""
    if follows.sort in ("bare", "asks"):
        return _tagged(reading, cue, source)
    s = reading.sentence
    if follows.sort != "quote" or follows.start <= cue.last + 2:
        return False
    after = next((other for other in reading.cues if other.first > follows.start), None)
    if after is None or after.first - follows.start > _TAG or not trailing(s, after):
        return False
    tag = subject_before(s, after.first - 1, None)
    return tag is not None and tag[0] == follows.start + 1


def _tagged(reading: Reading, cue: Cue, source: Pair) -> bool:
    """Whether "“…,” he said as the crowd left" closes a quotation although a clause seems to follow."""
    s = reading.sentence
    return _quoted_before(s, source) and s.low(cue.last + 1) in PREPOSITIONS | {"when", "while", "as", "after"}


def _believable(reading: Reading, cue: Cue, source: Pair, follows: Complement) -> bool:
    """Whether a cue and its source attribute here: "I think" and a bare "we know" don't."""
    s = reading.sentence
    first = s.lows[source[0]]
    if first in ("nobody", "none", "no", "neither") or s.low(source[0] - 1) in ("if", "unless", "whether"):
        return False
    if first == "we" and follows.sort in ("that", "quote") and "b" not in cue.takes and s.depth == 0:
        return True
    if first in _FIRST_PERSON and source[1] - source[0] == 1 and follows.sort != "quote":
        return "b" not in cue.takes and cue.lemma in ("deny", "confirm", "apologise", "apologize", "urge", "accuse")
    if (
        first in ("it", "that", "this", "which", "what")
        and cue.lemma
        in ("show", "mean", "suggest", "feel", "indicate", "demonstrate", "seem", "find", "signal", "claim")
        and follows.sort == "bare"
    ):
        return cue.lemma in ("claim", "find")
    if cue.negated and "b" in cue.takes and first in _FIRST_PERSON:
        return False
    if cue.lemma in ("know", "feel", "learn", "assume", "imagine") and follows.sort in ("asks", "bare"):
        return False
    return not (cue.lemma == "expect" and follows.sort != "that")


def _inverted(reading: Reading, cue: Cue) -> Pair | None:
    """The source of "“…,” said Smith"; None where the verb does not come first."""
    s = reading.sentence
    k = cue.first - 1
    while k >= 0 and s.lows[k] in ADVERBS:
        k -= 1
    if "i" not in cue.takes or k < 0 or cue.negated or cue.form.tense not in ("past", "s", "base"):
        return None
    quoted = s.lows[k] == QUOTED or (s.lows[k] in (",", "—", "–", "-") and s.low(k - 1) == QUOTED)
    if not quoted and s.lows[k] != ",":
        return None
    x = cue.last + 1
    if s.low(x) in ("that", QUOTED, ",", "", ":", ".") or s.low(x) in PERSONAL and not quoted:
        return None
    if s.low(x) in PREPOSITIONS or s.low(x) in ("if", "whether", "how", "why"):
        return None
    source = source_after(s, x)
    if source is None or finite(s, min(source[1], len(s) - 1)) and source[1] < len(s):
        return None
    if not quoted and (
        s.low(source[1]) not in (".", ",", "", "on", "in", "during", "after", "at", "who", "as", ";")
        or subject_before(s, k, None) is not None
        and _reads_as_apposition(reading, k)
    ):
        return None
    if s.low(source[1]) in ("that",) and s.low(source[1] + 1) not in ("was", "is", "has", "had"):
        return None
    return source


def _reads_as_apposition(reading: Reading, comma: int) -> bool:
    """Whether the comma before a verb closes an apposition ("Smith, a captain, said")."""
    s = reading.sentence
    return not any(finite(s, k) for k in range(comma))


def _as_clause(reading: Reading, cue: Cue, source: Pair, follows: Complement | None) -> bool:
    """ "As Smith told the paper, …" and "…, as Smith said": the main clause is what is said."""
    s = reading.sentence
    if follows is not None and follows.sort in ("that", "asks"):
        return False
    opening = source[0] - 1
    if opening == 0:
        comma = next((k for k in range(cue.last + 1, min(cue.last + 16, len(s))) if s.lows[k] == ","), None)
        if comma is None or comma + 1 >= len(s):
            return False
        addressee = (cue.last + 1, comma) if comma > cue.last + 1 and "a" in cue.takes else None
        _record(reading, cue, source, Complement(comma + 1, "bare", addressee))
        return True
    if s.lows[opening - 1] == "," and trailing(s, cue):
        _backwards(reading, cue, (source[0], source[1]), after_source=False, before=opening)
        return True
    return False


def _record(reading: Reading, cue: Cue, source: Pair, follows: Complement) -> None:
    """Add what stands after a cue."""
    s = reading.sentence
    start = follows.start
    if follows.sort == "quote" or s.lows[start] == QUOTED:
        end = _quote_end(reading, cue, start)
    else:
        phrase = follows.sort in ("noun", "to")
        end = content_end(s, start, cue, reading.cues, reading.stops, phrase=phrase)
        if phrase and cue.act is Act.DENY and s.lows[start] in ("this", "it", "that"):
            end = _past_adverbs(s, start + 1, end)
    while start < end and s.lows[start] in (",", ":"):
        start += 1
    if start >= end or not any(c.isalnum() for word in s.words[start:end] for c in word[:40]):
        return
    content, form, quote = reading.said(start, end)
    if s.lows[start] == QUOTED and end == start + 1 and not _stands_as_speech(reading, start):
        form, content = Form.MIXED, [reading.at((start, end))]
    before = _split_before(reading, source, cue)
    if before is not None and form is Form.DIRECT:
        content[:0] = before
    draft = _draft(reading, cue, source, content, form)
    if start <= cue.last:
        draft.cue = reading.at((cue.first, start))
    draft.last_quote = quote
    if follows.sort in ("to", "noun") and cue.lemma in ("tell", "ask", "warn", "remind", "advise"):
        draft.act, draft.settled = Act.ADVISE, True
    if follows.sort == "noun" and cue.lemma in ("deny", "reject", "dismiss", "refute", "dispute", "rebut"):
        draft.ties = _points_back(s, start, end)
    _place(reading, draft, cue, source, follows, end)
    _decide(draft, cue, follows)
    reading.drafts.append(draft)
    extra = _colon_quote(reading, end)
    if extra is not None:
        follow = _draft(reading, cue, source, extra, Form.DIRECT)
        follow.last_quote = s.quotes[end + 1]
        reading.drafts.append(follow)


def _past_adverbs(s: Sentence, at: int, end: int) -> int:
    """Where "this altogether" ends."""
    while at < end and (s.lows[at] in ADVERBS or s.lows[at].endswith("ly")):
        at += 1
    return at


def _points_back(s: Sentence, start: int, end: int) -> bool:
    """Whether what is denied was said before ("this", "the report") and is not told again."""
    if s.lows[start] in ("this", "it", "that", "these", "those", "them"):
        return True
    named = s.lows[start] in DETERMINERS and any(s.lows[k] in SAID_THINGS for k in range(start, min(start + 4, end)))
    return named and not any(s.lows[k] in ("that", "of") for k in range(start, end))


def _stands_as_speech(reading: Reading, at: int) -> bool:
    """Whether a lone quotation after a cue is an utterance of its own rather than a fragment."""
    quote = reading.sentence.quotes[at]
    words = reading.sentence.text[quote.inner_start : quote.inner_end].split(None, 5)
    opening = reading.sentence.low(at - 1)
    if opening in (",", ":"):
        return True
    return opening != "that" and words[0] != "to" and (words[0][:1].isupper() or len(words) >= 5)


def _colon_quote(reading: Reading, end: int) -> list[tuple[int, int]] | None:
    """The quotation a clause leads up to ("told them any plan “must be …”: “…”")."""
    s = reading.sentence
    if s.low(end) == ":" and s.low(end + 1) == QUOTED and end + 1 not in reading.taken:
        reading.taken.add(end + 1)
        return [(s.quotes[end + 1].inner_start, s.quotes[end + 1].inner_end)]
    return None


def _split_before(reading: Reading, source: Pair, cue: Cue) -> list[tuple[int, int]] | None:
    """The first half of "“…,” he said, “…”"."""
    s = reading.sentence
    k = min(source[0], cue.first) - 1
    while k >= 0 and s.lows[k] in (",", "—", "–", "-"):
        k -= 1
    if k >= 0 and s.lows[k] == QUOTED and k not in reading.taken:
        reading.taken.add(k)
        return [(s.quotes[k].inner_start, s.quotes[k].inner_end)]
    return None


def _quote_end(reading: Reading, cue: Cue, start: int) -> int:
    """Where what is said ends when it begins with a quotation."""
    s = reading.sentence
    k = start + 1
    while s.low(k) == QUOTED:
        k += 1
    following = s.low(k)
    if following in ("", ".", ",", ";", ":", "!", "?", "(", "—", "–", "-") or whole(s, start):
        if following == "," and s.low(k + 1) == QUOTED:
            return k
        if following == "(" or following in ("", ".", ";", "!", "?", ":") or whole(s, start):
            return k
        end = content_end(s, start, cue, reading.cues, reading.stops)
        return end if any(s.lows[x] == QUOTED for x in range(k, end)) else k
    return content_end(s, start, cue, reading.cues, reading.stops)


def _backwards(reading: Reading, cue: Cue, source: Pair, *, after_source: bool, before: int | None = None) -> None:
    """Add what stands before a cue that closes its clause."""
    s = reading.sentence
    end = (cue.first if after_source else source[0]) if before is None else before
    while end > 0 and s.lows[end - 1] in ADVERBS and s.lows[end - 1] not in ("here", "there"):
        end -= 1
    separated = end > 0 and s.lows[end - 1] in (",", "—", "–", "-", "?", "!")
    while end > 0 and s.lows[end - 1] in (",", "—", "–", "-"):
        end -= 1
    if end <= 0 or not (separated or s.lows[end - 1] == QUOTED):
        return
    if s.lows[end - 1] == QUOTED and (
        end == 1 or s.low(end - 2) == ":" or (whole(s, end - 1) and _opens(reading, end - 1))
    ):
        start = end - 1
    else:
        if s.lows[end - 1] != QUOTED and not set("cqt") & set(cue.takes):
            return
        start = _clause_start(reading, end)
    if (
        start >= end
        or any(
            d.content
            and d.content[-1][1] >= s.ends[end - 1]
            and d.content[0][0] <= s.starts[start]
            and d.lemma != "quote"
            for d in reading.drafts
        )
        and s.lows[end - 1] != QUOTED
    ):
        return
    content, form, quote = reading.said(start, end)
    if (
        form is Form.DIRECT
        and end - start == 1
        and not (whole(s, start) or len(s.words[start].split(None, 4)) > 2 or start == 0)
    ):
        form = Form.MIXED
    draft = _draft(reading, cue, source, content, form)
    draft.last_quote = quote
    tail = cue.last + 1 if not after_source else source[1]
    rest = _second_half(reading, tail)
    addressee_end = tail
    if rest is not None:
        if form is Form.DIRECT:
            reading.taken.add(rest)
            draft.content.append((s.quotes[rest].inner_start, s.quotes[rest].inner_end))
            draft.last_quote = s.quotes[rest]
        addressee_end = rest
    _place(reading, draft, cue, source, Complement(tail, "quote", _told(reading, cue, tail)), tail)
    draft.time = draft.time or _when(reading, [(tail, min(tail + 14, len(s)))])
    del addressee_end
    if form is not Form.DIRECT:
        draft.confidence = min(draft.confidence, 0.7)
        around = _other_half(reading, start, end, tail)
        if around is not None:
            draft.content.append(reading.at(around))
            draft.form = Form.MIXED if any(k in s.quotes for k in range(*around)) else draft.form
    reading.drafts.append(draft)


def _other_half(reading: Reading, start: int, end: int, tail: int) -> Pair | None:
    """What goes on after "In May, he said, …" and "Two sank, he said, and …": the rest of the same clause."""
    s = reading.sentence
    if s.low(tail) != "," or tail + 1 >= len(s):
        return None
    following = s.lows[tail + 1]
    joined = following in ("and", "but") and clause(s, tail + 2, len(s))
    if not joined and clause(s, start, end) and not s.lows[start] in PREPOSITIONS | SUBORDINATORS:
        return None
    if (
        following in RELATIVES
        or following.endswith("ing")
        or any(c.first in (tail + 1, tail + 2) for c in reading.cues)
    ):
        return None
    if not joined and not clause(s, tail + 1, len(s)) and clause(s, start, end):
        return None
    stop = content_end(s, tail + 1, None, reading.cues, reading.stops)
    return (tail + 1, stop) if stop > tail + 1 else None


def _opens(reading: Reading, at: int) -> bool:
    """Whether a quotation before a cue stands on its own ("… . “…,” he said") rather than in a clause."""
    s = reading.sentence
    return at == 0 or s.lows[at - 1] in (",", ":", QUOTED, "—", "–") and not any(finite(s, k) for k in range(at))


def _clause_start(reading: Reading, end: int) -> int:
    s = reading.sentence
    start = starts_of_clause(s, end)
    for draft in reading.drafts:
        if (
            draft.content
            and s.starts[start] <= draft.content[0][0] < s.ends[end - 1]
            and draft.content[-1][1] < s.ends[end - 1]
        ):
            later = next(
                (k for k in range(start, end) if s.starts[k] >= draft.content[-1][1] and s.lows[k] == ","), None
            )
            if later is not None and later + 1 < end:
                start = starts_after(s.lows, later + 1, end)
    return start


def starts_after(lows: list[str], at: int, end: int) -> int:
    """First index from which a clause really begins."""
    while at < end and lows[at] in ("and", "but", ",", "while", "although"):
        at += 1
    return at


def _second_half(reading: Reading, tail: int) -> int | None:
    """Index of the second half of a split quotation."""
    s = reading.sentence
    for k in range(tail, min(tail + 16, len(s))):
        if s.lows[k] == QUOTED:
            return (
                k
                if s.lows[k - 1] in (",", ":", "—", "–", "-") and not any(tail <= c.first < k for c in reading.cues)
                else None
            )
        if s.lows[k] in (".", ";"):
            return None
    return None


def _told(reading: Reading, cue: Cue, tail: int) -> Pair | None:
    if "a" not in cue.takes:
        return None
    s = reading.sentence
    end = tail
    while (
        end < min(tail + 8, len(s))
        and (s.words[end][0].isalnum())
        and s.lows[end] not in PREPOSITIONS - {"of"}
        and s.lows[end] not in ("that", "when", "as", "who")
    ):
        end += 1
    return (tail, end) if end > tail else None


def _draft(reading: Reading, cue: Cue, source: Pair, content: list[tuple[int, int]], form: Form) -> Draft:
    act = cue.form.verb.act
    draft = Draft(reading.at(source), reading.at((cue.first, cue.last + 1)), content, form, act, cue.lemma)
    draft.confidence = _WEAK.get(cue.lemma, 0.9 if form is not Form.INDIRECT else 0.8)
    if act in (Act.ASSERT, Act.REPORT):
        draft.act = Act.REPORT if outletlike(reading.sentence, source) else Act.ASSERT
    return draft


def _decide(draft: Draft, cue: Cue, follows: Complement) -> None:
    """Acts that the shape of the cue settles."""
    if cue.kind is Kind.ADVISING:
        draft.act, draft.settled = Act.ADVISE, True
    elif cue.negated and cue.lemma in (
        "say",
        "tell",
        "reveal",
        "disclose",
        "comment",
        "elaborate",
        "respond",
        "reply",
        "confirm",
        "explain",
        "announce",
        "answer",
        "detail",
        "mention",
        "state",
        "deny",
        "clarify",
        "report",
        "indicate",
        "verify",
        "acknowledge",
    ):
        draft.act, draft.settled = Act.DECLINE, True
    elif cue.negated and "b" in cue.takes:
        draft.act, draft.settled = Act.HEDGE, True
    elif cue.lemma in ("decline", "refuse"):
        draft.act, draft.settled = Act.DECLINE, True
    elif cue.lemma == "ask" and follows.sort in ("to", "noun"):
        draft.act, draft.settled = Act.ADVISE, True


def _place(reading: Reading, draft: Draft, cue: Cue, source: Pair, follows: Complement, end: int) -> None:
    """Find the words of time and the channel beside the cue."""
    s = reading.sentence
    gap = (cue.last + 1, max(follows.start, cue.last + 1))
    opening = (max(0, min(source[0], cue.first) - 8), min(source[0], cue.first))
    closing = (end, min(end + 14, len(s)))
    outlet = published_by(s, *gap) or published_by(s, source[0], cue.first) or published_by(s, *closing)
    if outlet is None and follows.addressee is not None and outlet_name(s, *follows.addressee):
        outlet = follows.addressee
    if outlet is None:
        outlet = _channel(reading, *gap)
    draft.outlet = reading.at(outlet) if outlet is not None and outlet[1] > outlet[0] else None
    draft.time = _when(
        reading, [(cue.first, cue.last + 1), gap, opening if not _held(reading, opening) else (0, 0), closing]
    )


def _held(reading: Reading, pair: Pair) -> bool:
    if pair[0] >= pair[1]:
        return True
    start, end = reading.at(pair)
    return any(a < end and start < b for d in reading.drafts for a, b in d.content)


def _channel(reading: Reading, start: int, end: int) -> Pair | None:
    """ "told", "to" or "on" and the name of an outlet, between a cue and what is said."""
    s = reading.sentence
    for k in range(start, end):
        if s.lows[k] in ("to", "on", "by", "via", "with", "in"):
            stop = k + 1
            while stop < end and (s.capital(stop) or s.lows[stop] in ("the", "of")):
                stop += 1
            if stop > k + 1 and outlet_name(s, k + 1, stop):
                return (k + 1, stop)
    return None


def _when(reading: Reading, ranges: list[Pair]) -> tuple[int, int] | None:
    found = time_words(reading.sentence, ranges)
    return reading.at(found) if found is not None else None
