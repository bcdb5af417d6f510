"""The network's reports as issues: which version one is, and what moved since the one before.

A report is what it says of each practice: which returns count and what they come to. Made again while
nothing of that moved it is the same version, of the same day.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from hashlib import sha256

from greenpractice.carbon.carbon_words import CO2E
from greenpractice.facts.directory import Pcn
from greenpractice.network.network import Network
from greenpractice.numbers import exact, normal, show_kg
from greenpractice.periods import Period
from greenpractice.reports_kept import Counted, CountedReturn, NetworkReport
from greenpractice.returns.documents import content


@dataclass(frozen=True, slots=True)
class Issue:
    """A report, and what moved since the version before it, in sentences; none in the first version."""

    report: NetworkReport
    moved: tuple[str, ...]
    since: int = 0


def next_issue(network: Network, held: Sequence[NetworkReport], now: datetime) -> Issue:
    """The report that would be made now, beside those of the same group and period that were made."""
    report = _next_report(network, held, now)
    earlier = [each for each in held if each.version < report.version]
    if not earlier:
        return Issue(report, ())
    return Issue(report, tuple(moved(earlier[-1], report)), earlier[-1].version)


def _next_report(network: Network, held: Sequence[NetworkReport], now: datetime) -> NetworkReport:
    """The last one again where nothing moved, else a version above all."""
    counted = {code: _counted(network, code) for code in network.counted}
    last = held[-1] if held else None
    if last is not None and last.practices == counted:
        return last
    version = max((each.version for each in held), default=0) + 1
    return NetworkReport(group_key(network), network.period, version, now.replace(microsecond=0), counted)


def group_key(network: Network) -> str:
    """What the reports of one group are kept under."""
    return network.group.name


def moved(earlier: NetworkReport, report: NetworkReport) -> list[str]:
    """What moved between two versions, a sentence a practice and the sum of it; in the order of names."""
    sentences = []
    codes = sorted({*earlier.practices, *report.practices}, key=lambda code: _name(code, earlier, report))
    for code in codes:
        then, now = earlier.practices.get(code), report.practices.get(code)
        if then != now:
            sentences.append(
                f"{_name(code, earlier, report)}: {'; '.join(_why(then, now))}. {_by(then, now)}."
            )
    with exact():
        difference = _total(report.practices) - _total(earlier.practices)
    return [*sentences, f"Together {_signed(difference)} since version {earlier.version}."]


def networks_of(network: Network) -> list[Pcn]:
    """The networks a report covers, by name: those of the group in which any practice is then."""
    places = [
        network.directory.place_in(code, quarter)
        for code in network.members
        for quarter in network.period.made_of
    ]
    codes = {place.pcn for place in places if place is not None and place.pcn is not None}
    found = [
        network.directory.pcn(code) for code in codes if network.group.has_network(network.directory, code)
    ]
    return sorted((pcn for pcn in found if pcn is not None), key=lambda pcn: (pcn.name, pcn.code))


def mark_of(report: NetworkReport) -> str:
    """What a report's file says of itself, to be known again: group, period, version and a check code."""
    said = repr((report.group, report.period.id, report.version, sorted(report.practices.items())))
    code = sha256(said.encode()).hexdigest()[:16]
    return f"Network report, {report.period.id}, version {report.version}, {code}"


def _counted(network: Network, code: str) -> Counted:
    returns = tuple(
        CountedReturn(each.period, each.revision, sha256(content(each)).hexdigest()[:16])
        for each in sorted(network.returns[code], key=lambda each: each.period.id)
    )
    return Counted(network.name(code), normal(network.footprints[code].total), returns)


def _why(then: Counted | None, now: Counted | None) -> Iterator[str]:
    """What became of the returns of one practice."""
    if then is None:
        yield "sent since"
        return
    if now is None:
        yield "no longer counts"
        return
    old = {each.period: each for each in then.returns}
    new = {each.period: each for each in now.returns}
    said = False
    for period in sorted({*old, *new}):
        sentence = _of_return(period, old.get(period), new.get(period))
        said = said or bool(sentence)
        if sentence:
            yield sentence
    if not said:
        yield "worked out anew with other facts"


def _of_return(period: Period, old: CountedReturn | None, new: CountedReturn | None) -> str:
    if old is None:
        return f"{period.words} was sent since"
    if new is None:
        return f"{period.words} no longer counts"
    if old == new:
        return ""
    if old.revision == new.revision:
        return f"another file of version {new.revision} for {period.words} was chosen"
    return f"version {new.revision} took the place of version {old.revision} for {period.words}"


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
