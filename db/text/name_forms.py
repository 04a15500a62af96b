"""Forms of names: whether two names may be one person's or one body's, as texts write them.

"Steve Whitmore", "Mr Whitmore" and "S. Whitmore" are forms of one name; "the official Iraqi News Agency (INA)" is the
Iraqi News Agency. Names with typing errors are found by RapidFuzz: :mod:`db.search.similar`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from db.text.normalize import casefold_words
from db.text.words import word_set

TITLES = word_set(
    """mr mrs ms miss mx dr prof professor sir dame lord lady sheikh shaikh imam ayatollah sayyid sayyed hajji father
    captain capt major maj colonel col general gen lieutenant lt sergeant sgt brigadier brig admiral adm commander cmdr
    corporal cpl officer inspector president prime vice deputy minister premier chancellor secretary ambassador
    governor gov senator sen representative rep congressman congresswoman mayor judge justice king queen prince
    princess pope bishop archbishop spokesman spokeswoman spokesperson director chief chairman chairwoman
    councillor cllr leader reporter correspondent rev reverend detective sheriff
    m mme mlle monsieur madame sr sra senor senora don dona dra dom senhor senhora herr frau bay bayan sayin
    г-н г-жа господин госпожа пан пани пані السيد السيده الدكتور الشيخ العميد اللواء العقيد الرائد النقيب الفريق
    اقاي خانم دكتر سردار"""
)
"""Titles before names, folded."""
_SUFFIXES = word_set("jr sr jnr snr ii iii iv phd md esq")
_PARTICLES = word_set("al el bin ibn ben bint abu abd de da di del della van von der den la le dos du ter y und")
_MALE, _FEMALE = word_set("mr sir lord herr m senor monsieur bay"), word_set("mrs ms miss dame lady frau mme mlle sra")
_BRACKETS = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]")
_ARABIC_ARTICLE = re.compile(r"^(?:ال|لل)(?=..)")
_CYRILLIC_ENDING = re.compile(r"(?<=[а-яёіїєґ]{3})(?:ого|ому|ими|ым|ой|ом|ем|ою|ові|а|у|е|ы|ю|я|и|й|і|ї|ь)$")


def are_forms_of_one_person(one: str, other: str) -> bool:
    """Whether two names may be forms of one person's name.

    A surname alone is a form of a whole name, and so are initials; another first name or another sex is not.
    """
    if _are_of_two_sexes(one, other):
        return False
    short, long = sorted((person_words(one), person_words(other)), key=len)
    if not short:
        return False
    if len(short) == 1:
        surnames = long[-1:] if len(long) < _TWO_SURNAMES else long[-2:]
        return len(short[0]) > 1 and short[0] in surnames
    if short[-1] != long[-1] and not (short[0] == long[0] and short[-1] in long[1:]):
        return False
    return _in_order(short, long)


def _are_of_two_sexes(one: str, other: str) -> bool:
    first, second = _title_words(one), _title_words(other)
    return bool((first & _MALE and second & _FEMALE) or (second & _MALE and first & _FEMALE))


_TWO_SURNAMES = 3
"""Words from which a name may have two surnames: "Gabriel García Márquez"."""


def _in_order(short: Sequence[str], long: Sequence[str]) -> bool:
    """Whether the words of a name stand in another in the same order, an initial for a word."""
    rest = iter(long)
    return all(any(_may_be_same_word(word, each) for each in rest) for word in short)


def _may_be_same_word(one: str, other: str) -> bool:
    return one == other or (min(len(one), len(other)) == 1 and one[0] == other[0])


@lru_cache(maxsize=4096)
def _title_words(name: str) -> frozenset[str]:
    return TITLES.intersection(word.strip(".") for word in casefold_words(name).split())


@lru_cache(maxsize=4096)
def person_words(name: str) -> tuple[str, ...]:
    """The words of a person's name, folded: without titles, particles, brackets and endings of case."""
    words = [word.strip(".,") for word in re.split(r"[\s\-‐‑]+|(?<=\.)(?=\w)", casefold_words(_BRACKETS.sub("", name)))]
    kept = [re.sub("'s?$", "", word) for word in words if word and word not in _SUFFIXES]
    while len(kept) > 1 and kept[0] in TITLES:
        kept.pop(0)
    bare = [word for word in kept if word not in _PARTICLES] or kept
    return tuple(_without_ending(word) for word in bare)


def _without_ending(word: str) -> str:
    return _CYRILLIC_ENDING.sub("", _ARABIC_ARTICLE.sub("", word))


def comparison_keys(name: str) -> set[str | tuple[str, ...]]:
    """What two near names share at least: a word, or the first letters of all words."""
    words = person_words(name)
    return {*words, *(word for form in _described_forms(name) for word in form.split()), tuple(w[:1] for w in words)}


def are_near_persons(one: str, other: str) -> bool:
    """Whether two names may be one person's, in another form or spelled otherwise: "Ahmad Khalaf", "Ahmed Khalaf".

    So may those with a short first name, or with the surname first: "Steve" and "Stephen", "Khalaf Ahmed".
    """
    if _are_of_two_sexes(one, other):
        return False
    first, second = person_words(one), person_words(other)
    return (
        _are_spelled_alike(first, second)
        or (len(first) > 1 and _are_spelled_alike(sorted(first), sorted(second)))
        or are_forms_of_one_person(one, other)
    )


def are_near_bodies(one: str, other: str) -> bool:
    """Whether two names may be one body's or outlet's, in another form or spelled otherwise."""
    if are_forms_of_one_body(one, other):
        return True
    first, second = (
        [word for word in each.split() if word not in _LINKS] for each in (_first_form(one), _first_form(other))
    )
    return _are_spelled_alike(first, second) or (len(first) > 1 and _are_spelled_alike(sorted(first), sorted(second)))


def _first_form(name: str) -> str:
    return next(iter(_described_forms(name)), "")


_LINKS = word_set("of for the de del de la des du der do da e and & et y und")
"""Words that come and go with the order of others: "Ministry of Interior", "Interior Ministry"."""


def _are_spelled_alike(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two names have the same words, but for a few letters in some."""
    if len(one) != len(other) or not one:
        return False
    return all(a == b or _is_misspelled(a, b) for a, b in zip(one, other, strict=True))


def _is_misspelled(one: str, other: str) -> bool:
    from rapidfuzz import fuzz  # reading must not wait for it

    if one in _SHORT_NAMES.get(other, ()) or _consonants(one) == _consonants(other) != "":
        return True
    if one[:1] != other[:1] or min(len(one), len(other)) < _SHORTEST_MISSPELLED or not (one + other).isalpha():
        return False
    return fuzz.ratio(one, other) >= _ALIKE


_VOWELS = re.compile(r"[aeiouyw]+|(?<=.)h\b")
_SHORTEST_SKELETON = 3
"""Consonants from which two words with the same ones count as transcriptions of one."""


@lru_cache(maxsize=4096)
def _consonants(word: str) -> str:
    """The consonants of a word in Latin letters, as transcriptions agree on: "mhmd" for Muhammad and Mohamed.

    Empty for a word with too few of them, in which a vowel tells names apart.
    """
    if not word.isascii() or not word.isalpha():
        return ""
    initial = "" if word[0] not in _INITIAL_VOWELS else "a"
    bare = _VOWELS.sub("", _transcribed(word))
    found = initial + re.sub(r"(.)\1+", r"\1", bare)
    return found if len(found) >= _SHORTEST_SKELETON else ""


_INITIAL_VOWELS = "aeiou"


def _transcribed(word: str) -> str:
    """A word with those letters made equal that transcriptions use for one sound: q and k, kh and gh stay apart."""
    return word.replace("q", "k").replace("ph", "f").replace("ck", "k").replace("dh", "d").replace("th", "t")


def _short_names() -> dict[str, frozenset[str]]:
    """Given names by each of their forms."""
    found: dict[str, frozenset[str]] = {}
    for line in _GIVEN_NAMES.strip().splitlines():
        forms = frozenset(line.split())
        for each in forms:
            found[each] = found.get(each, frozenset()) | forms
    return found


_GIVEN_NAMES = """
stephen steven steve stefan
william will bill billy willy liam
robert rob bob bobby robbie bert
richard rick dick richie ricky
james jim jimmy jamie
john johnny jack jon
jonathan jon jonny
joseph joe joey
michael mike mick mikey
thomas tom tommy
charles charlie chuck charley
edward ed eddie ted teddy ned
daniel dan danny
david dave davey
matthew matt
anthony tony
andrew andy drew
christopher chris
christine christina chris tina
nicholas nicolas nick nicky
benjamin ben
samuel sam sammy
alexander alex sandy sasha
alexandra alex sandra
gregory greg
jeffrey geoffrey jeff geoff
kenneth ken kenny
lawrence laurence larry
patrick pat paddy
patricia pat patty tricia
peter pete
philip phillip phil
raymond ray
ronald ron ronnie
donald don donnie
timothy tim
vincent vince
walter walt
frederick fred freddie
francis frank
leonard len lenny
gerald gerard gerry jerry
douglas doug
elizabeth liz beth betty eliza lizzie
katherine catherine kathryn kate katie kathy cathy
margaret maggie meg peggy
susan sue susie suzanne
rebecca becky
jennifer jen jenny
deborah debra debbie deb
barbara barb
victoria vicky tori
jessica jess
kimberly kim
pamela pam
theodore ted theo
dmitry dmitri dima
vladimir volodymyr vova volodya
mikhail misha mykhailo
sergei sergey serhii serhiy
francisco paco pancho
jose pepe
"""
"""Short and long forms of given names, folded: one name a line."""
_SHORT_NAMES = _short_names()
_SHORTEST_MISSPELLED = 4
_ALIKE = 80.0
"""The score of RapidFuzz from which two words count as one that is spelled otherwise, 0 to 100."""


def are_forms_of_one_body(one: str, other: str) -> bool:
    """Whether two names may be one body's or one outlet's: with an article, "official" or its abbreviation, or shorter.

    The longer may say where it is: "the US embassy" and "US embassy in Baghdad".
    """
    first, second = _body_forms(one), _body_forms(other)
    return not first.isdisjoint(second)


def same_but_for_descriptions(one: str, other: str) -> bool:
    """Whether two names of a body are equal but for articles, "official" and an abbreviation in brackets."""
    first, second = (frozenset(_described_forms(each)) for each in (one, other))
    return not first.isdisjoint(second)


_DESCRIPTIONS = word_set(
    """the a an official state-run state-owned semi-official state local private independent pro-government
    l le la les el los las der die das"""
)
_WHERE = re.compile(r" (?:in|at|to|en|à|a|em|в|у|في|in the) .+$")


def _body_forms(name: str) -> frozenset[str]:
    forms = _described_forms(name)
    return frozenset([*forms, *(short for short in (_WHERE.sub("", form) for form in forms) if " " in short)])


@lru_cache(maxsize=4096)
def _described_forms(name: str) -> tuple[str, ...]:
    """A body's name without descriptions before it, and its abbreviation."""
    folded = casefold_words(without_description(name)).strip(" \"'“”„«»‘’,.")
    acronyms = [each for each in _BRACKETS.findall(folded) if 1 < len(each) < _LONGEST_ACRONYM and " " not in each]
    words = _BRACKETS.sub("", folded).split()
    while len(words) > 1 and words[0] in _DESCRIPTIONS:
        words.pop(0)
    return (" ".join(words), *acronyms) if words else tuple(acronyms)


def without_description(name: str) -> str:
    """An outlet's name without the description before it: CNN in "the American broadcaster CNN"."""
    found = _DESCRIBED.match(name)
    return name[found.end() :] if found else name


_DESCRIBED = re.compile(
    r"(?:(?!(?:of|in|on|at|for|from|by|with|to|and|or|who|that)\b)[\w’'.-]+\s+){0,5}"
    r"(?:broadcaster|network|channel|newspaper|paper|agency|wire|website|site|portal|outlet|"
    r"magazine|station|tabloid|daily|weekly|newswire|service)\s+(?=[A-ZÀ-ÖØ-Þ])"
)
"""Words up to a common noun for an outlet, in small letters, that a name in capitals follows."""
_LONGEST_ACRONYM = 10
