"""Shares by device: which inhalers count as metered dose inhalers, by items or else by inhalers."""

from abc import abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from greenpractice.carbon.carbon_words import exact_words
from greenpractice.carbon.footprint import Rows, typed_rows
from greenpractice.carbon.part import Part
from greenpractice.explaining.answer import Step
from greenpractice.explaining.figures import figures_of
from greenpractice.facts.inhaler_devices import CLEANER_GASES
from greenpractice.facts.inhalers import Inhalers, device_counts_as_mdi, is_salbutamol_code, load_inhalers
from greenpractice.indicators.alternatives import alternatives_without_gas
from greenpractice.indicators.base import (
    BY_REVIEW,
    NOUGHTS,
    Measure,
    Pair,
    heaviest_first,
    is_given,
    named,
    sum_pairs,
)
from greenpractice.indicators.facts import Of
from greenpractice.numbers import exact
from greenpractice.phrases import counted
from greenpractice.sections.base import Context
from greenpractice.sections.inhalers import device_is_unknown, product_name, with_packs


@dataclass(frozen=True, slots=True)
class Unknown:
    """A product whose device nobody has given yet, with its items and inhalers."""

    code: str
    items: Decimal | None
    inhalers: Decimal | None


@dataclass(frozen=True, slots=True)
class DeviceCounts:
    """What is meant and all, by items and by inhalers; `by_items`: each row with inhalers has its items.

    `cleaner` are the metered dose inhalers with a cleaner gas, in items and in inhalers; `alone` are those
    with nothing cleaner of the same class that is known, `puffers` the others by product, which a review may
    change. `unknown` are in neither count. Of `unsaid` nobody has said whether they have a cleaner gas.
    """

    items: Pair | None = None
    inhalers: Pair | None = None
    by_items: bool = True
    cleaner: Pair = (Decimal(0), Decimal(0))
    unknown: tuple[Unknown, ...] = ()
    alone: Pair = (Decimal(0), Decimal(0))
    puffers: Mapping[str, Pair] = field(default_factory=dict)
    unsaid: Pair = (Decimal(0), Decimal(0))

    def spared_by(self, basis: Of) -> Decimal:
        """Metered dose inhalers that nobody is advised to change, in items or inhalers."""
        place = 0 if basis == "items" else 1
        with exact():
            return self.cleaner[place] + self.alone[place]

    def puffers_by(self, basis: Of) -> dict[str, Decimal]:
        """Those that a review may change by product, in items or inhalers."""
        place = 0 if basis == "items" else 1
        return {code: pair[place] for code, pair in self.puffers.items() if pair[place]}

    def inhalers_each(self, code: str, basis: Of) -> Decimal:
        """How many inhalers one of what is counted stands for: of inhalers one."""
        items, inhalers = self.puffers[code]
        with exact():
            return inhalers / items if basis == "items" and items else Decimal(1)


class ByDevice(Measure[DeviceCounts]):
    """A share of inhalers without salbutamol. `kinds` are the words for what is meant and what is not."""

    section = "inhalers"
    caveat = BY_REVIEW
    term = "A pMDI is a puffer inhaler."
    kinds: ClassVar[tuple[str, str]]

    @abstractmethod
    def is_meant(self, row: Any, on: date, inhalers: Inhalers) -> bool:
        """Whether a row of the inhalers is in the numerator."""

    def kind_beside(self, row: Any, on: date, inhalers: Inhalers) -> str:
        """What stands beside the kind of a row that may count otherwise; "" where nothing does."""
        return ""

    def evidence(self, rows: Rows, context: Context) -> DeviceCounts:
        """Every row but salbutamol, by the facts of the period's first day."""
        on, inhalers = context.period.first_day, context.inhalers
        prescribed = with_packs([row.values for row in rows.get(self.section, ())])
        others = [
            row
            for row in prescribed
            if row.bnf_code is None or not (is_salbutamol(row.bnf_code, inhalers) or device_is_unknown(row))
        ]
        meant = [self.is_meant(row, on, inhalers) for row in others]
        puffers = [row for row in others if counts_as_mdi(row, inhalers)]
        dirtier = [row for row in puffers if not has_cleaner_gas(row, on, inhalers)]
        return DeviceCounts(
            _share([row.items for row in others], meant),
            _share([row.inhalers for row in others], meant),
            all(row.items is not None for row in others if row.inhalers),
            _counts(row for row in puffers if has_cleaner_gas(row, on, inhalers)),
            tuple(
                Unknown(row.bnf_code or "", row.items, row.inhalers)
                for row in prescribed
                if device_is_unknown(row) and (row.items or row.inhalers)
            ),
            _counts(row for row in dirtier if not _may_change(row, on, inhalers)),
            {
                row.bnf_code: (row.items or Decimal(0), row.inhalers or Decimal(0))
                for row in dirtier
                if row.bnf_code is not None and _may_change(row, on, inhalers)
            },
            _counts(row for row in puffers if is_unsaid(row, on, inhalers)),
        )

    def of_year(self, parts: Sequence[DeviceCounts]) -> DeviceCounts:
        """Numerators and denominators summed."""
        return DeviceCounts(
            sum_pairs(part.items for part in parts),
            sum_pairs(part.inhalers for part in parts),
            all(part.by_items for part in parts),
            sum_pairs(part.cleaner for part in parts) or (Decimal(0), Decimal(0)),
            tuple(each for part in parts for each in part.unknown),
            sum_pairs(part.alone for part in parts) or (Decimal(0), Decimal(0)),
            puffers_together(parts),
            sum_pairs(part.unsaid for part in parts) or (Decimal(0), Decimal(0)),
        )

    def why_none(self, entered: Sequence[Any]) -> str:
        """Only salbutamol, only devices that nobody knows, or only noughts."""
        given = [row for row in entered if row.items or row.inhalers]
        inhalers = load_inhalers()
        others = [row for row in given if row.bnf_code is None or not is_salbutamol(row.bnf_code, inhalers)]
        if others:
            return "The inhalers entered that could count have a device that is not known yet."
        if given:
            return "Only salbutamol inhalers are entered, and they do not count here."
        return NOUGHTS if any(row.inhalers is not None for row in entered) else ""

    def without(self, practices: Sequence[DeviceCounts], basis: Of) -> str:
        """`without 10 items of 1 product whose device is not known`; inhalers without items."""
        unknown = [each for practice in practices for each in practice.unknown]
        if not unknown:
            return ""
        counts = {"items": [each.items for each in unknown], "inhalers": [each.inhalers for each in unknown]}
        told = (_count_words(counts[by], by) for by in dict.fromkeys((basis, "inhalers")))
        products = counted(len({each.code for each in unknown}), "product")
        return f"without {next(filter(None, told), '')}{products} whose device is not known"

    def pairs(
        self, practices: Mapping[str, DeviceCounts | None], inhalers: Inhalers
    ) -> tuple[dict[str, Pair | None], Of]:
        """A practice without a single inhaler is left out, so it has no say in the basis either."""
        have = [
            part for part in practices.values() if part and (is_given(part.inhalers) or is_given(part.items))
        ]
        if all(part.by_items for part in have):
            return {code: part.items if part else None for code, part in practices.items()}, "items"
        return {code: part.inhalers if part else None for code, part in practices.items()}, "inhalers"

    def titles(self, basis: Of) -> tuple[str, str, str]:
        """By what the share counts."""
        return ("Product", "Counts as", basis.capitalize())

    def steps(self, basis: Of, parts: Sequence[Part]) -> tuple[Step, ...]:
        """Each product, and whether it is meant."""
        inhalers, several = load_inhalers(), len(parts) > 1
        found: list[tuple[Decimal, Step]] = []
        for part in parts:
            rows = typed_rows(part.document).get(self.section, ())
            for row, said in zip(rows, with_packs([row.values for row in rows]), strict=True):
                code = row.values.bnf_code
                count = row.values.items if basis == "items" else row.values.inhalers
                if count is None or (code is not None and is_salbutamol(code, inhalers)):
                    continue
                kind = self.kinds[not self.is_meant(said, part.period.first_day, inhalers)]
                if device_is_unknown(row.values):
                    kind = "in neither: its device is not known"
                else:
                    kind += self.kind_beside(said, part.period.first_day, inhalers)
                what = named(product_name(row.values), part, several)
                figures = figures_of(part, self.section, row.position, (basis,))
                found.append((count, Step(what, kind, exact_words(count), "", figures)))
        return heaviest_first(found)


def counts_as_mdi(row: Any, inhalers: Inhalers) -> bool:
    """Whether a row of the inhalers is a metered dose inhaler: by the list, else by the device given."""
    product = inhalers.product(row.bnf_code) if row.bnf_code else None
    return product.counts_as_mdi if product else device_counts_as_mdi(row.device or "")


def has_cleaner_gas(row: Any, on: date, inhalers: Inhalers) -> bool:
    """Whether its packs have, or may have, a propellant of low warming on that day."""
    return row.bnf_code is not None and inhalers.has_cleaner_gas(row.bnf_code, on, row.propellant)


def is_unsaid(row: Any, on: date, inhalers: Inhalers) -> bool:
    """Whether its packs may have a cleaner gas, and their kg count without (rule 7), as nobody has said."""
    if row.bnf_code is None or not has_cleaner_gas(row, on, inhalers):
        return False
    return inhalers.gas_counted(row.bnf_code, on, row.propellant) not in CLEANER_GASES


def _count_words(counts: Sequence[Decimal | None], by: str) -> str:
    """`10 items of `; nothing where a count is not given."""
    given = [count for count in counts if count is not None]
    if len(given) < len(counts):
        return ""
    with exact():
        total = sum(given, Decimal(0))
    return f"{exact_words(total)} {by.removesuffix('s') if total == 1 else by} of "


def _counts(rows: Iterable[Any]) -> Pair:
    pairs = ((row.items or Decimal(0), row.inhalers or Decimal(0)) for row in rows)
    return sum_pairs(pairs) or (Decimal(0), Decimal(0))


def _may_change(row: Any, on: date, inhalers: Inhalers) -> bool:
    """Whether something cleaner without gas, of the same class, is known."""
    return row.bnf_code is not None and bool(alternatives_without_gas(row.bnf_code, on, inhalers))


def puffers_together(parts: Iterable[DeviceCounts]) -> dict[str, Pair]:
    """What a review may change of several, by product."""
    found: dict[str, Pair] = {}
    for part in parts:
        for code, pair in part.puffers.items():
            found[code] = sum_pairs((found.get(code), pair)) or pair
    return found


def is_salbutamol(code: str, inhalers: Inhalers) -> bool:
    """Whether a code is plain salbutamol, listed or not."""
    product = inhalers.product(code)
    return product.is_salbutamol if product else is_salbutamol_code(code)


def _share(counts: Sequence[Decimal | None], meant: Sequence[bool]) -> Pair | None:
    """What is meant and all; None where no row has a count."""
    pairs = zip(counts, meant, strict=True)
    return sum_pairs(
        (count if is_meant else Decimal(0), count) for count, is_meant in pairs if count is not None
    )
