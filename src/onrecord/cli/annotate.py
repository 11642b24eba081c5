"""``onrecord annotate``: JSON Lines in, JSON Lines out, a line for each line, however many there are.

A text is read as it stands, line by line of it a paragraph: nothing is cleaned, so that every offset is
into the text that was given. A bad line becomes a line that says so, and the run goes on.
"""

from __future__ import annotations

import gzip
import io
import json
import os
import sys
import zlib
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Final, TypeAlias, cast

import click

from onrecord import pipeline
from onrecord.analysis.regions import paragraphs
from onrecord.cli import options
from onrecord.cli.output import stdout_bytes
from onrecord.errors import BadLineError, NotFoundError, UnreadableError, UsageError
from onrecord.records import kind_of, name_keys

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from onrecord.records import Analysis, Attribution, Span, Speaker

# A line longer than this is refused and skipped unread: memory stays bounded even where a file has no line
# ends at all. A text of a million words, the longest that is asked of us, is some 6 MB.
LONGEST_LINE: Final = 64 * 1024 * 1024

_DIGITS: Final = 4  # of a confidence: finer than any calibration can be
_GZIP: Final = b"\x1f\x8b"
_BOM: Final = b"\xef\xbb\xbf"

Identity: TypeAlias = str | int


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the input, ``number`` counted from 1: an id and a text, or what is wrong with it.

    ``end`` is the position in the input file behind it, in bytes (compressed ones where it is), for the
    progress bar.
    """

    number: int
    end: int
    identity: Identity | None = None
    text: str | None = None
    error: str | None = None


@dataclass(frozen=True, slots=True)
class Tally:
    """What a run did: texts ``annotated``, ``bad`` lines, lines ``kept`` from an earlier run."""

    annotated: int = 0
    bad: int = 0
    kept: int = 0


@click.command("annotate")
@click.argument("source", metavar="IN.jsonl", type=click.Path(path_type=Path))
@click.argument("target", metavar="OUT.jsonl", type=click.Path(path_type=Path))
@options.min_confidence
@click.option("--nested", is_flag=True, help="Also write attributions that stand inside another's content.")
@click.option(
    "--resume", is_flag=True, help="Go on where an earlier run into OUT.jsonl, with the same options, ended."
)
@click.option("--overwrite", is_flag=True, help="Replace OUT.jsonl where it exists.")
@options.model
@options.threads
@click.pass_context
def command(
    ctx: click.Context,
    source: Path,
    target: Path,
    min_confidence: float | None,
    nested: bool,
    resume: bool,
    overwrite: bool,
    model: Path | None,
    threads: int | None,
) -> None:
    """Find the attributions in the texts of a JSON Lines file.

    Each line of IN.jsonl (.gz too; - is standard input) is {"id": ..., "text": ...}. For each, in the same
    order, OUT.jsonl (- is standard output) gets a line {"id", "attributions": [{"source", "cue", "content",
    "confidence", "quotation", "speaker", "speaker_kind", "stance", "negated", "distance"}]} with offsets into
    that very text. Texts are read as they are, a line a paragraph, nothing cleaned. A line that cannot be
    read gets a line {"line", "error"} and the run goes on. Memory does not grow with the file.

    "speaker" is the fullest name that the text gives, or the words that describe who is not named, null
    where nobody is or the text does not decide; several who speak together are "speakers", a list, in its
    place. "speaker_kind" is person, group, unnamed or unknown. "stance" is what the source does with the
    content (assert, deny, doubt, predict, intend, demand, ask, support, oppose, decree, perceive, decline;
    null with a model that does not tell), "negated" whether the page says that it did not happen or only if,
    "distance" the reporter's: neutral, endorsing or distancing.

    \b
    Examples:
      onrecord annotate articles.jsonl attributions.jsonl
      onrecord annotate --resume articles.jsonl.gz attributions.jsonl
      zcat articles.jsonl.gz | onrecord annotate - - | gzip > attributions.jsonl.gz

    Exit code: 0 every line was read, 1 some were not, 2 the command line makes no sense, 130 interrupted.
    """
    _check(target, resume, overwrite)
    reader = pipeline.Reader(model, threads)

    def answers(items: Iterable[pipeline.Question]) -> Iterator[Analysis]:
        return reader.analyser.analyse_many(items, min_confidence=min_confidence)

    with ExitStack() as stack:
        raw, lines = stack.enter_context(_input(source))
        out, kept = stack.enter_context(_output(target, lines, resume))
        advance = stack.enter_context(_progress(raw, source, target))
        tally = annotate(lines, out, answers, nested=nested, kept=kept, advance=advance)
    _report(tally, target)
    ctx.exit(1 if tally.bad else 0)


def annotate(
    lines: Iterable[Line],
    out: IO[bytes],
    analyse_many: Callable[[Iterable[pipeline.Question]], Iterator[Analysis]],
    *,
    nested: bool = False,
    kept: int = 0,
    advance: Callable[[Line], None] = lambda line: None,  # noqa: ARG005
) -> Tally:
    """Writes to ``out`` a line for each of ``lines``, in order, each as soon as it is known."""
    annotated = bad = 0
    tasks = ((_without_text(line), _question(line)) for line in lines)
    for line, analysis in pipeline.in_order(tasks, analyse_many):
        out.write(_json_line(_answer(line, analysis, nested)))
        out.flush()
        annotated += line.error is None
        bad += line.error is not None
        advance(line)
    return Tally(annotated, bad, kept)


def read_lines(raw: IO[bytes], position: Callable[[], int] = lambda: 0) -> Iterator[Line]:
    """The lines of a JSON Lines file, blank ones apart; no line is an error that stops the others."""
    number = 0
    try:
        while piece := raw.readline(LONGEST_LINE + 1):
            number += 1
            whole = _skip_rest(raw, piece)
            if number == 1:
                piece = piece.removeprefix(_BOM)
            if piece.strip():
                yield _parsed(piece, number, position(), whole)
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        why = f"broken compression ({error}): expected gzip or plain JSON Lines; get the file again"
        yield Line(number + 1, position(), error=why)


def _skip_rest(raw: IO[bytes], piece: bytes) -> bool:
    """Whether ``piece`` is a whole line; where it is not, the rest of it is read and dropped."""
    if len(piece) <= LONGEST_LINE:
        return True
    while not piece.endswith(b"\n"):
        piece = raw.readline(LONGEST_LINE)
        if not piece:
            break
    return False


def _parsed(piece: bytes, number: int, end: int, whole: bool) -> Line:
    try:
        if not whole:
            raise BadLineError(
                f"longer than {LONGEST_LINE:,} bytes: expected one text a line; split the text"
            )
        identity, text = _fields(piece)
    except BadLineError as error:
        return Line(number, end, error=str(error))
    return Line(number, end, identity, text)


def _fields(piece: bytes) -> tuple[Identity, str]:
    try:
        value: Any = json.loads(piece.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise BadLineError(f"byte {error.start} is not UTF-8: expected UTF-8; convert the file") from error
    except (ValueError, RecursionError) as error:
        raise BadLineError(f'not JSON ({error}): expected {{"id": ..., "text": ...}} on one line') from error
    if not isinstance(value, dict):
        raise BadLineError(f'the line is {_shown(value)}: expected {{"id": ..., "text": ...}}')
    identity, text = value.get("id"), value.get("text")
    if not isinstance(identity, str | int) or isinstance(identity, bool):
        raise BadLineError(
            f'"id" is {_shown(identity)}: expected a string or a whole number; give each line one'
        )
    if not isinstance(text, str):
        raise BadLineError(f'"text" is {_shown(text)}: expected a string')
    _check_characters(text)
    return identity, text


def _check_characters(text: str) -> None:
    """Raises BadLineError for half a surrogate pair, which JSON can spell and no text can hold."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise BadLineError(
            f'"text" holds U+{ord(text[error.start]):04X}, half a surrogate pair, at {error.start}: expected '
            "characters; replace it where the file is made"
        ) from error


def _shown(value: Any) -> str:
    """A value as JSON has it, the beginning of it; of a list or an object only what it is."""
    if isinstance(value, dict | list):
        return "an object" if isinstance(value, dict) else "a list"
    shown = json.dumps(value)
    return shown if len(shown) <= 40 else shown[:37] + "..."


def _question(line: Line) -> pipeline.Question | None:
    if line.text is None:
        return None
    regions = paragraphs(line.text)
    return (line.text, regions) if regions else None


def _without_text(line: Line) -> Line:
    """The line while it waits for its answer; its text waits in the analyser alone."""
    return Line(line.number, line.end, line.identity, error=line.error)


def _answer(line: Line, analysis: Analysis, nested: bool) -> dict[str, Any]:
    if line.error is not None:
        return {"line": line.number, "error": line.error}
    shown = (item for item in analysis.attributions if nested or item.parent is None)
    return {"id": line.identity, "attributions": [_attribution(item, analysis.speakers) for item in shown]}


def _attribution(attribution: Attribution, speakers: Sequence[Speaker]) -> dict[str, Any]:
    """With "speaker", or with "speakers" where several speak together."""
    names = [speakers[i].name for i in attribution.speakers]
    return {
        "source": _pairs(attribution.source),
        "cue": _pairs(attribution.cue),
        "content": _pairs(attribution.content),
        "confidence": round(attribution.confidence, _DIGITS),
        "quotation": attribution.quotation.value,
        **name_keys(names),
        "speaker_kind": kind_of(attribution, speakers).value,
        "stance": attribution.stance and attribution.stance.value,
        "negated": attribution.negated,
        "distance": attribution.distance.value,
    }


def _pairs(spans: Sequence[Span]) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]


def _json_line(value: dict[str, Any]) -> bytes:
    return json.dumps(value).encode("ascii") + b"\n"


def _check(target: Path, resume: bool, overwrite: bool) -> None:
    """Raises UsageError where the options contradict one another or would lose an earlier run's work."""
    if resume and overwrite:
        raise UsageError("--resume and --overwrite were both given: expected one at most; leave one out")
    if resume and (str(target) == "-" or target.suffix == ".gz"):
        raise UsageError(f"--resume cannot continue {target}: expected a plain file; write to OUT.jsonl")
    if target.is_file() and target.stat().st_size and not (resume or overwrite):
        raise UsageError(
            f"{target}: exists already: expected a new file; --resume goes on with it, "
            "--overwrite replaces it"
        )


@contextmanager
def _input(source: Path) -> Iterator[tuple[IO[bytes], Iterator[Line]]]:
    """The raw input and its lines, decompressed where the bytes, not the name, say that it is gzip."""
    with ExitStack() as stack:
        raw = _stdin() if str(source) == "-" else stack.enter_context(_opened(source))
        is_gzip = raw.peek(2)[:2] == _GZIP
        stream = cast("IO[bytes]", gzip.GzipFile(fileobj=raw)) if is_gzip else raw
        yield raw, read_lines(stream, raw.tell if raw.seekable() else lambda: 0)


def _stdin() -> io.BufferedReader:
    """Standard input; one more buffer only where something that cannot be peeked into stands in for it."""
    raw = sys.stdin.buffer
    return raw if isinstance(raw, io.BufferedReader) else io.BufferedReader(cast("Any", raw))


def _opened(source: Path) -> io.BufferedReader:
    try:
        return source.open("rb")
    except FileNotFoundError as error:
        raise NotFoundError(f"{source}: no such file: expected a JSON Lines file; check the name") from error
    except OSError as error:
        raise UnreadableError(
            f"{source}: cannot be read ({error.strerror}): expected a JSON Lines file; check its permissions"
        ) from error


@contextmanager
def _output(target: Path, lines: Iterator[Line], resume: bool) -> Iterator[tuple[IO[bytes], int]]:
    """The output, and how many lines of it an earlier run wrote; those are taken from ``lines``."""
    if str(target) == "-":
        yield stdout_bytes(), 0
        return
    try:
        kept = _keep(target, lines) if resume and target.exists() else 0
        opener = gzip.open if target.suffix == ".gz" else Path.open
        out = cast("IO[bytes]", opener(target, "ab" if kept else "wb"))
    except OSError as error:
        raise UsageError(
            f"{target}: cannot be written ({error.strerror or error}): expected a file in a folder that you "
            "may write to; name another"
        ) from error
    with out:
        yield out, kept


def _keep(target: Path, lines: Iterator[Line]) -> int:
    """Cuts an interrupted last line off; takes from ``lines`` those that are answered; gives their number.

    Raises UsageError, and leaves the file as it is, where it does not answer these lines.
    """
    kept = good = 0
    with target.open("rb") as done:
        for answer in done:
            if not answer.endswith(b"\n"):
                break
            line = next(lines, None)
            if line is None or not _answers(answer, line):
                raise UsageError(
                    f"{target}: line {kept + 1} does not answer the line of the input at its place "
                    f"({_name_of(line)}): expected what an earlier run on the same input wrote; "
                    "--overwrite begins again"
                )
            kept += 1
            good += len(answer)
    os.truncate(target, good)
    return kept


def _answers(answer: bytes, line: Line) -> bool:
    with suppress(ValueError):
        value = json.loads(answer)
        if isinstance(value, dict):
            key, expected = ("id", line.identity) if line.error is None else ("line", line.number)
            found = value.get(key)
            return type(found) is type(expected) and found == expected
    return False


def _name_of(line: Line | None) -> str:
    if line is None:
        return "the input has fewer lines"
    return f"line {line.number}, {'a bad line' if line.error else f'id {_shown(line.identity)}'}"


@contextmanager
def _progress(raw: IO[bytes], source: Path, target: Path) -> Iterator[Callable[[Line], None]]:
    """A bar over the bytes of the input, with the rate; a count where the input's length is not known."""
    if not sys.stderr.isatty() or (str(target) == "-" and sys.stdout.isatty()):
        yield lambda line: None  # noqa: ARG005
        return
    from onrecord.cli.progress import bar

    size = source.stat().st_size if source.is_file() else None
    with bar("Annotating", size, "texts", at=raw.tell() if size else 0) as update:
        yield lambda line: update(1, line.end)


def _report(tally: Tally, target: Path) -> None:
    """One line on standard error: scripts read the exit code, people this."""
    parts = [f"{tally.annotated:,} texts annotated"]
    if tally.kept:
        parts.append(f"{tally.kept:,} lines kept from before")
    if tally.bad:
        parts.append(f'{tally.bad:,} bad lines, marked with "error" in the output')
    click.echo(f"onrecord: {target}: {', '.join(parts)}", err=True)
