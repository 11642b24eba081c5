"""The sentence "read pages, extract articles, analyse them": the only module that knows the order.

The stages are imported when the first page is read, so that importing onrecord stays instant and a run
in which every page is refused never loads the model.
"""

from __future__ import annotations

from collections import deque
from copy import copy
from dataclasses import replace
from typing import TYPE_CHECKING, Final, Protocol, TypeVar

from onrecord.errors import InputError
from onrecord.records import Analysis, Article, Capture, Record, Refusal, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from onrecord.records import Page

T = TypeVar("T")

Question = tuple[str, "Sequence[Span]"]  # a text and its regions, what an analyser is asked

# Settled items (refusals, bad lines) that may wait behind one another while the next text is sought. They
# can only be handed on between two answers, so a million bad lines in a row would otherwise pile up. 256 of
# them are a few hundred kilobytes, and the look-ahead that is lost at each such border costs no measurable
# time, since a border is only met after 256 items that needed no model.
WAITING_LIMIT: Final = 256

# What the shipped model was trained on: PolNeAR, English news.
TRAINED_LANGUAGES: Final = frozenset({"en"})

# The reason code with which pages refuses a page that holds no characters. For a reader such a page is
# like a page without an article: there is nothing to read, and that is an outcome, not an error.
EMPTY: Final = "empty"


class Analyses(Protocol):
    """What a reader asks of an analyser; ``onrecord.analysis.load`` gives one, ``testing`` a fake."""

    @property
    def name(self) -> str:
        """The model's name and version, as it will stand in the records."""

    def analyse(
        self,
        text: str,
        regions: Sequence[Span],
        *,
        min_confidence: float | None = None,
        seconds: float | None = None,
    ) -> Analysis:
        """Every attribution in the regions of the text, in reading order, and the speakers."""

    def analyse_many(
        self,
        items: Iterable[Question],
        *,
        min_confidence: float | None = None,
        seconds: float | None = None,
    ) -> Iterator[Analysis]:
        """The same for many texts, lazily, in their order, looking ahead a bounded number of texts.

        Raises SlowError where the first that is not answered takes longer than ``seconds``.
        """


class Reader:
    """Reads pages with one model, loaded when it is first needed.

    ``model`` is a model folder, None for the shipped one; ``threads`` the number of threads, None for one
    a core; ``min_confidence`` the dial from recall (0.0) to precision (1.0), None for the model's own
    setting; ``analyser`` stands in for the model. Private and loopback addresses are fetched only with
    ``allow_private``.
    """

    def __init__(
        self,
        model: Path | None = None,
        threads: int | None = None,
        min_confidence: float | None = None,
        analyser: Analyses | None = None,
        *,
        allow_private: bool = False,
    ) -> None:
        self._model = model
        self._threads = threads
        self._min_confidence = min_confidence
        self._analyser = analyser
        self._allow_private = allow_private
        self._seconds: float | None = None

    def within(self, seconds: float) -> Reader:
        """The same reader, with the same model, which gives no text more than so many seconds to be analysed.

        Where one takes longer, SlowError is raised in the place of its record; what is read one behind the
        other ends there. Taking a page apart has no such limit.
        """
        limited = copy(self)
        limited._seconds = seconds
        return limited

    @property
    def analyser(self) -> Analyses:
        """The analyser, loaded now if it was not. Raises ModelError where the model cannot be used."""
        if self._analyser is None:
            self._analyser = load_analyser(self._model, self._threads)
        return self._analyser

    def read(self, source: str | Path) -> Record:
        """The record of one page: a path, a URL, or "-" for standard input.

        Raises InputError where there is no page to read, ModelError where the model cannot be used. A page
        on which nothing is to be read gives a record without attributions and a note that says so.
        """
        return self._finish(self._prepare(str(source)))

    def read_text(self, text: str, *, name: str = "text", url: str | None = None) -> Record:
        """The record of plain text, page furniture and all; ``article.text`` is ``text`` as given."""
        from onrecord import pages

        return self._finish(_draft(pages.from_text(text, name, url=url)))

    def read_many(self, sources: Iterable[str | Path]) -> Iterator[Record | Refusal]:
        """A record or a refusal for each page, in order; a folder stands for the files in it.

        One bad page never stops the run. Looks ahead a bounded number of pages, whatever their number.
        """
        drafts = ((draft, _question(draft)) for draft in self._prepare_many(sources))
        for draft, analysis in in_order(drafts, self._analyse_many):
            yield draft if isinstance(draft, Refusal) else self._record(draft, analysis)

    def read_captures(
        self, captures: Iterable[Capture | T], settled: Callable[[Capture, Record], T | None]
    ) -> Iterator[tuple[Capture, Record | Refusal | T] | T]:
        """Each capture with its record, or with why there is none, in order; what is no capture passes.

        ``settled`` is asked when a page is taken apart and before its words are analysed: what it gives, if
        not None, stands in the record's place, and the words are not analysed. One bad page never stops
        the run.
        """
        drafts = ((item, _draft_or(item, settled)) for item in captures)
        tasks = ((task, _question(task[1]) if isinstance(task[1], Record) else None) for task in drafts)
        for (item, result), analysis in in_order(tasks, self._analyse_many):
            if isinstance(result, Record):
                result = self._record(result, analysis)
            yield (item, result) if isinstance(item, Capture) else item

    def read_again(self, items: Iterable[tuple[T, Record]]) -> Iterator[tuple[T, Record]]:
        """Records read anew from their articles' own text, in order, each with what came beside it."""
        drafts = ((beside, replace(record, attributions=(), speakers=())) for beside, record in items)
        tasks = ((task, _question(task[1])) for task in drafts)
        for (beside, draft), analysis in in_order(tasks, self._analyse_many):
            yield beside, self._record(draft, analysis)

    def _analyse_many(self, items: Iterable[Question]) -> Iterator[Analysis]:
        return self.analyser.analyse_many(items, min_confidence=self._min_confidence, seconds=self._seconds)

    def _prepare(self, source: str) -> Record:
        """The page as a draft: a record with everything but its attributions."""
        from onrecord import pages

        try:
            page = pages.load(source, allow_private=self._allow_private)
        except InputError as error:
            if error.reason != EMPTY:
                raise
            return Record(Article(text=""), name=source, notes=("Nothing to read: the page is empty.",))
        return _draft(page)

    def _prepare_many(self, sources: Iterable[str | Path]) -> Iterator[Record | Refusal]:
        for source in sources:
            for name in _expanded(str(source)):
                yield name if isinstance(name, Refusal) else self._prepare_or_refuse(name)

    def _prepare_or_refuse(self, source: str) -> Record | Refusal:
        return _safely(source, lambda: self._prepare(source))

    def _finish(self, draft: Record) -> Record:
        question = _question(draft)
        if question is None:
            return draft
        analysis = self.analyser.analyse(
            *question, min_confidence=self._min_confidence, seconds=self._seconds
        )
        return self._record(draft, analysis)

    def _record(self, draft: Record, analysis: Analysis) -> Record:
        if _question(draft) is None:
            return draft
        from onrecord.analysis.claims.read import with_claims
        from onrecord.analysis.speakers.provenance import provenance

        analysis = provenance(draft.article, analysis)
        read = replace(
            draft,
            attributions=analysis.attributions,
            speakers=analysis.speakers,
            model=self.analyser.name,
        )
        return with_claims(read)


def read(
    source: str | Path,
    *,
    model: Path | None = None,
    min_confidence: float | None = None,
    allow_private: bool = False,
) -> Record:
    """The record of one page: a path, a URL, or "-" for standard input. To read many, keep a Reader.

    Raises InputError where there is no page to read, ModelError where the model cannot be used.
    """
    return _reader(model, min_confidence, allow_private).read(source)


def read_text(
    text: str,
    *,
    name: str = "text",
    url: str | None = None,
    model: Path | None = None,
    min_confidence: float | None = None,
) -> Record:
    """The record of plain text, page furniture and all; ``article.text`` is ``text`` as given."""
    return _reader(model, min_confidence).read_text(text, name=name, url=url)


def load_analyser(model: Path | None = None, threads: int | None = None) -> Analyses:
    """The model in the folder ``model``, None for the shipped one. Raises ModelError."""
    from onrecord import analysis

    return analysis.load(model, threads=threads)


def in_order(
    tasks: Iterable[tuple[T, Question | None]],
    analyse_many: Callable[[Iterable[Question]], Iterator[Analysis]],
) -> Iterator[tuple[T, Analysis]]:
    """Each task with its answer, in the order of the tasks; one without a question has an empty answer.

    ``analyse_many`` may look ahead. ``tasks`` is read no further than that, and WAITING_LIMIT tasks that
    have no question.
    """
    remaining = iter(tasks)
    while True:
        waiting: deque[tuple[T, bool]] = deque()
        questions = _Questions(remaining, waiting)
        first = next(questions, None)
        if first is not None:  # else nothing needs the model, which then is not loaded
            for answer in analyse_many(_chain(first, questions)):
                yield from _settled(waiting)
                yield waiting.popleft()[0], answer
        yield from _settled(waiting)
        if questions.exhausted:
            return


class _Questions:
    """The questions of the tasks; each task, on its way, is noted down in ``waiting``."""

    def __init__(self, tasks: Iterator[tuple[T, Question | None]], waiting: deque[tuple[T, bool]]) -> None:
        self._tasks = tasks
        self._waiting = waiting
        self.exhausted = False

    def __iter__(self) -> _Questions:
        return self

    def __next__(self) -> Question:
        for task, question in self._tasks:
            self._waiting.append((task, question is not None))
            if question is not None:
                return question
            if len(self._waiting) >= WAITING_LIMIT:
                raise StopIteration
        self.exhausted = True
        raise StopIteration


def _chain(first: Question, rest: Iterator[Question]) -> Iterator[Question]:
    yield first
    yield from rest


def _settled(waiting: deque[tuple[T, bool]]) -> Iterator[tuple[T, Analysis]]:
    """Takes the tasks at the front that have no question."""
    while waiting and not waiting[0][1]:
        yield waiting.popleft()[0], Analysis()


def _reader(model: Path | None, min_confidence: float | None, allow_private: bool = False) -> Reader:
    return Reader(model, min_confidence=min_confidence, allow_private=allow_private)


def _expanded(source: str) -> Iterator[str | Refusal]:
    """The pages a source stands for; a folder that cannot be listed is refused alone."""
    from onrecord import pages

    try:
        yield from pages.expand([source])
    except InputError as error:
        yield _refusal(source, error)


def _refusal(source: str, error: InputError) -> Refusal:
    return Refusal(name=source, reason=error.reason, message=str(error))


def _safely(name: str, prepare: Callable[[], Record]) -> Record | Refusal:
    """What ``prepare`` gives, or why it gives nothing."""
    try:
        return prepare()
    except InputError as error:
        return _refusal(name, error)
    except ImportError:  # a broken installation is no fault of the page, and no other page would fare better
        raise
    except Exception as error:  # one bad page never stops the run, not even one that finds a bug of ours
        return Refusal(
            name=name,
            reason="internal",
            message=f"{name}: {type(error).__name__} ({error}) while the page was taken apart: "
            "expected a record or a reason; this is a mistake of ours, please report it with the page",
        )


def _draft_or(item: Capture | T, settled: Callable[[Capture, Record], T | None]) -> Record | Refusal | T:
    """A capture's draft, what settles it, or why it has none; anything else itself."""
    if not isinstance(item, Capture):
        return item
    draft = _safely(item.name, lambda: draft_of(item))
    answer = settled(item, draft) if isinstance(draft, Record) else None
    return draft if answer is None else answer


def draft_of(capture: Capture) -> Record:
    """The record of a capture with everything but its attributions; what is stored is derived so again.

    Raises InputError.
    """
    from onrecord import articles, pages

    draft = _draft(pages.page_of(capture))
    return replace(draft, article=articles.with_given(draft.article, capture.given))


def _draft(page: Page) -> Record:
    from onrecord import articles

    article = articles.extract(page)
    return Record(article, name=page.name, notes=tuple(_notes(page, article)))


def _question(draft: Record | Refusal) -> Question | None:
    """What the analyser is asked; None where there is nothing to read."""
    if isinstance(draft, Refusal) or not draft.article.blocks:
        return None
    return draft.article.text, tuple(block.span for block in draft.article.blocks)


def _notes(page: Page, article: Article) -> Iterator[str]:
    """What limits this reading, in sentences for the user."""
    if not article.blocks:
        yield "Nothing to read: no article was found on the page."
    elif article.language is not None and article.language not in TRAINED_LANGUAGES:
        yield (
            f"The article's language is {article.language!r}; the model was trained on English news only, "
            "so what follows may be wrong and much may be missing."
        )
    if page.repaired:
        yield f"Some bytes are not {page.encoding} and were replaced by U+FFFD."
