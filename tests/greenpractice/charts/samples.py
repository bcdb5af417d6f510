"""Footprints, results and charts for these tests, built by hand so that every number in them is known."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from greenpractice.carbon.comparing import compare
from greenpractice.carbon.footprint import Footprint
from greenpractice.carbon.like_for_like import Alike
from greenpractice.charts.geometry import Box, Chart, Mark, Words
from greenpractice.facts.factors import Factor
from greenpractice.facts.sources import Source
from greenpractice.indicators.base import Result
from greenpractice.indicators.computing import load_indicators, points_of, status_of
from greenpractice.lines import Line, NotCounted
from greenpractice.periods import Period
from greenpractice.sections.electricity import MarketBased

NOW = Period(2026, 1)
BEFORE = NOW.year_before
PLACE = "Sample Surgery"
SOURCE = Source("test", "A table", "A publisher", date(2022, 7, 1), "OGL v3", "here")
VENTOLIN, SALAMOL, TRIXEO = "0301011R0BEAIAP", "0301011R0BIAFAP", "0302000Y0BBAAAA"
DRY_POWDER, SOFT_MIST = "0301011R0BWAABZ", "0301011Z0AAAAAA"


def line(
    section: str,
    kg: Decimal | str | int,
    *,
    value: Decimal | str = "1",
    key: str = "",
    label: str = "A line",
    estimated: bool = False,
) -> Line:
    """A line of `kg` (at a factor of 1 the quantity too)."""
    factor = Factor(key or f"{section}.any", label, Decimal(value), "kWh", None, SOURCE, "table 1")
    weight = Decimal(kg)
    quantity = weight / factor.value if factor.value else Decimal(0)
    return Line(section, label, quantity, factor, "3", "carbon_footprint", estimated, weight, 0, ())


def product(code: str, inhalers: int, each: str, name: str = "", estimated: bool = False) -> Line:
    """So many inhalers of a product."""
    kg = inhalers * Decimal(each)
    made = line("inhalers", kg, value=each, key=f"inhaler.{code}", label=name or code, estimated=estimated)
    return made._replace(quantity=Decimal(inhalers))


def footprint(
    lines: Iterable[Line], period: Period = NOW, not_counted: Sequence[NotCounted] = ()
) -> Footprint:
    """A footprint of just these lines."""
    market = MarketBased(Decimal(0), False)
    return Footprint("Z99991", period, tuple(lines), (), tuple(not_counted), None, market)


# nobody left out, nothing spared
REST: tuple[tuple[str, ...], Decimal, str, date] = ((), Decimal(0), "", NOW.last_day)


def result(id: str, numerator: str | None, denominator: str = "1", plan: str | None = None) -> Result:
    """An indicator's result from its two counts; without a numerator it has no data."""
    indicator = load_indicators()[id]
    thresholds = indicator.thresholds_on(NOW.last_day)
    target = None if plan is None else Decimal(plan)
    if numerator is None:
        empty = (None, None, None, "not_enough_data", None, None)
        return Result(indicator, thresholds, indicator.of, *empty, target, *REST)  # type: ignore[arg-type]
    top, bottom = Decimal(numerator), Decimal(denominator)
    value = top / bottom
    status = status_of(top, bottom, indicator, thresholds)
    points = points_of(value, thresholds)
    return Result(
        indicator, thresholds, indicator.of, top, bottom, value, status, points, None, target, *REST
    )  # fmt: skip


def with_verified(made: Result, verified: bool) -> Result:
    """The result with thresholds that a person has, or has not, seen in the source."""
    return replace(made, thresholds=replace(made.thresholds, verified=verified))


def texts(chart: Chart) -> list[str]:
    """Every text in the picture."""
    return [shape.text for shape in chart.shapes if isinstance(shape, Words)]


def words(chart: Chart, text: str) -> Words:
    """The one text that is exactly this."""
    (found,) = [shape for shape in chart.shapes if isinstance(shape, Words) and shape.text == text]
    return found


def boxes(chart: Chart, colour: str) -> list[Box]:
    """The boxes filled with a colour, or hatched in it, in order."""
    found = [shape for shape in chart.shapes if isinstance(shape, Box)]
    return [box for box in found if box.fill == colour or (box.hatched and box.line == colour)]


def marks(chart: Chart, kind: str) -> list[Mark]:
    """The marks of a kind in order."""
    return [shape for shape in chart.shapes if isinstance(shape, Mark) and shape.kind == kind]


def faults(chart: Chart) -> list[str]:
    """What no chart may have: words outside or over one another, a title that is no short sentence."""
    found = []
    if len(chart.title.split()) > 12 or chart.title.endswith(".") or not chart.title:
        found.append(f"title: {chart.title}")
    if not chart.alt.endswith(".") or not chart.subtitle:
        found.append(f"alt: {chart.alt}")
    if any(len(row) != len(chart.table.headers) for row in chart.table.rows):
        found.append("the table's rows differ")
    drawn = [shape for shape in chart.shapes if isinstance(shape, Words)]
    slack = 0.01
    for number, each in enumerate(drawn):
        room = each.bounds
        inside = room.left >= -slack and room.right <= chart.width + slack
        if not inside or room.top < -slack or room.bottom > chart.height + slack:
            found.append(f"outside: {each}")
        found += [f"overlap: {each}, {other}" for other in drawn[number + 1 :] if room.overlaps(other.bounds)]
    return found


def change_of(before: Footprint, now: Footprint) -> Alike:
    """Two whole periods, compared."""
    found = replace(compare(before, now), quarters=frozenset(now.period.made_of))
    return Alike(found, before, now)
