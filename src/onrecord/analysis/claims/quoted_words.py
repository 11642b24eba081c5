"""Words beside quotation marks that tell what the marks are there for.

Common nouns and verbs of English, in small letters; singular, the plural in -s is known as well. No names.
"""

from __future__ import annotations

from onrecord.analysis.speakers.vocabulary import word_set

#: Before a stretch: the page says itself that it does not take the word over.
ARMS_LENGTH = word_set(
    """
so-called supposed supposedly alleged allegedly purported purportedly self-styled self-proclaimed
self-described ostensible would-be pretended
"""
)

#: What is spoken of as a word: the term “haar”.
WORD_NOUNS = word_set(
    """
word term phrase expression adjective noun verb adverb pronoun prefix suffix letter syllable idiom acronym
abbreviation initial spelling proverb hashtag
"""
)
#: Verbs of meaning and spelling right before it: “fell” from "comes from", to spell “rhythm”.
WORD_VERBS = word_set(
    "spell spells spelled spelt pronounce pronounced means meaning meant denotes signifies reading reads"
)
#: Of these, what introduces a whole message in what somebody says: he posted a line reading “Thank you”.
READING = word_set("reading reads")
#: The same in two words.
WORD_PAIRS = frozenset(
    {
        ("comes", "from"), ("derives", "from"), ("derived", "from"), ("stands", "for"), ("short", "for"),
        ("sign", "for"), ("symbol", "for"), ("translates", "as"), ("translated", "as"), ("definition", "of"),
        ("meaning", "of"), ("word", "for"), ("marked", "as"), ("synonym", "for"), ("slang", "for"),
    }
)  # fmt: skip

#: Works, laws, programmes, before or after their title.
WORK_NOUNS = word_set(
    """
novel book poem essay story tale memoir autobiography biography trilogy bestseller thriller comic anthology
play comedy tragedy drama musical opera ballet farce sketch film movie documentary short blockbuster
series sitcom show programme program podcast broadcast episode season soap
song single album track record ballad hymn anthem symphony sonata aria tune hit cantata
painting picture portrait sculpture mural photograph exhibition installation statue
article column editorial paper study thesis lecture report manifesto pamphlet magazine newspaper journal
blog website game app act bill law treaty directive campaign initiative project scheme fund plan award prize
tour festival competition contest course author director composer
"""
)
#: Right before a title, whatever it looks like.
TITLED = word_set("titled entitled headlined subtitled")

#: What has a name of its own, before it: the trawler “Pike”.
NAMED_NOUNS = word_set(
    """
operation codename nickname alias ship trawler yacht vessel ferry boat tanker freighter submarine frigate
destroyer schooner tug tugboat barge aircraft plane locomotive train satellite rocket probe drone
restaurant pub bar café cafe hotel inn tavern club nightclub shop store boutique bakery bookshop cinema
theatre theater gang militia group band duo trio quartet orchestra choir team squad cell network brigade
battalion unit movement party company firm brand startup agency association foundation hurricane typhoon
storm cyclone horse dog cat elephant bear whale mine settlement village camp farm ranch estate villa tower
bridge telescope drill bell
"""
)
#: Verbs of naming right before a name.
NAMING = word_set(
    """
nicknamed dubbed codenamed code-named christened baptised baptized alias aka a.k.a named rechristened
renamed surnamed
"""
)

#: Verbs that bring words into a sentence; they count where the model saw no attribution.
SAYING = word_set(
    """
said says say saying told tells tell called calls call calling described describes describe describing
branded brands denounced denounces declared declares promised promises pledged pledges vowed vows warned
warns warning denied denies dismissed dismisses rejected rejects accused accuses praised praises hailed hails
condemned condemns criticised criticized claimed claims insisted insists wrote writes write stated states
argued argues admitted admits announced announces asked asks replied replies shouted shouts cried cries
added adds apologised apologized acknowledged mentioned mentions quoted quotes recalled recalls spoke speaks
labelled labeled termed deemed slammed blasted mocked
"""
)

#: Small words that a title leaves in small letters.
SMALL = word_set(
    "a an the and or but nor of in on at to for from by with as into over up off via vs than de la le du el"
)
