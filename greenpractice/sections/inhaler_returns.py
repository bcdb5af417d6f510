"""Inhalers returned: how many came back by which route, and the carbon that avoided, shown apart."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from greenpractice.facts.factors import Factor, load_factors
from greenpractice.facts.take_back import load_take_back
from greenpractice.fields import choice, whole
from greenpractice.lines import Avoided, Entry, Spread, avoided_together
from greenpractice.numbers import show
from greenpractice.periods import Period
from greenpractice.sections.base import (
    Context,
    Problem,
    Row,
    Section,
    SectionHelp,
    not_counted,
    not_understood,
)
from greenpractice.themes import RETURNED

ROUTES = {
    "take_air": "Take AIR by post (ended March 2023)",
    "pharmacy": "Pharmacy",
    "practice": "Collected at the practice",
    "other": "Another route",
}
PARTICIPATION = {
    "number_known": "Yes, and we know the number",
    "number_unknown": "Yes, but we do not know the number",
    "none": "No",
}
UNKNOWN_ROUTE = "other"  # what holds of it holds where no route is given


@dataclass(frozen=True, slots=True)
class InhalerReturn:
    """What came back by one route."""

    route: str | None = choice(
        "Route",
        ROUTES,
        help="Where the inhalers go: by post, to a pharmacy or collected by you",
    )
    inhalers: Decimal | None = whole("Inhalers returned", unit="inhalers", hint="All types together")
    pmdi: Decimal | None = whole(
        "Of which pMDI (puffer)",
        unit="inhalers",
        optional=True,
        help="Puffer inhalers among them, at most as many as all inhalers",
    )
    envelopes: Decimal | None = whole(
        "Envelopes",
        unit="envelopes",
        optional=True,
        help="Take AIR envelopes that were handed out",
    )
    participation: str | None = choice(
        "Do you collect used inhalers?",
        PARTICIPATION,
        optional=True,
        help="Say No or not known too: it is not the same as no data",
    )


def lines(rows: Sequence[Row[InhalerReturn]], context: Context) -> Iterator[Entry]:
    """Avoided kg (rule 9): pMDIs where their count is given, else inhalers of any type; an estimate."""
    for row in rows:
        unknown = "Route not understood" if not_understood(row, ("route",)) else "Route not given"
        route = ROUTES.get(row.values.route or "", unknown)
        if row.values.pmdi is not None:
            yield _avoided(row, route, "pmdi", row.values.pmdi, context)
        elif row.values.inhalers is not None:
            yield _avoided(row, route, "inhalers", row.values.inhalers, context)
        elif row.values.envelopes is not None:
            what = f"{route}: {show(row.values.envelopes)} envelopes"
            yield not_counted(
                SECTION.key, row, what, "the number of inhalers is not given", "inhalers", "pmdi"
            )


def _avoided(row: Row[InhalerReturn], route: str, field: str, count: Decimal, context: Context) -> Avoided:
    """The estimate and its range. Of inhalers of any type so many are pMDIs as of those of Take AIR."""
    by_route = load_take_back()
    back = by_route.get(row.values.route or "", by_route[UNKNOWN_ROUTE])
    lowest, highest = (context.factor(key, "inhaler") for key in (back.lowest, back.highest))
    if field == "pmdi":
        middle, what, pmdi = context.factor("inhaler_return.pmdi", "inhaler"), "pMDI", count
    else:
        middle, what = context.factor("inhaler_return.any", "inhaler"), "inhalers"
        pmdi = count * context.constant("inhaler_return.pmdi_share")
    return Avoided(
        SECTION.key,
        f"{route}: {show(count)} {what} returned",
        count * middle.value,
        row.position,
        (field,),
        row.estimated((field,)),
        f"{_source(middle, lowest, highest, context, field)} Of this route {back.words} ({back.source}).",
        pmdi * lowest.value,
        pmdi * highest.value,
        row.values.route or "",
    )


def _source(middle: Factor, lowest: Factor, highest: Factor, context: Context, field: str) -> str:
    least, most = show(lowest.value), show(highest.value)
    of = ""
    if field != "pmdi":
        share = context.factors.constants["inhaler_return.pmdi_share"]
        of = f", as {show(share.value * 100)}% of the inhalers ({share.source.words}: {share.where})"
    source = "; ".join(dict.fromkeys((lowest.source_words, highest.source_words)))
    return (
        f"{show(middle.value)} kg of each ({middle.source_words}); "
        f"from {least} to {most} kg of each pMDI ({source}){of}."
    )


def avoided_by_route(items: Iterable[Avoided]) -> dict[str, Spread]:
    """The sums of each route by its name, in the order of the routes; what came by none is last."""
    found: dict[str, list[Avoided]] = {}
    for item in items:
        found.setdefault(item.route, []).append(item)
    names = {**ROUTES, "": "Route not known"}
    sums = {route: avoided_together(found[route]) for route in names if route in found}
    return {names[route]: spread for route, spread in sums.items() if spread is not None}


def check(row: InhalerReturn, period: Period) -> Iterator[Problem]:
    """pMDI are some of the inhalers; Take AIR has ended."""
    if row.pmdi is not None and row.inhalers is not None and row.pmdi > row.inhalers:
        yield "pmdi", f"must be {show(row.inhalers)} or fewer (the inhalers returned), not {show(row.pmdi)}"
    if row.route == "take_air" and period.year > load_factors().constant("take_air.last_year"):
        yield (
            "route",
            ("Take AIR ended in March 2023: say which route these went by (pharmacy, practice or other)"),
        )


SECTION = Section(
    "inhaler_returns",
    "Inhalers returned",
    InhalerReturn,
    lines,
    check=check,
    theme=RETURNED,
    only_avoids=True,
    wanted_by="Green Plan M1",
    introduction="Inhalers that patients brought back, one row for each route they go by",
    help=SectionHelp(
        steps=("One row for each route that inhalers go by.",),
        where=(
            "Ask the pharmacy beside you for its count of the quarter.",
            "Count the boxes when they are collected, if nobody counts inhalers.",
        ),
    ),
)
