"""Who is a named source: by evidence only, in each language with a table of words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.attribution import propose
from db.attribution.naming import guess_source
from db.attribution.naming.vocabulary import LANGUAGES, WordRole, vocabulary_of
from db.model.enums import Naming, SourceKind

N, R, A, C, U = Naming.NAMED, Naming.ROLE, Naming.ANONYMOUS, Naming.COLLECTIVE, Naming.UNATTRIBUTED
PERSON, BODY, OUTLET, GROUP = SourceKind

SENTENCES = [
    ("Officials said the bridge had fallen.", GROUP, C),
    ("Residents said the bridge had fallen.", GROUP, C),
    ("Many said the bridge had fallen.", GROUP, C),
    ("Others said the bridge had been blown up.", GROUP, C),
    ("Iraqi media reported that the bridge had fallen.", GROUP, U),
    ("Telegram channels reported that the bridge had fallen.", GROUP, U),
    ("Recent reports said the bridge had fallen.", GROUP, U),
    ("Rumours suggested that the bridge had fallen.", GROUP, U),
    ("Local Facebook posts claimed that the bridge had fallen.", GROUP, U),
    ("Footage showed that the bridge had fallen.", GROUP, U),
    ("Bystanders said the bridge had fallen.", GROUP, C),
    ("Fishermen said the bridge had fallen.", GROUP, C),
    ("Passers-by said the bridge had fallen.", GROUP, C),
    ("Opposition activists said the bridge had fallen.", GROUP, C),
    ("Iraqis said the bridge had fallen.", GROUP, C),
    ("Analysts at Janes said the bridge had fallen.", GROUP, C),
    ("Police said the bridge had fallen.", BODY, C),
    ("Three U.S. officials said the bridge had fallen.", GROUP, A),
    ("Two people familiar with the matter said the bridge had fallen.", GROUP, A),
    ("Security sources said the bridge had fallen.", GROUP, A),
    ("A source said the bridge had fallen.", PERSON, A),
    ("An official said the bridge had fallen.", PERSON, A),
    ("A US official said the bridge had fallen.", PERSON, A),
    ("The official said the bridge had fallen.", PERSON, A),
    ("One resident said the bridge had fallen.", PERSON, A),
    ("A spokesman said the bridge had fallen.", PERSON, A),
    ("A Turkish minister said the bridge had fallen.", PERSON, A),
    ("A local newspaper reported that the bridge had fallen.", OUTLET, A),
    ("The spokesman said the bridge had fallen.", PERSON, R),
    ("The minister said the bridge had fallen.", PERSON, R),
    ("The Iraqi defence minister said the bridge had fallen.", PERSON, R),
    ("A spokesman for the Ministry of Health said the bridge had fallen.", PERSON, R),
    ("A Pentagon spokeswoman said the bridge had fallen.", PERSON, R),
    ("The army said the bridge had fallen.", BODY, R),
    ("Rathbun said the bridge had fallen. Few had seen Rathbun there.", PERSON, N),
    ("Rathbun said the bridge had fallen.", PERSON, A),
    ("Security Forces said the bridge had fallen.", BODY, C),
    ("Security forces said the bridge had fallen.", BODY, C),
    ("Local Police said the bridge had fallen.", BODY, C),
    ("Port Workers said the bridge had fallen.", GROUP, C),
    ("State television reported that the bridge had fallen.", GROUP, U),
    ("State TV reported that the bridge had fallen.", GROUP, U),
    ("Several dailies reported that the bridge had fallen.", GROUP, U),
    ("UNRWA said the bridge had fallen.", BODY, N),
    ("Mr Whitmore said the bridge had fallen.", PERSON, N),
    ("Steve Whitmore said the bridge had fallen.", PERSON, N),
    ("Steve King said the bridge had fallen.", PERSON, N),
    ("Defence Minister Ali Hassan said the bridge had fallen.", PERSON, N),
    ("Police officer Ahmed Khalaf said the bridge had fallen.", PERSON, N),
    ("Resident Omar Saleh said the bridge had fallen.", PERSON, N),
    ("The Ministry of Health said the bridge had fallen.", BODY, N),
    ("The Baghdad Operations Command said the bridge had fallen.", BODY, N),
    ("The US embassy said the bridge had fallen.", BODY, N),
    ("Iraqi police said the bridge had fallen.", BODY, N),
    ("The State Department said the bridge had fallen.", BODY, N),
    ("The Pentagon said the bridge had fallen.", BODY, N),
    ("Hamas said the bridge had fallen.", BODY, N),
    ("Washington said the bridge had fallen.", BODY, N),
    ("Human Rights Watch said the bridge had fallen.", BODY, N),
    ("The WHO said the bridge had fallen.", BODY, N),
    ("The U.S. said the bridge had fallen.", BODY, N),
    ("The Courier reported that the bridge had fallen.", OUTLET, N),
    ("Lowen Networks said the bridge had fallen.", BODY, N),
    ("The Health and Safety Inspectorate said the bridge had fallen.", BODY, N),
    ("The Red Cross said the bridge had fallen.", BODY, N),
    ("Syrian state media reported that the bridge had fallen.", GROUP, U),
    ("Reuters reported that the bridge had fallen.", OUTLET, N),
    ("The official Iraqi News Agency (INA) reported that the bridge had fallen.", OUTLET, N),
    ("The New York Times reported that the bridge had fallen.", OUTLET, N),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "kind", "naming"), SENTENCES)
def test_subject_of_sentence(sentence: str, kind: SourceKind, naming: Naming) -> None:
    source = propose(sentence)[0].source
    assert source is not None
    guess = guess_source(source.text, text=sentence)
    assert (guess.kind, guess.naming) == (kind, naming)


PHRASES = [
    ("fr", "des témoins", C), ("fr", "une source sécuritaire", A), ("fr", "Des médias locaux", U),
    ("fr", "le porte-parole du ministère de la Défense", R), ("fr", "le ministère de la Santé", N),
    ("fr", "Les autorités", C), ("fr", "Emmanuel Macron", N), ("fr", "Les réseaux sociaux", U),
    ("fr", "un responsable américain", A), ("fr", "Plusieurs habitants", C), ("fr", "le ministre Jean Dupont", N),
    ("fr", "Selon des médias", U), ("fr", "le ministre de l'Intérieur Gérald Darmanin", N),
    ("fr", "Des internautes", C),
    ("es", "Usuarios de redes sociales", C), ("tr", "Muhabirler", C), ("de", "Regierungskreise", A),
    ("ar", "رئيس الوزراء مصطفى الكاظمي", N), ("ru", "по словам очевидцев", C), ("uk", "волонтери", C),
    ("ar", "بحسب شهود عيان", C), ("ar", "بيان", U), ("ru", "пресс-служба", R), ("fr", "Le Monde", N),
    ("fr", "l'armée", R), ("fr", "l'ambassade américaine", N),
    ("es", "Fuentes de seguridad", A), ("es", "Testigos presenciales", C), ("es", "Medios locales", U),
    ("es", "un funcionario que pidió el anonimato", A), ("es", "El Ministerio de Salud", N),
    ("es", "Vecinos de la zona", C), ("es", "redes sociales", U), ("es", "el presidente Gabriel Boric", N),
    ("es", "el portavoz", R), ("es", "Muchos", C),
    ("pt", "Fontes policiais", A), ("pt", "Moradores", C), ("pt", "A imprensa local", U), ("pt", "Testemunhas", C),
    ("pt", "O Ministério da Saúde", N), ("pt", "um funcionário", A), ("pt", "o presidente Lula da Silva", N),
    ("de", "Medienberichte", U), ("de", "Laut Medienberichten", U), ("de", "Augenzeugen", C),
    ("de", "den Anwohnern", C), ("de", "ein Sprecher des Verteidigungsministeriums", R), ("de", "Sicherheitskreise", A),
    ("de", "eine mit der Sache vertraute Quelle", A), ("de", "das Gesundheitsministerium", N),
    ("de", "Beamte", C), ("de", "einem Beamten", A), ("de", "Hans Müller", N), ("de", "Zeugen", C),
    ("de", "Bundeskanzler Olaf Scholz", N), ("de", "lokale Medien", U),
    ("tr", "güvenlik kaynakları", A), ("tr", "Görgü tanıkları", C), ("tr", "yerel medya", U), ("tr", "bir yetkili", A),
    ("tr", "Yetkililer", C), ("tr", "Sağlık Bakanlığı", N), ("tr", "Dışişleri Bakanı Hakan Fidan", N),
    ("tr", "Liman İşçileri", C), ("tr", "ABD'li bir yetkili", A), ("tr", "Bölge sakinleri", C),
    ("ru", "источники", A), ("ru", "Источник в МВД", A), ("ru", "источниками", A), ("ru", "Очевидцы", C),
    ("ru", "СМИ", U), ("ru", "местных СМИ", U), ("ru", "Телеграм-каналы", U), ("ru", "чиновники", C),
    ("ru", "Министерство обороны", N), ("ru", "Минобороны", N), ("ru", "Сергей Шойгу", N), ("ru", "Жители", C),
    ("ru", "министр обороны Сергей Шойгу", N), ("ru", "по сообщениям СМИ", U), ("ru", "американский чиновник", A),
    ("uk", "джерела", A), ("uk", "Очевидці", C), ("uk", "ЗМІ", U), ("uk", "місцеві мешканці", C),
    ("uk", "Міністерство оборони", N), ("uk", "телеграм-канали", U), ("uk", "посадовець", A),
    ("uk", "Президент Володимир Зеленський", N), ("uk", "речник", R),
    ("ar", "مصدر أمني", A), ("ar", "ومصادر أمنية", A), ("ar", "شهود عيان", C), ("ar", "الشهود", C),
    ("ar", "تقارير إعلامية", U), ("ar", "وسائل إعلام محلية", U), ("ar", "مسؤول أمريكي", A), ("ar", "مسؤولون", C),
    ("ar", "السكان", C), ("ar", "وزارة الدفاع", N), ("ar", "لوزارة الصحة", N), ("ar", "قيادة عمليات بغداد", N),
    ("ar", "المتحدث", R), ("ar", "العميد يحيى رسول", N), ("ar", "وزير الدفاع العراقي", R), ("ar", "أحمد خلف", A),
    ("ar", "مصدر نيابي", A), ("ar", "منظمة حقوقية", R), ("ar", "السفارة الأمريكية", N), ("ar", "السيد أحمد خلف", N),
    ("fa", "یک منبع آگاه", A), ("fa", "منابع آگاه", A), ("fa", "شاهدان عینی", C), ("fa", "رسانه‌ها", U),
    ("fa", "رسانه‌های محلی", U), ("fa", "یک مقام آمریکایی", A), ("fa", "مقامات", C), ("fa", "وزارت بهداشت", N),
    ("fa", "سخنگوی وزارت خارجه", R), ("fa", "گزارش‌ها", U), ("fa", "ساکنان محل", C), ("fa", "سردار حسین سلامی", N),
    ("zh", "消息人士", A), ("zh", "多名官员", C), ("zh", "一名美国官员", A), ("zh", "目击者", A), ("zh", "当地居民", A),
    ("zh", "媒体报道", U), ("zh", "社交媒体", U), ("zh", "国防部", N), ("zh", "伊拉克卫生部", N),
    ("zh", "外交部发言人汪文斌", N), ("zh", "外交部发言人", R), ("zh", "张先生", N), ("zh", "新华社", N),
    ("zh", "民众", C),
]  # fmt: skip


@pytest.mark.parametrize(("lang", "words", "naming"), PHRASES)
def test_words_of_other_languages(lang: str, words: str, naming: Naming) -> None:
    assert guess_source(words, lang=lang).naming is naming


@pytest.mark.parametrize(
    ("words", "naming"),
    [
        ("Thomas Mann", N),
        ("Carlos Fuentes", N),
        ("Medienberichte", U),
        ("des témoins oculaires", C),
        ("fuentes policiales", A),
        ("источник", A),
        ("شهود", C),
        ("消息人士", A),
        ("", A),
    ],
)
def test_language_not_recorded(words: str, naming: Naming) -> None:
    assert guess_source(words).naming is naming


@pytest.mark.parametrize(
    ("word", "text", "naming"),
    [
        ("Lighters", "Lighters said it fell. Mayor Tim Lighters was there.", N),
        ("Stevedores", "Stevedores said it fell. The stevedores were there.", C),
        ("Scaffolder", "Scaffolder said it fell. A scaffolder was there.", A),
        ("Jarrah", "Jarrah said it fell. Nobody else saw Jarrah.", N),
        ("Jarrah", "Jarrah said it fell.", A),
        ("Jarrah", "", A),
        ("Al-Mada", "", N),
        ("McCarthy", "", N),
        ("Stevedores", "Stevedores Say It Fell\n\nIt fell.", C),
    ],
)
def test_article_shows_names(word: str, text: str, naming: Naming) -> None:
    assert guess_source(word, text=text).naming is naming


RUSSIAN = """Раненые|Моряки|Жена погибшего|Владелец склада|Служащие порта|Портовые рабочие|Рабочий порта|Прохожие
Военнослужащие|Дежурные|Хозяйка дома|Охранник склада|Пассажиры поезда|Шахтёры|Беженцы|Дочь погибшего|Машинист поезда
Сторож|Отдыхающие|Ополченцы|Подростки|Священник|Пенсионерка|Продавщица рынка|Докеры|Спасённые|Задержанный|Вдова моряка
Дальнобойщики|Электрик|Кассир вокзала|Бывшие заложники|Фермеры|Эвакуированные|Турист|Уцелевшие"""
UKRAINIAN = """Поранені|Дружина загиблого|Власник складу|Перехожі|Військовослужбовці|Портові робітники|Чергові|Моряки
Робітник порту|Охоронець складу|Пасажири потяга|Шахтарі|Біженці|Донька загиблого|Машиніст потяга|Сторож|Відпочивальники
Ополченці|Підлітки|Священник|Пенсіонерка|Продавчиня ринку|Докери|Врятовані|Затриманий|Вдова моряка|Далекобійники
Електрик|Касирка вокзалу|Колишні заручники|Фермери|Евакуйовані|Турист|Вцілілі"""
OTHERS = {
    "it": "Residenti|Testimoni|Pompieri|Marinai|Un testimone|Testimoni oculari|Gli abitanti|Feriti|La moglie",
    "pl": "Świadkowie|Mieszkańcy|Strażacy|Ranni|Żona zmarłego|Właściciel magazynu|Marynarze",
    "nl": "Omwonenden|Getuigen|Vissers|De brandweer", "sv": "Vittnen|Boende|En granne", "cs": "Svědci|Obyvatelé|Hasiči",
    "ro": "Martorii|Locuitorii", "el": "Κάτοικοι|Μάρτυρες", "bg": "Ранените|Собственикът на склада|Моряците",
    "en": "Bargees|Lighterman|Dockhand|Stallholder nearby|Commuter|Kinfolk",
    "es": "Bomberos|Heridos|Marineros|La esposa del fallecido|Estibador|Comerciantes",
    "fr": "Dockers|Blessés|Pompiers|Veuve du marin|Marins|Gardien du dépôt",
    "pt": "Bombeiros|Feridos|Estivador|Marinheiros|Viúva do marinheiro",
    "de": "Hafenarbeiter|Verletzte Hafenarbeiter|Feuerwehrleute|Verletzte|Matrosen|Streikende Hafenarbeiter",
    "tr": "Yaralılar|Denizciler|Liman işçileri|İtfaiyeciler|Esnaf",
}  # fmt: skip
UNNAMED = [(lang, words) for lang, several in ({"ru": RUSSIAN, "uk": UKRAINIAN} | OTHERS).items()
           for line in several.split("\n") for words in line.split("|")]  # fmt: skip


@pytest.mark.parametrize(("lang", "words"), UNNAMED)
def test_capital_that_opens_names_nobody(lang: str, words: str) -> None:
    """A capital at the beginning is no evidence: in the sentence, typed alone, and where the language isn't known."""
    assert guess_source(words, lang=lang, text=f"{words} xx yy.").naming in (A, C, R)
    assert guess_source(words, lang=lang).naming in (A, C, R)
    assert guess_source(words).naming in (A, C, R)


MEDIA = {
    "en": "state television|State TV|state radio|the dailies|Iraqi newspapers|several publications|Turkish press",
    "tr": "Türk basını|İran basını|Rus basını|İngiliz basını|devlet televizyonu|yerel gazeteler",
    "ru": "Ряд изданий|иранские газеты|государственные СМИ|российская пресса|местные издания|украинские телеканалы",
    "uk": "Низка видань|іранські газети|державні ЗМІ|українська преса|місцеві видання|російські телеканали",
    "es": "Varios diarios|la prensa iraní|televisión estatal|medios estatales|Los periódicos locales",
    "fr": "Plusieurs quotidiens|la presse iranienne|la télévision publique|les journaux locaux|médias d'État",
    "pt": "Vários diários|a imprensa iraniana|a televisão estatal|jornais locais|mídia estatal",
    "de": "mehrere Zeitungen|die iranische Presse|das Staatsfernsehen|Staatsmedien|lokale Blätter",
    "ar": "الصحافة الإيرانية|التلفزيون الرسمي|صحف محلية|الإعلام الرسمي|وسائل إعلام رسمية",
    "fa": "مطبوعات|رسانه‌های دولتی|روزنامه‌های محلی|تلویزیون دولتی",
    "zh": "官方媒体|伊朗媒体|多家报纸|官媒",
}


@pytest.mark.parametrize(
    ("lang", "words"), [(lang, words) for lang, several in MEDIA.items() for words in several.split("|")]
)
def test_press_of_a_country_is_nobody(lang: str, words: str) -> None:
    assert guess_source(words, lang=lang).naming is U


@pytest.mark.parametrize(
    ("name", "naming"),
    [
        ("Channel 4", N), ("dailymail.co.uk", N), ("Daily 4", N), ("https://meduza.io", N), ("Al Arabiya 24", N),
        ("20 Minutes", N), ("Vedomosti", N), ("Radio 4", N), ("a local newspaper", A), ("a newspaper", A),
        ("un periódico local", A), ("two newspapers", U),
    ],
)  # fmt: skip
def test_outlet_entered_by_a_person(name: str, naming: Naming) -> None:
    assert guess_source(name, publishes=True).naming is naming


def test_outlet_position() -> None:
    assert guess_source("Bas News", publishes=True).kind is OUTLET
    assert guess_source("Anadolu", publishes=True).kind is OUTLET
    assert guess_source("Ministry of Defence", publishes=True).kind is BODY
    assert guess_source("a Telegram channel", publishes=True).naming is A


@pytest.mark.parametrize(
    ("words", "belongs"),
    [
        ("the spokesman", True),
        ("the defence minister", True),
        ("the ministry", True),
        ("officials", True),
        ("the newspaper", True),
        ("the Iraqi defence minister", False),
        ("a Pentagon spokesman", False),
        ("Ahmed Khalaf", False),
    ],
)
def test_role_without_office(words: str, belongs: bool) -> None:
    assert guess_source(words).belongs_to_report is belongs


@given(st.text(max_size=60), st.booleans(), st.sampled_from([None, *LANGUAGES]))
def test_any_words_are_guessed(words: str, publishes: bool, lang: str | None) -> None:
    guess_source(words, publishes=publishes, lang=lang, text=words)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_unnamed_words_name_nobody(lang: str) -> None:
    """No word of a table by itself is a named source, but names, states and ministries."""
    table = vocabulary_of(lang)
    named = {WordRole.BODY_NAME, WordRole.PLACE, WordRole.OUTLET_NAME, WordRole.OFFICE}
    for word, roles in table.exact.items():
        if named.isdisjoint(roles):
            assert guess_source(word.capitalize(), lang=lang).naming is not N, word
