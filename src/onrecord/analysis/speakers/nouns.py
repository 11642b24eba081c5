"""Nouns that describe people and groups, by their head word: those that news attributes words to.

Chosen from English usage and word formation, not from any corpus's names: trades and offices, kin, people by
what happened to them; institutions, companies and bodies, and what is written or broadcast. The many that are
formed regularly ("economist", "lawmaker") are known by their ending.
"""

from __future__ import annotations

_MEN = """
man boy father dad husband son brother uncle nephew grandfather grandson king prince duke emperor sheikh
lord gentleman priest monk imam actor waiter widower fiancé stepfather stepson groom bachelor guy
"""
_WOMEN = """
woman girl mother mum mom wife daughter sister aunt niece grandmother granddaughter queen princess duchess
empress sheikha lady nun actress waitress widow fiancée stepmother stepdaughter bride hostess heiress
midwife
"""
_ANY = """
person individual adult child teenager teen youth baby parent sibling twin cousin relative spouse partner
friend neighbour neighbor colleague acquaintance stranger guest host victim survivor witness suspect
defendant plaintiff prisoner inmate detainee hostage captive refugee migrant immigrant asylum-seeker evacuee
resident citizen civilian national local villager tourist traveller traveler passenger pedestrian passerby
bystander shopper customer client consumer user viewer listener reader subscriber voter taxpayer supporter
opponent critic activist campaigner protester protestor demonstrator dissident rebel insurgent militant
fighter soldier troop sailor airman veteran officer official bureaucrat diplomat envoy ambassador consul
attache attaché emissary negotiator mediator delegate representative lawmaker legislator senator congressman
congresswoman deputy minister premier president vice-president chancellor governor mayor councillor
councilor councilman councilwoman commissioner secretary undersecretary treasurer chairman chairwoman
chairperson chair chief head leader boss executive ceo manager director owner founder co-founder shareholder
investor trader broker banker analyst economist strategist adviser advisor consultant aide assistant staffer
staff-member employee worker staffer official insider source informant whistleblower spokesman spokeswoman
spokesperson press-secretary lawyer attorney counsel prosecutor solicitor barrister judge justice magistrate
juror notary detective inspector sheriff constable trooper policeman policewoman guard investigator agent
spy doctor physician surgeon nurse medic paramedic dentist pharmacist psychologist psychiatrist therapist
patient scientist researcher professor lecturer scholar academic historian teacher tutor headmaster
principal dean student pupil graduate intern trainee apprentice expert specialist engineer architect
technician mechanic pilot driver captain skipper crewman fisherman farmer herder shepherd miner baker
butcher cook chef tailor carpenter mason plumber electrician welder builder contractor cleaner porter clerk
cashier shopkeeper vendor merchant businessman businesswoman entrepreneur tycoon magnate billionaire donor
lobbyist pollster candidate nominee contender front-runner incumbent challenger rival ally running-mate
delegate elector politician statesman republican democrat conservative liberal socialist communist
nationalist reformist hardliner moderate journalist reporter correspondent columnist editor anchor presenter
broadcaster commentator pundit blogger photographer cameraman publisher author writer novelist poet
playwright translator interpreter biographer artist painter sculptor musician singer composer drummer
pianist guitarist dancer director producer filmmaker screenwriter comedian athlete player footballer
cricketer goalkeeper striker coach trainer referee umpire swimmer runner champion bishop archbishop cardinal
pope cleric clergyman pastor preacher reverend vicar rabbi ayatollah mullah chaplain general colonel major
lieutenant sergeant corporal admiral commander commandant brigadier marshal firefighter fireman rescuer
volunteer organiser organizer coordinator moderator member colonist settler tribesman elder chieftain
monarch heir nobleman tenant landlord homeowner keeper collector curator librarian archivist monitor
observer inspector auditor accountant regulator ombudsman participant respondent attendee complainant
applicant claimant petitioner appellant nominee appointee successor predecessor colleague counterpart
"""
# Endings that make a person of a word ("-er" and "-or" make tools, too), and words that only look like it.
_ENDED = """
ist ician maker holder keeper worker goer player owner leader seeker fighter writer lover master mate ologist
man woman person crat
"""
_ENDINGS = tuple(_ENDED.split())
_NO_PERSON = """
list exist consist assist resist insist twist mist fist wrist human german roman norman ottoman talisman
climate estimate ultimate intimate approximate legitimate mate checklist shortlist watchlist blacklist
playlist
"""
_NO_PERSONS = frozenset(_NO_PERSON.split())
_SHORTEST = 3  # letters before an ending: "dentist"

MEN, WOMEN = frozenset(_MEN.split()), frozenset(_WOMEN.split())
PERSONS = MEN | WOMEN | frozenset(_ANY.split())
#: Plural without an s.
PEOPLE = frozenset({"people", "folk", "folks", "children", "clergy", "personnel"})

_GROUPS = """
ministry department agency bureau office administration government cabinet authority regime state kingdom
republic country nation city town village council county province region municipality parliament congress
senate house assembly legislature chamber committee subcommittee commission panel board inquiry court
tribunal jury judiciary prosecution defence defense police force army navy military militia guard brigade
battalion unit troop embassy consulate mission delegation secretariat presidency palace crown campaign party
coalition alliance opposition bloc faction movement union federation confederation association league
society club guild order church mosque synagogue diocese charity foundation fund trust nonprofit ngo
organisation organization group network team squad crew staff company firm corporation conglomerate business
enterprise manufacturer producer retailer supplier operator carrier airline airport railway bank lender
insurer brokerage exchange utility startup subsidiary university college school academy faculty institute
institution laboratory lab observatory hospital clinic museum library archive theatre theater orchestra
studio label publisher newspaper paper daily weekly tabloid magazine journal broadcaster channel station
radio television outlet media press site website newswire service portal blog podcast report study survey
poll research analysis paper review audit investigation statement communique communiqué release letter email
e-mail memo memorandum document file filing record dossier transcript testimony complaint lawsuit indictment
affidavit petition ruling verdict judgment judgement opinion order decree law bill act constitution
resolution treaty agreement accord deal charter manifesto platform article story editorial column op-ed post
tweet message video book memoir biography diary guide website page data figure statistic source intelligence
bulletin announcement declaration notice warrant plan proposal draft budget programme program documentary
broadcast family couple community tribe clan public population electorate camp side industry sector market
watchdog regulator think-tank tank task-force inspectorate directorate headquarters leadership management
"""
#: Groups, institutions and what is written or broadcast, by head word in the singular.
GROUPS = frozenset(_GROUPS.split())


def head(word: str) -> str:
    """The word in lower case without possessive and marks."""
    lower = word.casefold().strip("\"“”‘’',.;:()[]")
    for ending in ("’s", "'s"):
        lower = lower.removesuffix(ending)
    return lower


def singular(word: str) -> str:
    """The singular of a regular plural, or of one in -men; any other word as it is."""
    if word.endswith("men"):
        return word[:-2] + "an"
    if word.endswith("ies") and len(word) > len("ties"):
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes")):
        return word[:-2]
    if word == "wives":
        return "wife"
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def is_person(word: str) -> bool:
    """Whether a singular noun in lower case describes a person."""
    if word in PERSONS or word.rpartition("-")[2] in PERSONS:
        return True
    if word in _NO_PERSONS or word in GROUPS:
        return False
    return any(word.endswith(e) and len(word) >= len(e) + _SHORTEST for e in _ENDINGS)


def gender(word: str) -> str | None:
    """ "m" or "f" where a singular noun in lower case says so itself. "Fisherman" and "spokesman" do: a news
    text that means a woman says "spokeswoman" or "spokesperson".
    """
    if word in WOMEN or word.endswith("woman"):
        return "f"
    if word in MEN or (word.endswith("man") and is_person(word)):
        return "m"
    return None
