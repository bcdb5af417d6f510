"""What the import page says, in whole sentences."""

from collections.abc import Sequence
from decimal import Decimal

from greenpractice.cells import InWords
from greenpractice.numbers import show_inhalers
from greenpractice.phrases import amount, counted, joined, months_together
from greenpractice.prescribing.months import month_words
from greenpractice.prescribing.values import Prescribing
from greenpractice.sections.inhalers import given_code
from greenpractice.tasks.import_preview import Change, ProductPreview, QuarterPreview

HEADERS = (
    "Product", "Inhalers\nnow", "Inhalers\nnew", "Difference", "Items\nnow", "Items\nnew", "What happens",
)  # fmt: skip
HOW_TO_KEEP = (
    "Tick a row, and what you typed in it stays as it is. Click the row, or go to it with the arrow keys "
    "and press Space"
)
NUMBERS = (1, 2, 3, 4, 5)
SAME_HEADERS, SAME_NUMBERS = ("Product", "Inhalers", "Items"), (1, 2)
_MOST_PERIODS = 4


def periods_words(previews: Sequence[QuarterPreview]) -> str:
    """`April to June 2025 and July to September 2025`; of very many from when to when they are."""
    if len(previews) <= _MOST_PERIODS:
        return joined([preview.key.period.words for preview in previews])
    first, last = previews[0].key.period.months[0], previews[-1].key.period.months[-1]
    return f"{len(previews)} quarters from {month_words(first)} to {month_words(last)}"


def rows_words(found: Prescribing, practice: str) -> str:
    """How many rows there were, and how many of them count here."""
    read = amount(Decimal(found.rows_read), "row")
    return f"{read} read, {found.rows_used:,} of them inhalers of {practice}."


def summary_words(previews: Sequence[QuarterPreview]) -> str:
    """What the button would do."""
    touched = [preview for preview in previews if preview.changes]
    values = sum(preview.values for preview in touched)
    kept = _stay_typed(previews)
    if not touched and kept:
        return f"{kept} There is nothing else to import."
    if not touched:
        return "Your figures are the same as in these files already. There is nothing to import."
    if not values:
        marked = "The figures are marked as published data from these files." if _marks(touched) else ""
        return " ".join(part for part in ("No number changes.", kept, marked) if part)
    change = "value changes" if values == 1 else "values change"
    said = f"{values:,} {change} in {periods_words(touched)}."
    return " ".join(part for part in (said, kept, "Nothing else is touched.") if part)


def button_words(previews: Sequence[QuarterPreview]) -> str:
    """`Import 18 values`."""
    values = sum(preview.values for preview in previews)
    if values:
        return f"Import {amount(Decimal(values), 'value')}"
    return "Import as published data" if _marks(previews) else "Import the months, keep mine"


def done_words(previews: Sequence[QuarterPreview], files: Sequence[str]) -> str:
    """What was done, and the way back."""
    values = sum(preview.values for preview in previews)
    said = f"{amount(Decimal(values), 'value')} imported" if values else "Figures marked as published data"
    source = joined(files) if len(files) < 4 else f"{len(files)} files"
    kept = "".join(
        f" {preview.key.period.words}: {preview.kept_words}." for preview in previews if preview.kept
    )
    return f"{said} for {periods_words(previews)}, from {source}.{kept}"


def months_words(preview: QuarterPreview) -> str:
    """Which months the quarter has, from where, and which not."""
    said = [f"These files have {months_together(preview.new_months)}."]
    before = [month for month in preview.months if month not in preview.new_months]
    if before:
        said.append(f"{months_together(before)} {_were(before)} imported before and {_stay(before)}.")
    said += [f"{words}." for words in preview.replaced]
    if preview.missing:
        are = "is" if len(preview.missing) == 1 else "are"
        missing = f"{months_together(preview.missing)} {are} not in the quarter"
        said.append(f"{missing}, which is the sum of the months it has.")
    return " ".join(said)


def totals_words(preview: QuarterPreview) -> str:
    """All inhalers of the quarter, before and after, and how many of them are typed and kept."""
    now, new = (_total(total) for total in (preview.before, preview.after))
    kept = f", of them {preview.kept_words}" if preview.kept else ""
    return f"All inhalers: {now} now, {new} after the import{kept}."


def same_cells(product: ProductPreview) -> tuple[str, ...]:
    """One row of the table of products that stay as they are."""
    name = f"{product.name}\n{given_code(product.bnf_code, product.name)}".strip()
    return name, _shown(product.inhalers.old), _shown(product.items.old)


def product_cells(preview: QuarterPreview, product: ProductPreview) -> tuple[str, ...]:
    """One row of the table of changes: what is kept has its own figures after the import too."""
    inhalers, items, effect = product.inhalers, product.items, product.effect.value if product.effect else ""
    if product.bnf_code in preview.may_keep:
        effect = f"{effect}. Keep mine?"
    if product.bnf_code in preview.kept:
        effect = f"Stays as typed. The files have {_in_the_files(product)}"
        inhalers, items = Change(inhalers.old, inhalers.old), Change(items.old, items.old)
    return (
        f"{product.name}\n{given_code(product.bnf_code, product.name)}".strip(),
        _shown(inhalers.old),
        _shown(inhalers.new),
        _difference(inhalers),
        _shown(items.old),
        _shown(items.new),
        effect,
    )


def keep_all_words(preview: QuarterPreview) -> str:
    """What the button does that ticks every row, or takes every tick away."""
    if preview.kept == preview.may_keep:
        return "Keep none of mine"
    if len(preview.may_keep) == 1:
        return "Keep mine"
    return f"Keep mine of all {len(preview.may_keep)} products"


def _in_the_files(product: ProductPreview) -> str:
    told = ((product.inhalers, "inhalers"), (product.items, "items"))
    return joined([f"{_shown(change.new)} {unit}" for change, unit in told if change.differs]).replace(
        "No data", "no"
    )


def _stay_typed(previews: Sequence[QuarterPreview]) -> str:
    kept = sum(len(preview.kept) for preview in previews)
    if not kept:
        return ""
    return f"{counted(kept, 'product')} {'stays' if kept == 1 else 'stay'} as typed."


def _marks(previews: Sequence[QuarterPreview]) -> bool:
    """Whether the files give any product, beside those that are kept."""
    return any(preview.same or len(preview.products) > len(preview.kept) for preview in previews)


def _difference(change: Change) -> str:
    difference = change.difference
    if difference is None:
        return "–"
    sign = "+" if difference > 0 else "−" if difference < 0 else ""
    return InWords(f"{sign}{show_inhalers(abs(difference))}", difference)


def _shown(text: str | None) -> str:
    if text is None:
        return "No data"
    try:
        number = Decimal(text)
    except ArithmeticError:  # typed, and no number: it is shown as it is
        return InWords(text, None)
    return InWords(show_inhalers(number), number)


def _total(total: Decimal | None) -> str:
    return "no data" if total is None else show_inhalers(total)


def _were(months: Sequence[str]) -> str:
    return "was" if len(months) == 1 else "were"


def _stay(months: Sequence[str]) -> str:
    return "stays" if len(months) == 1 else "stay"
