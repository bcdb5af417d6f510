"""The pages of a PDF of ours as pictures and as text, rendered by PDFium."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from threading import Lock

from pypdfium2 import PdfDocument, PdfPage

from greenpractice.reports.page_image import PageImage

# PDFium may be used by one thread at a time. Nothing of it outlives a call: what the garbage collector
# let go of later, in another thread, would break that.
_pdfium = Lock()


class PdfPages:
    """The pages of a PDF, counted from 0; each method may be called from any thread."""

    def __init__(self, pdf: bytes) -> None:
        self.pdf = pdf
        with _pdfium, closing(PdfDocument(pdf)) as document:
            self.sizes: tuple[tuple[float, float], ...] = tuple(
                document.get_page_size(page) for page in range(len(document))
            )

    def image(self, page: int, width: int) -> PageImage:
        """The page so many pixels wide."""
        # PDFium rounds the size up: a little less than the width comes out as exactly the width.
        scale = (width - 0.01) / self.sizes[page][0]
        with self._page(page) as opened, closing(opened.render(scale=scale, prefer_bgrx=True)) as bitmap:
            return PageImage(bitmap.width, bitmap.height, bitmap.stride, bytes(bitmap.buffer))

    def text(self, page: int) -> str:
        """What the page says, line by line."""
        with self._page(page) as opened, closing(opened.get_textpage()) as text:
            return "\n".join(text.get_text_bounded().splitlines())

    @contextmanager
    def _page(self, page: int) -> Iterator[PdfPage]:
        with _pdfium, closing(PdfDocument(self.pdf)) as document, closing(document[page]) as opened:
            yield opened
