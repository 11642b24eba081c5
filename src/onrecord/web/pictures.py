"""Frozen data -> a picture: a Vega or Vega-Lite specification, drawn on the server as SVG.

Colours are the style's own variables, so a picture follows light, dark and print like the text beside it. The
SVG has presentation attributes alone, which the security policy lets pass. Each picture carries the table of
its data: it is what a screen reader is given, and what stands behind the drawing for everybody.
"""

from __future__ import annotations

import json
import threading
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from markupsafe import Markup

from onrecord.exports import words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from onrecord.answers.portrait import Month
    from onrecord.answers.sources import Quoting

_WIDTH: Final = 720
#: Bars beyond these are told in the table alone; so are names beyond these in the graph.
BARS: Final = 15
NODES: Final = 40
_LONGEST: Final = 28  # characters of a name in a drawing
_FIRST, _SECOND, _INK, _SOFT, _LINE = (
    "var(--series-1)",
    "var(--series-2)",
    "var(--ink)",
    "var(--soft)",
    "var(--line)",
)
#: With more months than these, years are drawn: bars would be thinner than six pixels.
_MOST_MONTHS: Final = 120

_CONFIG: Final[Mapping[str, Any]] = {
    "background": None,
    "view": {"stroke": None},
    "axis": {
        "labelColor": _INK,
        "titleColor": _SOFT,
        "domainColor": _LINE,
        "tickColor": _LINE,
        "gridColor": _LINE,
        "labelFontSize": 13,
        "titleFontSize": 13,
        "titleFontWeight": "normal",
        "labelLimit": 260,
    },
    "legend": {"labelColor": _INK, "titleColor": _SOFT, "labelFontSize": 13, "symbolStrokeColor": _LINE},
}


class Cell(NamedTuple):
    """A cell of a picture's table; ``address`` is where it leads."""

    text: str
    address: str | None = None


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing with the table behind it. ``description`` says in a sentence what can be seen."""

    title: str
    description: str
    svg: Markup
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def warm() -> None:
    """Makes the renderer ready, in a thread: its first drawing takes half a second, others 15 ms."""
    threading.Thread(target=_warmed, name="onrecord-pictures", daemon=True).start()


@lru_cache(maxsize=1)
def _warmed() -> None:
    timeline((), "")


def timeline(months: Sequence[Month], whose: str) -> Picture | None:
    """How much somebody said month by month, in quotation marks and in other words; None without dates."""
    dated = [one for one in months if one.month]
    span = _months_between(dated[0].month, dated[-1].month) if dated else 0
    by_year = span > _MOST_MONTHS or any(len(one.month or "") < 7 for one in dated)
    counts: dict[str, tuple[int, int]] = {}
    for one in dated:
        when = (one.month or "")[: 4 if by_year else 7]
        direct, other = counts.get(when, (0, 0))
        counts[when] = (direct + one.direct, other + one.other)
    values = [
        {"when": when, "how": how, "number": number}
        for when, pair in counts.items()
        for how, number in zip(("in quotation marks", "in other words"), pair, strict=True)
    ]
    svg = _lite(
        {
            "width": _WIDTH,
            "height": 150,
            "data": {"values": values},
            "mark": {"type": "bar", "cornerRadiusEnd": 1},
            "encoding": {
                "x": {
                    "field": "when",
                    "type": "temporal",
                    "timeUnit": "utcyear" if by_year else "utcyearmonth",
                    "title": None,
                    **_at_least_a_year(list(counts), by_year=by_year),
                    "axis": {"grid": False, "labelOverlap": True, "format": "%Y" if by_year else "%b %Y"},
                },
                "y": {
                    "field": "number",
                    "type": "quantitative",
                    "title": "statements",
                    "axis": {
                        "tickMinStep": 1,
                        "format": ",d",
                        "domain": False,
                        "ticks": False,
                        "tickCount": 4,
                    },
                },
                "color": {
                    "field": "how",
                    "type": "nominal",
                    "title": None,
                    "scale": {
                        "domain": ["in quotation marks", "in other words"],
                        "range": [_FIRST, _SECOND],
                    },
                    "legend": {"orient": "top", "symbolType": "square", "columnPadding": 28},
                },
                "order": {"field": "how", "sort": "descending"},
            },
        }
    )
    if not counts:
        return None
    unit = "year" if by_year else "month"
    most = max(counts, key=lambda when: sum(counts[when]))
    total = sum(map(sum, counts.values()))
    return Picture(
        f"Statements by {unit} of publication",
        f"Bars: {total:,} statements of {whose} by {unit}, most of them in {most} ({sum(counts[most]):,}).",
        svg,
        (unit, "in quotation marks", "in other words"),
        tuple((Cell(when), Cell(f"{a:,}"), Cell(f"{b:,}")) for when, (a, b) in counts.items()),
    )


def bars(title: str, label: str, unit: str, values: Sequence[tuple[str, int, str | None]]) -> Picture | None:
    """Horizontal bars of names and numbers, the first ``BARS`` of them; the third is where a name leads."""
    if not values:
        return None
    names = [_short(name) for name, _, _ in values[:BARS]]
    drawn = [{"place": place, "number": number} for place, (_, number, _) in enumerate(values[:BARS])]
    svg = _lite(
        {
            "width": _WIDTH - 200,
            "height": {"step": 24},
            "data": {"values": drawn},
            "encoding": {
                "y": {
                    "field": "place",
                    "type": "ordinal",
                    "title": None,
                    "axis": {
                        "labelExpr": _names(names),
                        "domain": False,
                        "ticks": False,
                        "labelPadding": 8,
                    },
                },
                "x": {"field": "number", "type": "quantitative", "axis": None},
            },
            "layer": [
                {"mark": {"type": "bar", "color": _FIRST, "height": 15, "cornerRadiusEnd": 2}},
                {
                    "mark": {"type": "text", "align": "left", "dx": 5, "color": _INK, "fontSize": 13},
                    "encoding": {"text": {"field": "number", "type": "quantitative", "format": ",d"}},
                },
            ],
        }
    )
    first = values[0]
    return Picture(
        title,
        f"Bars: {title}. Most: {words.one_line(first[0])}, {first[1]:,} {unit}.",
        svg,
        (label, unit),
        tuple((Cell(name, address), Cell(f"{number:,}")) for name, number, address in values),
    )


def network(quoting: Sequence[Quoting]) -> Picture | None:
    """Who quotes whom, as a graph of at most ``NODES`` names; the table has all that was given."""
    nodes: dict[tuple[bool, int], dict[str, Any]] = {}
    links: list[dict[str, int]] = []
    for one in quoting:
        ends = ((one.outlet, one.by_id, one.by), (False, one.quoted_id, one.quoted))
        new = sum(end[:2] not in nodes for end in ends)
        if len(nodes) + new > NODES:
            continue
        for outlet, number, name in ends:
            node = nodes.setdefault(
                (outlet, number), {"name": _short(name), "outlet": outlet, "times": 0, "index": len(nodes)}
            )
            node["times"] += one.times
        source, target = (nodes[end[:2]]["index"] for end in ends)
        links.append({"source": source, "target": target, "times": one.times})
    if not links:
        return None
    rows = tuple(
        (
            Cell(one.by, f"/outlets/{one.by_id}" if one.outlet else f"/people/{one.by_id}"),
            Cell(one.quoted, f"/people/{one.quoted_id}"),
            Cell(f"{one.times:,}"),
        )
        for one in quoting
    )
    first = quoting[0]
    return Picture(
        "Who quotes whom",
        f"A graph of {len(nodes)} names and {len(links)} links, from whoever quotes to whoever is quoted. "
        f"Most: {words.one_line(first.by)} quotes {words.one_line(first.quoted)} {first.times:,} times.",
        _vega(_graph(list(nodes.values()), links)),
        ("quotes", "is quoted", "times"),
        rows,
    )


def _graph(nodes: list[dict[str, Any]], links: list[dict[str, int]]) -> dict[str, Any]:
    height = 460
    colour = {"test": "datum.outlet", "value": _SECOND}
    return {
        "width": _WIDTH,
        "height": height,
        "padding": {"left": 70, "right": 70, "top": 20, "bottom": 20},
        "data": [
            {"name": "links", "values": links},
            {
                "name": "nodes",
                "values": [{**node, "middle_x": _WIDTH / 2, "middle_y": height / 2} for node in nodes],
                "transform": [
                    {
                        "type": "force",
                        "signal": "settled",
                        "static": True,
                        "iterations": 300,
                        "forces": [
                            {"force": "center", "x": _WIDTH / 2, "y": height / 2},
                            {"force": "collide", "radius": 30},
                            {"force": "nbody", "strength": -220},
                            {"force": "x", "x": "middle_x", "strength": 0.05},
                            {"force": "y", "y": "middle_y", "strength": 0.14},
                            {"force": "link", "links": "links", "distance": 90},
                        ],
                    }
                ],
            },
        ],
        "scales": [
            {
                "name": "size",
                "type": "sqrt",
                "domain": {"data": "nodes", "field": "times"},
                "range": [60, 700],
            }
        ],
        "marks": [
            {
                "type": "path",
                "from": {"data": "links"},
                "transform": [
                    {
                        "type": "linkpath",
                        "require": {"signal": "settled"},
                        "shape": "line",
                        "sourceX": "datum.source.x",
                        "sourceY": "datum.source.y",
                        "targetX": "datum.target.x",
                        "targetY": "datum.target.y",
                    }
                ],
                "encode": {
                    "enter": {
                        "stroke": {"value": "var(--strong)"},
                        "strokeWidth": {"signal": "min(6, 0.7 + sqrt(datum.times) / 2)"},
                        "strokeOpacity": {"value": 0.55},
                    }
                },
            },
            {
                "name": "circles",
                "type": "symbol",
                "from": {"data": "nodes"},
                "encode": {
                    "enter": {
                        "x": {"field": "x"},
                        "y": {"field": "y"},
                        "size": {"scale": "size", "field": "times"},
                        "shape": [{"test": "datum.outlet", "value": "square"}, {"value": "circle"}],
                        "fill": [colour, {"value": _FIRST}],
                        "stroke": {"value": "var(--paper)"},
                    }
                },
            },
            {
                "type": "text",
                "from": {"data": "nodes"},
                "encode": {
                    "enter": {
                        "x": {"field": "x"},
                        "y": {"signal": "datum.y - sqrt(scale('size', datum.times)) / 2 - 5"},
                        "text": {"field": "name"},
                        "align": {"value": "center"},
                        "fontSize": {"value": 12},
                        "fontWeight": [{"test": "datum.outlet", "value": "bold"}, {"value": "normal"}],
                        "fill": {"value": _INK},
                    }
                },
            },
        ],
    }


def _at_least_a_year(periods: Sequence[str], *, by_year: bool) -> dict[str, Any]:
    """A scale as long as a year, or ten, where all lies in fewer months: one bar is no wall.

    In UTC, as Vega reads dates: in the server's own time a month may begin in the one before.
    """
    if not periods:
        return {"scale": {"type": "utc"}}
    first, last = periods[0], periods[-1]
    if by_year:
        lack = 9 - (int(last) - int(first))
        ends = [_moved(f"{first}-01", -12 * (lack // 2)), _moved(f"{last}-01", 12 * (1 + (lack + 1) // 2))]
    else:
        lack = 11 - _months_between(first, last)
        ends = [_moved(first, -(lack // 2)), _moved(last, 1 + (lack + 1) // 2)]
    return {"scale": {"type": "utc", **({"domain": ends} if lack > 0 else {})}}


def _moved(month: str, by: int) -> dict[str, int | bool]:
    """A month so many months later, as Vega-Lite says it."""
    year, rest = divmod(int(month[:4]) * 12 + int(month[5:7]) - 1 + by, 12)
    return {"year": year, "month": rest + 1, "utc": True}


def _months_between(first: str | None, last: str | None) -> int:
    (a, b), (c, d) = ((int(one[:4]), int(one[5:7] or 1)) for one in (first or "0", last or "0"))
    return (c - a) * 12 + d - b


def _short(name: str) -> str:
    shown = words.one_line(name)
    return shown if len(shown) <= _LONGEST else shown[: _LONGEST - 1].rstrip() + "…"


def _names(names: Sequence[str]) -> str:
    """An expression that gives for a place its name: two of one name are two bars."""
    return f"{json.dumps(list(names))}[datum.value]"


def _lite(spec: dict[str, Any]) -> Markup:
    whole = {"$schema": "https://vega.github.io/schema/vega-lite/v5.json", "config": _CONFIG, **spec}
    return Markup(_drawn(json.dumps(whole, sort_keys=True), lite=True))


def _vega(spec: dict[str, Any]) -> Markup:
    whole = {"$schema": "https://vega.github.io/schema/vega/v5.json", **spec}
    return Markup(_drawn(json.dumps(whole, sort_keys=True), lite=False))


@lru_cache(maxsize=256)
def _drawn(spec: str, *, lite: bool) -> str:
    """The SVG of a specification; those of the pages that are looked at are kept."""
    import vl_convert

    drawn: str = vl_convert.vegalite_to_svg(spec) if lite else vl_convert.vega_to_svg(spec)
    return drawn.replace("<svg ", '<svg aria-hidden="true" focusable="false" ', 1)
