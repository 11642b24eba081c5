"""The dateline: "GENEVA (AP) -" at the beginning of the body, and where it stands.

Articles give its span; it is nobody's words, so attributions leave it out.
"""

from __future__ import annotations

import re

from onrecord.records import Span

_MONTH = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?"
_CITY = r"[A-ZÀ-Þ][A-ZÀ-Þ.'’-]+(?:[ /][A-ZÀ-Þ][A-ZÀ-Þ.'’-]*){0,4}"
_REGION = r"(?:, (?!\d)(?:[A-ZÀ-Þ][\w.'’-]*)(?: [A-ZÀ-Þ][\w.'’-]*){0,3}){0,2}"
_DATE = rf"(?:,? (?:{_MONTH} \d{{1,2}}|\d{{1,2}} {_MONTH})(?:,? \d{{4}})?)?"
_AGENCY = r"(?: ?\([A-Z][\w./& -]{1,30}\))?"
# A city in capitals closed by a dash, or with an agency or date also by a colon; "WASHINGTON: " alone too.
_DATELINE = re.compile(rf"\s*{_CITY}{_REGION}{_DATE}{_AGENCY}\s?(?:[–—―:]|--|-(?=\s))")
# "Geneva (AP) -": a city not in capitals needs the agency to be told from any other opening.
_AGENCY_LINE = re.compile(
    rf"\s*[A-ZÀ-Þ][\w'’-]+(?: [A-ZÀ-Þ][\w'’-]+){{0,3}}{_REGION}{_DATE} ?\([A-Z][\w./& -]{{1,30}}\)"
    r"\s?(?:[–—―]|--|-(?=\s))"
)
_LONGEST = 100
# Capitals that open a line and close with a colon without being a place.
_LABELS = re.compile(
    r"\s*(?:READ|ALSO|MORE|WATCH|RELATED|BREAKING|UPDATE|EXCLUSIVE|OPINION|ANALYSIS|LIVE|EDITOR|NOTE|Q|A|VIDEO|PHOTO|FACT|CORRECTION)\b"
)


def dateline_at(text: str, start: int) -> Span | None:
    """The dateline that opens the paragraph at ``start`` of ``text``, dash or colon included."""
    head = text[start : start + _LONGEST]
    if _LABELS.match(head):
        return None
    found = _DATELINE.match(head) or _AGENCY_LINE.match(head)
    if not found:
        return None
    begin = start + len(found.group()) - len(found.group().lstrip())
    return Span(begin, start + found.end())
