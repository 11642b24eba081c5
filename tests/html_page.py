"""A page as tests ask it: elements by CSS selectors, what they say, where they lead."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import lxml.html

if TYPE_CHECKING:
    import httpx2 as httpx
    from lxml.html import HtmlElement

_SPACE = re.compile(r"\s+")
_STEP = re.compile(r"(?P<tag>[a-z][a-z0-9]*|\*)?(?P<rest>(?:[.#][\w-]+|\[[^\]]+\]|:nth-of-type\(\d+\))*)")
_PART = re.compile(r"\.(?P<css>[\w-]+)|#(?P<id>[\w-]+)|\[(?P<attr>[^\]]+)\]|:nth-of-type\((?P<nth>\d+)\)")
_ATTR = re.compile(r"(?P<name>[\w-]+)(?:(?P<how>\^?=)['\"]?(?P<value>[^'\"]*)['\"]?)?")


def xpath(selector: str) -> str:
    """XPath for what we use of CSS: elements, classes, ids, attributes, nth-of-type, descendants."""
    return "".join(f"//{_step(step)}" for step in selector.split())


def _step(step: str) -> str:
    match = _STEP.fullmatch(step)
    assert match, f"{step}: a selector that the tests do not know"
    return (match["tag"] or "*") + "".join(_condition(part) for part in _PART.finditer(match["rest"] or ""))


def _condition(part: re.Match[str]) -> str:
    if part["css"]:
        return f"[contains(concat(' ', normalize-space(@class), ' '), ' {part['css']} ')]"
    if part["id"]:
        return f"[@id='{part['id']}']"
    if part["nth"]:
        return f"[{part['nth']}]"
    attr = _ATTR.fullmatch(part["attr"])
    assert attr, part["attr"]
    if attr["how"] is None:
        return f"[@{attr['name']}]"
    if attr["how"] == "^=":
        return f"[starts-with(@{attr['name']}, '{attr['value']}')]"
    return f"[@{attr['name']}='{attr['value']}']"


class Element:
    """An element: attributes by name, ``text`` with everything inside."""

    def __init__(self, node: HtmlElement) -> None:
        self.node = node
        self.text = str(node.text_content())

    def __getitem__(self, name: str) -> str:
        return str(self.node.get(name))


class Page:
    """The HTML of an answer."""

    def __init__(self, reply: httpx.Response) -> None:
        self.status = reply.status_code
        self.tree = lxml.html.fromstring(reply.text)

    @property
    def title(self) -> str:
        return self.texts("title")[0]

    def all(self, selector: str) -> list[Element]:
        """Every element of a selector."""
        return [Element(node) for node in self.tree.xpath(xpath(selector))]

    def one(self, selector: str) -> Element:
        """The first element of a selector, which must be there."""
        found = self.all(selector)
        assert found, f"no {selector}"
        return found[0]

    def texts(self, selector: str) -> list[str]:
        """What each says."""
        return [str(node.text_content()) for node in self.tree.xpath(xpath(selector))]

    def text(self, selector: str) -> str:
        """What the first one says, white space as one blank."""
        return _SPACE.sub(" ", self.one(selector).text).strip()

    def links(self, selector: str = "a") -> list[str]:
        """Where links lead."""
        return [str(node.get("href")) for node in self.tree.xpath(xpath(selector))]
