"""A network's period: the practices that sent, those that did not, and every pooled figure with its reach."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from greenpractice.carbon.comparing import Comparison, compare
from greenpractice.carbon.footprint import Calculator, Footprint
from greenpractice.carbon.gaps import Gap, gaps_of
from greenpractice.carbon.part_years import QuartersHeld, quarters_held
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


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many practices sent anything, and how many of the quarters they were open in."""

    practices: int
    of_practices: int
    quarters: int
    of_quarters: int

    @property
    def whole(self) -> bool:
        """True where every quarter of every practice is there."""
        return self.quarters == self.of_quarters


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
            if self.group.holds(document.ods_code, pcn_of(self.directory, document)):
                found.setdefault(document.ods_code, []).append(document)
        return {code: found[code] for code in sorted(found)}

    @property
    def sent(self) -> list[str]:
        """The practices with any return that counts: those in the totals."""
        return list(self.returns)

    @property
    def received(self) -> list[str]:
        """Those whose period is complete: of a year every quarter in which they were open."""
        return [code for code in self.sent if self.quarters_of(code).whole]

    @property
    def so_far(self) -> list[str]:
        """Those with some quarters of a year and not all."""
        return [code for code in self.sent if not self.quarters_of(code).whole]

    def quarters_of(self, code: str) -> QuartersHeld:
        """How many quarters of the period a member sent, of those in which it was open.

        Whoever belongs to the group belongs to it for the whole period, as for the figures.
        """
        return quarters_held(self.directory, code, self.period, self.returns.get(code, ()))

    @cached_property
    def coverage(self) -> Coverage:
        """How far the figures reach, in practices and in quarters of practices."""
        each = [self.quarters_of(code) for code in self.members]
        return Coverage(len(self.sent), len(each), sum(one.held for one in each), sum(one.of for one in each))

    @property
    def quarters(self) -> QuartersHeld:
        """The quarters of all practices together, and those that are there."""
        return QuartersHeld(self.coverage.quarters, self.coverage.of_quarters)

    @cached_property
    def gaps(self) -> dict[str, tuple[Gap, ...]]:
        """What the returns of each practice leave open."""
        others: dict[str, list[ReturnDocument]] = {}
        for document in self._documents:
            others.setdefault(document.ods_code, []).append(document)
        return {
            code: gaps_of(self.period, found, self.calculator, others[code])
            for code, found in self.returns.items()
        }

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
    def comparisons(self) -> dict[str, Comparison]:
        """Each practice with returns of both years, over the sections that both have.

        A year with missing quarters is compared with none: it would seem lower by what is missing (rule 18).
        """
        before = self.whole_earlier(self.period.year_before)
        return {
            code: compare(before[code], self.footprints[code]) for code in self.received if code in before
        }

    def whole_earlier(self, period: Period) -> dict[str, Footprint]:
        """The footprints of another period that a whole one can be compared with."""
        found = self._of(period)
        return {
            code: self._footprint(documents, period)
            for code, documents in found.items()
            if quarters_held(self.directory, code, period, documents).whole
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
                sum((sizes[code] for code in self.sent), Decimal(0)),
                sum(sizes.values(), Decimal(0)),
            )
