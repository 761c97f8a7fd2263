"""A page as a person without a script has it: elements, visible text, forms."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = frozenset({"meta", "link", "input", "br", "hr", "img", "path"})


@dataclass
class Element:
    """One element with everything in it."""

    tag: str
    attributes: dict[str, str]
    children: list["Element | str"] = field(default_factory=list)

    def walk(self) -> Iterator["Element"]:
        """All elements below, in the order of the page."""
        for child in self.children:
            if isinstance(child, Element):
                yield child
                yield from child.walk()

    def find(self, tag: str = "", **attributes: str) -> list["Element"]:
        """Elements of that tag with these attributes; `class_` is one of the classes."""
        wanted_class = attributes.pop("class_", "")
        return [
            one
            for one in self.walk()
            if (not tag or one.tag == tag)
            and (not wanted_class or wanted_class in one.attributes.get("class", "").split())
            and all(one.attributes.get(name) == value for name, value in attributes.items())
        ]

    def text(self) -> str:
        """The words in it, with single spaces; what is hidden from everybody is left out."""
        return " ".join("".join(self._words()).split())

    def _words(self) -> Iterator[str]:
        for child in self.children:
            if isinstance(child, str):
                yield child
            elif "hidden" not in child.attributes and child.tag not in ("script", "style"):
                yield from child._words()
                if child.tag not in ("span", "a", "bdi", "strong"):
                    yield " "


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.root = Element("", {})
        self._open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self._open[-1].children.append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        assert self._open[-1].tag == tag, f"</{tag}> closes <{self._open[-1].tag}>"
        self._open.pop()

    def handle_data(self, data: str) -> None:
        self._open[-1].children.append(data)


def read_page(html: str) -> Element:
    """Return the page. Errors: AssertionError if elements are not properly nested."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    assert len(reader._open) == 1, f"<{reader._open[-1].tag}> is never closed"
    return reader.root


def fields_of(form: Element) -> dict[str, str]:
    """What a form would send if nothing was typed or chosen."""
    values: dict[str, str] = {}
    for one in form.walk():
        name, kind = one.attributes.get("name", ""), one.attributes.get("type", "")
        if name and one.tag == "input" and (kind not in ("radio", "checkbox") or "checked" in one.attributes):
            values[name] = one.attributes.get("value", "")
        if name and one.tag == "textarea":
            values[name] = one.text()
        if name and one.tag == "select":
            chosen = [option for option in one.find("option") if "selected" in option.attributes] or one.find("option")
            values[name] = chosen[0].attributes["value"]
    return values
