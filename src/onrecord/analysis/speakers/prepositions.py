"""A phrase of a sentence -> a circumstance of speaking, as exact words: "on Telegram", "to reporters"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.analysis.speakers import phrases
from onrecord.analysis.speakers.circumstances import BODIES, HEARERS
from onrecord.analysis.speakers.marked import Place
from onrecord.analysis.speakers.phrase_kinds import (
    PREPOSITIONS,
    WHEN,
    WHERE,
    cut,
    hearer,
    kind_of_phrase,
    silent,
)
from onrecord.analysis.speakers.vocabulary import noun_in, word_set
from onrecord.records import Setting, SettingKind, Span

if TYPE_CHECKING:
    from onrecord.analysis.speakers.marked import Marked

# Their "to" belongs to the verb.
_OTHER_TO = word_set(
    "according due thanks prior agreed agree objected object referred referring alluded alluding pointed "
    "pointing reacted reacting responded responding response reaction reply compared opposed committed "
    "turned listened amounted relating went want wants wanted going"
)
_TAKE = word_set("took takes taking")
_TIMED = word_set("on in at by over during after before")
_PUBLISHED = word_set("published broadcast aired carried printed run")
_WRITTEN = word_set("op-ed article essay column editorial piece commentary advertisement ad letter story")
_JOURNEYS = word_set("visit visits trip trips tour stop return journey")
_TALK = word_set("speaking spoke speak speaks talking talked talk chatting meeting met")
# Points in time that are ones only behind a preposition: "the week", "noon".
_GOVERNED_TIMES = word_set("the noon midday dawn dusk recent")
_REGION = 2  # words of "Iowa", "New Jersey" behind a place and a comma


class Reader:
    """Reads phrases off the words of one sentence and keeps the settings that it ``found``."""

    def __init__(self, sentence: Marked) -> None:
        self._sentence = sentence
        self._words = sentence.words
        self._about = False  # whether a phrase since the last anchor told what the words are about
        self.found: list[Setting] = []

    def anchor(self) -> None:
        """Source or content was passed: what the words before it were about is over."""
        self._about = False

    def keep(self, kind: SettingKind, first: int, behind: int) -> int:
        """Keeps words ``first`` to ``behind`` as a setting and gives ``behind`` back."""
        self.found.append(Setting(kind, Span(self._words[first].start, self._words[behind - 1].end)))
        return behind

    def told(self, at: int) -> int:
        """The index behind the one told whose words begin at ``at``; ``at`` where nobody is."""
        behind = self._somebody(at, in_cue=True)
        if behind == at or not hearer(self._sentence, at, behind):
            return at
        return self.keep(SettingKind.ADDRESSEE, at, self._coordinated(behind))

    def phrase(self, i: int) -> int:
        """The index behind the phrase at word ``i``, kept where it tells a circumstance; ``i`` if none is."""
        time = self._sentence.time_at(i)
        if time and not self._needs_preposition(i, time):
            return self.keep(SettingKind.TIME, i, time)
        if self._sentence.lower(i) not in PREPOSITIONS or i + 1 >= len(self._words):
            return i
        return self._point_in_time(i) or self._governed(i)

    def _point_in_time(self, i: int) -> int:
        """The index behind a point in time that the preposition at ``i`` governs; 0 where it governs none."""
        preposition, at = self._sentence.lower(i), i + 1
        while self._sentence.lower(at) in ("late", "early") and self._sentence.time_at(at + 1):
            at += 1
        behind = self._sentence.time_at(at)
        if not behind and preposition == "in":
            behind = self._sentence.long_time(at)
        if behind and preposition in _TIMED:
            self.keep(SettingKind.TIME, at, behind)
        return behind

    def _needs_preposition(self, i: int, behind: int) -> bool:
        word = self._sentence.lower(i)
        return behind <= i + 2 and (word in _GOVERNED_TIMES or word[0].isdigit())

    def _governed(self, i: int) -> int:
        """The index behind a phrase that is no point in time; ``i`` where what follows it is uncertain."""
        at, preposition = i + 1, self._sentence.lower(i)
        in_cue = self._sentence.places[i] is Place.CUE
        if preposition == "to":
            return self._to(i, in_cue=in_cue)
        behind = cut(self._sentence, at, self._sentence.phrase(at, in_cue=in_cue))
        if behind == at:
            return i
        if preposition == "with" and self._sentence.lower(i - 1) in _TALK:
            return self.keep(SettingKind.ADDRESSEE, at, self._coordinated(behind))
        if (
            preposition == "by"
            and self._sentence.lower(i - 1) in _PUBLISHED
            and self._words[behind - 1].capital
        ):
            return self.keep(SettingKind.MEDIUM, at, behind)
        return self._of_kind(i, behind)

    def _of_kind(self, i: int, behind: int) -> int:
        """As ``_governed``, for a phrase whose nouns and preposition decide."""
        at, preposition = i + 1, self._sentence.lower(i)
        kind = kind_of_phrase(self._sentence, i, at, behind)
        if kind is SettingKind.PLACE:
            if not self._about:
                behind = self.keep(kind, at, self._with_region(behind))
        elif kind is SettingKind.MEDIUM:
            return self.keep(kind, at, self._meant_for_a_medium(behind))
        elif kind is SettingKind.OCCASION:
            return self.keep(kind, at, self._meant_for(behind, ("with", "to", "for")))
        elif kind is not None:
            return self.keep(kind, at, behind)
        elif preposition in WHERE | WHEN and not silent(self._sentence, at, behind):
            return i
        self._about = self._about or preposition not in WHERE
        return behind

    def _to(self, i: int, *, in_cue: bool) -> int:
        """To somebody; "took to Telegram" is a medium, "according to" neither."""
        at, before = i + 1, self._sentence.lower(i - 1)
        behind = self._somebody(at, in_cue=in_cue)
        if behind == at or self._about or before in _OTHER_TO or not hearer(self._sentence, at, behind):
            return i
        if before in _TAKE:
            return self.keep(SettingKind.MEDIUM, at, behind)
        # "compared {the city} to a ship", "read {the letter} to the court"
        head = self._sentence.head(at, behind).lower
        content = i > 0 and self._sentence.places[i - 1] is Place.CONTENT
        if content and head not in HEARERS and not noun_in(head, BODIES):
            return i
        return self.keep(SettingKind.ADDRESSEE, at, self._coordinated(behind))

    def _somebody(self, at: int, *, in_cue: bool) -> int:
        """The index behind "reporters", "her" or any noun phrase at ``at``; ``at`` where none is."""
        behind = self._sentence.phrase(at, in_cue=in_cue)
        alone = at < self._sentence.limit(at, in_cue=in_cue) and self._sentence.lower(at) in HEARERS
        if alone and (behind == at or self._sentence.lower(at) != "her"):
            return max(at + 1, behind) if self._sentence.lower(at + 1) == "of" else at + 1
        return behind

    def _coordinated(self, behind: int) -> int:
        """The index behind "A and B" where ``behind`` is that of A, else ``behind``."""
        if self._sentence.lower(behind) != "and":
            return behind
        further = self._sentence.phrase(behind + 1, in_cue=True)
        named = further > behind + 1 and hearer(self._sentence, behind + 1, further)
        return further if named else behind

    def _meant_for_a_medium(self, behind: int) -> int:
        """The index behind "a post on X", "an op-ed for the Vell Courier", "a letter to the governor"."""
        joint = self._sentence.lower(behind)
        if joint not in ("on", "for", "in"):
            return self._meant_for(behind, ("to",))
        further = self._further(behind)
        named = further > behind and self._words[further - 1].capital
        written = joint == "on" or self._sentence.lower(behind - 1) in _WRITTEN
        return further if named and written else behind

    def _meant_for(self, behind: int, joints: tuple[str, ...]) -> int:
        """The index behind "an interview with Radio Nord"; the other one is kept as addressee, too."""
        further = self._further(behind) if self._sentence.lower(behind) in joints else behind
        if further == behind or not hearer(self._sentence, behind + 1, further):
            return behind
        if self._sentence.lower(behind - 1) in _JOURNEYS:
            return further
        return self.keep(SettingKind.ADDRESSEE, behind + 1, self._coordinated(further))

    def _further(self, behind: int) -> int:
        """The index behind what the word at ``behind`` governs; ``behind`` where it governs nothing."""
        if behind + 1 >= len(self._words) or self._sentence.time_at(behind + 1):
            return behind
        in_cue = self._sentence.places[behind] is Place.CUE
        further = cut(self._sentence, behind + 1, self._sentence.phrase(behind + 1, in_cue=in_cue))
        return behind if further == behind + 1 else further

    def _with_region(self, behind: int) -> int:
        """The index behind "Washington, Iowa," where a place goes on so, else ``behind``."""
        words = self._words
        if self._sentence.lower(behind) != "," or not words[behind - 1].capital:
            return behind
        if self._sentence.time_at(behind + 1):
            return behind
        further = phrases.base_phrase(words, behind + 1, self._sentence.limit(behind + 1, in_cue=False))
        named = behind + 1 < further <= behind + 1 + _REGION
        capitals = all(w.capital for w in words[behind + 1 : further])
        return further if named and capitals and self._sentence.lower(further) in (",", ".") else behind
