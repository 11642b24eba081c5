"""Stances in articles of a corpus that labels none: read beside it by offsets, no word of its text.

A file holds a line an article (``.gz`` too)::

    {"id": "a", "stances": [{"attribution": 0, "stance": "deny", "negated": false, "distance": "neutral",
                             "draw": "random"}]}

"attribution" is an index into the article's attributions, "stance" and "distance" are values of the records'
enums. "draw" says how the attribution was chosen: "random", so that the natural distribution can be read from
these, or "targeted", looked for because such are rare. Other keys are passed over.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.errors import BadLineError, NotFoundError
from onrecord.evaluation import gold
from onrecord.records import Distance, Stance

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

DRAWS = ("random", "targeted")


@dataclass(frozen=True, slots=True)
class StanceLabel:
    """Stance, negation and distance of one attribution, as a reader sees them; ``targeted`` where it was
    looked for because such are rare.
    """

    attribution: int
    stance: Stance
    negated: bool
    distance: Distance
    targeted: bool = False


def read_stance_labels(path: Path) -> dict[str, tuple[StanceLabel, ...]]:
    """The labels of each article by its id, in the order of the file.

    Raises NotFoundError, and BadLineError for a line of another shape or an id that stands twice.
    """
    if not path.exists():
        raise NotFoundError(f"{path}: no such file; give a file of stance labels")
    out: dict[str, tuple[StanceLabel, ...]] = {}
    with gold.open_lines(path) as lines:
        for number, value in gold.values(path, lines):
            where = f"{path}, line {number}"
            key, items = value.get("id"), value.get("stances")
            if not isinstance(key, str) or key in out or not isinstance(items, list):
                raise BadLineError(
                    f"{where}: id is {key!r}, stances is {type(items).__name__}; expected an id that no "
                    "other line has, and a list"
                )
            out[key] = tuple(_label(item, f"{where}, stance {i}") for i, item in enumerate(items))
    return out


def _label(value: Mapping[str, object], where: str) -> StanceLabel:
    try:
        attribution, negated = value["attribution"], value["negated"]
        if not isinstance(attribution, int) or isinstance(attribution, bool) or attribution < 0:
            raise TypeError(attribution)
        if not isinstance(negated, bool):
            raise TypeError(negated)
        targeted = DRAWS.index(str(value.get("draw", DRAWS[0]))) == 1
        return StanceLabel(
            attribution, Stance(str(value["stance"])), negated, Distance(str(value["distance"])), targeted
        )
    except (KeyError, TypeError, ValueError) as error:
        raise BadLineError(
            f'{where}: {value!r}; expected {{"attribution", "stance", "negated", "distance"}} with an index, '
            f"a stance of {', '.join(Stance)}, true or false, a distance of {', '.join(Distance)}, and maybe "
            f'a "draw" of {" or ".join(DRAWS)}'
        ) from error
