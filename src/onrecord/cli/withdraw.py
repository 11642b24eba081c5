"""``onrecord withdraw``: a takedown."""

from __future__ import annotations

import click

from onrecord.cli import ledger_options


@click.command("withdraw")
@click.argument("name", metavar="ARTICLE")
@click.option("--reason", required=True, metavar="TEXT", help="Why; stays on record.")
@click.option("--by", required=True, metavar="NAME", help="Who withdraws it; stays on record.")
@click.option("--yes", is_flag=True, help="Do not ask whether that is meant.")
@ledger_options.ledger
def command(name: str, reason: str, by: str, yes: bool, location: str | None) -> None:
    """Take an article down.

    Its text goes, the fact that it was here stays. ARTICLE is an article's number as answers show it,
    or its address. All versions that stood at its address go: bytes, words, names and titles, in every
    reading. When the page comes again, it is refused. This cannot be undone.

    \b
    Examples:
      onrecord withdraw 17 --reason "court order of 3 May" --by "Ida Moss"
      onrecord withdraw https://example.org/news/story --reason "asked by the person" --by desk
    """
    from onrecord import pages
    from onrecord.cli import tables
    from onrecord.errors import NotRecordedError

    with ledger_options.opened(location, write=True) as ledger:
        if pages.is_url(name):
            article = ledger.article_id_at(pages.canonical_url(name))
            if article is None:
                raise NotRecordedError(
                    f"{name}: nothing is known at this address; expected that of an article in this ledger; "
                    "find it with `onrecord search`"
                )
        else:
            article = tables.number(name, "article")
        title = ledger.record_of(article).article.title or "an article without a title"
        if not yes:
            click.confirm(f"Withdraw article {article}, {title!r}, for good?", abort=True)
        ids = ledger.withdraw(article, reason=reason, by=by)
    versions = "" if len(ids) == 1 else f", in {len(ids)} versions"
    click.echo(f"withdrawn: article {article}{versions}; the reason is on record")
