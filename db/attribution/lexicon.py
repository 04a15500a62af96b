"""Lexicon: the English words that the rules know, but for verbs that report speech, which are in :mod:`.verbs`.

All in lower case: nouns, pronouns and other function words, words of time, truth and doubt, finite verbs.
"""

from __future__ import annotations

from db.attribution.verbs import VERB_FORMS, inflections, vocabulary
from db.model.enums import Act

NOUN_LIKE_FORMS = vocabulary(
    """rubbish welcome voice voices regret regrets guarantee guarantees email emails blog blogs guess worry worries
    request requests sigh laugh report reports claim claims state states note notes estimate estimates comment
    comments show shows warning warnings claiming read reads rule rules tweet tweets post posts call calls
    demand demands fear fears hope hopes promise promises pledge pledges vow vows doubt doubts question
    questions answer answers reason reasons find finds detail details label labels brand brands term terms quote
    quotes brief briefs order orders joke jokes cry cries forecast forecasts signal signals hint hints advise
    reply replies stress highlight highlights feeling finding findings showing saying reporting posting ruling
    understanding meaning shout shouts blame praise dispute disputes protest protests object objects counter
    counters lament remark remarks boast boasts complaint begin counsel slam suspect suspects correct detailed
    wonder wonders repeat repeats mention mentions address addresses assert"""
)
"""Forms of verbs that are as often nouns or adjectives: "claims", "reports", "finding"."""

RESEARCH_SUBJECTS = vocabulary(
    """study studies report reports survey surveys poll polls research researchers scientists scientist findings
    results result data figures figure statistics analysis review investigation inquiry investigators experts
    documents document records audit paper census test tests evidence footage images video letter letters email
    emails court judge jury panel commission committee tribunal they he she it who inquest model models
    assessment examination autopsy memo transcript economists analysts academics team teams authors author
    watchdog doctors index"""
)
"""Subjects after which "found", "showed" and "indicated" attribute without "that"."""

SAYING_NOUNS = {
    "claim": Act.ASSERT, "claims": Act.ASSERT, "allegation": Act.ASSERT, "allegations": Act.ASSERT,
    "accusation": Act.ASSERT, "accusations": Act.ASSERT, "warning": Act.ASSERT, "warnings": Act.ASSERT,
    "report": Act.REPORT, "reports": Act.REPORT, "suggestion": Act.HEDGE, "suggestions": Act.HEDGE,
    "rumour": Act.REPORT, "rumours": Act.REPORT, "rumor": Act.REPORT, "rumors": Act.REPORT, "assertion": Act.ASSERT,
    "assertions": Act.ASSERT, "announcement": Act.ASSERT, "admission": Act.CONFIRM, "denial": Act.DENY,
    "denials": Act.DENY,
    "complaint": Act.ASSERT, "complaints": Act.ASSERT, "belief": Act.HEDGE, "fears": Act.HEDGE,
    "speculation": Act.HEDGE, "argument": Act.ASSERT, "arguments": Act.ASSERT, "assurance": Act.ASSERT,
    "assurances": Act.ASSERT, "contention": Act.ASSERT, "insistence": Act.ASSERT, "confirmation": Act.CONFIRM,
    "acknowledgment": Act.CONFIRM, "acknowledgement": Act.CONFIRM, "statement": Act.ASSERT, "statements": Act.ASSERT,
    "conclusion": Act.ASSERT, "prediction": Act.HEDGE, "predictions": Act.HEDGE, "revelation": Act.ASSERT,
    "revelations": Act.ASSERT, "remark": Act.ASSERT, "promise": Act.ASSERT, "pledge": Act.ASSERT,
    "recommendation": Act.ADVISE, "testimony": Act.ASSERT, "apology": Act.APOLOGISE,
}  # fmt: skip
"""Nouns that attribute ("the claim that …"), and the act of each."""

SAID_THINGS = vocabulary(
    """figure figures toll tally timeline explanation theory portrayal insinuation insinuations talk report reports
    claim claims allegation allegations accusation accusations rumour rumours rumor rumors suggestion
    suggestions charge charges assertion assertions story stories news account accounts notion idea statement
    statements speculation article information version involvement responsibility wrongdoing knowledge link
    links role existence narrative complaint criticism headline findings conclusion conclusions characterization
    characterisation complicity guilt collusion"""
)
"""Nouns for something said: "rejected the report" denies, "rejected the request" doesn't."""

CHANNEL_NOUNS = vocabulary(
    """statement interview press email e-mail letter speech tweet post report conference briefing release message
    address broadcast video blog television tv radio comment comments remarks article note call memo
    announcement testimony broadcast communique communiqué telegram facebook twitter x instagram hearing debate
    column paper affidavit filing conversation"""
)
"""Channels of speech: "in a statement"."""

ADDRESSEES = vocabulary(
    """reporters journalists reporter journalist lawmakers parliament court police investigators officials media
    press newspaper paper agency network channel programme program broadcaster viewers listeners readers crowd
    audience supporters congress senate council committee inquiry conference judge jurors officers residents
    people them him her us me you"""
)
"""Persons addressed without a name: "told reporters"."""

OUTLETS = vocabulary(
    """news times post agency reuters ap afp bbc cnn nbc abc cbs fox tv television radio guardian telegraph herald
    tribune journal gazette chronicle weekly daily jazeera sky itv independent mail mirror sun express observer
    economist bloomberg interfax tass xinhua anadolu ina sana irna bulletin examiner inquirer standard star
    globe newspaper magazine broadcaster press npr pbs msnbc axios politico haaretz spiegel monde figaro pais
    arabiya mayadeen rudaw dpa ansa efe kyodo yonhap pti ani channel website site portal wire newswire outlet
    outlets media network paper wikinews tabloid"""
)
"""Words by which a name is read as an outlet."""

SOURCELESS_NOUNS = vocabulary(
    """claim claims allegation allegations accusation accusations rumour rumours rumor rumors report reports
    suggestion suggestions speculation fears"""
)
"""Nouns that attribute although the text names no source: "rumours that …"."""

BODIES = vocabulary(
    """ministry command agency government police army embassy office department council committee commission
    company party group union university court organisation organization association force forces navy military
    authority authorities parliament congress senate board bank institute team club school hospital bureau
    service services administration campaign corporation foundation society federation league movement militia
    leadership cabinet firm airline operator watchdog regulator charity coalition alliance centre center ngo hq
    headquarters mission consulate directorate inspectorate secretariat union church station network newspaper
    outlet broadcaster channel media press house pentagon kremlin downing taliban hamas hezbollah nato un eu who
    fbi cia nasa unicef unesco washington moscow beijing london paris tehran baghdad kyiv kiev ankara berlin
    brussels state district municipality city county village town faction factions brigade division unit ltd inc
    corp co plc"""
)
"""Words by which a source is read as a body rather than a person."""

TITLES = vocabulary(
    """mr mrs ms miss dr prof professor sir lord lady dame president minister officer captain capt colonel col
    general gen major maj lieutenant lt sergeant sgt admiral commander chief king queen prince princess senator
    sen governor gov mayor ambassador judge justice rabbi imam sheikh ayatollah father bishop archbishop pope
    cardinal secretary spokesman spokeswoman spokesperson director chairman chairwoman chair ceo coach captain
    manager deputy premier chancellor representative rep inspector detective superintendent constable doctor
    nurse lawyer attorney prosecutor activist analyst expert researcher scientist economist teacher author actor
    singer man woman witness resident villager official envoy diplomat leader undersecretary commissioner
    councillor founder co-founder editor journalist reporter correspondent engineer pilot neighbour neighbor
    mother son daughter sister brother wife husband owner farmer student member"""
)
"""Words by which a source is read as a person."""

GENERIC_BODIES = vocabulary(
    """leadership group agency company firm organisation organization body outlet newspaper paper broadcaster
    institution movement website site operator union charity watchdog regulator channel station corporation club
    team command"""
)
"""Nouns for a body named before: "the agency"."""

PEOPLE = vocabulary(
    """officials police witnesses residents media authorities researchers scientists experts critics activists
    analysts sources doctors investigators prosecutors lawyers observers campaigners reporters journalists
    spokesmen supporters opponents villagers neighbours neighbors parents leaders ministers diplomats lawmakers
    economists friends relatives survivors officers soldiers commanders rescuers firefighters organisers
    organizers organizations groups reports outlets newspapers people some many others several most both those
    academics authors historians teachers students workers members victims families politicians senators
    councillors unions companies agencies protesters rebels militants"""
)
"""Sources in the plural without a name, and singulars that agree with a plural verb: "police say"."""

SUBJECT_PRONOUNS = vocabulary("he she they it we i you who which someone somebody one everyone nobody none")
PERSONAL_PRONOUNS = vocabulary("he she they it we i you")
RELATIVES = vocabulary("who which whose whom")
DETERMINERS = vocabulary(
    """the a an this that these those his her its their our my your some any no every each all both another several
    many few"""
)
PREPOSITIONS = vocabulary(
    """of in on at by for with from to about into over under against between among through during without within
    near around across behind beyond along amid despite via per outside inside upon toward towards following
    concerning regarding including like unlike after before since until as off above below up down out beside
    besides"""
)
SUBORDINATORS = vocabulary(
    """that because while whilst when where as if although though since until than whether how why what after
    before once whereas unless so wherever whenever"""
)
COORDINATORS = vocabulary("and but or nor yet")
BE = vocabulary(
    """is are was were be been being am 's 're isn't aren't wasn't weren't it's he's she's they're we're i'm that's
    there's"""
)
HAVE = vocabulary("has have had having hasn't haven't hadn't they've we've i've")
DO = vocabulary("do does did don't doesn't didn't")
MODALS = vocabulary(
    """will would can could may might must should shall won't wouldn't can't cannot couldn't shouldn't mustn't
    they'll we'll he'll she'll it'll i'll ought"""
)
AUXILIARIES = BE | HAVE | DO | MODALS
NEGATIONS = vocabulary("not n't never neither nor cannot") | frozenset(w for w in AUXILIARIES if w.endswith("n't"))
NON_ADVERBS_IN_LY = vocabulary(
    """family assembly daily weekly italy ally reply supply only july police-family bully rally fly monthly elderly"""
)
"""Words in -ly that aren't adverbs of a verb."""
SPEAKING_VERBS = vocabulary("say tell add")
"""Verbs whose past isn't a participle before "by": "she said by telephone"."""
ADVERBS = vocabulary(
    """also later then further again once still now since already just previously repeatedly reportedly earlier
    however both simply even only often always initially recently meanwhile instead thus therefore too first
    finally nevertheless nonetheless subsequently immediately apparently allegedly consistently today yesterday
    soon afterwards afterward ago moreover furthermore additionally separately elsewhere indeed altogether
    entirely outright"""
)
NUMBERS = vocabulary("one two three four five six seven eight nine ten eleven twelve dozen hundred thousand million")
DAYS = vocabulary("monday tuesday wednesday thursday friday saturday sunday")
MONTHS = vocabulary(
    """january february march april may june july august september october november december jan feb mar apr jun
    jul aug sep sept oct nov dec"""
)
TIME_NOUNS = (
    DAYS | MONTHS
    | vocabulary(
    """today yesterday tomorrow tonight morning afternoon evening night week weekend month year day hour hours days
    weeks months years midnight noon minutes late earlier later gmt utc a.m. p.m. am pm"""
)
)  # fmt: skip
ABBREVIATIONS = vocabulary(
    """mr mrs ms dr prof gen col lt sgt capt gov sen rep rev hon st jr sr jan feb mar apr jun jul aug sep sept oct
    nov dec no vs inc co corp ltd dept maj cmdr adm brig pvt messrs mme mlle fr mt ft approx est etc al fig vol
    pp cf"""
)
FALSE_WORDS = vocabulary(
    """false untrue baseless unfounded fabricated fake fabrication fabrications groundless incorrect inaccurate lie
    lies hoax exaggerated fantasy fantasies fiction misleading nonsense wrong rumour rumours rumor rumors invented bogus
    fictitious misinformation disinformation slander propaganda ridiculous absurd malicious"""
)
TRUE_WORDS = vocabulary("true accurate correct genuine authentic authenticity real")
HEDGES = vocabulary(
    "may might possibly perhaps appears appeared appear seems seemed seem likely probably apparently reportedly"
)

_COMMON_VERBS = """
make take give get go come see become begin break bring build buy catch choose cost cut deal do draw drive eat fall
feed fight fly forget grow hang hear hide hit hold hurt keep lay lead leave lend let lie light lose mean meet pay
put rise run sell send set shake shoot shut sing sink sit sleep speak spend stand steal stick strike teach throw
understand wake wear win want need remain include continue help try ask work live die happen occur appear seem use
turn start stop open close move play attack kill arrest launch carry cause follow force affect lack face require
allow provide produce offer receive reach exceed increase decrease rise drop decline improve support oppose deserve
belong depend exist mark plan aim seek agree enjoy love like hate suffer attract drive look wait stay serve pass act
lie target represent threaten plan hope intend fail crash collapse explode flee return arrive travel visit enter
join attend vote sign test treat deploy fire hit injure wound
"""
_IRREGULAR_FORMS = """
made took taken gave given got gotten went gone came saw seen became began broke broken brought built bought caught
chose chosen cost cut dealt done drew drawn drove driven ate eaten fell fallen fed fought flew flown forgot
forgotten grew grown hung heard hid hidden hit held hurt kept laid led left lent let lay lain lit lost meant met
paid put rose risen ran run sold sent set shook shaken shot shut sang sung sank sunk sat slept spoke spoken spent
stood stole stolen stuck struck taught threw thrown understood woke wore worn won fled did had was were said told
thought knew wrote found felt swore read withdrew hit
"""
FINITE_FORMS = frozenset(
    AUXILIARIES
    | set(_IRREGULAR_FORMS.split())
    | {inflections(lemma)[tense] for lemma in _COMMON_VERBS.split() for tense in ("base", "s")}
    | {word for word, form in VERB_FORMS.items() if form.tense in ("s", "past") and word not in NOUN_LIKE_FORMS}
)
"""Forms that are read as a finite verb. Other words in -ed: :func:`.finite_verbs.is_finite`."""
PAST_ONLY = vocabulary(
    """took gave went came saw became began broke chose drew drove ate fell flew forgot grew hid rose ran shook
    sang sank spoke stole threw woke wore was were is are has have had does did will would can could may might
    must should said told wrote knew fled got"""
)
"""Finite verbs that are never participles, so that the words before them are a subject."""
NO_SOURCES = vocabulary(
    """plan plans schedule tradition law instructions usual custom rules size age need needs taste preference order"""
)
"""Nouns after "according to" that don't speak: "according to plan"."""
ACRONYMS = {"WHO": "w.h.o.", "US": "u.s.", "IT": "i.t."}
"""Names that would be pronouns in lower case, and what they are lowered to."""
SENTENCE_OPENERS = vocabulary(
    """the he she it they we in on at but and however this these a an according his her its their earlier later"""
)
"""Words that begin a new sentence after an abbreviation with full stops ("at 9 p.m. The …")."""
