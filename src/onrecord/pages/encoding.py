"""Bytes become characters: which encoding, and was anything lost.

The order is that of trust, not of the standards: a byte order mark, then UTF-8 wherever the bytes are valid
UTF-8 (other encodings almost never are by accident, and servers often declare a wrong one), then what HTTP
or the page declare, then detection, then Windows-1252, which reads anything Western.
"""

from __future__ import annotations

import codecs
import re

# BOMs, the longer first: the UTF-32 one begins with that of UTF-16.
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Browsers read these labels as the larger set on the right (WHATWG Encoding Standard), so do the pages.
_WIDER = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "euc_kr": "cp949",
    "shift_jis": "cp932",
}
# Encodings whose bytes are all ASCII and would pass for UTF-8.
_SEVEN_BIT = frozenset({"iso2022_jp", "iso2022_kr", "hz", "utf-7"})
_META = re.compile(rb"""<meta[^>]{0,300}?charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE)
_XML = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9_.:-]{2,40})""")
_META_WINDOW = 4096  # the standard asks for 1024; real pages put scripts before the meta tag
_SAMPLE = 32 * 1024  # bytes given to detection; it costs a second per megabyte
# Below this many bytes beyond ASCII detection is a coin toss ("café" was read as Cyrillic): use cp1252.
_TOO_FEW_TO_DETECT = 12
_FALLBACK = "cp1252"


def decode(data: bytes, *, http_charset: str | None = None) -> tuple[str, str, bool]:
    """The characters of ``data``, the encoding read with, and whether bytes had to be replaced.

    Never raises: bytes that fit nothing become U+FFFD. NUL characters become U+FFFD too, since HTML
    parsers stop at them.
    """
    text, encoding, repaired = _decode(data, http_charset)
    if "\0" in text:
        return text.replace("\0", "\ufffd"), encoding, True
    return text, encoding, repaired


def _decode(data: bytes, http_charset: str | None) -> tuple[str, str, bool]:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _read(data[len(bom) :], encoding)
    sixteen = utf16_without_mark(data)
    if sixteen:
        return _read(data, sixteen)
    declared = _known(http_charset) or _declared(data)
    if declared in _SEVEN_BIT and declared != "utf-7":  # no browser reads UTF-7: it hides markup
        return _read(data, declared)
    try:
        return data.decode("utf-8"), "utf-8", False
    except UnicodeDecodeError:
        pass
    if declared and not declared.startswith(("utf-16", "utf-32", "utf-7")):
        return _read(data, declared)
    return _read(data, _detect(data))


def utf16_without_mark(data: bytes) -> str | None:
    """ "utf-16-le" or "-be" where every other byte of the beginning is zero, else None."""
    head = data[:2048]
    if len(head) < 4 or len(data) % 2:
        return None
    even, odd = head[0::2].count(0) / len(head[0::2]), head[1::2].count(0) / len(head[1::2])
    if odd > 0.6 and even < 0.05:
        return "utf-16-le"
    return "utf-16-be" if even > 0.6 and odd < 0.05 else None


def _read(data: bytes, encoding: str) -> tuple[str, str, bool]:
    try:
        return data.decode(encoding), encoding, False
    except UnicodeDecodeError:
        return data.decode(encoding, errors="replace"), encoding, True


def _declared(data: bytes) -> str | None:
    head = data[:_META_WINDOW]
    found = _XML.search(head) or _META.search(head)
    return _known(found.group(1).decode("ascii")) if found else None


def _known(label: str | None) -> str | None:
    """Python's name for a declared encoding; None for labels nobody knows and codecs that are no text."""
    if not label:
        return None
    try:
        info = codecs.lookup(label.strip().strip("\"'"))
    except (LookupError, ValueError):
        return None
    name = info.name
    if not getattr(info, "_is_text_encoding", True) or name in {
        "idna",
        "punycode",
        "unicode_escape",
        "undefined",
    }:
        return None
    return "utf-8" if name == "utf-8-sig" else _WIDER.get(name, name)


def _detect(data: bytes) -> str:
    """The likeliest encoding of bytes that are not UTF-8 and declare nothing."""
    # The sample begins where the non-ASCII begins: the head of a page is often pure ASCII.
    first = next((i for i, byte in enumerate(data) if byte > 127), 0)
    sample = data[max(0, first - 1024) : first + _SAMPLE]
    if _mostly_utf8(sample):
        return "utf-8"
    if sum(byte > 127 for byte in sample) < _TOO_FEW_TO_DETECT:
        return _FALLBACK
    from charset_normalizer import from_bytes

    best = from_bytes(sample).best()
    known = _known(best.encoding) if best else None
    return known or _FALLBACK


def _mostly_utf8(sample: bytes) -> bool:
    """Whether UTF-8 loses at most one in fifty of the characters beyond ASCII: a damaged UTF-8 page."""
    text = sample.decode("utf-8", errors="replace")
    beyond = sum(character > "\x7f" for character in text)
    return beyond > 0 and text.count("\ufffd") <= max(1, beyond // 50) and beyond >= 4
