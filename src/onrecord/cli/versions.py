"""``onrecord versions``: what became of the statements of a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from onrecord.cli import ledger_options

if TYPE_CHECKING:
    from pathlib import Path


@click.command("versions")
@click.argument("page", metavar="PAGE")
@click.option("--all", "everything", is_flag=True, help="Show the statements that stayed the same, too.")
@ledger_options.form_with_page
@ledger_options.page_output
@ledger_options.ledger
def command(page: str, everything: bool, form: str, output: Path | None, location: str | None) -> None:
    """Show what changed between versions of a page.

    PAGE is its address, or #ID of any version of it. From each version to the next: statements that were
    added, removed, reworded or given to another speaker; punctuation alone is no change. A page is a new
    version where `onrecord add` or `onrecord watch` met other words at the same address.

    \b
    Examples:
      onrecord versions https://courier.example/live
      onrecord versions '#12' --all
      onrecord versions https://courier.example/live --format html -o changes.html
    """
    from onrecord.answers import versions
    from onrecord.cli import version_tables
    from onrecord.pages import canonical_url, is_url

    ledger_options.check_page_output(form, output)
    with ledger_options.opened(location) as ledger:
        steps = versions.versions(ledger, canonical_url(page) if is_url(page) else page)
    if not steps:
        click.echo(f"onrecord: {page}: the ledger has one version of it", err=True)
    if form == "html":
        ledger_options.write_page(version_tables.page(page, steps, everything=everything), output)
    else:
        version_tables.versions(steps, form, everything=everything)
