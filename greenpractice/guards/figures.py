"""A return as guards look at it: its typed rows, and the sizes of the practice."""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from decimal import Decimal
from functools import cached_property
from typing import Any, Protocol, TypeVar

from greenpractice.facts.factors import Factors, load_factors
from greenpractice.facts.guards import ABSOLUTE, M2, PATIENT, PER_1000, PERSON, WTE
from greenpractice.facts.inhalers import Inhalers, load_inhalers
from greenpractice.facts.practices import load_directory
from greenpractice.periods import Period
from greenpractice.sections.base import Context
from greenpractice.sections.inhalers import Packs, packs_of
from greenpractice.sections.practice import floor_area

Raw = Mapping[str, str]
T = TypeVar("T")
_THOUSAND = Decimal(1000)


class Marked(Protocol):
    """A flag as far as guards look at it."""

    @property
    def section(self) -> str: ...
    @property
    def row(self) -> int: ...
    @property
    def field(self) -> str | None: ...
    @property
    def estimated(self) -> bool | None: ...
    @property
    def confirmed(self) -> bool | None: ...


class Given(Protocol):
    """A return as far as guards look at it."""

    @property
    def ods_code(self) -> str: ...
    @property
    def period(self) -> Period: ...
    @property
    def sections(self) -> Mapping[str, tuple[Raw, ...]]: ...
    @property
    def flags(self) -> Sequence[Marked]: ...
    def values(self, section: str) -> tuple[Any, ...]: ...
    def once(self, what: Hashable, work: Callable[[], T]) -> T: ...


class Figures:
    """The figures of one return."""

    def __init__(self, given: Given) -> None:
        self.given = given
        self.period = given.period
        self._unsure = set[str]()
        self._known: dict[Hashable, Any] = {}

    def once(self, what: Hashable, work: Callable[[], T]) -> T:
        """What follows from the figures, whatever is left out, worked out once."""
        if what not in self._known:
            self._known[what] = work()
        found: T = self._known[what]
        return found

    def raw(self, section: str) -> tuple[Raw, ...]:
        """The rows of a section as they were typed."""
        return self.given.sections.get(section, ())

    def rows(self, section: str) -> tuple[Any, ...]:
        """The same as values; what does not read as its kind is no data."""
        return self.given.values(section)

    def leave_out(self, scales: Iterable[str]) -> None:
        """Measure nothing by these any more: the figure behind them is asked about itself."""
        self._unsure.update(scales)

    def size(self, scale: str, site: str | None = None) -> Decimal | None:
        """How many of what a guard's limits are for; None where the return does not say, or is asked."""
        if scale in self._unsure:
            return None
        if scale == ABSOLUTE:
            return Decimal(1)
        rows = self.rows("practice")
        if scale == M2:
            return self._area(site)
        if not rows:
            return None
        first = rows[0]
        patients = first.registered_patients
        found = {
            PATIENT: patients,
            PER_1000: None if patients is None else patients / _THOUSAND,
            PERSON: first.staff,
            WTE: first.wte,
        }
        size: Decimal | None = found[scale]
        return size or None

    def _area(self, site: str | None) -> Decimal | None:
        rows = self.rows("practice")
        alone = sum(map(bool, self.raw("practice"))) == 1
        return floor_area(rows, None if alone else site) or None

    @cached_property
    def context(self) -> Context:
        """What formulas look at, for amounts that they work out."""
        rows = self.rows("practice")
        return Context(self.period, self.factors, self.inhalers, lambda site: floor_area(rows, site))

    @cached_property
    def inhalers(self) -> Inhalers:
        """The list of products in use."""
        return load_inhalers()

    @cached_property
    def packs(self) -> Packs:
        """What is said of the packs of inhalers, by brand."""
        return packs_of(self.rows("inhalers"))

    @cached_property
    def factors(self) -> Factors:
        """The factors and constants in use."""
        return load_factors()

    @cached_property
    def listed_patients(self) -> Decimal | None:
        """Patients of the practice by the published list nearest before the end of the period."""
        found = load_directory().list_size(self.given.ods_code, self.period.last_day)
        return None if found is None else found.patients

    @cached_property
    def estimated(self) -> frozenset[tuple[str, int, str | None]]:
        """What is marked as estimated: section, row and field, None for a whole row."""
        return frozenset((f.section, f.row, f.field) for f in self.given.flags if f.estimated)

    def is_confirmed(self, section: str, field: str) -> bool:
        """True if a person has said of a figure called so, or of its row, that it is correct."""
        said = (flag for flag in self.given.flags if flag.confirmed and flag.section == section)
        return any(flag.field in (field, None) for flag in said)

    def is_estimated(self, section: str, row: int, fields: Sequence[str]) -> bool:
        """True if the row, or any of these fields, is."""
        return any((section, row, field) in self.estimated for field in (None, *fields))
