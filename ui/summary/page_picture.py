"""A page of a preview as a picture of Qt's."""

from PySide6.QtGui import QImage

from greenpractice.reports.page_image import PreviewPages


def picture_of(pages: PreviewPages, page: int, width: int) -> QImage:
    """The page so many pixels wide; may be called in any thread."""
    made = pages.image(page, width)
    lent = QImage(made.pixels, made.width, made.height, made.bytes_a_row, QImage.Format.Format_RGB32)
    return lent.copy()  # with pixels of its own, which outlive `made`
