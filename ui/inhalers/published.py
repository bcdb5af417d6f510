"""Published data on the inhaler page: which months figures were filled from, and which are not in them."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from greenpractice.carbon.gaps import imported_months, month_gaps
from greenpractice.carbon.published import typed_beside
from greenpractice.phrases import months_together
from greenpractice.returns.documents import ReturnDocument
from ui.widgets.spoken.hearing import WordsHeard, heard_as

PUBLISHED = "Published data"
MARK = "Published"  # of a row, in its narrow column


@heard_as(WordsHeard)
class PublishedBanner(QLabel):
    """There only while figures of the quarter are published data, in the colour of their cells."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("inhalers-published")
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("look", "published")

    def show_document(self, document: ReturnDocument) -> None:
        """Say which months the figures came from, and how many inhalers are typed beside them."""
        words = published_words(document)
        self.setVisible(bool(words))
        self.setText(f"{words} {typed_beside(document)}".rstrip())


def published_words(document: ReturnDocument) -> str:
    """`Filled from published prescribing data for April and May 2025. June 2025 is not in it.`"""
    gaps = month_gaps(document)
    if gaps:
        return " ".join(gap.why for gap in gaps)
    months = {month for held in imported_months(document).values() for month in held}
    return f"Filled from published prescribing data for {months_together(months)}." if months else ""
