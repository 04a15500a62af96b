"""Word lists for :mod:`db.text.word_classes`: hedges, negations, numbers and the words around places, by language."""

from __future__ import annotations

from db.text.words import folded_tokens, word_set


def phrase_set(phrases: str) -> frozenset[tuple[str, ...]]:
    """A set of phrases as tuples of folded words, written as one text with bars between them."""
    return frozenset(tuple(folded_tokens(phrase)) for phrase in phrases.split("|"))


WHERE = word_set("in at near over outside inside around across into towards toward above within throughout beneath")
"""Words before a place."""
PLACE_NOUNS = word_set(
    """zone area street square airport province governorate region river valley city town village district suburb
    neighbourhood neighborhood quarter bridge base camp road highway port island islands sea gulf strait bay lake hill
    hills mountain mountains crossing border north south east west outskirts centre center capital"""
)
"""Words that places end with: "the Green Zone"."""
CAPITAL_NOUNS = word_set("de lb")
"""Languages that capitalize every noun."""
NEVER_NAMES = word_set("i the a an he she it we they you this that these those there mr mrs ms dr o oh")

DATES = word_set(
    """monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
    september october november december today yesterday tomorrow tonight"""
)
NUMBERS = word_set(
    """zero two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
    eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred hundreds thousand thousands million
    millions billion billions dozen dozens half twice several scores"""
)

HEDGES = {
    "en": phrase_set(
        """may | might | could | perhaps | possibly | probably | maybe | likely | unlikely | allegedly | alleged |
        reportedly | apparently | apparent | seemingly | supposedly | purportedly | purported | presumably | suspected |
        suspects | suspect | believed | believes | believed to | thought to | thought that | was thought to |
        were thought to | was thought | were thought | said to |
        appears | appear | appeared | seems | seem | seemed | suggests | suggest | suggested | rumoured | rumored |
        unconfirmed | unverified | claimed | claims | claim | by mistake | mistakenly | by accident | accidentally |
        accidental | by error | in error | by way of error | by way of mistake | erroneously | inadvertently |
        unintentionally | deliberately | on purpose | intentionally | so-called | some of | partly | in part |
        not clear | unclear | according to | it is said | reported to | would have"""
    ),
    "fr": phrase_set(
        """peut-être | probablement | apparemment | vraisemblablement | présumé | présumée | prétendument | soi-disant |
        serait | seraient | aurait | auraient | pourrait | pourraient | semble | selon | par erreur | par accident |
        accidentellement | environ | presque | au moins"""
    ),
    "de": phrase_set(
        """vielleicht | möglicherweise | wahrscheinlich | vermutlich | mutmaßlich | angeblich | offenbar | anscheinend |
        wohl | könnte | könnten | soll | sollen | dürfte | laut | versehentlich | aus versehen | irrtümlich | etwa |
        rund | fast | mindestens"""
    ),
    "es": phrase_set(
        """quizá | quizás | tal vez | probablemente | posiblemente | supuestamente | presuntamente | presunto |
        presunta | al parecer | aparentemente | podría | podrían | habría | habrían | según | por error |
        por accidente | accidentalmente | unos | casi | al menos"""
    ),
    "tr": phrase_set(
        "belki | muhtemelen | sözde | iddiaya göre | iddia edilen | yanlışlıkla | kazara | yaklaşık | neredeyse | en az"
    ),
    "ar": phrase_set(
        """ربما | قد | يزعم | مزعوم | المزعوم | يبدو | يعتقد | يرجح | محتمل | من المحتمل | بالخطأ | خطأ |
        عن طريق الخطأ | حوالي | نحو | تقريبا"""
    ),
}

INEXACT = phrase_set(
    """about | around | roughly | approximately | nearly | almost | at least | at most | up to | more than | less than |
    fewer than | as many as | over | under | some"""
)
"""Hedges where a number follows."""

NEGATIONS = {
    "en": word_set("no not never none nobody nothing nowhere neither nor without cannot untrue false"),
    "fr": word_set("ne n pas jamais rien aucun aucune ni sans personne faux"),
    "de": word_set("nicht kein keine keinen keiner keinem keines nie niemals nichts niemand weder ohne falsch"),
    "es": word_set("no nunca jamás nada nadie ningún ninguno ninguna ni sin falso"),
    "tr": word_set("değil yok hiç asla ne hiçbir"),
    "ar": word_set("لا لم لن ليس ليست ما غير بدون دون"),
}
