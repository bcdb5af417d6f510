"""A part of what PDF/UA-1 asks of a file, checked with pikepdf: quick, without Java; veraPDF checks all."""

import hashlib
import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

import pikepdf

PAINTING = {
    "Tj",
    "TJ",
    "'",
    '"',
    "f",
    "F",
    "f*",
    "B",
    "B*",
    "S",
    "s",
    "b",
    "b*",
    "Do",
    "sh",
    "BI",
    "INLINE IMAGE",
}
HEADINGS = ("H1", "H2", "H3", "H4", "H5", "H6")
PARENTS = {
    "TR": {"Table"},
    "TH": {"TR"},
    "TD": {"TR"},
    "Caption": {"Table"},
    "LI": {"L"},
    "Lbl": {"LI"},
    "LBody": {"LI"},
}
GROUPS = {"Document", "Div", "Table", "TR", "L", "LI"}
KNOWN = {*HEADINGS, *PARENTS, *GROUPS, "P", "Figure"}


@dataclass
class Node:
    """An element of the tree as it stands in the file."""

    tag: str
    parent: "Node | None"
    reference: tuple[int, int]
    parent_reference: tuple[int, int]
    alt: str
    scope: str
    has_box: bool
    children: "list[Node]" = field(default_factory=list)
    marks: list[tuple[int, int]] = field(default_factory=list)  # page index, number

    def walk(self) -> "Iterator[Node]":
        yield self
        for child in self.children:
            yield from child.walk()


def problems(data: bytes) -> list[str]:
    """Everything found wrong with the file, in words; an empty list is what one hopes for."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        if "/StructTreeRoot" not in pdf.Root:
            return ["there is no structure tree"]
        root = tree_of(pdf)
        return [
            *_document_problems(pdf),
            *_tree_problems(root),
            *_table_problems(root),
            *_content_problems(pdf, root),
            *_index_problems(pdf, root),
            *_font_problems(pdf),
            *_outline_problems(pdf),
            *_attachment_problems(pdf),
        ]


def tree_of(pdf: pikepdf.Pdf) -> Node:
    """The structure tree, read from the file."""
    pages = {page.obj.objgen: index for index, page in enumerate(pdf.pages)}
    return _read_node(pdf.Root.StructTreeRoot.K, None, pages)


def _read_node(item: pikepdf.Object, parent: Node | None, pages: dict[tuple[int, int], int]) -> Node:
    attributes = item.get("/A", pikepdf.Dictionary())
    node = Node(
        str(item.S)[1:],
        parent,
        item.objgen,
        item.P.objgen,
        str(item.get("/Alt", "")).strip(),
        str(attributes.get("/Scope", "/"))[1:],
        "/BBox" in attributes,
    )
    kids = item.get("/K", pikepdf.Array())
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, int):
            node.marks.append((pages[item.Pg.objgen], kid))
        elif kid.get("/Type") == pikepdf.Name.MCR:
            node.marks.append((pages[kid.Pg.objgen], int(kid.MCID)))
        else:
            node.children.append(_read_node(kid, node, pages))
    return node


def _document_problems(pdf: pikepdf.Pdf) -> Iterator[str]:
    root = pdf.Root
    if not root.get("/MarkInfo", {}).get("/Marked"):
        yield "the file is not marked as tagged"
    if not str(root.get("/Lang", "")):
        yield "the language is not given"
    if not root.get("/ViewerPreferences", {}).get("/DisplayDocTitle"):
        yield "the window would show the file's name, not its title"
    for name in {"/OpenAction", "/AA", "/AcroForm"} & set(root.keys()):
        yield f"the catalog has {name}"
    title = str(pdf.docinfo.get("/Title", ""))
    with pdf.open_metadata() as metadata:
        if not title or metadata.get("dc:title") != title:
            yield f"the title is {title!r} here and {metadata.get('dc:title')!r} there"
        if metadata.get("dc:language") != {str(root.get("/Lang"))}:
            yield "the metadata names another language"
        written = pikepdf.models.metadata.decode_pdf_date(str(pdf.docinfo["/CreationDate"]))
        if metadata.get("xmp:CreateDate") != written.isoformat():
            yield "two dates of creation"


def _tree_problems(root: Node) -> Iterator[str]:
    if root.tag != "Document":
        yield f"the tree begins with {root.tag}"
    level = 0
    for node in root.walk():
        yield from _node_problems(node)
        if node.tag in HEADINGS:
            if int(node.tag[1]) > level + 1:
                yield f"{node.tag} follows level {level}"
            level = int(node.tag[1])
        if node.tag == "Figure" and not node.alt:
            yield "a figure has no words"
        if node.tag == "Figure" and not node.has_box:
            yield "a figure has no box"


def _node_problems(node: Node) -> Iterator[str]:
    above = node.parent.tag if node.parent else None
    if node.tag not in KNOWN:
        yield f"{node.tag} is not a structure type in use"
    if node.tag in PARENTS and above not in PARENTS[node.tag]:
        yield f"{node.tag} inside {above}"
    if node.parent and node.parent_reference != node.parent.reference:
        yield f"{node.tag} names another parent than its own"
    if node.tag in GROUPS and node.marks:
        yield f"{node.tag} draws by itself"
    if node.tag not in GROUPS | {"TH", "TD"} and not node.marks:
        yield f"{node.tag} is empty"


def _table_problems(root: Node) -> Iterator[str]:
    for table in (node for node in root.walk() if node.tag == "Table"):
        rows = [child for child in table.children if child.tag == "TR"]
        if len({len(row.children) for row in rows}) != 1:
            yield "the rows of a table differ in length"
        cells = [cell for row in rows for cell in row.children]
        if not any(cell.tag == "TH" for cell in cells):
            yield "a table has no headers"
        for cell in cells:
            if cell.tag == "TH" and cell.scope not in ("Row", "Column"):
                yield "a header does not say what it heads"
        if "Caption" in [child.tag for child in table.children[1:]]:
            yield "a caption stands inside its table"


def _content_problems(pdf: pikepdf.Pdf, root: Node) -> Iterator[str]:
    """Marks on pages against marks in the tree, and anything painted outside both."""
    in_tree = Counter(mark for node in root.walk() for mark in node.marks)
    tags = {mark: node.tag for node in root.walk() for mark in node.marks}
    on_pages: Counter[tuple[int, int]] = Counter()
    for index, page in enumerate(pdf.pages):
        marks, found = _read_page(page)
        yield from (f"page {index + 1}: {problem}" for problem in found)
        for number, tag in marks:
            on_pages[index, number] += 1
            if tags.get((index, number), tag) != tag:
                yield f"page {index + 1}: a mark says {tag}, the tree {tags[index, number]}"
    if in_tree != on_pages:
        yield f"marks differ between pages and tree: {(in_tree - on_pages) + (on_pages - in_tree)}"


def _read_page(page: pikepdf.Page) -> tuple[list[tuple[int, str]], list[str]]:
    """The marks of a page (number, tag) and what is wrong with its content."""
    marks: list[tuple[int, str]] = []
    found: list[str] = []
    open_marks: list[str] = []
    for instruction in pikepdf.parse_content_stream(page):
        operator = str(instruction.operator)
        if operator in ("BDC", "BMC"):
            tag = str(instruction.operands[0])[1:]
            if open_marks:
                found.append(f"{tag} inside {open_marks[-1]}")
            open_marks.append(tag)
            if operator == "BDC" and "/MCID" in instruction.operands[1]:
                marks.append((int(instruction.operands[1].MCID), tag))
            elif tag != "Artifact":
                found.append(f"{tag} without a number")
        elif operator == "EMC":
            if not open_marks:
                found.append("more marks end than begin")
            open_marks = open_marks[:-1]
        elif operator in PAINTING and not open_marks:
            found.append(f"{operator} paints outside any mark")
    if open_marks:
        found.append("a mark does not end")
    return marks, found


def _index_problems(pdf: pikepdf.Pdf, root: Node) -> Iterator[str]:
    """The parent tree must lead from each mark back to its element."""
    numbers = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
    index = {int(key): list(value) for key, value in zip(numbers[::2], numbers[1::2], strict=True)}
    keys = [int(page.obj.get("/StructParents", -1)) for page in pdf.pages]
    if sorted(index) != sorted(keys) or len(set(keys)) < len(keys):
        yield "pages and parent tree do not match"
        return
    for node in root.walk():
        for page, number in node.marks:
            row = index[keys[page]]
            if number >= len(row) or row[number].objgen != node.reference:
                yield f"mark {number} of page {page + 1} leads to another element"


def _font_problems(pdf: pikepdf.Pdf) -> Iterator[str]:
    """Every font named in the file, used or not, must be inside it and lead back to text."""
    for item in pdf.objects:
        if not isinstance(item, pikepdf.Dictionary) or item.get("/Type") != pikepdf.Name.Font:
            continue
        descriptor = item.get("/FontDescriptor", pikepdf.Dictionary())
        if "/FontFile2" not in descriptor:
            yield f"{item.get('/BaseFont')} is not embedded"
        elif int(descriptor.Flags) & 4 and "/Encoding" in item:
            yield f"{item.BaseFont} is symbolic and has an encoding"
        if "/ToUnicode" not in item:
            yield f"{item.get('/BaseFont')} cannot be read back as text"


def _outline_problems(pdf: pikepdf.Pdf) -> Iterator[str]:
    with pdf.open_outline() as outline:
        if not outline.root:
            yield "there are no bookmarks"
        waiting = list(outline.root)
        while waiting:
            entry = waiting.pop()
            waiting += entry.children
            if not entry.title.strip() or entry.destination is None:
                yield f"the bookmark {entry.title!r} leads nowhere"


def _attachment_problems(pdf: pikepdf.Pdf) -> Iterator[str]:
    linked = {item.objgen for item in pdf.Root.get("/AF", pikepdf.Array())}
    for name, file in pdf.attachments.items():
        if file.obj.objgen not in linked or file.obj.get("/AFRelationship") != pikepdf.Name.Data:
            yield f"{name} is not linked to the document"
        stream = file.obj.EF.F
        data = stream.read_bytes()
        if int(stream.Params.Size) != len(data):
            yield f"{name} has another size than it says"
        if bytes(stream.Params.CheckSum) != hashlib.md5(data, usedforsecurity=False).digest():
            yield f"{name} has another digest than it says"
