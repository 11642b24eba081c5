"""The words that figures are made of, and those that tell a number which is no figure."""

from __future__ import annotations

from fractions import Fraction

from onrecord.analysis.speakers.vocabulary import word_set

_ONES = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
_TEENS = "sixteen seventeen eighteen nineteen"
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"

#: Words for the numbers under a hundred.
CARDINALS = {word: number for number, word in enumerate(f"{_ONES} {_TEENS}".split())} | {
    word: number * 10 for number, word in enumerate(_TENS.split(), 2)
}
#: Words that multiply what stands before them.
SCALES = {
    "hundred": 10**2, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12,
    "lakh": 10**5, "crore": 10**7,
}  # fmt: skip
#: Abbreviations of scales, as they are glued to digits: "12bn". "m" is also a metre: see figures_units.
SHORT_SCALES = {
    "k": 10**3, "K": 10**3, "m": 10**6, "mn": 10**6, "mln": 10**6, "M": 10**6, "MM": 10**6, "b": 10**9,
    "bn": 10**9, "bln": 10**9, "B": 10**9, "tn": 10**12, "trn": 10**12,
}  # fmt: skip
#: A scale in the plural, with no number before it, tells a size only.
SIZES = {"tens": 10, "dozens": 12, "scores": 20} | {f"{word}s": size for word, size in SCALES.items()}
#: Words for a part, by their denominator.
PARTS = {
    "half": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8,
    "ninth": 9, "tenth": 10, "hundredth": 100, "halves": 2,
}  # fmt: skip
PARTS |= {f"{word}s": part for word, part in PARTS.items() if word not in ("half", "halves")}
#: A few words that say how many and give no number, with the least that they can mean.
FEW = {"several": 3, "few": 3, "handful": 3}
#: Verbs and adverbs that are a multiple by themselves.
MULTIPLES = {
    "twice": Fraction(2), "thrice": Fraction(3), "doubled": Fraction(2), "doubles": Fraction(2),
    "doubling": Fraction(2), "tripled": Fraction(3), "triples": Fraction(3), "tripling": Fraction(3),
    "trebled": Fraction(3), "trebling": Fraction(3), "quadrupled": Fraction(4), "quadrupling": Fraction(4),
    "halved": Fraction(1, 2), "halving": Fraction(1, 2), "twofold": Fraction(2), "threefold": Fraction(3),
    "fourfold": Fraction(4), "fivefold": Fraction(5), "tenfold": Fraction(10),
}  # fmt: skip
GLYPHS = {
    "½": Fraction(1, 2), "⅓": Fraction(1, 3), "⅔": Fraction(2, 3), "¼": Fraction(1, 4), "¾": Fraction(3, 4),
}  # fmt: skip

MONTHS = word_set(
    "January February March April May June July August September October November December Jan Feb Mar "
    "Apr Jun Jul Aug Sep Sept Oct Nov Dec"
)
DAYS = word_set("Monday Tuesday Wednesday Thursday Friday Saturday Sunday")

#: Before "half" and "quarter", these number a stretch of time: "the second half".
ORDERED = word_set("first second third fourth last next past latter this each better final previous")

#: What a number behind it names, and does not count: "Route 66", "page 3". In lower case.
DESIGNATORS = word_set(
    "act airbus annex apollo appendix area article articles boeing canto catch category census chapter "
    "chapters channel class clause code column day district division draft edition episode exhibit figure "
    "flight form formula game gate grade group hall highway interstate issue item level line lines local "
    "lot mark no nos number numbers order page pages para paragraph part phase platform precinct prop "
    "proposition protocol psalm question radio resolution room route rule schedule season section "
    "sections sonnet stage step studio super tier title top type unit verse version vol volume ward week "
    "windows"
)
#: A street behind its number: "10 Downing Street".
STREETS = word_set(
    "street st avenue ave road rd boulevard blvd lane drive square place court way terrace crescent"
)

#: Words that end a noun phrase, or never begin one.
FUNCTION_WORDS = word_set(
    "a about above across after again against ago all along also although always am among an and any are "
    "around as at away be because been before behind being below beneath beside besides between beyond "
    "both but by can could despite did do does down during each earlier either else ever every except far "
    "for from further had has have he her here hers him his how however i if in inside instead into is it "
    "its itself just later least less like many may me meanwhile might mine more most much must my near "
    "nearly neither never no none nor not now of off on once one only onto or other others our out "
    "outside over own per perhaps plus rather same several shall she should since so some soon still such "
    "than that the their theirs them themselves then there these they this those though through "
    "throughout thus till to together too toward towards under until up upon us versus via was we were "
    "what when where whether which while who whom whose why will with within without worth would yes yet "
    "you your yours apart ahead alike alone almost already"
)
#: Verbs that follow a number or a noun in news more often than they are nouns.
VERBS = word_set(
    "said says say told went goes came comes took takes made makes got gets gave gives voted died killed "
    "ran rose fell lost won left stood stands remain remained became becomes agreed refused failed lay "
    "lie live lived wept burned opened closed called showed shows signed began begins held holds sat led "
    "met paid sent saw spent spoke asked added backed supported opposed believe believed think thought "
    "want wanted need needed know use used work worked"
)
#: Nouns in the plural without its "s".
PLURALS = word_set(
    "people men women children police staff crew personnel cattle sheep aircraft fish feet mice geese "
    "teeth media criteria servicemen servicewomen policemen gunmen fishermen firemen lawmen councilmen "
    "congressmen spokesmen businessmen businesswomen congresswomen clergymen schoolchildren grandchildren "
    "salespeople townspeople alumni phenomena oxen dead wounded injured missing hostages spacecraft "
    "offspring headquarters"
)
#: What bare digits that could be a year do count: "2000 people", where "the 2016 elections" are of a year.
COUNTED_BY_THE_THOUSAND = word_set(
    "person troop soldier man woman child home house job vote worker student resident refugee migrant "
    "prisoner protester fighter policeman officer employee visitor case death dead wounded injured "
    "delegate participant family supporter volunteer tree animal vehicle car ship patient"
)
#: What can be counted as one: elsewhere "one" is a pronoun more often than a number.
COUNTED_AS_ONE = word_set(
    "person man woman child boy girl soldier civilian officer policeman police journalist nurse doctor "
    "worker student teacher guard gunman suspect attacker passenger driver pilot sailor vote seat "
    "survivor victim death hostage prisoner inmate lawmaker senator member"
)
