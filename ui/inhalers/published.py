"""Published data on the inhaler page: which months figures were filled from, and which are not in them."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from greenpractice.prescribing.months import months_of, months_together
from greenpractice.returns.documents import ReturnDocument
from greenpractice.tasks.importing import published_months

PUBLISHED = "Published data"


class PublishedBanner(QLabel):
    """There only while figures of the quarter are published data, in the colour of their cells."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("inhalers-published")
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("look", "published")
        self.setProperty("tone", "blue")

    def show_document(self, document: ReturnDocument) -> None:
        """Say which months the figures came from."""
        months = published_months(document)
        self.setVisible(bool(months))
        if months:
            self.setText(published_words(document, months))


def published_words(document: ReturnDocument, months: tuple[str, ...]) -> str:
    """`Filled from published prescribing data for April and May 2025. June 2025 is not in it.`"""
    said = f"Filled from published prescribing data for {months_together(months)}."
    whole = () if document.period.is_year else months_of(document.period.id)
    missing = [month for month in whole if month not in months]
    if missing:
        said += f" {months_together(missing)} {'is' if len(missing) == 1 else 'are'} not in it."
    return said
