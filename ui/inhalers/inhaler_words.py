"""Names, sources and sums of inhalers as the grid says them."""

from decimal import Decimal
from functools import lru_cache

from greenpractice.indicators.words import and_without, value_words
from greenpractice.periods import Period
from greenpractice.phrases import months_together
from greenpractice.returns.documents import ImportedFrom
from greenpractice.sections import SECTION_BY_KEY
from ui.inhalers.inhaler_rows import how_many
from ui.inhalers.published import PUBLISHED
from ui.session.workspace import Workspace


def source_words(source: ImportedFrom) -> str:
    """Which file a figure came from, and of which months."""
    months = f", {months_together(source.months)}" if source.months else ""
    return f"{PUBLISHED}: {source.file or 'a file'}{months}"


def foot_words(workspace: Workspace) -> tuple[str, str]:
    """`6 of 18 have a value`, and `A salbutamol inhaler: 20.9 kg so far, last quarter 21.6 kg`.

    Of no product nothing is said.
    """
    filled, used = how_many(workspace)
    now, last = (_es02(workspace, period) for period in (workspace.period, workspace.period.previous))
    so_far = f"A salbutamol inhaler: {now} so far" if now else ""
    how_far = f"{filled} of {used} have a value" if used else ""
    return how_far, f"{so_far}, last quarter {last}" if so_far and last else so_far


def _es02(workspace: Workspace, period: Period) -> str:
    """The kg CO₂e of a salbutamol inhaler of a quarter; "" where there is none."""
    if workspace.document_of(period) is None:
        return ""
    for found in workspace.results(period):
        if found.indicator.id == "ES-02" and found.value is not None:
            return f"{value_words(found, found.value)}{and_without(found)}"
    return ""


@lru_cache(maxsize=8)  # the columns of earlier quarters stay what they were
def total_of(texts: tuple[str, ...]) -> Decimal | None:
    """The inhalers of these texts together; None where none of them is a number."""
    spec = SECTION_BY_KEY["inhalers"].fields["inhalers"]
    numbers = [value for value in map(spec.value, texts) if isinstance(value, Decimal)]
    return sum(numbers, Decimal(0)) if numbers else None
