"""``onrecord serve``: the reading room."""

from __future__ import annotations

import ipaddress
import os
import signal
import socket
import sys
import threading
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from onrecord.cli import ledger_options, options
from onrecord.errors import OnrecordError, UsageError
from onrecord.web.settings import PAGE_SECONDS

if TYPE_CHECKING:
    from collections.abc import Callable

    from onrecord.web.settings import Settings

#: On the telephone's keys, the word "text" begins so; IANA has given it to nobody.
PORT: Final = 8377
#: How many ports after it are tried where none was asked for.
_TRIED: Final = 20
#: What 50 people who read fast ask for from behind one address; a program that copies all asks for more.
_READING: Final = 3_000
#: What ten reviewers who decide once a second send from behind one address.
_WRITING: Final = 600
#: Seconds in which the first page has the machine for itself, before the model is loaded behind it.
_QUIET: Final = 1.0
#: How long Ctrl-C lets answers come to their end, in seconds.
_GRACE: Final = 3


@click.command("serve")
@ledger_options.ledger
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    metavar="ADDRESS",
    help="Listen on this address. On another one than this computer's own, whoever changes anything signs "
    "in: make an account first, with onrecord accounts add.",
)
@click.option(
    "--port",
    type=click.IntRange(1, 65_535),
    metavar="N",
    help=f"Listen on this port. Default: {PORT}, or the next one that is free.",
)
@click.option("--no-browser", is_flag=True, help="Do not open a browser.")
@click.option("--private", is_flag=True, help="Let nobody read who has not signed in.")
@click.option(
    "--allowed-host",
    "hosts",
    multiple=True,
    metavar="NAME",
    help="A name by which browsers call this server, such as news.example.org; may be given again. The "
    "server then counts as open to others.",
)
@click.option(
    "--behind-proxy",
    "proxy",
    metavar="ADDRESS",
    help="Believe the proxy at this address who it asks for, and whether by https (X-Forwarded-For and "
    "-Proto). The server then counts as open to others.",
)
@click.option(
    "--certificate",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Serve https with this certificate (PEM, with its chain).",
)
@click.option(
    "--key",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="The certificate's private key, where it is not in the same file.",
)
@click.option(
    "--reading-limit",
    type=click.IntRange(min=0),
    metavar="N",
    help=f"Answer so many requests a minute from one address; 0: any number. Default: {_READING:,}, on this "
    "computer any number.",
)
@click.option(
    "--writing-limit",
    type=click.IntRange(min=0),
    metavar="N",
    help=f"Take so many changes a minute from one address; 0: any number. Default: {_WRITING:,}, on this "
    "computer any number.",
)
@click.option(
    "--page-seconds",
    type=click.FloatRange(min=0, min_open=True),
    default=PAGE_SECONDS,
    show_default=True,
    metavar="N",
    help="Refuse a page whose words take longer than this to be read.",
)
@click.option(
    "--allow-private",
    is_flag=True,
    help="Also fetch addresses of this computer and of private networks, which are refused otherwise.",
)
@options.min_confidence
@options.model
@options.threads
def command(
    location: str | None,
    host: str,
    port: int | None,
    no_browser: bool,
    private: bool,
    hosts: tuple[str, ...],
    proxy: str | None,
    certificate: Path | None,
    key: Path | None,
    reading_limit: int | None,
    writing_limit: int | None,
    page_seconds: float,
    allow_private: bool,
    min_confidence: float | None,
    model: Path | None,
    threads: int | None,
) -> None:
    """Show the ledger in the browser.

    Opens a reading room on this computer, until Ctrl-C: search, articles with every attribution in its place,
    speakers, comparisons, review, and the same as JSON under /api/v1. A ledger is made where there is none.

    On this computer's own address, and while the ledger has no account, whoever sits here may do everything.
    As soon as others can reach the server, changes need a sign-in; reading too with --private.

    \b
    Examples:
      onrecord serve
      onrecord serve --ledger desk.db --port 9000 --no-browser
      onrecord accounts add "Ana Lund" --role admin
      onrecord serve --host 0.0.0.0 --private --certificate news.pem

    Exit code: 0 stopped by Ctrl-C, 1 the ledger cannot be used, 2 the command line makes no sense.
    """
    from onrecord import pipeline
    from onrecord.ledger.ledger import location_of
    from onrecord.web.settings import Settings

    def reader() -> pipeline.Reader:
        return pipeline.Reader(model, threads, min_confidence, allow_private=allow_private)

    open_to_all = not is_loopback(host) or bool(hosts) or proxy is not None
    if open_to_all:
        reading_limit = _READING if reading_limit is None else reading_limit
        writing_limit = _WRITING if writing_limit is None else writing_limit
    settings = Settings(
        location_of(location),
        reader,
        allow_private=allow_private,
        open_to_all=open_to_all,
        private=private,
        hosts=tuple(name.lower() for name in hosts),
        reading_limit=reading_limit or None,
        writing_limit=writing_limit or None,
        page_seconds=page_seconds,
    )
    name = _prepared(settings)
    scheme = "https" if certificate else "http"
    with listener(host, port) as listening:
        address = f"{scheme}://{_shown(host)}:{listening.getsockname()[1]}/"

        def ready() -> None:
            click.echo(f"onrecord: {name} is at {address} (Ctrl-C stops)", err=True)
            if open_to_all and not certificate and not proxy:
                click.echo(
                    "onrecord: others can listen in on http: give a --certificate, or put a proxy in front",
                    err=True,
                )
            if not no_browser and _has_screen():
                threading.Thread(target=_open_browser, args=(address,), daemon=True).start()

        _run(settings, listening, ready, certificate, key, proxy)
    click.echo("onrecord: stopped", err=True)


def is_loopback(host: str) -> bool:
    """Whether only this computer can reach an address."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def listener(host: str, port: int | None) -> socket.socket:
    """A socket that listens at the address; at the first free port where none is given. Raises UsageError."""
    tried = range(port, port + 1) if port else range(PORT, PORT + _TRIED)
    reason = ""
    for one in tried:
        try:
            return _listening(host, one)
        except OSError as caught:
            reason = caught.strerror or str(caught)
    where = str(port) if port else f"{PORT} to {PORT + _TRIED - 1}"
    raise UsageError(
        f"{host}, port {where}: cannot be listened on ({reason}); expected an address of this computer and a "
        "free port; name another with --host or --port"
    )


def _listening(host: str, port: int) -> socket.socket:
    """A socket that listens. Raises OSError.

    It says that it is TCP's: only then does asyncio turn off the waiting for more to send (Nagle), which with
    the other side's waiting (delayed ACK) costs each page 40 ms.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    made = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        if os.name == "posix":  # elsewhere it means that two may listen at once
            made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind((host, port))
        made.listen(1024)
    except BaseException:
        made.close()
        raise
    return made


def _prepared(settings: Settings) -> str:
    """Opens the ledger once, so that it is there and up to date; its name. Raises LedgerError, UsageError."""
    from onrecord.ledger import accounts
    from onrecord.ledger.stores import store_at

    made = not store_at(settings.location).exists()
    if made and settings.open_to_all:
        raise _nobody(settings.location)
    with ledger_options.opened(settings.location, create=True, write=True) as ledger:
        if made:
            click.echo(f"onrecord: {ledger.name} is new and empty; add pages in the browser", err=True)
        with ledger.reading() as connection:
            anybody = accounts.any_account(connection)
        if settings.open_to_all and not anybody:
            raise _nobody(ledger.name)
        # Here, with a bar: whoever asked for the first comparison would wait for all of it.
        ledger_options.catch_up(ledger)
        return ledger.name


def _nobody(name: str) -> UsageError:
    return UsageError(
        f"{name} has no account: expected one before others can reach the server; make it with `onrecord "
        "accounts add NAME --role admin`, or leave out --host, --allowed-host and --behind-proxy"
    )


def _run(
    settings: Settings,
    listening: socket.socket,
    ready: Callable[[], None],
    certificate: Path | None,
    key: Path | None,
    proxy: str | None,
) -> None:
    """Serves until it is told to stop."""
    import uvicorn

    from onrecord.web.app import create_app

    app = create_app(settings)

    class Server(uvicorn.Server):
        """Says when it is ready, then loads the model while the first page is looked at."""

        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            if self.started:
                ready()
                later = threading.Timer(_QUIET, _load, (app.state.readers.load,))
                later.daemon = True
                later.start()

    config = uvicorn.Config(
        app,
        log_config=None,
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=proxy is not None,
        forwarded_allow_ips=proxy,
        timeout_graceful_shutdown=_GRACE,
        ssl_certfile=certificate,
        ssl_keyfile=key,
    )
    # uvicorn ends in peace, then raises the signal again; by either one the user says that it is enough.
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        with suppress(KeyboardInterrupt):
            Server(config).run(sockets=[listening])
    finally:
        signal.signal(signal.SIGTERM, before)


def _load(load: Callable[[], None]) -> None:
    """Loads what draws, and the model; what is wrong is said now, and again to who wants a page read."""
    from onrecord.web import pictures

    pictures.warm()
    try:
        load()
    except OnrecordError as error:
        click.echo(f"onrecord: {error}", err=True)


def _shown(host: str) -> str:
    """A host as it stands in an address: of all addresses, this computer's name."""
    if host in ("0.0.0.0", "::"):
        return socket.gethostname()
    return f"[{host}]" if ":" in host else host


def _has_screen() -> bool:
    """Whether a browser would open in a window; in a terminal it would only be in the way."""
    if sys.platform in ("darwin", "win32"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER"))


def _open_browser(address: str) -> None:
    import webbrowser

    webbrowser.open(address)
