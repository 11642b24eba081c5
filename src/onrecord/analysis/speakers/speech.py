"""Nouns for what is said or written, which speaks for whose it is: "her message", "the party’s platform"."""

from __future__ import annotations

from onrecord.analysis.speakers.vocabulary import noun_in, word_set

_SAID = word_set(
    """
account address allegation announcement answer appeal argument article assertion assessment bill biography
blog book brief bylaw claim column comment complaint constitution criticism declaration demand description
editorial email essay explanation filing interview lawsuit letter manifesto memo memoir message op-ed opinion
petition plan platform pledge post prediction program programme promise proposal question reading remark
reply report research response rhetoric rule ruling speech statement story study suit testimony threat tweet
verdict version view vow warning
"""
)


def is_speech(noun: str) -> bool:
    """Whether a noun in small letters, one or many of it, is for what is said or written."""
    return noun_in(noun, _SAID)
