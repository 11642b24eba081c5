from __future__ import annotations

import pytest

from onrecord.analysis.speakers.unnamed import describes
from onrecord.records import Span


def described(markup: str) -> tuple[str, int | None, str | None]:
    """What is said of the source in square brackets."""
    start, end = markup.index("["), markup.index("]") - 1
    text = markup.replace("[", "").replace("]", "")
    found = describes(text, Span(start, end))
    return found.span.of(text), found.number, found.reason.of(text) if found.reason else None


@pytest.mark.parametrize(
    ("source", "number"),
    [
        ("two officials", 2), ("Two officials briefed on the talks", 2), ("an official", 1),
        ("one diplomat", 1), ("the spokesman", 1), ("officials", None), ("several nurses", None),
        ("dozens of residents", None), ("a dozen fishermen", 12), ("two dozen witnesses", 24),
        ("half a dozen drivers", 6), ("twenty-one sailors", 21), ("1,500 residents", 1500),
        ("12 teachers", 12), ("a hundred miners", 100), ("at least three people", None),
        ("about 40 farmers", None), ("40 percent of voters", None), ("one in three voters", None),
        ("a pair of officials", 2), ("a group of residents", None), ("one of the officials", 1),
        ("three of the women", 3), ("the three officials", 3), ("both men", 2), ("her lawyers", None),
        ("the official briefed on the plan", 1), ("the officials briefed on the plan", None),
        ("a person familiar with the matter", 1), ("people familiar with the matter", None),
        ("sources close to the minister", None), ("a witness", 1), ("she", 1), ("they", None),
        ("the 36-year-old baker", 1), ("a member of the crew", 1), ("members of the crew", None),
        ("two officials and a diplomat", 3), ("two officials and some diplomats", None),
        ("the president and chief executive", 1), ("police", None), ("a U.S. official", 1),
    ],
)  # fmt: skip
def test_how_many_they_are(source: str, number: int | None) -> None:
    assert described(f"[{source}] said so.") == (source, number, None)


@pytest.mark.parametrize(
    ("markup", "words", "reason"),
    [
        ("[An official who was not authorised to speak publicly] said no.",
         "An official", "who was not authorised to speak publicly"),
        ("[An aide, who wasn’t authorized to discuss the matter,] said no.",
         "An aide", "who wasn’t authorized to discuss the matter"),
        ("[Two clerks, who asked not to be named because they feared reprisals,] said no.",
         "Two clerks", "who asked not to be named because they feared reprisals"),
        ("“No,” said [a senior aide, who declined to be identified].",
         "a senior aide", "who declined to be identified"),
        ("[One diplomat] said no, speaking on condition of anonymity.",
         "One diplomat", "speaking on condition of anonymity"),
        ("Speaking on the condition of anonymity because the talks are private, [two aides] said no.",
         "two aides", "Speaking on the condition of anonymity because the talks are private"),
        ("[A nurse at the hospital, citing fear of reprisals and asking to remain anonymous,] said no.",
         "A nurse at the hospital", "citing fear of reprisals and asking to remain anonymous"),
        ("[A teacher whose name is being withheld for her safety] said no.",
         "A teacher", "whose name is being withheld for her safety"),
        ("[An envoy, who would speak only on condition that he not be identified,] said no.",
         "An envoy", "who would speak only on condition that he not be identified"),
        ("[A soldier], who insisted on anonymity, told Radio Marj so.",
         "A soldier", "who insisted on anonymity"),
        ("[The clerk] spoke on condition of anonymity.", "The clerk", "spoke on condition of anonymity"),
        ("[Traders, neither of whom was allowed to talk to the press,] said no.",
         "Traders", "neither of whom was allowed to talk to the press"),
        ("[A trader, who was not allowed to leave the market,] said no.",
         "A trader, who was not allowed to leave the market", None),
        ("[A priest] said no. Another spoke on condition of anonymity.", "A priest", None),
        ("[A judge, who insisted that the press had lied,] said no.",
         "A judge, who insisted that the press had lied", None),
        ("This was heard [by several people].", "several people", None),
    ],
)  # fmt: skip
def test_the_reason_is_apart_from_the_description(markup: str, words: str, reason: str | None) -> None:
    found = described(markup)
    assert (found[0], found[2]) == (words, reason)


@pytest.mark.parametrize("words", ["citing fear and ", "who was not ", "speaking on ", "on condition ", ", "])
def test_a_source_without_end_still_ends(words: str) -> None:
    text = "an official " + words * 5_000
    assert describes(text, Span(0, len(text) - 1)).span.start == 0
