"""Which version a network's report is that would be made now, and what moved since the one before.

A report is all that it shows: which returns count and what they come to, who is in it and left out, what is
compared, asked and said. Made again while nothing of that moved it is the same version, of the same day.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from functools import partial

from greenpractice.carbon.carbon_words import CO2E
from greenpractice.network.asking import group_key
from greenpractice.network.network import Network
from greenpractice.network.states import FileState
from greenpractice.network.stored import StoredReturns
from greenpractice.network.trajectory import inhaler_trajectory
from greenpractice.network.trust import Keys
from greenpractice.numbers import exact, normal, show_kg
from greenpractice.reports.network.issues import Issue
from greenpractice.reports.network.moves import Moves, counted_return
from greenpractice.reports.network.shown import (
    OVER_YEARS,
    OverYears,
    shown_of,
    what_differs,
    what_else_differs,
)
from greenpractice.reports_kept import Counted, NetworkReport, ReportsKept

NOTHING_STORED = StoredReturns((), (), Keys(()))


def held_reports(store: ReportsKept, network: Network) -> list[NetworkReport]:
    """The reports of the same group and period that were made, by version.

    Those that a program before this one noted stand under what the group was called, and are taken for those
    of the group where every practice in them is.
    """
    key, group = group_key(network.group), network.group
    held = store.network_reports(key, network.period)
    names = {group.name, group.sub_icb} - {key, None}  # a sub-ICB that no list says had the key ""
    older = [each for name in names for each in store.network_reports(name or "", network.period)]
    inside = set(network.members)
    mine = [each for each in older if each.practices.keys() <= inside]
    return sorted([*mine, *held], key=lambda each: each.version)


def next_issue(
    network: Network,
    held: Sequence[NetworkReport],
    now: datetime,
    files: Sequence[FileState] = (),
    demo: bool = False,
    every_year: bool = True,
    stored: StoredReturns = NOTHING_STORED,
    over_years: OverYears | None = None,
) -> Issue:
    """The report that would be made now, beside those of the same group and period that were made.

    Without `every_year` the network lacks the returns of earlier years: what is shown of these is what
    `over_years` says, or without that is taken to be as it was. `stored` is what the store holds of the
    period, from which is told why a return counts now.
    """
    over_years = partial(inhaler_trajectory, network) if every_year else over_years
    shown = shown_of(network, files, demo, now, over_years)
    if over_years is None and held:
        shown[OVER_YEARS] = tuple(held[-1].shown.get(OVER_YEARS, ()))
    report = _next_report(network, held, now, {part: lines for part, lines in shown.items() if lines})
    earlier = [each for each in held if each.version < report.version]
    if not earlier:
        return Issue(report, ())
    moves = Moves(earlier[-1], network, stored)
    return Issue(report, tuple(moved(earlier[-1], report, moves)), earlier[-1].version)


def _next_report(
    network: Network, held: Sequence[NetworkReport], now: datetime, shown: Mapping[str, tuple[str, ...]]
) -> NetworkReport:
    """The last one again where nothing moved, else a version above all."""
    counted = {code: _counted(network, code) for code in network.counted}
    last = held[-1] if held else None
    if last is not None and (last.practices, last.shown) == (counted, shown):
        return last
    version = max((each.version for each in held), default=0) + 1
    at = now.replace(microsecond=0)
    return NetworkReport(group_key(network.group), network.period, version, at, counted, shown)


def moved(earlier: NetworkReport, report: NetworkReport, moves: Moves) -> list[str]:
    """What moved between two versions, a sentence a practice and the sum of it; in the order of names."""
    sentences = []
    codes = sorted({*earlier.practices, *report.practices}, key=lambda code: _name(code, earlier, report))
    for code in codes:
        then, now = earlier.practices.get(code), report.practices.get(code)
        if then != now:
            why = "; ".join(moves.of_practice(code, then, now))
            sentences.append(f"{_name(code, earlier, report)}: {why}. {_by(then, now)}.")
    if earlier.shown:
        sentences += what_differs(earlier.shown, report.shown)
        sentences += [] if sentences else what_else_differs(earlier.shown, report.shown)
    elif not sentences:
        sentences = ["It is made by another version of the app, which says more of what it is made from."]
    with exact():
        difference = _total(report.practices) - _total(earlier.practices)
    return [*sentences, f"Together {_signed(difference)} since version {earlier.version}."]


def _counted(network: Network, code: str) -> Counted:
    returns = tuple(
        counted_return(each) for each in sorted(network.returns[code], key=lambda each: each.period.id)
    )
    return Counted(network.name(code), normal(network.footprints[code].total), returns)


def _by(then: Counted | None, now: Counted | None) -> str:
    with exact():
        difference = (Decimal(now.kg) if now else Decimal(0)) - (Decimal(then.kg) if then else Decimal(0))
    return _signed(difference)


def _signed(kg: Decimal) -> str:
    if not kg:
        return "no change in carbon"
    return f"{'+' if kg > 0 else '−'}{show_kg(abs(kg))} {CO2E}"


def _total(practices: Mapping[str, Counted]) -> Decimal:
    return sum((Decimal(each.kg) for each in practices.values()), Decimal(0))


def _name(code: str, earlier: NetworkReport, report: NetworkReport) -> str:
    found = report.practices.get(code) or earlier.practices[code]
    return found.name
