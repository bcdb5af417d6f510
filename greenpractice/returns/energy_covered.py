"""Which days the bills of a site cover, which days none of them does, and sites without any energy."""

from dataclasses import dataclass
from datetime import date, timedelta

from greenpractice.facts.uncertainty import load_thresholds
from greenpractice.returns.documents import ReturnDocument
from greenpractice.returns.energy_rows import (
    ENERGY_SECTIONS,
    EnergyBill,
    all_days,
    by_source,
    covered_by,
    of_words,
    only_site,
    run_words,
    runs,
    source_words,
)
from greenpractice.sections import SECTION_BY_KEY
from greenpractice.sections.base import typed_row
from greenpractice.sections.energy import Known
from greenpractice.texts import name_key

_ONE_DAY = timedelta(days=1)
_FROM_ITS_END = ": a meter reading counts from the end of its day"


@dataclass(frozen=True, slots=True)
class Covered:
    """The dated bills of one site and fuel: how many days of the period they cover, and which not.

    `gaps` are the first and last days of those, and `bills` all of that site and fuel.
    """

    source: str
    inside: int
    days: int
    gaps: tuple[tuple[date, date], ...]
    bills: tuple[EnergyBill, ...]

    @property
    def missing(self) -> tuple[str, ...]:
        """The days that no bill covers, in words."""
        return tuple(run_words(first, last) for first, last in self.gaps)

    @property
    def is_as_whole(self) -> bool:
        """Whether so few days are open, or none, that it is compared as the whole period.

        The days stay open and are named: a reading of the first day is at its end, so that day has none.
        """
        return self.inside >= self.days * load_thresholds().compared_days

    @property
    def words(self) -> str:
        """`Main Street: bills cover 75 of 91 days.`"""
        return f"{self.source or 'All bills'}: bills cover {self.inside} of {self.days} days."

    @property
    def sentences(self) -> list[str]:
        """`No bill of Main Street covers 15 to 30 June 2026`, one for each run of days."""
        found = []
        for (first, last), run in zip(self.gaps, self.missing, strict=True):
            why = _FROM_ITS_END if first == last and self._is_read_on(last) else ""
            found.append(f"No bill{of_words(self.source)} covers {run}{why}")
        return found

    def _is_read_on(self, day: date) -> bool:
        """Whether readings begin on this day, so that nothing of it is between them."""
        return any(
            bill.known is Known.READINGS and bill.span is not None and bill.span[0] == day + _ONE_DAY
            for bill in self.bills
        )


@dataclass(frozen=True, slots=True)
class LeftOutSite:
    """A site whose energy is in the rent, and the energy sections that have no row of it."""

    row: int
    site: str | None
    sections: tuple[str, ...]

    def sentence(self, section: str) -> str:
        """What is known of its energy."""
        what = SECTION_BY_KEY[section].title.lower()
        return (
            f"{self.site or 'A site'}: energy is in the rent or service charge, and its {what} is not known"
        )


def covered_days(document: ReturnDocument, section: str) -> list[Covered]:
    """Each site and fuel with dated bills. One without dates counts for the whole period, and covers it."""
    period, found = document.period, []
    for bills in by_source(document, section):
        dated = [bill for bill in bills if bill.span is not None]
        if not dated:
            continue
        if len(dated) < len(bills) or any(bill.covers(period) for bill in dated):
            inside, missing = period.days, list[date]()
        else:
            covered = covered_by(dated, period)
            inside, missing = len(covered), [day for day in all_days(period) if day not in covered]
        found.append(Covered(source_words(bills), inside, period.days, tuple(runs(missing)), tuple(bills)))
    return found


def sites_left_out(document: ReturnDocument) -> list[LeftOutSite]:
    """The sites whose landlord pays and whose energy nobody has entered or estimated."""
    section, found = SECTION_BY_KEY["practice"], []
    for number, raw in enumerate(document.rows("practice")):
        values = typed_row(section, raw)
        if values.energy_paid_by != "landlord":
            continue
        missing = tuple(key for key in ENERGY_SECTIONS if not _has_site(document, key, values.site))
        if missing:
            found.append(LeftOutSite(number, values.site, missing))
    return found


def _has_site(document: ReturnDocument, section: str, site: str | None) -> bool:
    """Whether a row is of a site: by its name, as it is the only one, or as an estimate of all of them."""
    only = only_site(document)
    wanted = name_key(site) or only
    for raw in document.rows(section):
        place = name_key(raw.get("site")) or only
        of_all = not place and raw.get("basis") == "floor_area"
        if raw and (place == wanted or of_all):
            return True
    return False
