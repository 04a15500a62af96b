"""Times, numbers, ways and links in words, the same on the desk and on the command line."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, tzinfo
from typing import TYPE_CHECKING

from db.errors import Refused
from db.model.enums import Certainty, Holding, OriginStanding, Polarity, Voice
from db.model.times import When
from db.queries.chain import StepRelation
from db.queries.open_proposals import MOST_COUNTED
from db.queries.origins import OriginCounts, Support
from db.queries.provenance import TracedStatement, TraceEnd
from db.queries.reports import Capture, Report
from db.queries.sources import Source
from db.queries.statements import Stance, StatementLink, Translation
from db.text.quotation import in_quotes
from tui.text.marks import Mark
from tui.text.safe import block, line

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from db.as_of.as_of import AsOf

POLARITY_GLYPH = {Polarity.FOR: Mark.FOR, Polarity.AGAINST: Mark.AGAINST, Polarity.NEITHER: Mark.NEITHER}
"""The sign of a stance; it always stands beside the word."""

HOLDING_GLYPH = {Holding.HELD: Mark.HELD, Holding.EXCERPT: Mark.EXCERPT, Holding.CITED: Mark.CITED}
"""How much of a report we have; the words for it always stand beside."""


def day(edtf: str | None) -> str:
    """A day of the record in words: "16 Dec 2020", with the time where one is known.

    :param edtf: an EDTF expression; one that is not a plain day or time comes back as it is.
    """
    if not edtf:
        return "day not recorded"
    try:
        if len(edtf) == 10:
            return f"{date.fromisoformat(edtf):%-d %b %Y}"
        moment = datetime.fromisoformat(edtf)
    except ValueError:
        return line(edtf)
    return f"{moment:%-d %b %Y, %H:%M} {moment:%Z}".rstrip()


def understood(typed: str, tz: str) -> str:
    """How a typed date is understood: "= 16 Dec 2020, 21:45 UTC+03:00"; empty where it is none, or written so already.

    :param tz: the time zone of the case.
    """
    from db.model.times import parse_typed_time  # only a form that asks for a date needs it

    try:
        edtf = parse_typed_time(typed, tz).edtf
    except Refused as error:
        return f"{line(error.message)} {line(error.hint)}".rstrip()
    return f"{Mark.SAME} {day(edtf)}" if edtf and edtf != typed.strip() else ""


def time_words(time: When) -> str:
    """A time with the words it came from: 16 Dec 2020, “earlier on Wednesday”. Bounds alone are given in UTC."""
    known = f"{span(time.lo, time.hi, UTC)} UTC" if time.is_in_bounds else day(time.edtf) if time.edtf else ""
    if time.raw:
        return f"{known}, {in_quotes(line(time.raw))}" if known else in_quotes(line(time.raw))
    if time.edtf and len(time.edtf) == 10 and not time.is_in_bounds:
        return f"{known}, time of day not recorded"
    return known or day(None)


def holding_words(report: Report) -> str:
    """How we know a report: held, excerpt held, or known only through another."""
    if report.holding is Holding.HELD:
        return "text held"
    if report.holding is Holding.EXCERPT:
        return "excerpt held"
    if report.known_via is None:
        return "cited, original not held"
    return f"seen only in {report.known_via}, the {line(report.known_via_label or '')}"


STANDINGS_EXPLAINED = (
    "named: known by name or office · anonymous: not named · not recorded: no source given, not counted"
)
"""What the three numbers of a claim's support mean, for every view that shows them."""

NOT_RECORDED_EXPLAINED = "not recorded: no source given, not counted"
"""The same where there is little room."""


def side_words(numbers: Support, *, whole: bool = False) -> str:
    """The three numbers of one side, and beside them what was taken back: "2 named · 1 withdrawn, 19 Nov 2024".

    :param whole: whether zeros are listed too.
    """
    counted = zip(OriginStanding, (numbers.named, numbers.anonymous, numbers.not_recorded), strict=True)
    said = [f"{number} {standing.word}" for standing, number in counted if number or whole]
    if numbers.withdrawn:
        said.append(
            f"{numbers.withdrawn} withdrawn" + (f", {day(numbers.withdrawn_on)}" if numbers.withdrawn_on else "")
        )
    return " · ".join(said) or "none on record"


def both_sides(numbers: OriginCounts) -> str:
    """All three numbers of both sides of a claim, as two sentences."""
    supporting, against = (
        side_words(side, whole=True).replace(" · ", ", ") for side in (numbers.supporting, numbers.against)
    )
    return f"For: {supporting}. Against: {against}."


def support_sentences(numbers: OriginCounts) -> str:
    """Both sides and, with several origins that nobody judged, that independence is not established."""
    return both_sides(numbers) + (" Independence not established." if numbers.independence_matters else "")


def short_support(numbers: str, times: int) -> str:
    """The numbers shorter, for a narrow column: "2 not recorded", "2 not rec.", "2 n.r.".

    The day of what is withdrawn goes first: a number is never cut for it.

    :param times: how many times shorter: 0 leaves them whole.
    """
    if times:
        numbers = _WITHDRAWN_ON.sub("withdrawn", numbers)
    for whole, first, second in ("not recorded", "not rec.", "n.r."), ("anonymous", "anon.", "anon."):
        numbers = numbers.replace(whole, (whole, first, second)[times])
    return numbers


_WITHDRAWN_ON = re.compile(r"withdrawn, [^·]+")

_BEGINS = {TraceEnd.FOUND: "", TraceEnd.RING: f"{Mark.LOOP} in a ring {Mark.VIA} ", TraceEnd.DEEPER: f"… {Mark.VIA} "}
"""Text before a speaker who is not known to be the first."""


def way(passage: TracedStatement) -> str:
    """Whose words they are and how they came to us: "Ahmed Khalaf ← Anadolu ← Beirut article"."""
    forks = " (and others)" if passage.forks else ""
    return (
        _BEGINS[passage.beginning]
        + f" {Mark.VIA} ".join(line(s.short) for s in (passage.speaker, *passage.via))
        + forks
    )


def voice(passage: TracedStatement) -> str:
    """Whether the outlet speaks for itself, and whether a source is named behind a line."""
    statement = passage.statement
    if statement.voice is Voice.OWN and statement.basis == "not_recorded":
        return "own words, linked to its origin" if passage.has_speaker else "own words, origin not recorded"
    if statement.voice is Voice.OWN:
        return f"own voice, {statement.basis}"
    return "relays" if passage.has_speaker else "relays, origin not recorded"


def translation(each: Translation) -> str:
    """A translation, with its language and by whom: "In en, translated by J. Doe: it came down"."""
    lang = f"In {each.lang}" if each.lang else "In another language"
    return block(f"{lang}, translated by {each.by or 'translator not recorded'}: {each.text}")


def link(each: StatementLink) -> str:
    """A link to another statement, with who said it and when that was done: "retracted by S9 (CNN), 19 Nov 2018"."""
    return f"{each.words} ({each.source})" + (f", {day(each.on)}" if each.on else "")


def stances(bearing: tuple[Stance, ...]) -> str:
    """The claims a statement is for and against, with its certainty: "for C1 C1b (certain) · against C2 (probable)"."""
    said = []
    for polarity in (Polarity.FOR, Polarity.AGAINST, Polarity.NEITHER):
        for certainty in Certainty:
            keys = [each.key for each in bearing if each.polarity is polarity and each.certainty is certainty]
            if keys:
                said.append(f"{POLARITY_GLYPH[polarity]} {polarity.word} {' '.join(keys)} ({certainty})")
    return " · ".join(said) or "no stance on a claim"


def step_relation_words(found: StepRelation) -> str:
    """The link of a step to the step before, as a sentence."""
    names = ", ".join(line(name) for name in found.names)
    return {
        "denied by": f"denies {names}, which the previous step carries",
        "contradicts": f"affirms {names}, which the previous step denies",
        "corrected by": f"corrects {names} of the previous step",
        "retracted by": f"retracts {names} of the previous step",
        "confirmed by": f"confirms {names} of the previous step",
        "answered by": f"answers {names} of the previous step",
        "relayed by": f"relays {names} of the previous step",
        "draws on": f"the previous step relays {names} of this one",
        "other side in": f"relays the other side of {names}",
        "same speaker": f"same speaker as the previous step: {names}",
        "same claims": f"same claims as the previous step: {names}",
    }[found.kind]


def kind_and_naming(source: Source) -> str:
    """Kind and naming of a source: "outlet, named"."""
    return f"{source.kind}, {'role only' if source.naming == 'role' else source.naming}"


def relation_words(kind: str) -> str:
    """A kind of affiliation or relay in words."""
    return kind.replace("_", " ")


def list_keys(names: tuple[str, ...] | list[str], most: int = 12) -> str:
    """Keys in a row, with the number of the rest.

    :param most: keys to list.
    """
    rest = f" and {len(names) - most} more" if len(names) > most else ""
    return " ".join(names[:most]) + rest


def capture(kept: Capture) -> list[tuple[str, str]]:
    """Where a capture comes from: pairs of a name and a fact, safe to show."""
    facts = []
    if kept.tool:
        facts.append(("read by", " ".join(line(part) for part in (kept.tool, kept.tool_version) if part)))
    if kept.final_url:
        facts.append(("fetched from", f"{line(kept.final_url)} (status {kept.status})"))
    facts += [("redirected by", f"{line(url)} (status {status})") for url, status in kept.redirects]
    if kept.raw_sha256:
        facts.append(("original bytes", f"SHA-256 {kept.raw_sha256}"))
    return facts


def pluralize(number: int, noun: str) -> str:
    """A number with its noun: "1 claim", "10 claims"."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def waiting_proposals(number: int) -> str:
    """How many proposals are open: "1 proposal waits", "15 proposals wait", ">10,000 proposals wait"."""
    if number > MOST_COUNTED:
        return f">{MOST_COUNTED:,} proposals wait"
    return f"{pluralize(number, 'proposal')} wait{'s' if number == 1 else ''}"


def sentence(words: str) -> str:
    """The desk's own words as a sentence, with a capital."""
    return end_sentence(words[:1].upper() + words[1:])


def end_sentence(words: str) -> str:
    """Stored words with a full stop, unless they end with a mark of their own."""
    return words if words.rstrip("”\"'").endswith((".", "!", "?", "…")) else f"{words}."


def span(lo: str | None, hi: str | None, zone: tzinfo) -> str:
    """Bounds in words: "16 Dec 2020, 00:00 to 22:45", "by 16 Dec 2020, 22:45", "time not recorded"."""
    if lo is None or hi is None:
        return f"from {_moment(lo, zone)}" if lo else f"by {_moment(hi, zone)}" if hi else "time not recorded"
    first, last = _moment(lo, zone), _moment(hi, zone)
    if first == last:
        return first
    day, _, time = last.rpartition(", ")
    return f"{first} to {time if first.startswith(f'{day}, ') else last}"


def _moment(utc: str, zone: tzinfo) -> str:
    try:
        return f"{datetime.fromisoformat(utc).astimezone(zone):%-d %b %Y, %H:%M}"
    except (ValueError, OverflowError):  # a store that another program wrote
        return line(utc)


def as_of_text(known: AsOf, zone: ZoneInfo) -> str:
    """The moment a case is read as of, and what that leaves out, in sentences.

    :param zone: the time zone of the case.
    """
    named = [("report", known.reports), ("statement", known.statements)]
    shown = " and ".join(
        f"{tally.known + (tally.possibly if known.takes_in_possible else 0):,} of "
        f"{pluralize(tally.known + tally.possibly + tally.later + tally.untimed, noun)}"
        for noun, tally in named
    )
    left = [
        (how, ", ".join(pluralize(number, noun) for noun, number in numbers if number))
        for how, numbers in (
            ("later", [(noun, tally.later) for noun, tally in named]),
            (
                "included, though only possibly known" if known.takes_in_possible else "possibly known by then",
                [(noun, tally.possibly) for noun, tally in named],
            ),
            ("time not recorded", [(noun, tally.untimed) for noun, tally in named]),
        )
    ]
    told = "; ".join(f"{how}: {numbers}" for how, numbers in left if numbers)
    when = known.report_key or span(known.moment, known.moment, zone)
    return f"As of {line(when)}: {shown}." + (f" {sentence(told)}" if told else "")
