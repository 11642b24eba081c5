"""The one place that turns a missing optional package into a sentence that helps.

An extra fails when it is used, not when onrecord is imported: the product runs on its runtime packages
alone, and torch is asked for by the training commands only.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from onrecord.errors import MissingExtraError

if TYPE_CHECKING:
    from types import ModuleType


def require(module: str, *, extra: str, purpose: str) -> ModuleType:
    """The module ``module``; ``purpose`` says what wants it, as the subject of a sentence ("training").

    Raises MissingExtraError naming the extra where the module, or its package, is not installed. An
    ImportError from inside an installed package is a broken installation and is passed on as it is.
    """
    try:
        return import_module(module)
    except ModuleNotFoundError as error:
        if error.name is None or not f"{module}.".startswith(f"{error.name}."):
            raise
        raise MissingExtraError(
            f"the package {error.name!r} is not installed: {purpose} needs the extra {extra!r}; "
            f"run: pip install 'onrecord[{extra}]'"
        ) from error
