from __future__ import annotations

import json
import re
from dataclasses import replace
from fractions import Fraction
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import InputError
from onrecord.exports.as_json import from_json, json_document, json_lines, to_dict, to_json
from onrecord.exports.schema import SCHEMA
from onrecord.records import (
    Article,
    Attribution,
    Block,
    BlockKind,
    Bound,
    Change,
    ChangePart,
    Check,
    CheckReason,
    DateKind,
    DatePrecision,
    DateReason,
    Direction,
    Distance,
    Evidence,
    EvidenceKind,
    Figure,
    FigureKind,
    Furniture,
    FurnitureKind,
    Hop,
    HopKind,
    Mention,
    MentionForm,
    Narration,
    Quotation,
    QuotedKind,
    QuotedSpan,
    Record,
    Setting,
    SettingKind,
    Span,
    Speaker,
    SpeakerKind,
    Stance,
    TemporalExpression,
)
from onrecord.testing import sample_record

WORDS = "The quay is safe, said nobody. " * 3
spans = st.tuples(st.integers(0, len(WORDS) - 2), st.integers(1, 40)).map(
    lambda pair: Span(pair[0], min(sum(pair), len(WORDS)))
)
roles = st.lists(spans, max_size=3).map(tuple)
maybe = st.none() | st.text(max_size=12)
some_spans = st.none() | spans


def several(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(strategy, max_size=2).map(tuple)


speakers = st.builds(
    Speaker,
    name=st.text(max_size=12),
    kind=st.sampled_from([kind for kind in SpeakerKind if kind is not SpeakerKind.UNKNOWN]),
    mentions=several(st.builds(Mention, spans, st.sampled_from(MentionForm))),
    role=some_spans,
    affiliation=some_spans,
    number=st.none() | st.integers(1, 9),
    reason=some_spans,
)
people = several(speakers)
evidence = several(st.builds(Evidence, st.sampled_from(EvidenceKind), spans))
settings = several(st.builds(Setting, st.sampled_from(SettingKind), spans))
provenance = several(st.builds(Hop, st.sampled_from(HopKind), maybe, some_spans))


numbers = st.none() | st.fractions(max_denominator=50) | st.integers(10**400, 10**401).map(Fraction)
days = st.dates().map(str)
checks = several(st.builds(Check, st.sampled_from(CheckReason), spans))
narrations = st.builds(Narration, roles, spans, checks, st.floats(0, 1))
unknown_days = st.builds(
    TemporalExpression,
    spans,
    st.sampled_from(DateKind),
    st.sampled_from(DatePrecision),
    st.none(),
    st.none(),
    reason=st.sampled_from(DateReason),
)
known_days = st.builds(
    lambda span, kind, unit, two, time, near: TemporalExpression(span, kind, unit, *sorted(two), time, near),
    spans,
    st.sampled_from(DateKind),
    st.sampled_from(DatePrecision),
    st.tuples(days, days),
    st.sampled_from([None, "T15:00", "TMO"]),
    st.booleans(),
) | st.builds(
    lambda span, day: TemporalExpression(span, DateKind.SINCE, DatePrecision.DAY, day, None), spans, days
)


def figure(count: int) -> st.SearchStrategy[Figure]:
    """A figure of a record that has ``count`` of them."""
    partners = several(st.integers(0, count - 1))
    change = st.builds(
        Change, st.sampled_from(Direction), st.sampled_from(ChangePart), spans, partners=partners
    )
    return st.builds(
        Figure,
        spans,
        st.sampled_from(FigureKind),
        st.sampled_from(Bound),
        numbers,
        numbers,
        numbers,
        maybe,
        some_spans,
        st.none() | change,
    )


def holders(count: int) -> st.SearchStrategy[int | None]:
    return st.none() | st.integers(0, count - 1) if count else st.none()


@st.composite
def records(draw: st.DrawFn) -> Record:
    number = draw(st.integers(0, 3))
    known = draw(people)
    indices = several(st.integers(0, len(known) - 1)) if known else st.just(())
    decided = st.tuples(indices, st.just(())) | st.tuples(st.just(()), indices)
    who = [draw(decided) for _ in range(number)]
    attributions = tuple(
        Attribution(
            *(draw(roles) for _ in range(3)),
            quotation=draw(st.sampled_from(Quotation)),
            confidence=draw(st.floats(0, 1)),
            parent=draw(st.none() | st.integers(0, index - 1)) if index else None,
            speakers=who[index][0],
            candidates=who[index][1],
            evidence=draw(evidence),
            settings=draw(settings),
            provenance=draw(provenance),
            stance=draw(st.none() | st.sampled_from(Stance)),
            negated=draw(st.booleans()),
            distance=draw(st.sampled_from(Distance)),
        )
        for index in range(number)
    )
    article = Article(
        text=WORDS,
        blocks=tuple(Block(span, draw(st.sampled_from(BlockKind))) for span in draw(roles)),
        furniture=tuple(Furniture(span, draw(st.sampled_from(FurnitureKind))) for span in draw(roles)),
        title=draw(maybe),
        authors=tuple(draw(st.lists(st.text(max_size=5), max_size=2))),
        dateline=draw(st.none() | spans),
        language=draw(maybe),
        origins=draw(st.dictionaries(st.text(max_size=3), st.text(max_size=3), max_size=2)),
    )
    notes = tuple(draw(st.lists(st.text(max_size=9))))
    return Record(
        article,
        attributions,
        draw(maybe),
        draw(maybe),
        notes,
        known,
        figures=tuple(draw(figure(count)) for count in [draw(st.integers(0, 2))] for _ in range(count)),
        dates=draw(several(unknown_days | known_days)),
        quoted=draw(several(st.builds(QuotedSpan, spans, st.sampled_from(QuotedKind), holders(number)))),
        narration=draw(several(narrations)),
    )


def strict(schema: Any) -> Any:
    """The schema with every object closed, so that a key it does not name is found."""
    if isinstance(schema, list):
        return [strict(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    closed = {key: strict(value) for key, value in schema.items()}
    return {"additionalProperties": False, **closed} if "properties" in closed else closed


VALIDATOR = jsonschema.Draft202012Validator(strict(SCHEMA))


@given(records())
def test_every_record_is_written_as_the_schema_says_and_read_back_equal(record: Record) -> None:
    written = to_json(record)
    VALIDATOR.validate(json.loads(written))
    assert from_json(written) == record


def test_the_schema_is_itself_valid() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


def test_offsets_cut_the_words_out_of_the_text(record: Record) -> None:
    value = to_dict(record)
    (start, end), *_ = value["attributions"][0]["content"]
    assert value["article"]["text"][start:end] == "“The quay will hold,”"


def test_a_nested_attribution_names_its_parent(record: Record) -> None:
    assert [item["parent"] for item in to_dict(record)["attributions"]][:3] == [None, None, 1]


def test_a_speaker_is_written_with_role_spellings_and_offsets(record: Record) -> None:
    value = to_dict(record)
    ana = value["speakers"][0]
    text = value["article"]["text"]
    assert (ana["name"], ana["kind"], ana["number"], ana["reason"]) == ("Ana Lund", "person", None, None)
    assert [text[slice(*ana[key])] for key in ("role", "affiliation")] == ["engineer", "the harbour board"]
    assert [(text[item["start"] : item["end"]], item["form"]) for item in ana["mentions"][-2:]] == [
        ("Ms. Lund", "name"),
        ("Her", "pronoun"),
    ]


def test_an_attribution_is_written_with_who_said_it_to_whom_and_through_whom(record: Record) -> None:
    value = to_dict(record)
    told = value["attributions"][3]
    text = value["article"]["text"]
    assert (told["speakers"], told["candidates"], told["speaker_kind"]) == ([0], [], "person")
    assert [(item["kind"], text[slice(*item["span"])]) for item in told["settings"]] == [
        ("addressee", "Radio Nord"),
        ("place", "Vell"),
        ("time", "Monday"),
    ]
    assert [(hop["kind"], hop["name"], bool(hop["span"])) for hop in told["provenance"]] == [
        ("site", "The Vell Courier", False),
        ("outlet", "Radio Nord", True),
        ("speaker", "Ana Lund", True),
    ]
    assert [(item["kind"], text[slice(*item["span"])]) for item in told["evidence"]] == [
        ("named", "Ms. Lund"),
        ("same-name", "Ana Lund"),
    ]


def test_who_is_not_decided_is_written_as_candidates(record: Record) -> None:
    undecided, nobody = to_dict(record)["attributions"][5:]
    assert (undecided["speakers"], undecided["candidates"]) == ([], [0, 3])
    assert undecided["speaker_kind"] == nobody["speaker_kind"] == "unknown"


def test_a_record_from_before_there_were_speakers_is_read_without_any(record: Record) -> None:
    value = to_dict(record)
    del value["speakers"]
    for item in value["attributions"]:
        for key in ("speakers", "candidates", "speaker_kind", "evidence", "settings", "provenance"):
            del item[key]
    plain = [
        replace(item, speakers=(), candidates=(), evidence=(), settings=(), provenance=())
        for item in record.attributions
    ]
    assert from_json(json.dumps(value)) == replace(record, attributions=tuple(plain), speakers=())


def test_the_stance_is_written_in_words_and_null_where_it_is_not_known(record: Record) -> None:
    told = [(item["stance"], item["negated"], item["distance"]) for item in to_dict(record)["attributions"]]
    assert told[3:] == [
        (None, False, "neutral"),
        ("predict", False, "neutral"),
        (None, False, "neutral"),
        ("assert", False, "distancing"),
    ]


def test_a_record_from_before_there_were_stances_is_read_without_any(record: Record) -> None:
    value = to_dict(record)
    for item in value["attributions"]:
        for key in ("stance", "negated", "distance"):
            del item[key]
    plain = [replace(item, stance=None, distance=Distance.NEUTRAL) for item in record.attributions]
    assert from_json(json.dumps(value)) == replace(record, attributions=tuple(plain))


@pytest.mark.parametrize(
    ("key", "value"),
    [("stance", "agree"), ("negated", "no"), ("negated", None), ("distance", None), ("distance", "far")],
)
def test_a_stance_that_there_is_not_is_refused(key: str, value: Any) -> None:
    with pytest.raises(InputError, match="is no record"):
        from_json(broken(f"attributions.0.{key}", value))


@pytest.mark.parametrize(
    ("change", "value", "why"),
    [
        ("attributions.0.speakers", [4], "attribution 0 names speaker 4, and there are 4"),
        ("attributions.0.candidates", [-1], "attribution 0 names speaker -1"),
        ("attributions.5.speakers", [0], "attribution 5 has both speakers and candidates"),
        ("speakers.0.kind", "unknown", "who is not known is no speaker"),
    ],
)
def test_a_speaker_who_cannot_be_is_named_in_the_error(change: str, value: Any, why: str) -> None:
    with pytest.raises(InputError, match=re.escape(why)):
        from_json(broken(change, value))


def test_a_record_from_before_there_were_claims_is_read_without_any(record: Record) -> None:
    value = to_dict(record)
    for key in ("figures", "dates", "quoted", "narration", "shares", "headline"):
        del value[key]
    before = replace(record, figures=(), dates=(), quoted=(), narration=())
    assert from_json(json.dumps(value)) == before != record


def test_a_figure_is_written_exactly_with_whose_it_is(record: Record) -> None:
    content = record.attributions[4].content[0]
    third = Figure(content, FigureKind.MONEY, Bound.ABOUT, Fraction(1, 3), unit="EUR")
    (value,) = to_dict(replace(record, figures=(third,)))["figures"]
    assert (value["value"], value["normal"], value["attribution"]) == ("1/3", "~1/3 EUR", 4)
    (two,) = to_dict(record)["figures"]
    assert (two["value"], two["noun"], two["attribution"]) == ("2", "docker", None)


def test_shares_and_headline_are_written_with_the_record(record: Record) -> None:
    value = to_dict(record)
    assert (value["shares"]["attributed"], value["shares"]["named"]) == (29, 2)
    assert value["headline"] == []
    assert from_json(json.dumps(value | {"shares": None, "headline": None})) == record


@pytest.mark.parametrize(
    "told", ["1e9", "1e999999999", "1/0", "", "1,5", "0x1", "1" * 5000, 3, 2.5, "²"], ids=lambda t: str(t)[:9]
)
def test_a_number_that_is_none_is_refused(told: Any) -> None:
    with pytest.raises(InputError, match="is no number"):
        from_json(broken("figures.0.value", told))


def test_one_page_is_one_object_and_several_are_an_array(record: Record) -> None:
    other = replace(record, name="other.html")
    assert json.loads("".join(json_document([record], several=False))) == to_dict(record)
    assert json.loads("".join(json_document([record], several=True))) == [to_dict(record)]
    assert [item["name"] for item in json.loads("".join(json_document([record, other], several=True)))] == [
        "sample.html",
        "other.html",
    ]


def test_no_record_is_nothing_or_an_empty_array() -> None:
    assert "".join(json_document([], several=False)) == ""
    assert json.loads("".join(json_document([], several=True))) == []


def test_json_lines_hold_one_record_a_line_in_order(record: Record) -> None:
    lines = "".join(json_lines([record, replace(record, name="b")])).splitlines()
    assert [from_json(line).name for line in lines] == ["sample.html", "b"]


def test_unknown_keys_are_passed_over(record: Record) -> None:
    value = to_dict(record) | {"later": 1}
    value["attributions"][0]["speaker"] = "Ana Lund"
    assert from_json(json.dumps(value)) == record


def broken(change: str, value: Any) -> str:
    record = to_dict(sample_record())
    *path, last = change.split(".")
    at: Any = record
    for step in path:
        at = at[int(step)] if step.isdigit() else at[step]
    at[int(last) if last.isdigit() else last] = value
    return json.dumps(record)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "3",
        '{"article": {}}',
        broken("article.text", 3),
        broken("article.origins", []),
        broken("article.authors", "Ana"),
        broken("attributions.0.source", [[5, 5]]),
        broken("attributions.0.source", [[5, 100_000]]),
        broken("attributions.0.source", [[5.0, 6]]),
        broken("attributions.0.quotation", "shouted"),
        broken("attributions.1.parent", 1),
        broken("attributions.1.parent", 7),
        broken("attributions.1.parent", -1),
        broken("attributions.1.speakers", None),
        broken("attributions.1.speakers", ["Ana Lund"]),
        broken("attributions.3.settings.0.kind", "mood"),
        broken("attributions.3.settings.0.span", [0, 100_000]),
        broken("attributions.3.provenance.0.kind", "rumour"),
        broken("speakers", {}),
        broken("speakers.0.mentions.0.form", "shout"),
        broken("speakers.0.role", [3]),
        broken("speakers.2.number", 2.0),
        broken("figures.0.span", [0, 100_000]),
        broken("figures.0.change", {"direction": "up", "part": "by", "cue": [0, 3], "partners": [1]}),
        broken("dates.0.start", "2024-02-30"),
        broken("dates.0.start", "20240429"),
        broken("dates.0.start", "2024-05-01"),
        broken("dates.0.reason", "no such date"),
        broken("quoted.0.attribution", 7),
        broken("quoted.0.kind", "joke"),
        broken("narration.0.sentence", [0, 100_000]),
        "[" * 100_000,
    ],
    ids=lambda text: text[:20],
)
def test_what_is_no_record_is_refused_in_three_facts(text: str) -> None:
    with pytest.raises(
        InputError, match=r"is no record .*: expected the JSON of one record.*; write one with"
    ):
        from_json(text)
