"""A record with its attributions -> the record with what it claims: the one place that knows the order.

Figures and dates first, since what is narrated is checkable by them; then what quotation marks are there for,
since quotations of nobody are cut out of the narration.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from onrecord.analysis.claims.dates import dates
from onrecord.analysis.claims.figures import figures
from onrecord.analysis.claims.narration import narration
from onrecord.analysis.claims.quoted import quoted

if TYPE_CHECKING:
    from onrecord.records import Record


def with_claims(record: Record) -> Record:
    """The record with what its article and attributions claim, in the place of whatever it had of that."""
    article = record.article
    regions = [block.span for block in article.blocks]
    numbers = figures(article.text, regions)
    days = dates(article.text, regions, article.published)
    stretches = quoted(article.text, regions, record.attributions)
    own = narration(
        article.text,
        article.blocks,
        record.attributions,
        figures=[figure.span for figure in numbers],
        dates=[day.span for day in days],
        quoted=stretches,
        dateline=article.dateline,
    )
    return replace(record, figures=numbers, dates=days, quoted=stretches, narration=own)
