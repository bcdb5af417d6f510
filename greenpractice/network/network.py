"""A network's period: the practices that sent, those that did not, and every pooled figure with its reach."""

from collections.abc import Iterable
from decimal import Decimal
from functools import cached_property

from greenpractice.carbon.comparing import Comparison, compare
from greenpractice.carbon.footprint import Calculator, Footprint
from greenpractice.facts.directory import Directory
from greenpractice.facts.inhalers import load_inhalers
from greenpractice.indicators.base import Result
from greenpractice.indicators.computing import Evidence, evidence_over, indicators_of
from greenpractice.indicators.watching import Watched, watched_of
from greenpractice.network.groups import Group, pcn_of
from greenpractice.network.pooling import PooledFootprint, pooled
from greenpractice.numbers import exact
from greenpractice.periods import Period
from greenpractice.returns.documents import Contact, ReturnDocument


class Network:
    """A group of practices in a quarter or year, from the returns that count.

    `documents` are all returns that count, of any period; those of the period make the figures, those of
    a year before the comparison. `known` are unlisted practices that the store says belong to the group.
    """

    def __init__(
        self,
        group: Group,
        period: Period,
        documents: Iterable[ReturnDocument],
        directory: Directory,
        calculator: Calculator,
        known: Iterable[str] = (),
    ) -> None:
        self.group = group
        self.period = period
        self.directory = directory
        self.calculator = calculator
        self._documents = list(documents)
        self._known = frozenset(known)

    @cached_property
    def returns(self) -> dict[str, list[ReturnDocument]]:
        """The returns of the period by practice: one for a quarter, up to five for a year."""
        return self._of(self.period)

    def _of(self, period: Period) -> dict[str, list[ReturnDocument]]:
        wanted = {period, *period.quarters} if period.is_year else {period}
        found: dict[str, list[ReturnDocument]] = {}
        for document in self._documents:
            if document.period not in wanted:
                continue
            if self.group.holds(document.ods_code, pcn_of(self.directory, document, period)):
                found.setdefault(document.ods_code, []).append(document)
        return {code: found[code] for code in sorted(found)}

    @property
    def received(self) -> list[str]:
        """The practices with a return that counts."""
        return list(self.returns)

    @cached_property
    def members(self) -> list[str]:
        """Everyone the group is made of: the list on the last day, and who sent or is known beside it."""
        listed = self.group.members(self.directory, self.period.last_day)
        return sorted({*listed, *self._known, *self.returns})

    @property
    def missing(self) -> list[str]:
        """The members without a return that counts; nothing is filled in for them."""
        return [code for code in self.members if code not in self.returns]

    @cached_property
    def footprints(self) -> dict[str, Footprint]:
        """The footprint of each practice that sent."""
        return {code: self._footprint(found, self.period) for code, found in self.returns.items()}

    def _footprint(self, documents: list[ReturnDocument], period: Period) -> Footprint:
        if period.is_year:
            return self.calculator.of_year(period, documents)
        return self.calculator.of_return(documents[0])

    @cached_property
    def footprint(self) -> PooledFootprint:
        """The pooled footprint of those that sent."""
        return pooled(self.footprints, self.period)

    @cached_property
    def before(self) -> dict[str, Footprint]:
        """The footprints of the same period a year earlier."""
        return self.earlier(self.period.year_before)

    def earlier(self, period: Period) -> dict[str, Footprint]:
        """The footprints of another period, of those who belonged to the group then."""
        return {code: self._footprint(found, period) for code, found in self._of(period).items()}

    @cached_property
    def comparisons(self) -> dict[str, Comparison]:
        """Each practice with returns of both years, over the sections that both have."""
        return {
            code: compare(self.before[code], footprint)
            for code, footprint in self.footprints.items()
            if code in self.before
        }

    @cached_property
    def change(self) -> tuple[Decimal, Decimal] | None:
        """kg a year earlier and now, over practices and sections with data in both; None without any."""
        parts = [part for part in self.comparisons.values() if part.sections]
        if not parts:
            return None
        with exact():
            then = sum((part.then for part in parts), Decimal(0))
            return then, sum((part.now for part in parts), Decimal(0))

    @cached_property
    def evidence(self) -> dict[str, Evidence]:
        """What each practice's returns say for the indicators."""
        inhalers = load_inhalers()
        return {
            code: evidence_over(found, self.period.is_year, inhalers) for code, found in self.returns.items()
        }

    @cached_property
    def indicators(self) -> list[Result]:
        """Each indicator, pooled: numerators and denominators summed."""
        return indicators_of(self.evidence, self.period, load_inhalers())

    @cached_property
    def indicators_of_each(self) -> dict[str, list[Result]]:
        """Those of each practice."""
        inhalers = load_inhalers()
        return {
            code: indicators_of({code: found}, self.period, inhalers) for code, found in self.evidence.items()
        }

    @cached_property
    def watched(self) -> list[Watched]:
        """The measures without thresholds, pooled likewise."""
        return watched_of(self.evidence, load_inhalers())

    @cached_property
    def watched_of_each(self) -> dict[str, list[Watched]]:
        """Those of each practice."""
        inhalers = load_inhalers()
        return {code: watched_of({code: found}, inhalers) for code, found in self.evidence.items()}

    @cached_property
    def history(self) -> dict[str, list[ReturnDocument]]:
        """Every return here of each member, up to the period, wherever the practice was then."""
        found: dict[str, list[ReturnDocument]] = {code: [] for code in self.members}
        for document in self._documents:
            if document.ods_code in found and document.period.last_day <= self.period.last_day:
                found[document.ods_code].append(document)
        return found

    def name(self, code: str) -> str:
        """A practice's name: of its newest return here, else of the list, else its code."""
        found = self.returns.get(code) or [each for each in self._documents if each.ods_code == code]
        listed = self.directory.practice(code)
        given = max(found, key=lambda each: each.period).name if found else None
        return (listed.name if listed else given) or code

    def contact(self, code: str) -> Contact | None:
        """Whom the practice's newest return here names."""
        found = [each for each in self._documents if each.ods_code == code and each.contact is not None]
        return max(found, key=lambda each: each.period).contact if found else None

    @cached_property
    def patients_reached(self) -> tuple[Decimal, Decimal] | None:
        """Patients of those that sent and of all members, by the list sizes shipped with the app.

        For saying how far the figures reach and nothing else; None where a member has no list size.
        """
        sizes: dict[str, Decimal] = {}
        for code in self.members:
            size = self.directory.list_size(code)
            if size is None:
                return None
            sizes[code] = size.patients
        with exact():
            return (
                sum((sizes[code] for code in self.received), Decimal(0)),
                sum(sizes.values(), Decimal(0)),
            )
