"""What the inhaler grid has rows of: every product with its figures of this quarter and of earlier ones."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from operator import is_
from typing import Any

from greenpractice.facts.inhalers import Product, load_inhalers
from greenpractice.periods import Period
from greenpractice.returns.documents import RawRow
from greenpractice.sections.base import typed_row
from greenpractice.sections.inhalers import SECTION, brand_of, packs_of
from ui.inhalers.inhaler_entry import Entry, entry_of, key_of
from ui.session.edits import KeptRow
from ui.session.workspace import Workspace

_NO_ROW: tuple[None, None] = (None, None)
_NOTHING: RawRow = {}
_COUNTED = "inhalers"


class ProductRows:
    """The products, and by the position of its row what each weighs; all of it as it was last taken.

    A product of which nothing changed is the very entry that it was.
    """

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._known: dict[str, tuple[tuple[Any, ...], Entry]] = {}  # by code: what it was made of, and it
        self._taken: tuple[object, ...] = ()  # what all of this was taken from
        self.all: list[Entry] = []
        self.kg: dict[int, Decimal] = {}
        self.most = Decimal(0)  # the largest of them

    def take(self) -> Sequence[Entry]:
        """Take them from the workspace again, where it has others than before."""
        space, period = self._workspace, self._workspace.period
        footprint, rows = space.footprint(), space.rows(SECTION.key)
        earlier = (space.document_of(each) for each in (period.previous, period.year_before))
        of = (space.key, load_inhalers(), footprint, rows, *earlier)
        if len(of) == len(self._taken) and all(map(is_, of, self._taken)):
            return self.all
        self._taken, self.kg = of, {}
        for line in footprint.lines:
            if line.section == SECTION.key:
                self.kg[line.row] = self.kg.get(line.row, Decimal(0)) + line.kg
        self.most = max(self.kg.values(), default=Decimal(0))
        self.all = self._read()
        return self.all

    def taken_over(self, shown: list[Entry]) -> tuple[list[Entry], Sequence[int]]:
        """Taken again, in the places of those that are `shown`; the places that weigh something else.

        Where one of them is in no list any more, all stay as they were.
        """
        before = self.kg
        now = {entry.code: entry for entry in self.take()}
        if any(entry.code is not None and entry.code not in now for entry in shown):
            return shown, ()
        entries = [now.get(entry.code, entry) for entry in shown]
        pairs = enumerate(zip(shown, entries, strict=True))
        return entries, [
            place
            for place, (then, entry) in pairs
            if then is not entry or _of(before, then) != _of(self.kg, entry)
        ]

    def _read(self) -> list[Entry]:
        """The products of the list in their order, then those that only the practice has."""
        period, products = self._workspace.period, load_inhalers().products
        mine: dict[str, tuple[int, KeptRow]] = {
            key_of(row.figures): (position, row)
            for position, row in enumerate(self._workspace.rows(SECTION.key))
        }
        packs = packs_of([typed_row(SECTION, row.figures) for _, row in mine.values()])
        then, year = (_rows_of(self._workspace, each) for each in (period.previous, period.year_before))

        def entry(product: Product | None, code: str) -> Entry:
            position, kept = mine.get(code, _NO_ROW)
            gas = packs.get(brand_of(product)) if product and packs else None
            before, a_year_ago = then.get(code, _NOTHING), year.get(code, _NOTHING)
            given = product, position, kept, before, a_year_ago, period.first_day, gas
            known = self._known.get(code)
            if known is None or known[0] != given:
                made = entry_of(product, code, position, kept, before, a_year_ago, period.first_day, packs)
                known = self._known[code] = (given, made)
            return known[1]

        listed = {product.bnf_code for product in products}
        own = [code for code in {**year, **then, **mine} if code not in listed]
        return [entry(each, each.bnf_code) for each in products] + [entry(None, code) for code in own]


def _of(kg: Mapping[int, Decimal], entry: Entry) -> Decimal | None:
    return None if entry.position is None else kg.get(entry.position)


def how_many(workspace: Workspace) -> tuple[int, int]:
    """The products with a value, of those with figures in this quarter, the last or the same last year."""
    period = workspace.period
    mine = {key_of(row.figures): row.figures for row in workspace.rows(SECTION.key)}
    earlier = [_rows_of(workspace, each) for each in (period.previous, period.year_before)]
    used = {code for rows in earlier for code, raw in rows.items() if raw.get(_COUNTED)} | mine.keys()
    return sum(bool(raw.get(_COUNTED)) for raw in mine.values()), len(used)


def _rows_of(workspace: Workspace, period: Period) -> Mapping[str, RawRow]:
    document = workspace.document_of(period)
    if document is None:
        return {}
    return document.once("rows by product", lambda: {key_of(raw): raw for raw in document.rows(SECTION.key)})
