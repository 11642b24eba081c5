"""Article -> attributions: windows over the text, a scorer that answers with numbers, decoding into spans.

``load()`` gives an :class:`~onrecord.analysis.analyse.Analyser`; importing this package loads neither
numpy nor onnxruntime.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from onrecord.analysis.analyse import Analyser

__all__ = ["load"]


def load(model: Path | None = None, *, threads: int | None = None) -> Analyser:
    """The analyser on the model folder ``model`` (the one shipped with the package where None).

    ``threads`` is the number of windows read at once, all cores where None. Raises ``ModelError``.
    """
    from onrecord.analysis.analyse import Analyser
    from onrecord.analysis.scorers.onnx import OnnxScorer

    return Analyser(OnnxScorer.load(model), threads=threads)
