"""A ReportLab canvas that knows what each thing drawn on it is.

It leans on what ReportLab keeps to itself: a page's list of operators (`_code`), the document (`_doc`)
and its pages. The project pins ReportLab below 6, and the tests of this package watch the result.
"""

import hashlib
import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from reportlab.pdfbase.pdfdoc import PDFDocument, PDFPage, PDFStream, PDFZCompress
from reportlab.pdfgen.canvas import Canvas

from greenpractice.reports.fonts import FILES, REGULAR, width_of
from greenpractice.reports.structure import Element, StructureTree

PDF_VERSION = (1, 7)


class TaggedCanvas(Canvas):
    """Everything drawn stands inside `marked` (it means something) or `artifact` (it is decoration)."""

    def __init__(self, page_size: tuple[float, float], language: str) -> None:
        super().__init__(
            io.BytesIO(),
            pagesize=page_size,
            pageCompression=1,
            invariant=1,
            pdfVersion=PDF_VERSION,
            initialFontName=REGULAR,  # ReportLab's own choice, Helvetica, is never embedded
            lang=language,
        )
        self.setViewerPreference("DisplayDocTitle", "true")
        self.tree = StructureTree()
        self._outline_level = -1
        self._bookmark_count = 0

    def stringWidth(self, text: str, font: str | None = None, size: float | None = None) -> float:
        """As measured before, where it was: ReportLab asks after each text how far it has come."""
        return width_of(text, font or self._fontname, self._fontsize if size is None else size)

    @contextmanager
    def marked(self, element: Element) -> Iterator[None]:
        """What is drawn inside belongs to this element."""
        number = self.tree.mark(element, self.getPageNumber())
        self._code.append(f"/{element.tag} <</MCID {number}>> BDC")
        yield
        self._code.append("EMC")

    @contextmanager
    def artifact(self, kind: str = "") -> Iterator[None]:
        """What is drawn inside is left out when the document is read: rules, footers, repeated headers.

        `kind` is `Header`, `Footer` or `Watermark` for what belongs to the page rather than its content.
        """
        what = f"<</Type/Pagination/Subtype/{kind}>> BDC" if kind else "BMC"
        self._code.append(f"/Artifact {what}")
        yield
        self._code.append("EMC")

    def add_bookmark(self, title: str, level: int, top: float) -> None:
        """Bookmark a place on this page; `level` from 1, `top` in the coordinates now in force."""
        self._bookmark_count += 1
        key = f"bookmark{self._bookmark_count}"
        self.bookmarkHorizontal(key, 0, top)
        # A heading without a bookmark may leave a gap, which an outline cannot have.
        self._outline_level = min(level - 1, self._outline_level + 1)
        self.addOutlineEntry(title, key, self._outline_level)

    def save(self) -> None:
        """Do nothing: called when layout ends, while footers still wait for the number of pages."""

    @property
    def document(self) -> PDFDocument:
        """What the file is made of."""
        return self._doc

    @property
    def pages(self) -> list[PDFPage]:
        """The pages laid out so far."""
        pages: list[PDFPage] = self._doc.Pages.pages
        return pages

    def finish_pages(self, below: Callable[[], None], above: Callable[[int, int], None]) -> None:
        """Add to each page what lies below its content, and above it by page number and page count.

        Doing so last spares a second layout for "page 1 of 5".
        """
        background = self._recorded(below)
        for number, page in enumerate(self.pages, start=1):
            foreground = self._recorded(lambda number=number: above(number, len(self.pages)))  # type: ignore[misc]
            content = "\n".join([*background, page.stream, *foreground, ""])
            page.Contents = PDFStream(content=content.encode("ascii"), filters=[PDFZCompress])
            page.StructParents = number - 1
            page.__NoDefault__ = [*page.__NoDefault__, "StructParents"]

    def _recorded(self, draw: Callable[[], None]) -> list[str]:
        """The operators of some drawing, kept off the page."""
        self._code: list[str] = []
        self.saveState()
        draw()
        self.restoreState()
        recorded, self._code = self._code, []
        return recorded

    def check_fonts(self) -> None:
        """Refuse fonts that would not be inside the file."""
        strangers = sorted(set(self._doc.fontMapping) - set(FILES))
        if strangers:
            raise ValueError(f"only {' and '.join(FILES)} are embedded, not {', '.join(strangers)}")

    def identify(self, *contents: bytes) -> None:
        """Name the file by a digest of its pages and `contents`, so that like files are named alike."""
        digest = hashlib.sha256()
        for content in [*(page.Contents.content for page in self.pages), *contents]:
            digest.update(hashlib.sha256(content).digest())
        name = digest.hexdigest()[:32].encode()
        self._doc._ID = b"[<%s><%s>]" % (name, name)
