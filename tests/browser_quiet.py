"""What every test in a browser ends with: no page did what none should."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def quiet(site: Any) -> Iterator[Any]:
    """Fails where a page did what none should; ``site`` is the fixture's, whose contexts are closed."""
    site.trouble.clear()
    yield site
    for context in site.contexts:
        context.close()
    site.contexts.clear()
    assert site.trouble == []
