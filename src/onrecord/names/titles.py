"""Words that stand before and after a name without being part of it: titles, suffixes, particles.

The lists hold no names. Titles of address and office follow the usage of English-language news (the style
guides' chapters on titles); particles are those of the languages whose names news carries most: Arabic
article and filiation, Romance, Germanic and Hebrew ones.
"""

from __future__ import annotations

_MEN = """
mr messrs sir lord king prince emperor señor monsieur herr signor sheikh sheik shaikh pope father brother
congressman chairman spokesman assemblyman alderman councilman policeman businessman
"""
_WOMEN = """
mrs ms miss madam madame mme lady dame queen princess empress baroness duchess countess señora señorita
sheikha shaikha frau signora sister mother congresswoman chairwoman spokeswoman assemblywoman alderwoman
councilwoman policewoman businesswoman actress
"""

#: The gender that a title itself tells, by title in lower case without full stop.
GENDERS = {**dict.fromkeys(_MEN.split(), "m"), **dict.fromkeys(_WOMEN.split(), "f")}

# Of address, rank and office. Whatever stands before one of them ("Vell Steel director") belongs to it.
_OFFICE = """
mr messrs mrs ms miss mx dr drs prof sen sens rep reps gov govs pres lt maj capt cmdr adm sgt cpl pvt brig
supt insp det amb cllr msgr rev hon. gen. col. fr. sec. dir. del. atty madam madame mme monsieur señor señora
señorita herr frau signor signora president vice-president minister premier chancellor senator
representative congressman congresswoman governor mayor secretary undersecretary ambassador envoy attorney
general admiral colonel captain commander lieutenant sergeant corporal private officer inspector detective
superintendent constable sheriff chief director deputy chairman chairwoman chairperson chair spokesman
spokeswoman spokesperson speaker leader executive manager ceo cfo coo professor doctor nurse coach reverend
cardinal archbishop ayatollah rabbi mullah monsignor commissioner councillor councilor councilman
councilwoman assemblyman assemblywoman delegate lawmaker strategist candidate nominee analyst economist
adviser advisor aide counsel solicitor prosecutor magistrate lawyer author actor actress singer writer
reporter correspondent editor columnist historian scientist engineer
"""
# Given or family names, too: titles only before anything of the name ("Khalid Sheikh Omar" holds none).
_LEADING = """
sir lord lady dame king queen prince princess emperor empress pope bishop justice judge major marshal sheikh
sheik shaikh sheikha shaikha sayyid sayed seyyed haji hajji hajja imam duchess countess baroness father
brother sister mother sri shri smt swami lama pastor deacon elder
"""
# Given names often enough that "Dean Lund" is left alone, "Dean Ana Lund" is not.
_GIVEN_TOO = "dean earl duke baron sultan emir amir malik gen col hon fr guru hakim sen"


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


OFFICES = _set(_OFFICE)
LEADING = _set(_LEADING)
GIVEN_TOO = _set(_GIVEN_TOO)

#: What the office is for, behind "of" or "for": "Secretary of State".
DOMAINS = _set(
    """
state defense defence foreign affairs justice finance interior health energy education labor labour trade
commerce treasury homeland security staff parliament agriculture transport transportation environment
information culture police operations research communications
"""
)

SUFFIXES = _set("jr sr ii iii iv esq phd md qc kc mp mbe obe")

#: The Arabic article; before a sun letter its l takes that letter's sound.
ARTICLES = _set("al el")
ASSIMILATED = _set("ad ed as es ar er an en at et az ez ash esh ul ud ur oul")
PARTICLES = _set(
    """
van von vom der den de del della dello di da das do dos du des la le las los lo ter ten zu zur af av bin ben
ibn bint bar bat y e i
"""
)
#: Behind one of these, a name has ended: "Ana Lund of the harbour board".
ENDING = _set(
    """
of from at in for with who whose whom which that and or on as to by the a an is was has had said says told
during after before
"""
)


def plain(word: str) -> str:
    """A title as it stands in the lists, but for its full stop: "Sen." is "sen."."""
    return word.casefold().strip("\"'“”‘’,;:()[]")


def is_office(word: str) -> bool:
    """Whether the word, possibly hyphenated ("then-President"), is a title of address or office."""
    lower = plain(word)
    bare = lower.rstrip(".")
    if bare in OFFICES or lower in OFFICES:
        return True
    return "-" in bare and bool(OFFICES & set(bare.split("-")[:3]))


def gender(titles: tuple[str, ...]) -> str | None:
    """ "m" or "f" where the titles say so and agree, else None."""
    told = {GENDERS[t] for t in titles if t in GENDERS}
    return told.pop() if len(told) == 1 else None
