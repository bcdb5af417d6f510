"""The structure tree of a tagged PDF: headings, paragraphs, tables and figures as a screen reader meets them.

ReportLab 5.1 writes none. Rules: ISO 32000-1 section 14.7 (structure) and 14.8 (tagged PDF).
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFDocument, PDFName, PDFObject, PDFString

Box: TypeAlias = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of marked content: `number` counts from 0 on each page, `page` from 1."""

    page: int
    number: int


@dataclass(slots=True, eq=False)
class Element:
    """One node of the tree: a standard structure type like `P` or `TH`, its children and what they draw."""

    tag: str
    parent: "Element | None" = None
    alt: str = ""
    scope: str = ""  # of a TH: `Column` or `Row`
    box: Box | None = None  # of a Figure, in page coordinates
    children: "list[Element | Mark]" = field(default_factory=list)

    def walk(self) -> "Iterator[Element]":
        """This element and everything below it, in reading order."""
        yield self
        for child in self.children:
            if isinstance(child, Element):
                yield from child.walk()


class Raw(PDFObject):
    """An object whose text is known: ReportLab's dictionaries are slow for the thousand cells of a report."""

    def __init__(self, text: bytes = b"") -> None:
        self.text = text

    def format(self, document: PDFDocument) -> bytes:
        return self.text


class StructureTree:
    """Grows while pages are drawn; written once at the end."""

    def __init__(self) -> None:
        self.root = Element("Document")
        self._shared: dict[object, Element] = {}
        self._pages: dict[int, list[Element]] = {}
        self._level = 0

    def element(self, tag: str, parent: Element | None = None, *, alt: str = "", scope: str = "") -> Element:
        """A new element at the end of `parent`, or of the document."""
        above = self.root if parent is None else parent
        element = Element(tag, above, alt, scope)
        above.children.append(element)
        return element

    def shared(self, key: object, tag: str, parent: Element | None = None, *, scope: str = "") -> Element:
        """The element of this key, made when first asked for: the parts of a split block are one element."""
        element = self._shared.get(key)
        if element is None:
            element = self._shared[key] = self.element(tag, parent, scope=scope)
        return element

    def mark(self, element: Element, page: int) -> int:
        """Note that marked content of `element` begins on this page, and give its number there."""
        marks = self._pages.setdefault(page, [])
        element.children.append(Mark(page, len(marks)))
        marks.append(element)
        return len(marks) - 1

    def enter_heading(self, level: int) -> None:
        """Refuse a heading that skips a level: readers list headings to find their way."""
        if level > self._level + 1:
            raise ValueError(
                f"a heading of level {level} cannot follow level {self._level}"
                if self._level
                else f"the first heading must be of level 1, not {level}"
            )
        self._level = level

    def write(self, document: PDFDocument, page_count: int) -> None:
        """Add the tree and its index by page to the document's catalog."""
        pages = [reference_to(document, f"Page{number}") for number in range(1, page_count + 1)]
        holders = {id(element): Raw() for element in self.root.walk()}
        references = {
            key: reference_of(document, holder, f"Structure{index}")
            for index, (key, holder) in enumerate(holders.items())
        }
        top, index = Raw(), Raw()
        top_reference = reference_of(document, top, "StructureTree")
        for element in self.root.walk():
            holders[id(element)].text = _element_text(element, references, pages, top_reference, document)
        index.text = self._index_text(references, page_count)
        index_reference = reference_of(document, index, "StructureIndex")
        top.text = b"<</Type/StructTreeRoot/K %s/ParentTree %s/ParentTreeNextKey %d>>" % (
            references[id(self.root)],
            index_reference,
            page_count,
        )
        document.Catalog.StructTreeRoot = top
        document.Catalog.MarkInfo = PDFDictionary({"Marked": "true"})

    def _index_text(self, references: dict[int, bytes], page_count: int) -> bytes:
        """For each page, the elements of its marks by number (the parent tree)."""
        rows = []
        for page in range(1, page_count + 1):
            marked = [references[id(element)] for element in self._pages.get(page, [])]
            rows.append(b"%d [%s]" % (page - 1, b" ".join(marked)))
        return b"<</Nums[%s]>>" % b"\n".join(rows)


def reference_to(document: PDFDocument, name: str) -> bytes:
    """The reference, like `12 0 R`, to an object the document knows by this name."""
    return b"%d %d R" % document.idToObjectNumberAndVersion[name]


def reference_of(document: PDFDocument, item: PDFObject, name: str) -> bytes:
    """Add an object under a name and give its reference."""
    document.Reference(item, name)
    return reference_to(document, name)


def _element_text(
    element: Element, references: dict[int, bytes], pages: list[bytes], top: bytes, document: PDFDocument
) -> bytes:
    marks = [child for child in element.children if isinstance(child, Mark)]
    home = marks[0].page if marks else 0
    kids = [_kid_text(child, references, pages, home) for child in element.children]
    parts = [
        b"<</S%s" % PDFName(element.tag).encode(),
        b"/P %s" % (references[id(element.parent)] if element.parent else top),
    ]
    if home:
        parts.append(b"/Pg %s" % pages[home - 1])
    if kids:
        parts.append(b"/K %s" % kids[0] if len(kids) == 1 else b"/K[%s]" % b" ".join(kids))
    if element.alt:
        parts.append(b"/Alt %s" % PDFString(element.alt).format(document))
    if element.scope:
        parts.append(b"/A<</O/Table/Scope/%s>>" % element.scope.encode())
    if element.box:
        box = " ".join(f"{side:.1f}" for side in element.box)
        parts.append(b"/A<</O/Layout/Placement/Block/BBox[%s]>>" % box.encode())
    return b"".join(parts) + b">>"


def _kid_text(child: Element | Mark, references: dict[int, bytes], pages: list[bytes], home: int) -> bytes:
    if isinstance(child, Element):
        return references[id(child)]
    if child.page == home:
        return b"%d" % child.number
    return b"<</Type/MCR/Pg %s/MCID %d>>" % (pages[child.page - 1], child.number)
