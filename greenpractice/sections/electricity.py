"""Electricity: bills or readings by site; four lines a figure, and a market-based figure beside them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from greenpractice.fields import choice, number, text
from greenpractice.lines import Entry, Scope
from greenpractice.periods import Period
from greenpractice.sections.base import (
    FOOTPRINT,
    Context,
    Folded,
    Problem,
    Row,
    Section,
    SectionHelp,
    line,
    not_counted,
    with_wtt,
)
from greenpractice.sections.energy import (
    Used,
    basis,
    check_dates,
    closing,
    energy_used,
    first_day,
    lacking,
    last_day,
    opening,
    question_readings,
)
from greenpractice.themes import ENERGY

TARIFFS = {
    "standard": "Standard tariff",
    "renewable": "Renewable tariff",
    "own_solar": "Own solar panels, used on site",
}


_LINES: tuple[tuple[str, str, Scope], ...] = (
    ("electricity.generation", "Grid electricity", "2"),
    ("electricity.transmission", "Grid electricity, transmission and distribution", "3"),
)


@dataclass(frozen=True, slots=True)
class Electricity:
    """One bill, pair of readings or estimate of one site."""

    site: str | None = text("Site", hint="The building this bill is for")
    kwh: Decimal | None = number("Electricity used", unit="kWh", hint='Look for "kWh used" on your bill')
    tariff: str | None = choice(
        "Tariff",
        TARIFFS,
        help="A renewable tariff is shown beside the total. The total uses the grid average",
    )
    from_: date | None = first_day()
    to: date | None = last_day()
    cost: Decimal | None = number(
        "Cost",
        unit="£",
        optional=True,
        help="Kept beside the kWh. It is not used in the sum",
    )
    opening: Decimal | None = opening(unit="kWh")
    closing: Decimal | None = closing(unit="kWh")
    basis: str | None = basis()


def lines(rows: Sequence[Row[Electricity]], context: Context) -> Iterator[Entry]:
    """Rule 3: generation (scope 2), its well-to-tank, losses and their well-to-tank (scope 3)."""
    for row in rows:
        used = counted(row, context)
        if isinstance(used, str):
            lacks = lacking(used, "kwh")
            yield not_counted(SECTION.key, row, SECTION.row_label(row.values), used, *lacks)
            continue
        kwh, fields, estimated = used.quantity, used.fields, used.estimated
        if row.values.tariff == "own_solar":
            solar = context.factor("electricity.own_solar", "kWh")
            label = "Own solar electricity"
            yield line(SECTION.key, row, fields, solar, kwh, label, "2", FOOTPRINT, estimated)
            continue
        for key, label, scope in _LINES:
            yield from with_wtt(
                context, SECTION.key, row, fields, key, kwh, "kWh", label, scope, FOOTPRINT, estimated
            )


def counted(row: Row[Electricity], context: Context) -> Used | str:
    """kWh of the row in the period, the fields they come from, whether estimated; or why not."""
    benchmark = context.constant("floor_area.electricity_kwh")
    return energy_used(row.values, row.values.kwh, "kwh", ("tariff",), benchmark, context)


class MarketBased(NamedTuple):
    """Scope 2 by contract: kg CO2e with renewable tariffs and own solar at 0, the rest at grid average."""

    kg: Decimal
    any_renewable: bool


def market_based(rows: Sequence[Row[Electricity]], context: Context) -> MarketBased:
    """The market-based figure of these rows; it is shown only where a row is renewable (rule 3)."""
    total, renewable = Decimal(0), False
    if rows and context.factors.has_year(context.period.year):
        factor = context.factor("electricity.generation", "kWh")
        for row in rows:
            used = counted(row, context)
            if isinstance(used, str):
                continue
            renewable |= row.values.tariff == "renewable"
            if row.values.tariff not in ("renewable", "own_solar"):
                total += used.quantity * factor.value
    return MarketBased(total, renewable)


def check(row: Electricity, period: Period) -> Iterator[Problem]:
    """A bill cannot end before it starts."""
    yield from check_dates(row.from_, row.to)


def question(row: Electricity, period: Period) -> Iterator[Problem]:
    """An amount and two readings that do not agree."""
    yield from question_readings(row, row.kwh, "kwh", "kWh")


SECTION = Section(
    "electricity",
    "Electricity",
    Electricity,
    lines,
    yearly_factors=True,
    check=check,
    question=question,
    theme=ENERGY,
    wanted_by="Green Plan EF1",
    introduction="One row for each bill, or for each pair of meter readings. Bills are shared out by days",
    help=SectionHelp(
        steps=(
            "One row for each bill and site. Enter its first and last day: the app shares it by days.",
            "A file of half hours, days or months from your energy company: Import bills takes it as it is.",
            "With meter readings, enter the opening and the closing reading instead of the amount.",
            "No bill at all: choose the estimate from floor area. It is always marked as estimated.",
        ),
        where=(
            "The picture shows where a bill has these figures. Yours may be laid out in another way.",
            "Rented rooms: ask NHS Property Services or your landlord for the kWh of your part.",
        ),
        picture="bill",
    ),
    folded=Folded(
        "Show cost and meter readings",
        (
            "cost",
            "opening",
            "closing",
        ),
    ),
)
