"""Records -> Label Studio's full JSON: one task an article, ready to be imported and corrected.

What a model read is a prediction; a record without a model is somebody's own work, an annotation. Each span
is a region; relations lead from the content to its source, its cue, its further spans, and the content that
holds it. ``LABELLING`` is the labelling configuration that the names in the tasks belong to. Label Studio
counts in characters (code points), as we do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from onrecord.exports.exported import identified
from onrecord.exports.linked import array, given
from onrecord.records import Quotation

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from onrecord.exports.exported import Exported, Identified, Statement
    from onrecord.records import Span

_RELATIONS: Final = ("source", "cue", "continues", "inside")

LABELLING: Final = f"""<View>
  <Labels name="label" toName="text">
    <Label value="Source"/>
    <Label value="Cue"/>
    <Label value="Content"/>
  </Labels>
  <Choices name="quotation" toName="text" perRegion="true" whenTagName="label" whenLabelValue="Content">
    {" ".join(f'<Choice value="{kind.value}"/>' for kind in Quotation)}
  </Choices>
  <Relations>
    {" ".join(f'<Relation value="{name}"/>' for name in _RELATIONS)}
  </Relations>
  <Text name="text" value="$text"/>
</View>
"""


def label_studio(items: Iterable[Exported]) -> Iterator[str]:
    """A JSON array of tasks, written as they come."""
    return array(_task(number, one) for number, one in enumerate(identified(items), start=1))


def _task(number: int, one: Identified) -> dict[str, Any]:
    regions = [region for statement in one.statements for region in _regions(one, statement)]
    model = one.record.model
    found = given(model_version=model) | {"result": regions}
    return {
        "id": number,
        "data": _data(one),
        "annotations": [] if model else [found],
        "predictions": [found] if model else [],
    }


def _data(one: Identified) -> dict[str, Any]:
    article = one.article
    return {"text": article.text, "article_id": one.article_id} | given(
        url=article.url, title=article.title, outlet=article.outlet, published=article.published
    )


def _regions(one: Identified, statement: Statement) -> Iterator[dict[str, Any]]:
    attribution = statement.attribution
    for role in ("source", "cue", "content"):
        for place, span in enumerate(getattr(attribution, role)):
            yield _region(one, statement, span, _name(statement.index, role, place), role)
    if not attribution.content:  # nothing that the others could belong to
        return
    head = _name(statement.index, "content")
    first = attribution.content[0]
    value = {"start": first.start, "end": first.end, "choices": [attribution.quotation.value]}
    yield {"id": head, "from_name": "quotation", "to_name": "text", "type": "choices", "value": value}
    for role in ("source", "cue"):
        for place in range(len(getattr(attribution, role))):
            yield _relation(head, _name(statement.index, role, place), role)
    for place in range(1, len(attribution.content)):
        before, this = (_name(statement.index, "content", at) for at in (place - 1, place))
        yield _relation(before, this, "continues")
    if attribution.parent is not None and one.statements[attribution.parent].attribution.content:
        yield _relation(head, _name(attribution.parent, "content"), "inside")


def _name(index: int, role: str, place: int = 0) -> str:
    """The id of a region within its task."""
    return f"{index}-{role}-{place}"


def _region(one: Identified, statement: Statement, span: Span, name: str, role: str) -> dict[str, Any]:
    speakers = [speaker.name for _, speaker in one.speakers_of(statement)]
    return {
        "id": name,
        "from_name": "label",
        "to_name": "text",
        "type": "labels",
        "score": statement.attribution.confidence,
        "meta": {"statement": [statement.id], "speaker": speakers},
        "value": {
            "start": span.start,
            "end": span.end,
            "text": one.words(span),
            "labels": [role.capitalize()],
        },
    }


def _relation(start: str, end: str, label: str) -> dict[str, Any]:
    return {"type": "relation", "from_id": start, "to_id": end, "direction": "right", "labels": [label]}
