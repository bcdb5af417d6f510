"""Every total of a network, and what stands beside them, with who is in each and what each practice adds."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial

from greenpractice.carbon.carbon_words import (
    AVOIDED_IS,
    CO2E,
    and_without_some,
    co2e_words,
    section_words,
    spread_words,
    sum_words,
)
from greenpractice.carbon.comparing import AddedUp, added_up
from greenpractice.carbon.footprint import Footprint
from greenpractice.carbon.like_for_like import Alike
from greenpractice.explaining.answer import Answer, Step, kg_exact
from greenpractice.lines import BOUNDARY_WORDS, SCOPE_WORDS, Avoided, Line, Spread
from greenpractice.network.coverage import change_sentence, names_of
from greenpractice.network.network import Network
from greenpractice.numbers import NO_DATA, exact, show, show_kg
from greenpractice.periods import Period
from greenpractice.phrases import counted, share_words
from greenpractice.sections.inhaler_returns import avoided_by_route

TITLE_OF_RETURNED = "Kept out of the air by returned inhalers"
_ALL_ROUTES = "All routes"
_MOST_LINES = 12
_IS_SUM = "The sum of these practices' lines, unrounded. Who sent nothing is never filled in."
Wanted = Callable[[Line], bool]


@dataclass(frozen=True, slots=True)
class NetworkTotal:
    """A total of the practices in `inside`; `kg` is None where there is no data. `outside` are the others."""

    what: str
    kg: Decimal | None
    inside: tuple[str, ...]
    outside: tuple[str, ...]
    wanted: Wanted

    def share(self, total: Decimal) -> str:
        """Its share of the network's total in words."""
        return share_words(self.kg, total) if self.kg is not None and total else ""


def whole_total(network: Network) -> NetworkTotal:
    """All carbon."""
    return _total(network, f"Total{and_without_some(network.footprint)}", _every)


def section_totals(network: Network) -> list[NetworkTotal]:
    """One for each section with carbon."""
    return [
        _total(network, section_words(network.footprint, key), partial(_in_section, key))
        for key in network.footprint.by_section
    ]


def scope_totals(network: Network) -> list[NetworkTotal]:
    """One for each GHG scope."""
    return [_total(network, words, partial(_in_scope, key)) for key, words in SCOPE_WORDS.items()]


def boundary_totals(network: Network) -> list[NetworkTotal]:
    """One for each side of the NHS boundary."""
    return [_total(network, words, partial(_in_boundary, key)) for key, words in BOUNDARY_WORDS.items()]


def why_network_total(network: Network, total: NetworkTotal) -> Answer:
    """What each practice adds, with its lines; then who adds nothing."""
    steps = [_step(network.name(code), network.footprints[code], total.wanted) for code in total.inside]
    value = co2e_words(total.kg)
    notes = [f"Not in it: {names_of(network, total.outside, most=40)}."]
    return Answer(
        f"{total.what}, {network.group.name}, {network.period.words}", value, _IS_SUM, tuple(steps),
        tuple(notes), ("Practice", "Lines", CO2E),
    )  # fmt: skip


def why_network_per_1000(network: Network) -> Answer:
    """Carbon and patients of the practices that gave patients and sent the whole period."""
    footprint, inside = network.footprint, network.footprint.with_patients
    steps = [
        Step(network.name(code), f"{show(part.patients)} patients", show_kg(part.total), "", ())
        for code, part in network.footprints.items()
        if part.patients and code in inside
    ]
    without = [code for code, part in network.footprints.items() if not part.patients]
    value = footprint.per_1000_patients
    whole = "with all four quarters, " if network.period.is_year else ""
    how = f"No practice {whole.replace(',', '')}gave its registered patients and figures."
    if footprint.patients:
        how = (
            f"{show_kg(footprint.kg_with_patients)} × 1,000 ÷ {show(footprint.patients)} patients, "
            f"of the practices {whole}that gave patients. It is no average of practices."
        )
    notes = [f"Sent no number of patients: {names_of(network, without)}."]
    empty = [code for code, part in network.footprints.items() if part.patients and not part.lines]
    notes += [f"Sent no figures: {names_of(network, empty)}."] if empty else []
    if network.period.is_year:
        part_year = [code for code in network.counted if code not in network.of_whole_period]
        notes.append(f"Without all four quarters here: {names_of(network, part_year)}.")
    notes.append(f"In no total: {names_of(network, network.in_no_total)}.")
    return Answer(
        f"For each 1,000 patients, {network.group.name}, {network.period.words}",
        co2e_words(value), how, tuple(steps), tuple(notes),
        ("Practice", "Patients", CO2E),
    )  # fmt: skip


def why_network_change(network: Network) -> Answer:
    """Each practice a year before and now, like with like."""
    steps = [
        Step(_with_quarters(network, code, found), show_kg(found.comparison.then),
             show_kg(found.comparison.now), "", ())
        for code, found in network.alike.items()
    ]  # fmt: skip
    outside = [code for code in network.members if code not in network.alike]
    change = network.change
    value = NO_DATA if change is None else f"{show_kg(change.now)}, a year before {show_kg(change.then)}"
    return Answer(
        f"On a year before, {network.group.name}, {network.period.words}", value,
        "Only the same practice, quarter and section in both years.",
        tuple(steps), (change_sentence(network), f"Not compared: {names_of(network, outside, most=40)}."),
        ("Practice", "A year before", "Now"),
    )  # fmt: skip


def _with_quarters(network: Network, code: str, found: Alike) -> str:
    """A practice's name, and of a year how many of its quarters are compared."""
    if not network.period.is_year:
        return network.name(code)
    return f"{network.name(code)}, {counted(len(found.quarters), 'quarter')}"


def _every(line: Line) -> bool:
    return True


def _in_section(key: str, line: Line) -> bool:
    return line.section == key


def _in_scope(key: str, line: Line) -> bool:
    return line.scope == key


def _in_boundary(key: str, line: Line) -> bool:
    return line.boundary == key


def _total(network: Network, what: str, wanted: Wanted) -> NetworkTotal:
    inside = [code for code, part in network.footprints.items() if any(map(wanted, part.lines))]
    outside = [code for code in network.members if code not in set(inside)]
    with exact():
        kg = sum(
            (line.kg for code in inside for line in network.footprints[code].lines if wanted(line)),
            Decimal(0),
        )
    return NetworkTotal(what, kg if inside else None, tuple(inside), tuple(outside), wanted)


def _step(name: str, footprint: Footprint, wanted: Wanted) -> Step:
    lines = [line for line in footprint.lines if wanted(line)]
    with exact():
        kg = sum((line.kg for line in lines), Decimal(0))
    return Step(name, counted(len(lines), "line"), show_kg(kg), "\n".join(_told(lines)), ())


def _told(lines: Sequence[Line]) -> Iterator[str]:
    """The heaviest lines as sums in words, each with the year of its factor."""
    ordered = sorted(lines, key=lambda line: -line.kg)
    for line in ordered[:_MOST_LINES]:
        yield f"{line.label}: {sum_words(line)} = {show_kg(line.kg)}"
    if len(ordered) > _MOST_LINES:
        yield f"and {len(ordered) - _MOST_LINES} smaller ones; the workbook has every line"


@dataclass(frozen=True, slots=True)
class TakenBack:
    """The estimate of one route, or of all, with its range; `inside` are the practices in it."""

    what: str
    spread: Spread
    inside: tuple[str, ...]


def taken_back(network: Network) -> list[TakenBack]:
    """One for each route, and their sum last; nothing where nobody has a figure of it."""
    footprint = network.footprint
    if footprint.avoided_kg is None:
        return []
    by_route = avoided_by_route(footprint.avoided)
    found = [TakenBack(route, spread, _inside(network, route)) for route, spread in by_route.items()]
    return [*found, TakenBack(_ALL_ROUTES, footprint.avoided_kg, _inside(network))]


def why_taken_back(network: Network, asked: TakenBack) -> Answer:
    """What each practice adds, entry by entry."""
    steps = [
        Step(f"{network.name(code)}: {item.label}", _span(item), kg_exact(item.kg), item.source, ())
        for code in asked.inside
        for item in network.footprints[code].avoided
        if asked.what in (_ALL_ROUTES, *avoided_by_route([item]))
    ]
    outside = [code for code in network.members if code not in asked.inside]
    return Answer(
        f"{TITLE_OF_RETURNED}, {asked.what.lower()}, {network.group.name}, {network.period.words}",
        f"{spread_words(asked.spread)} {CO2E}", AVOIDED_IS, tuple(steps),
        (f"Not in it: {names_of(network, outside, most=40)}.",), ("Practice", "Least to most", CO2E),
    )  # fmt: skip


def _inside(network: Network, route: str = "") -> tuple[str, ...]:
    """The practices with a figure of a route, or of any."""
    routes = {code: avoided_by_route(part.avoided) for code, part in network.footprints.items()}
    return tuple(code for code, found in routes.items() if (route in found if route else found))


def _span(item: Avoided) -> str:
    return f"{kg_exact(item.lowest)} to {kg_exact(item.highest)}"


def comparison_with(network: Network, earlier: Period) -> AddedUp | None:
    """What changed on an earlier period, practice by practice like for like, as one; None without any."""
    found = [each.comparison for each in network.alike_with(earlier).values() if each.comparison.sections]
    return added_up(found) if found else None
