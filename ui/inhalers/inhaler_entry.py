"""A row of the inhaler grid."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from greenpractice.facts.inhalers import Product, load_inhalers
from greenpractice.returns.documents import RawRow
from greenpractice.returns.entering import entered
from greenpractice.sections import SECTION_BY_KEY
from greenpractice.sections.inhalers import NO_CODE, Packs, brand_of
from ui.inhalers import inhaler_columns as at
from ui.session.edits import AddRow, Edit, KeptRow, RemoveRow
from ui.session.flags import put_figures, put_note, with_flags


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of the grid: a product with its figures, or with `code` None the heading of a group."""

    title: str
    code: str | None
    device: str
    each: Decimal | None
    kept: KeptRow | None
    position: int | None
    last: str
    why: str
    year: str = ""
    pack: int | None = None

    @property
    def now(self) -> str:
        """Its inhalers of this quarter as they are kept; "" for no data."""
        return self.kept.figures.get("inhalers", "") if self.kept else ""


def entry_of(
    product: Product | None,
    code: str,
    position: int | None,
    kept: KeptRow | None,
    then: RawRow,
    year: RawRow,
    day: date,
    packs: Packs,
) -> Entry:
    """A product with its figures, and what one of it weighs on a day.

    `then` are its figures of the quarter before, `year` those of the same quarter last year.
    """
    raw = kept.figures if kept else then or year
    given = raw.get("name")
    title = product.name if product and (product.is_named or not given) else given or code or NO_CODE
    factor = load_inhalers().indicative(code, day, packs.get(brand_of(product)) if product else None)
    each, why = (factor.kg, factor.why) if factor else (None, "")
    device = product.device if product else raw.get("device", "")
    last, before = str(then.get("inhalers", "")), str(year.get("inhalers", ""))
    pack = product.pack if product else None
    return Entry(title, code, device, each, kept, position, last, why, before, pack)


def key_of(figures: RawRow) -> str:
    """What tells a product from others: its code, or of one without a code its name."""
    return figures.get("bnf_code", "") or figures.get("name", "")


def new_row(entry: Entry, figures: RawRow) -> RawRow:
    """A row for what is typed beside a product: of one in no list, with its name and device of before."""
    own = {"bnf_code": entry.code or ""}
    if load_inhalers().product(entry.code or "") is None:
        own |= {key: text for key, text in (("name", entry.title), ("device", entry.device)) if text}
    return {**own, **figures}


def known_by(entry: Entry) -> tuple[str, str]:
    """The field and text that every row of a product has: its code, or its name where it has none."""
    has_code = entry.kept is None or bool(entry.kept.figures.get("bnf_code"))
    return "bnf_code" if has_code else "name", entry.code or ""


def edits_of(entry: Entry, texts: Mapping[int, str]) -> list[Edit]:
    """What typed texts make of a product, by their columns; without figures it has no row."""
    specs, fields = SECTION_BY_KEY["inhalers"].fields, at.FIELDS
    figures = {
        fields[column]: entered(specs[fields[column]], text)
        for column, text in texts.items()
        if column in fields
    }
    kept = entry.kept
    if kept is None:
        given = {key: text for key, text in figures.items() if text}
        return [AddRow("inhalers", new_row(entry, given))] if given else []
    changed = {key: text for key, text in figures.items() if kept.figures.get(key, "") != text}
    left = {key for key in kept.figures if changed.get(key, "kept")} | {k for k, t in changed.items() if t}
    if changed and left <= {"bnf_code", "propellant"}:
        return [RemoveRow("inhalers", kept.id)]
    edits = put_figures("inhalers", kept, figures)
    kept = with_flags(kept, edits)
    return edits + (put_note("inhalers", kept, None, texts[at.NOTE]) if at.NOTE in texts else [])
