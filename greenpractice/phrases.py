"""The small words of charts: years, lists, shares, verbs, and which unit a chart counts in."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from greenpractice.errors import UserError
from greenpractice.numbers import exact, round_half_up, show, show_percent
from greenpractice.periods import MONTHS, Period, TwelveMonths

MINUS = "−"
ROUNDING = "Figures may not add up because of rounding."


@dataclass(frozen=True, slots=True)
class CarbonUnit:
    """What the numbers of one axis are counted in: `kg` in one of it, decimals of a label."""

    name: str
    kg: Decimal
    places: int

    def show(self, kg: Decimal) -> str:
        """The size of a weight in this unit without its name; never 0 for what is not 0."""
        size = self.size(kg)
        if kg and not size:
            return f"under\u00a0{show(Decimal(1).scaleb(-self.places))}"
        return show(size, max(self.places, 0))

    def signed(self, kg: Decimal) -> str:
        """A change with its sign: `−2.4`, `+0.3`; what is too small to be seen has none."""
        if not kg or not self.size(kg):
            return self.show(kg)
        return f"{MINUS if kg < 0 else '+'}{self.show(kg)}"

    def words(self, kg: Decimal) -> str:
        """`34.3 tonnes`."""
        return f"{self.show(kg)} {self.name}"

    def size(self, kg: Decimal) -> Decimal:
        """The rounded size that `show` writes."""
        with exact():
            return round_half_up(abs(kg) / self.kg, self.places)


def carbon_unit(largest: Decimal) -> CarbonUnit:
    """The unit for figures up to `largest` kg: the steps of `show_kg`, and millions for slips of the pen."""
    if round_half_up(abs(largest)) < 1000:
        return CarbonUnit("kg", Decimal(1), 0)
    million = Decimal(10) ** 9
    name, kg = ("million tonnes", million) if abs(largest) >= million else ("tonnes", Decimal(1000))
    return CarbonUnit(name, kg, 1 if abs(largest) < 100 * kg else 0)


def paper_unit(largest: Decimal) -> CarbonUnit:
    """The unit for all figures of a page, the largest of which is so many kg: one number of decimals.

    kg under a tonne, tonnes with a decimal up to 200, whole ones up to 9,999, then tens.
    """
    tonnes = abs(largest) / 1000
    if round_half_up(abs(largest)) < 1000:
        return CarbonUnit("kg", Decimal(1), 0)
    places = 1 if tonnes < 200 else 0 if tonnes < 10_000 else -1
    return CarbonUnit("tonnes", Decimal(1000), places)


def year_words(year: Period) -> str:
    """`2019/20`."""
    return f"{year.year}/{(year.year + 1) % 100:02}"


def period_words(period: Period) -> str:
    """`2019/20` for a year, `April to June 2026` for a quarter."""
    return year_words(period) if period.is_year else period.words


def this_period(period: Period) -> str:
    """How a title calls the period it is about."""
    if isinstance(period, TwelveMonths):
        return "over 12 months"
    return "this year" if period.is_year else "this quarter"


def now_and_before(period: Period) -> tuple[str, str]:
    """How a key calls the period and the one before it."""
    if isinstance(period, TwelveMonths):
        return "last 12 months", "the 12 months before"
    kind = "year" if period.is_year else "quarter"
    return f"this {kind}", f"last {kind}"


def on_a_year_earlier(period: Period) -> str:
    """How a title says what a period is compared with."""
    if isinstance(period, TwelveMonths):
        return "on the 12 months before"
    return "on last year" if period.is_year else "on the same quarter last year"


def joined(words: Sequence[str]) -> str:
    """`water`, `water and waste`, `water, waste and paper`."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"


def months_together(months: Iterable[str]) -> str:
    """`April and May 2025` from `2025-04` and `2025-05`; several years each say their own."""
    years: dict[str, list[str]] = {}
    for month in sorted(months):
        years.setdefault(month[:4], []).append(MONTHS[int(month[5:]) - 1])
    return joined([f"{joined(names)} {year}" for year, names in years.items()])


def lower_first(title: str) -> str:
    """A section's title inside a sentence."""
    return title[:1].lower() + title[1:]


def first_upper(sentence: str) -> str:
    """What begins a sentence."""
    return sentence[:1].upper() + sentence[1:]


def ended(sentence: str) -> str:
    """A sentence with its full stop; a question has its mark."""
    return sentence if sentence.endswith("?") else f"{sentence}."


def number_word(number: int) -> str:
    """A small number as it stands in a sentence: `five`, from ten on `10`."""
    words = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
    return words[number] if number < len(words) else str(number)


def is_or_are(title: str) -> str:
    """The verb that a section's title takes."""
    return "are" if title.endswith("s") and not title.endswith("ss") else "is"


def counted(number: int, singular: str, plural: str = "") -> str:
    """`1 source`, `2 sources`."""
    return f"{number} {noun(number, singular, plural)}"


def amount(number: Decimal, singular: str) -> str:
    """`1 item`, `1,071 items`, `0.5 inhalers`."""
    return f"{show(number)} {noun(number, singular)}"


def noun(number: Decimal | int, singular: str, plural: str = "") -> str:
    """The word for so many."""
    return singular if number == 1 else plural or f"{singular}s"


def share_words(part: Decimal, whole: Decimal) -> str:
    """A share as a whole percentage; a part is never called 100%, nor a share of something 0%."""
    with exact():
        if part < whole and round_half_up(part * 100 / whole) >= 100:
            return "over 99%"
        return show_percent(part, whole)


def subtitle(*parts: str) -> str:
    """The parts that are there, in a row."""
    return ", ".join(part for part in parts if part)


def no_return(who: str, period: Period) -> UserError:
    """Nothing is stored for what was asked."""
    return UserError(f"there is no stored return of {who} for {period.words} ({period})")
