"""How good the figures of a footprint are: a grade for each section and the whole, and the range of its kg.

A grade is by the share of kg that is measured. The range is of what was entered and of kg that were borrowed:
it stands beside a total and never changes one. Doubts that share a figure, a factor or a default are added
up, independent ones are the square root of the sum of their squares.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from greenpractice.carbon.input_kinds import Doubt, Shared, doubts_of
from greenpractice.carbon.part import Part
from greenpractice.cells import InWords
from greenpractice.facts.uncertainty import RANKS, Rank, load_thresholds
from greenpractice.lines import Spread
from greenpractice.numbers import NO_DATA, exact, show_kg, show_percent
from greenpractice.phrases import first_upper, joined, lower_first
from greenpractice.sections import CARBON_SECTIONS, SECTION_BY_KEY, expected

_NOTHING = Decimal(0)
MEASURED, PARTLY, MOSTLY_NOT, MISSING = "measured", "partly measured", "mostly estimated", "missing"
_SUREST_FIRST = (MEASURED, PARTLY, MOSTLY_NOT)
TITLES = ("Section", "Grade", "Measured", "Estimated", "Default", "Less by", "More by")
_RANK_WORDS: Mapping[Rank, str] = {
    "measured": "from bills, meters and records",
    "estimated": "estimated",
    "default": "from defaults and borrowed values",
}


@dataclass(frozen=True, slots=True)
class Grade:
    """Of one section or of all: how many of its kg are of each rank, and how much less or more it may be.

    `word` is one of the four above; `kg` is the sum of `by_rank`. All are kg CO2e, unrounded.
    """

    word: str
    kg: Decimal
    by_rank: Mapping[Rank, Decimal]
    least: Decimal
    most: Decimal

    @property
    def spread(self) -> Spread:
        """The kg with its range: never below 0."""
        with exact():
            return Spread(max(self.kg - self.least, _NOTHING), self.kg, self.kg + self.most)

    def share(self, rank: Rank) -> Decimal:
        """The share of kg of a rank, from 0 to 1; 0 of nothing."""
        with exact():
            return self.by_rank[rank] / self.kg if self.kg else _NOTHING

    @property
    def shares_words(self) -> str:
        """`62% from bills, meters and records, 38% estimated`; the ranks that are there."""
        there = [rank for rank in RANKS if self.by_rank[rank]]
        return joined([f"{show_percent(self.by_rank[rank], self.kg)} {_RANK_WORDS[rank]}" for rank in there])

    @property
    def range_words(self) -> str:
        """`2.1 tonnes more or 1.0 tonnes less`."""
        return less_or_more(self.least, self.most)


@dataclass(frozen=True, slots=True)
class Sureness:
    """The grades of a footprint: of all of it and by section, in their order; which sections are missing."""

    whole: Grade
    sections: Mapping[str, Grade]
    missing: tuple[str, ...]
    doubts: tuple[Doubt, ...] = field(repr=False)

    @property
    def missing_words(self) -> str:
        """`nothing is counted of heating and waste`, or ""."""
        titles = [lower_first(SECTION_BY_KEY[key].title) for key in self.missing]
        return f"nothing is counted of {joined(titles)}" if titles else ""

    @property
    def words(self) -> str:
        """The grade of the whole, why, and how much less or more it may be; "" where nothing is counted."""
        if not self.sections:
            return ""
        why = "; ".join(part for part in (self.whole.shares_words, self.missing_words) if part)
        graded = f"{first_upper(self.whole.word)}: {why}" if why else first_upper(self.whole.word)
        return f"{graded}. The total may be {self.whole.range_words}."

    @property
    def short(self) -> str:
        """The same in a line, without what is missing: `Partly measured (55% of the kg measured); ...`"""
        if not self.sections:
            return ""
        kg = self.whole.kg
        share = f" ({show_percent(self.whole.by_rank['measured'], kg)} of the kg measured)" if kg else ""
        return f"{first_upper(self.whole.word)}{share}; it may be {self.whole.range_words}."

    def section_words(self, key: str) -> str:
        """The same of one section; "" without a line of it."""
        grade = self.sections.get(key)
        if grade is None:
            return ""
        why = f": {grade.shares_words}" if grade.shares_words else ""
        return f"{first_upper(grade.word)}{why}. It may be {grade.range_words}."

    @property
    def listed(self) -> list[str]:
        """The sections that are there or would be expected, in their order."""
        return [each.key for each in CARBON_SECTIONS if each.key in (*self.sections, *self.missing)]

    @property
    def rows(self) -> list[tuple[str, ...]]:
        """Texts in the order of TITLES: the whole, then each section that is listed."""
        return self.rows_of(self.listed)

    def rows_of(self, keys: Iterable[str], told: Callable[[Decimal], str] = show_kg) -> list[tuple[str, ...]]:
        """The same of some sections: those without a line are missing. `told` says a weight."""
        each = [(SECTION_BY_KEY[key].title, self.sections.get(key)) for key in keys]
        return [_row("All", self.whole, told), *(_row(title, grade, told) for title, grade in each)]


def _row(title: str, grade: Grade | None, told: Callable[[Decimal], str]) -> tuple[str, ...]:
    if grade is None or grade.word == MISSING:
        return title, grade_cell(grade), *(NO_DATA for _ in TITLES[2:])
    shares = (_share_cell(grade.by_rank[rank], grade.kg) if grade.kg else NO_DATA for rank in RANKS)
    less, more = (InWords(told(kg), kg) for kg in (grade.least, grade.most))
    return title, grade_cell(grade), *shares, less, more


def grade_cell(grade: Grade | None) -> InWords:
    """The word of a grade, as a table has it: the surest stands highest, and what is missing is no data."""
    word = MISSING if grade is None else grade.word
    return InWords(first_upper(word), None if word == MISSING else -_SUREST_FIRST.index(word))


def _share_cell(part: Decimal, whole: Decimal) -> InWords:
    with exact():
        return InWords(show_percent(part, whole), part / whole)


def less_or_more(least: Decimal, most: Decimal) -> str:
    """`2.1 tonnes more or 1.0 tonnes less`, `12 kg more or less`; a side that is nothing is not named."""
    less, more = show_kg(least), show_kg(most)
    if less == more:
        return f"{more} more or less"
    return " or ".join(f"{kg} {way}" for kg, way, off in ((more, "more", most), (less, "less", least)) if off)


def doubt_words(doubt: Doubt) -> str:
    """`It comes from a bill or the meter: 12 kg more or less`, with what the range goes by."""
    return f"It {doubt.kind.words}: {less_or_more(doubt.least, doubt.most)} ({doubt.kind.source_words})."


def rule_words() -> str:
    """What the grades go by, in one sentence."""
    rule = load_thresholds()
    most, half = (show_percent(share, Decimal(1)) for share in (rule.measured, rule.partly_measured))
    return (
        f"“{first_upper(MEASURED)}” means that at least {most} of the kg come from bills, meters and records "
        f"and no section is missing, “{PARTLY}” at least {half}, “{MOSTLY_NOT}” less."
    )


def sureness_of(parts: Iterable[Part]) -> Sureness:
    """The grades of what these returns come to together: of a quarter one, of a year up to five."""
    kg: dict[str, dict[Rank, Decimal]] = {}
    doubts: list[Doubt] = []
    with exact():
        for part in parts:
            for line, of_line in doubts_of(part):
                rank = max((doubt.rank for doubt in of_line), key=RANKS.index)
                of = kg.setdefault(line.section, dict.fromkeys(RANKS, _NOTHING))
                of[rank] += line.kg
                doubts += of_line
    return _sureness(kg, doubts)


def together(found: Iterable[Sureness]) -> Sureness:
    """The grades of several practices together: their kg and doubts are one practice's."""
    kg: dict[str, dict[Rank, Decimal]] = {}
    doubts: list[Doubt] = []
    with exact():
        for each in found:
            for key, grade in each.sections.items():
                of = kg.setdefault(key, dict.fromkeys(RANKS, _NOTHING))
                for rank in RANKS:
                    of[rank] += grade.by_rank[rank]
            doubts += each.doubts
    return _sureness(kg, doubts)


def _sureness(kg: Mapping[str, Mapping[Rank, Decimal]], doubts: Sequence[Doubt]) -> Sureness:
    with exact():
        whole = {rank: sum((each[rank] for each in kg.values()), _NOTHING) for rank in RANKS}
    missing = tuple(each.key for each in expected(CARBON_SECTIONS, kg) if each.key not in kg)
    ordered = [section.key for section in CARBON_SECTIONS if section.key in kg]
    by_section: dict[str, list[Doubt]] = {key: [] for key in ordered}
    for doubt in doubts:
        by_section[doubt.section].append(doubt)
    sections = {key: _grade(kg[key], by_section[key]) for key in ordered}
    return Sureness(_grade(whole, doubts, bool(kg), missing), sections, missing, tuple(doubts))


def _grade(
    by_rank: Mapping[Rank, Decimal], doubts: Sequence[Doubt], there: bool = True, missing: Sequence[str] = ()
) -> Grade:
    with exact():
        kg = sum(by_rank.values(), _NOTHING)
    least, most = range_of(doubts)
    return Grade(_word(by_rank, kg, doubts, missing) if there else MISSING, kg, by_rank, least, most)


def _word(
    by_rank: Mapping[Rank, Decimal], kg: Decimal, doubts: Sequence[Doubt], missing: Sequence[str]
) -> str:
    """By the share that is measured; where all of it is 0 kg, by whether any of it is not."""
    rule = load_thresholds()
    if kg:
        with exact():
            measured = by_rank["measured"] / kg
    else:
        measured = Decimal(all(doubt.rank == "measured" for doubt in doubts))
    if measured >= rule.measured and not missing:
        return MEASURED
    return PARTLY if measured >= rule.partly_measured else MOSTLY_NOT


def range_of(doubts: Iterable[Doubt]) -> tuple[Decimal, Decimal]:
    """How many kg less and more they make together: sums of what is shared, then the root of the squares."""
    least: dict[Shared, Decimal] = {}
    most: dict[Shared, Decimal] = {}
    with exact():
        for doubt in doubts:
            least[doubt.shared] = least.get(doubt.shared, _NOTHING) + doubt.least
            most[doubt.shared] = most.get(doubt.shared, _NOTHING) + doubt.most
        return _root(least.values()), _root(most.values())


def _root(numbers: Iterable[Decimal]) -> Decimal:
    return sum((number * number for number in numbers), _NOTHING).sqrt()
