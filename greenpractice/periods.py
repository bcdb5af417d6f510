"""NHS quarters and years: which days a return covers, how it is named, and which factor year it uses."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from greenpractice.errors import UserError

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_PERIOD = re.compile(r"(\d{4})-(\d{2})(?:-Q([1-4]))?", re.ASCII)
_FIRST_YEAR, _LAST_YEAR = 1900, 2999


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """An NHS financial quarter, or with `quarter` 0 the whole year from April of `year` to March."""

    year: int
    quarter: int = 0

    @classmethod
    def parse(cls, text: str) -> "Period":
        """`2025-26-Q1` is a quarter, `2025-26` a year; anything else is a UserError."""
        match = _PERIOD.fullmatch(text)
        if match:
            year = int(match[1])
            if int(match[2]) == (year + 1) % 100 and _FIRST_YEAR <= year <= _LAST_YEAR:
                return cls(year, int(match[3] or 0))
        raise UserError(f"{text!r} is not a period: write a quarter like 2025-26-Q1 or a year like 2025-26")

    @property
    def id(self) -> str:
        """The period as contracts spell it."""
        year = f"{self.year}-{(self.year + 1) % 100:02}"
        return f"{year}-Q{self.quarter}" if self.quarter else year

    @property
    def is_year(self) -> bool:
        """True for a whole year."""
        return self.quarter == 0

    @property
    def first_day(self) -> date:
        """The first day it covers."""
        if self.quarter == 4:
            return date(self.year + 1, 1, 1)
        return date(self.year, 1 + 3 * (self.quarter or 1), 1)

    @property
    def last_day(self) -> date:
        """The last day it covers."""
        after = Period(self.year + 1) if self.is_year else self.next
        return after.first_day - timedelta(days=1)

    @property
    def days(self) -> int:
        """How many days it covers."""
        return (self.last_day - self.first_day).days + 1

    @property
    def months(self) -> tuple[str, ...]:
        """The months it covers as `2026-04`, the earliest first."""
        first, many = self.first_day, 12 if self.is_year else 3
        counts = (first.month - 1 + number for number in range(many))
        return tuple(f"{first.year + count // 12}-{count % 12 + 1:02}" for count in counts)

    @property
    def words(self) -> str:
        """`April to June 2026`; for a year `April 2026 to March 2027`."""
        first, last = self.first_day, self.last_day
        start = MONTHS[first.month - 1]
        if first.year != last.year:
            start = f"{start} {first.year}"
        return f"{start} to {MONTHS[last.month - 1]} {last.year}"

    @property
    def whole_year(self) -> "Period":
        """The year it lies in."""
        return Period(self.year)

    @property
    def quarters(self) -> tuple["Period", ...]:
        """The four quarters of its year."""
        return tuple(Period(self.year, quarter) for quarter in (1, 2, 3, 4))

    @property
    def choice_words(self) -> str:
        """As it is called where one is chosen: the words of a year alone look like those of a quarter."""
        return f"{self.words} (whole year)" if self.is_year else self.words

    @property
    def made_of(self) -> tuple["Period", ...]:
        """The quarters it is made of: of a quarter itself."""
        return self.quarters if self.is_year else (self,)

    @property
    def next(self) -> "Period":
        """The period after it, of the same kind."""
        if self.is_year:
            return Period(self.year + 1)
        return Period(self.year, self.quarter + 1) if self.quarter < 4 else Period(self.year + 1, 1)

    @property
    def previous(self) -> "Period":
        """The period before it, of the same kind."""
        if self.is_year:
            return Period(self.year - 1)
        return Period(self.year, self.quarter - 1) if self.quarter > 1 else Period(self.year - 1, 4)

    @property
    def year_before(self) -> "Period":
        """The same quarter (or the whole year) one year earlier."""
        return Period(self.year - 1, self.quarter)

    def moved(self, quarters: int) -> "Period":
        """The period so many quarters later, or earlier; a year moves by years alone."""
        if self.is_year:
            return Period(self.year + quarters // 4)
        years, quarter = divmod(self.quarter - 1 + quarters, 4)
        return Period(self.year + years, quarter + 1)

    def quarters_since(self, earlier: "Period") -> int:
        """How many quarters it is later than another period of its kind."""
        return 4 * (self.year - earlier.year) + self.quarter - earlier.quarter

    def __str__(self) -> str:
        return self.id


A_YEAR = 4  # quarters


@dataclass(frozen=True, slots=True, order=True)
class TwelveMonths(Period):
    """The four quarters up to and with a quarter; no return covers them, their four returns do."""

    @property
    def id(self) -> str:
        """For people only: no contract knows such a period."""
        return f"12 months to {Period(self.year, self.quarter)}"

    @property
    def first_day(self) -> date:
        """The first day of the first of its quarters."""
        return self.quarters[0].first_day

    @property
    def quarters(self) -> tuple[Period, ...]:
        """Its four quarters, the oldest first."""
        last = Period(self.year, self.quarter)
        third = last.previous
        second = third.previous
        return second.previous, second, third, last

    @property
    def made_of(self) -> tuple[Period, ...]:
        """The same."""
        return self.quarters

    @property
    def year_before(self) -> Period:
        """The 12 months before."""
        return TwelveMonths(self.year - 1, self.quarter)


DUE_DAYS = 31  # after the last day of a quarter, unless a network's Lead sets another number


def due_day(period: Period, days: int = DUE_DAYS) -> date:
    """When the returns of a period are due."""
    return period.last_day + timedelta(days=days)


def day_of_today() -> date:
    """The day by the clock of this computer, where it stands."""
    return datetime.now().astimezone().date()


def day_words(day: date) -> str:
    """`8 July 2026`."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def narrow_day_words(day: date) -> str:
    """`8 Jul 2026`, in a column of days."""
    return f"{day.day} {MONTHS[day.month - 1][:3]} {day.year}"


def day_of_period_words(day: date, period: Period) -> str:
    """`8 Jul` in a column of days of a quarter, with the year where it is another than the quarter's."""
    words = narrow_day_words(day)
    is_of_year = not period.is_year and day.year == period.first_day.year
    return words.rsplit(" ", 1)[0] if is_of_year else words
