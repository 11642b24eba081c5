"""A few numbers that stand for an article, so that those with words in common are found without reading all.

A bottom-k sketch (Broder 1997): of the hashes of all runs of three content words, the least ones. Two
articles' sketches are cut at one threshold, so that what they share is shared in the sketches at the same
rate, also where one article is a small part of the other, which bands of a MinHash would miss.
"""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from onrecord.compare.telling import Telling

#: Content words in a run. Two are shared by any articles of one subject; of four, rewrites keep few.
_RUN: Final = 3
#: One run in eight is kept, 64 at least and 256 at most: an article of 1,000 words has 64, in about 1 KB of
#: index; of those that a rewrite keeps (a tenth to a half of the runs) five to thirty are met.
_ONE_IN: Final = 8
_LEAST: Final = 64
_MOST: Final = 256
_FACTORS: Final = (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9)  # odd, of xxHash
_MIXERS: Final = (0xFF51AFD7ED558CCD, 0xC4CEB9FE1A85EC53)  # of MurmurHash3's finalizer
_BITS: Final = 31  # a row's number in either database; of 6 million rows one in 300 meets by chance


def sketch(told: Telling) -> tuple[int, ...]:
    """The numbers of an article, 0 to 2^31 - 1, ascending; none where it has less than three words."""
    if len(told.words) < _RUN:
        return ()
    hashes = np.fromiter((zlib.crc32(w.stem.encode("utf-8", "surrogatepass")) for w in told.words), np.uint64)
    runs = len(hashes) - _RUN + 1
    mixed = np.zeros(runs, np.uint64)
    for place, factor in enumerate(_FACTORS):
        mixed += hashes[place : place + runs] * np.uint64(factor)
    for mixer in _MIXERS:
        mixed ^= mixed >> np.uint64(33)
        mixed *= np.uint64(mixer)
    found = np.unique(mixed >> np.uint64(64 - _BITS))
    kept = min(_MOST, max(_LEAST, len(found) // _ONE_IN))
    return tuple(int(one) for one in found[:kept])
