"""Sources: where the noun phrase stands that says something, before its verb or after it, titles and appositions with it."""

from __future__ import annotations

from db.propose.lexicon import (
    ADVERBS,
    AUXILIARIES,
    BODIES,
    CHANNEL_NOUNS,
    COORDINATORS,
    DETERMINERS,
    FINITE,
    FORMS,
    LIKE_ADVERBS,
    NUMBERS,
    OUTLETS,
    PAST_ONLY,
    PEOPLE,
    PERSONAL,
    PREPOSITIONS,
    PRONOUNS,
    RELATIVES,
    SAYING_NOUNS,
    SUBORDINATORS,
    TITLES,
)
from db.propose.sentences import QUOTED, Sentence
from db.propose.when import is_time, time_from

Pair = tuple[int, int]

REACH = 45
"""How many words a source may stand away from its verb."""
_BREAKS = frozenset({";", ":", "—", "–", "--", "…", "...", ".", "?", "!", "|", "•", QUOTED})
_PREDETERMINERS = frozenset("all both half of such many".split())
_STOPS_AFTER = frozenset(
    "on during after before following to via through when while as that who which whose where because but although though if amid despite since until".split()
)
_SENDS = frozenset(
    "issued released sent published posted wrote issue release send put made gave signed delivered issuing releasing".split()
)


def finite(s: Sentence, at: int) -> bool:
    """Whether a word reads as a finite verb from its shape and its neighbours."""
    low = s.lows[at]
    if s.capital(at) and (at > 0 or low.endswith("ed") or s.capital(at + 1)):
        return False
    if low in PAST_ONLY or low in AUXILIARIES:
        return low not in ("be", "been", "being", "having")
    before, after = s.low(at - 1), s.low(at + 1)
    if low in ("close", "open") and after == "to":
        return False
    if low in FINITE:
        if before == "to" or before in DETERMINERS or before in PREPOSITIONS:
            return False
        if low.endswith("s") and (before in NUMBERS or before.isdigit()):
            return False
        return after != "by"
    if low.endswith("ed") and len(low) > 4:
        if before in DETERMINERS or before in PREPOSITIONS or before in AUXILIARIES or before == "," or after == "by":
            return False
        return (
            after in DETERMINERS
            or after in PREPOSITIONS
            or s.capital(after_index := at + 1)
            or after_index >= len(s)
            or after in (",", ".", "and")
            or after[:1].isdigit()
            or before in PERSONAL
        )
    return False


def subject_before(s: Sentence, k: int, shared: Pair | None) -> Pair | None:
    """The source whose last word stands at an index just before a verb group.

    :param k: index of the word before the verb group.
    :param shared: the source of the verb before, which "and said" shares.
    """
    while k > 0 and _adverb_of_verb(s, k):
        k -= 1
    if k < 0:
        return None
    k = _before_time(s, k)
    low = s.lows[k]
    if low == ")":
        opening = k
        while opening > 0 and s.lows[opening] != "(" and k - opening < 12:
            opening -= 1
        inner = subject_before(s, opening - 1, shared) if opening > 0 else None
        return (inner[0], k + 1) if inner and inner[1] == opening else inner
    if low in RELATIVES or (low == "that" and k > 0 and not _clausal(s, k)):
        before = k - 1 if s.low(k - 1) != "," else k - 2
        if before < 0 or s.lows[before] in FORMS or s.lows[before] in PREPOSITIONS or finite(s, before):
            return None
        found = subject_before(s, before, None)
        return found if found and found[1] > found[0] else None
    if low in PRONOUNS:
        return (k, k + 1)
    if low in COORDINATORS or low == "then":
        return shared or leading_subject(s, k)
    if low == ",":
        if s.low(k - 1) in COORDINATORS:
            return shared or leading_subject(s, k - 1)
        return _over_commas(s, k)
    if low in ("-", "–", "—", "--"):
        return _over_dashes(s, k)
    if low == QUOTED:
        start = _back(s, k - 1) if k and s.capital(k - 1) or s.low(k - 1) in ("named", "called") else k
        return (start, k + 1) if start < k else shared
    start = _back(s, k)
    if start > k:
        return None
    start = trimmed(s, start, k + 1)
    if start > k or not nounlike(s, start, k + 1):
        return None
    return _with_relative(s, start, k)


def _with_relative(s: Sentence, start: int, k: int) -> Pair:
    """The source with the noun that its last words are said of ("the deputy who raised the matter")."""
    verb = start - 1
    while verb > 0 and (s.lows[verb] in PREPOSITIONS or _adverb_of_verb(s, verb)):
        verb -= 1
    first = verb
    while first > 0 and (s.lows[first - 1] in AUXILIARIES or _adverb_of_verb(s, first - 1)):
        first -= 1
    opening = s.low(first - 1)
    if first < 2 or opening not in ("who", "which", "that") or s.lows[first - 2] in FORMS or not finite(s, first):
        return (start, k + 1)
    before = first - 2
    if s.lows[before] == "," or opening == "that" and s.lows[before] in SAYING_NOUNS:
        return (start, k + 1)
    found = subject_before(s, before, None)
    return (found[0], k + 1) if found is not None else (start, k + 1)


def _before_time(s: Sentence, k: int) -> int:
    """The last word before words of time that end at an index ("the minister on Friday said")."""
    if not is_time(s, k):
        return k
    for start in range(max(1, k - 4), k + 1):
        if time_from(s, start, k + 1) == k + 1 and s.lows[start - 1] not in PREPOSITIONS and s.lows[start - 1] != ",":
            return start - 1 if s.lows[start - 1] not in DETERMINERS and not s.lows[start - 1].endswith("ed") else k
    return k


def _adverb_of_verb(s: Sentence, k: int) -> bool:
    """Whether a word before a verb group belongs to the verb ("also", "repeatedly")."""
    low = s.lows[k]
    if s.capital(k):
        return False
    return low in ADVERBS - {"both", "first", "today", "elsewhere"} or (low.endswith("ly") and low not in LIKE_ADVERBS)


def _clausal(s: Sentence, k: int) -> bool:
    return s.low(k - 1) in FORMS or s.low(k - 1) == ","


def nounlike(s: Sentence, start: int, end: int) -> bool:
    """Whether words can name somebody: a letter in them, and no verb at their head."""
    last = s.low(end - 1)
    if not any(word[0].isalnum() or word[0] == "@" for word in s.words[start:end]):
        return False
    if last in PREPOSITIONS or last in AUXILIARIES or last in SUBORDINATORS or last in COORDINATORS:
        return False
    if end - start == 1:
        return (
            not (
                last in DETERMINERS
                and last
                not in (
                    "this",
                    "that",
                    "these",
                    "those",
                    "some",
                    "many",
                    "few",
                    "several",
                    "all",
                    "both",
                    "each",
                    "another",
                )
            )
            and not (last in ADVERBS and last not in ("both", "first"))
            and not (is_time(s, start) and not s.capital(start))
            and not last[0].isdigit()
        )
    return True


def _back(s: Sentence, k: int) -> int:
    """Where the noun phrase that ends at an index begins."""
    a = k
    while a >= 0 and k - a < REACH:
        low = s.lows[a]
        if low == "to" and a < k and not s.capital(a + 1) and (s.low(a + 1) in FINITE or s.low(a + 1) in FORMS):
            break
        if low == QUOTED and s.low(a - 1) in DETERMINERS:
            a -= 1
            continue
        if low in _BREAKS:
            if low in ("–", "—", "--") and s.capital(a - 1) and s.capital(a + 1) and s.ends[a - 1] == s.starts[a]:
                a -= 1
                continue
            break
        if low == ")":
            while a > 0 and s.lows[a] != "(":
                a -= 1
            a -= 1
            continue
        if low == "(":
            break
        if low == ",":
            if not _joins_list(s, a, k):
                break
            a -= 1
            continue
        if low in COORDINATORS:
            if low in ("but", "nor", "yet") or not _joins(s, a, k):
                break
            a -= 1
            continue
        if low in SUBORDINATORS and low not in ("so", "than") and not (low == "as" and s.low(a - 1) == "such"):
            break
        if a < k and finite(s, a) and not _reduced(s, a, k):
            break
        if low in PERSONAL and a < k:
            break
        if low in DETERMINERS and a > 0:
            before = s.lows[a - 1]
            if before in PREPOSITIONS:
                if not _hangs_on(s, a - 1):
                    break
                a -= 1
                continue
            if (
                before in _PREDETERMINERS
                or (before in ("not",))
                or before.endswith("ing")
                and a >= 2
                and s.lows[a - 2] not in _BREAKS
                and s.lows[a - 2] != ","
            ):
                a -= 1
                continue
            if before in TITLES or before in DETERMINERS:
                a -= 1
                continue
            if before == "and" and _joins(s, a - 1, k) and _short_or_named(s, a - 2):
                a -= 2
                continue
            if before == QUOTED or not _reduced(s, a - 1, k):
                return a
        a -= 1
    return a + 1 if a < 0 or k - a < REACH else k + 1


def _short_or_named(s: Sentence, at: int) -> bool:
    """Whether the words up to an index are a name, or a short phrase that opens the sentence."""
    return s.capital(at) or (at < 4 and s.lows[0] in DETERMINERS)


def _reduced(s: Sentence, at: int, k: int) -> bool:
    """Whether a verb form stands inside a noun phrase ("the letter seen by the paper")."""
    low, after = s.lows[at], s.low(at + 1)
    if low in PAST_ONLY or low in AUXILIARIES:
        return low in ("be", "been", "being") and s.low(at - 1) == "to"
    participle = low.endswith(("ed", "en", "wn", "ne", "ung", "ade", "ent", "eld"))
    return (
        participle
        and (after in PREPOSITIONS or after in ADVERBS or is_time(s, at + 1) or s.low(at - 1) == "be")
        and s.low(at - 1) not in PERSONAL
        and at > 0
    )


def _hangs_on(s: Sentence, at: int) -> bool:
    """Whether a preposition continues a noun phrase rather than opening the clause."""
    if at == 0:
        return False
    before = s.lows[at - 1]
    return not (before in _BREAKS or before in (",", "(") or before in SUBORDINATORS or before in COORDINATORS)


def _joins(s: Sentence, at: int, k: int) -> bool:
    """Whether "and" joins two noun phrases rather than two clauses."""
    low = s.lows[at]
    if low == "or" and at + 1 <= k:
        return True
    x = at - 1
    steps = 0
    while x >= 0 and steps < 14:
        here = s.lows[x]
        if here in _BREAKS or here in ("(",):
            return x < at - 1
        if here in SUBORDINATORS and here not in ("than",):
            return x < at - 1
        if here == ",":
            return x < at - 1 and not _clause_before(s, x, at)
        if here in PERSONAL or (finite(s, x) and not _reduced(s, x, at)):
            return False
        x -= 1
        steps += 1
    return at > 0


def _clause_before(s: Sentence, comma: int, at: int) -> bool:
    return any(finite(s, x) and not _reduced(s, x, at) for x in range(comma + 1, at))


def _joins_list(s: Sentence, comma: int, k: int) -> bool:
    """Whether a comma stands in a list ("the US, Britain and France")."""
    if "and" not in s.lows[comma + 1 : k] or comma == 0:
        return False
    following = s.lows.index("and", comma + 1, k)
    if following - comma > 6 or not s.capital(comma + 1):
        return False
    x = comma - 1
    while x >= 0 and comma - x <= 5 and s.lows[x] not in _BREAKS and s.lows[x] != ",":
        if finite(s, x) or s.lows[x] in PREPOSITIONS or s.lows[x] in SUBORDINATORS or is_time(s, x):
            return False
        x -= 1
    return s.capital(comma - 1)


def trimmed(s: Sentence, start: int, end: int) -> int:
    """Where a noun phrase really begins: adverbs, words of time and an opening "on Friday" left out."""
    while start < end - 1:
        low = s.lows[start]
        stop = time_from(s, start, end)
        if stop > start and stop < end and not (s.lows[stop] in PREPOSITIONS or s.low(stop).startswith("'")):
            start = stop
        elif (
            low in ADVERBS
            and low not in ("both", "first")
            or low in COORDINATORS
            or low in ("with", "though", "so", ",", "not")
            or (low.endswith("ly") and not s.capital(start))
        ):
            start += 1
        elif low in PREPOSITIONS and low not in ("like",):
            start = _past_phrase(s, start, end)
        elif s.words[start][0] in "-–—•*|([":
            start += 1
        else:
            break
    return start


def _past_phrase(s: Sentence, start: int, end: int) -> int:
    """Where an opening prepositional phrase ends and the subject begins."""
    k = start + 1
    stop = time_from(s, k, end)
    if stop > k:
        return min(stop, end - 1)
    seen = False
    while k < end:
        low = s.lows[k]
        if low in DETERMINERS and seen and s.lows[k - 1] not in PREPOSITIONS:
            return k
        if (
            s.capital(k)
            and seen
            and not s.capital(k - 1)
            and s.lows[k - 1] not in PREPOSITIONS
            and s.lows[k - 1] not in DETERMINERS
        ):
            return k
        if not s.capital(k) and seen and s.capital(k - 1) and low not in PREPOSITIONS:
            return k
        seen = seen or low not in DETERMINERS
        k += 1
    return min(start + 1, end - 1)


def _segments(s: Sentence, k: int) -> list[Pair]:
    """Stretches between commas before an index, the nearest first."""
    found: list[Pair] = []
    end = k
    x = k - 1
    while x >= -1 and k - x < 60 and len(found) < 6:
        low = s.lows[x] if x >= 0 else "."
        if low == "," or low in _BREAKS:
            if end > x + 1:
                found.append((x + 1, end))
            if low != ",":
                break
            end = x
        x -= 1
    return found


def _sort(s: Sentence, start: int, end: int) -> str:
    """What a stretch between commas is."""
    low = s.lows[start]
    if low in RELATIVES:
        return "relative"
    if low in ("and", "or") and end - start > 1:
        return _sort(s, start + 1, end)
    if low in ADVERBS or (low.endswith("ly") and end - start == 1) or time_from(s, start, end) >= end:
        return "time"
    if low in PREPOSITIONS or low in SUBORDINATORS:
        return "phrase"
    if low.endswith("ing") and not s.capital(start):
        return "phrase"
    if s.words[start].isdigit() and end - start <= 3:
        return "age"
    return (
        "clause"
        if any(finite(s, x) and not _reduced(s, x, end) and not _under_relative(s, start, x) for x in range(start, end))
        else "noun"
    )


def _under_relative(s: Sentence, start: int, at: int) -> bool:
    return any(s.lows[x] in RELATIVES or s.lows[x] == "that" for x in range(start + 1, at))


def _over_commas(s: Sentence, k: int) -> Pair | None:
    """The source before a comma: "Smith, a captain, said", "Smith, who fled, said", "Smith, on Friday, said"."""
    segments = _segments(s, k)
    end: int | None = None
    for number, (start, stop) in enumerate(segments):
        sort = _sort(s, start, stop)
        more = segments[number + 1] if number + 1 < len(segments) else None
        if sort in ("relative", "time", "phrase") and more is not None:
            if end is not None:
                return _tail(s, segments[number - 1][0], segments[number - 1][1], end)
            continue
        end = stop if end is None else end
        if sort in ("noun", "age") and more is not None and _heads(s, *more):
            continue
        return _tail(s, start, stop, end)
    return None


def _heads(s: Sentence, start: int, end: int) -> bool:
    """Whether the stretch before an apposition ends in the noun it explains."""
    sort = _sort(s, start, end)
    if sort in ("noun", "age", "relative"):
        return True
    if sort != "clause":
        first = s.lows[start]
        return (
            first in SUBORDINATORS
            and first in ("that", "as", "while", "because", "but", "although", "when")
            and any(not finite(s, x) for x in range(start, end))
        )
    begins = _back(s, end - 1)
    return start < begins < end and (s.lows[begins - 1] in SUBORDINATORS or s.lows[begins - 1] in COORDINATORS)


def _tail(s: Sentence, start: int, stop: int, end: int) -> Pair | None:
    begins = max(_back(s, _before_time(s, stop - 1)), start)
    if begins >= stop:
        return None
    begins = trimmed(s, begins, stop)
    return (begins, end) if nounlike(s, begins, stop) else None


def _over_dashes(s: Sentence, k: int) -> Pair | None:
    x = k - 1
    while x > 0 and k - x < 25:
        if s.lows[x] in ("-", "–", "—", "--"):
            found = subject_before(s, x - 1, None)
            return found
        x -= 1
    return None


def leading_subject(s: Sentence, k: int) -> Pair | None:
    """The subject of the clause a place stands in: the noun phrase before its first finite verb."""
    start = 0
    x = k - 1
    while x >= 0 and k - x < 70:
        if s.lows[x] in (";", ":") or s.lows[x] == QUOTED and x < k - 1:
            start = x + 1
            break
        x -= 1
    for at in range(start, min(k, start + 70)):
        if at > start and finite(s, at) and not _reduced(s, at, k):
            group = at
            while group > start and (s.lows[group - 1] in ADVERBS or s.lows[group - 1].endswith("ly")):
                group -= 1
            if s.lows[group - 1] in RELATIVES:
                continue
            found = subject_before(s, group - 1, None)
            if found is not None:
                return found
    return None


def source_of_participle(s: Sentence, at: int, shared: Pair | None) -> Pair | None:
    """Who says what a participle introduces: ", adding that", "with Smith saying", "a statement saying"."""
    k = at - 1
    while k >= 0 and (
        s.lows[k] in ADVERBS
        or s.lows[k] in ("not", "while", "whilst", "when", "by", "before", "after", "in", "and", "but", "or")
        or s.lows[k].endswith("ly")
    ):
        k -= 1
    if k < 0:
        return subject_after_comma(s, at)
    low = s.lows[k]
    if low == "," or low == QUOTED or k < at - 1:
        return shared or leading_subject(s, k)
    found = subject_before(s, k, shared)
    if found is None:
        return shared
    if low in CHANNEL_NOUNS or low in SAYING_NOUNS:
        opener = s.low(found[0] - 1)
        if opener in _SENDS or opener in ("in", "by", "with", "through", "via"):
            return leading_subject(s, found[0]) or shared or found
    return found


def subject_after_comma(s: Sentence, at: int) -> Pair | None:
    """The subject of "Citing privacy rules, officials said": it stands after the comma."""
    for x in range(at + 1, min(at + 30, len(s))):
        if s.lows[x] == ",":
            return leading_subject_from(s, x + 1)
    return None


def leading_subject_from(s: Sentence, start: int) -> Pair | None:
    """The noun phrase that begins at an index and ends before a finite verb."""
    for at in range(start + 1, min(start + 30, len(s))):
        if finite(s, at) and not _reduced(s, at, at):
            return (start, at) if nounlike(s, start, at) else None
    return None


def source_after(s: Sentence, at: int, limit: int | None = None) -> Pair | None:
    """The source that begins at an index: "said Smith, a captain", "according to the ministry", "by the embassy"."""
    limit = min(len(s), at + REACH) if limit is None else min(limit, len(s))
    if at >= limit:
        return None
    low = s.lows[at]
    if low in PERSONAL or low in ("him", "her", "them", "someone", "somebody"):
        follows = s.low(at + 1)
        if low != "her" or not follows[:1].isalpha() or follows in PREPOSITIONS:
            return (at, at + 1)
    if not (low[0].isalnum() or low[0] in "@#"):
        return None
    end = _phrase_end(s, at, limit)
    while end < limit and s.lows[end] == "," and _apposition(s, end + 1, limit):
        end = _phrase_end(s, end + 1, limit)
    return (at, end) if end > at and nounlike(s, at, end) else None


def _phrase_end(s: Sentence, at: int, limit: int) -> int:
    """Where a noun phrase that begins at an index ends."""
    k = at
    role = not s.capital(at) or s.lows[at] in DETERMINERS
    while k < limit:
        low = s.lows[k]
        if low == "(":
            closing = k
            while closing < limit and s.lows[closing] != ")":
                closing += 1
            if closing >= limit or closing - k > 5:
                break
            k = closing + 1
            continue
        if low == QUOTED or not (low[0].isalnum() or low[0] in "@#&-'’"):
            break
        if low == "-" and s.starts[k] != s.ends[k - 1]:
            break
        if k > at:
            if (
                low in _STOPS_AFTER
                or (low in ADVERBS and low not in ("both",))
                or (time_from(s, k, limit) > k and not s.lows[k - 1] == "the")
            ):
                break
            if low in ("in", "at", "with", "by", "from", "about") and (
                not role or s.low(k + 1) in CHANNEL_NOUNS or s.low(k + 2) in CHANNEL_NOUNS or is_time(s, k + 1)
            ):
                break
            if low == "and" or low == "or":
                following = s.low(k + 1)
                if (
                    following in FORMS
                    or finite(s, min(k + 1, len(s) - 1))
                    or following in PERSONAL
                    or not (s.capital(k + 1) or following in DETERMINERS or following in PEOPLE or following in TITLES)
                ):
                    break
            elif finite(s, k) and not _reduced(s, k, limit):
                break
            elif low in PERSONAL:
                break
            elif (
                low in DETERMINERS
                and s.lows[k - 1] not in PREPOSITIONS
                and s.lows[k - 1] not in ("and", "or")
                and s.lows[k - 1] not in DETERMINERS
                and low != "that"
            ):
                break
            elif low.endswith("ing") and low in FORMS and not s.capital(k) and s.lows[k - 1] not in DETERMINERS:
                break
        k += 1
    while k > at and s.lows[k - 1] in PREPOSITIONS | COORDINATORS:
        k -= 1
    return k


def _apposition(s: Sentence, at: int, limit: int) -> bool:
    """Whether what follows a comma explains the name before it."""
    low = s.low(at)
    if not low or at >= limit:
        return False
    if s.words[at].isdigit():
        return s.low(at + 1) in (",", ".") or at + 1 >= len(s)
    if low in RELATIVES or low in PERSONAL or low in PREPOSITIONS or low in COORDINATORS or low in SUBORDINATORS:
        return False
    end = _phrase_end(s, at, limit)
    closing = s.low(end)
    whole = (
        end >= len(s)
        or closing in (",", ".", ";", "!", "?")
        or closing in ("who", "which", "on", "in", "at", "during", "after")
    )
    lead = (
        low in ("a", "an", "the", "his", "her", "its", "their")
        or low in TITLES
        or low in BODIES
        or (not s.capital(at) and any(s.lows[x] in TITLES for x in range(at, end)))
    )
    return whole and lead and end > at and not any(finite(s, x) and not _reduced(s, x, end) for x in range(at, end))


def outletlike(s: Sentence, pair: Pair) -> bool:
    """Whether a source reads as an outlet or as "media reports"."""
    start, end = pair
    head = s.low(end - 1)
    if head in ("reports", "media", "outlets", "newspapers") and end - start <= 4:
        return True
    named = any(s.capital(k) and s.lows[k] in OUTLETS for k in range(start, end))
    return named and not any(s.lows[k] in TITLES or s.lows[k] in ("of", "at", "for") for k in range(start, end))
