"""Names, sources and sums of inhalers as the grid says them."""

from collections.abc import Iterable
from decimal import Decimal

from greenpractice.phrases import months_together
from greenpractice.returns.documents import ImportedFrom
from greenpractice.sections import SECTION_BY_KEY
from ui.inhalers.published import PUBLISHED


def source_words(source: ImportedFrom) -> str:
    """Which file a figure came from, and of which months."""
    months = f", {months_together(source.months)}" if source.months else ""
    return f"{PUBLISHED}: {source.file or 'a file'}{months}"


def total_of(texts: Iterable[str]) -> Decimal | None:
    """The inhalers of these texts together; None where none of them is a number."""
    spec = SECTION_BY_KEY["inhalers"].fields["inhalers"]
    numbers = [value for value in map(spec.value, texts) if isinstance(value, Decimal)]
    return sum(numbers, Decimal(0)) if numbers else None
