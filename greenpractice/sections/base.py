"""What a section is: one declaration of its fields, one function from its rows to lines of carbon."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any, Generic, TypeVar

from greenpractice.facts.factors import Factor, Factors
from greenpractice.facts.inhalers import Inhalers
from greenpractice.fields import FieldSpec, Value, specs_of
from greenpractice.lines import Boundary, Entry, Line, NotCounted, Scope
from greenpractice.periods import Period
from greenpractice.themes import Theme

R = TypeVar("R")
Spelt = tuple[tuple[str, str], ...]  # the texts of a row by their keys, as a value that can be looked up
ReadRow = tuple[Any, tuple[str, ...]]  # a row of a section's type, and the keys whose text does not read
Problem = tuple[str, str]  # field key and sentence
NO_START, NO_END = "the bill has no start date", "the bill has no end date"
ROWS_KEPT = 2**14  # of a section with what was made of them: seven years of all products
FOOTPRINT: Boundary = "carbon_footprint"
PLUS: Boundary = "carbon_footprint_plus"


@dataclass(frozen=True, slots=True)
class Row(Generic[R]):
    """One row as formulas see it: its place, its typed values (None is no data), what is estimated.

    `unread` has, by field, what was typed and does not read as its kind: `stream “Compost”`.
    """

    position: int
    values: R
    estimated_fields: frozenset[str] = frozenset()
    estimated_whole: bool = False
    unread: tuple[tuple[str, str], ...] = ()

    def estimated(self, fields: Sequence[str]) -> bool:
        """True if the row, or any of these fields, is marked as estimated."""
        if not self.estimated_fields:
            return self.estimated_whole
        return self.estimated_whole or not self.estimated_fields.isdisjoint(fields)


@dataclass(frozen=True, slots=True)
class Context:
    """What a formula may look at beside its own rows."""

    period: Period
    factors: Factors
    inhalers: Inhalers
    floor_area: Callable[[str | None], Decimal | None]

    def factor(self, key: str, unit: str) -> Factor:
        """The factor of the period's year; the section has made sure that there is one."""
        return self.factors.of_year(self.period.year).get(key, unit)

    def wtt(self, key: str, unit: str) -> Factor | None:
        """The well-to-tank factor that belongs to `key`, where the set has one."""
        return self.factors.of_year(self.period.year).find(f"{key}.wtt", unit)

    def constant(self, key: str) -> Decimal:
        """A dated constant of the formulas, such as the kilometres of a mile."""
        return self.factors.constant(key)


Lines = Callable[[Sequence[Row[Any]], Context], Iterator[Entry]]
CheckRow = Callable[[Any, Period], Iterator[Problem]]
Needed = tuple[str, str, tuple[str, ...]]  # field key, sentence, and the answers of which one is needed
NeedsOfRow = Callable[[Any], Iterator[Needed]]


@dataclass(frozen=True, slots=True)
class SectionHelp:
    """What a section is for, what one does in it step by step, where its figures are found.

    Without a purpose of its own it shares that of its theme. `picture` names a drawing of the window's help.
    """

    purpose: str = ""
    steps: tuple[str, ...] = ()
    where: tuple[str, ...] = ()
    picture: str = ""


@dataclass(frozen=True, slots=True)
class Folded:
    """Columns that are folded away until they are asked for or filled, and the words that ask for them."""

    words: str
    fields: tuple[str, ...]


@dataclass(frozen=True)
class Section:
    """One page of a return. `single` is a form of one row; otherwise a grid of rows.

    `introduction` is one sentence above it: what goes in. `usually_one_row`: it opens as a form, and becomes
    a grid when somebody asks for more rows.
    `only_avoids`: its lines are carbon kept out of the air, shown apart and never in the footprint.
    `check` finds what cannot be right, `question` what is unlikely and may be confirmed, `needs` what only
    one of some answers settles.
    `any_of`: fields of which any is enough, so that none of them is missed.
    `only_some`: many practices have nothing of it, so that a return without it is whole.
    """

    key: str
    title: str
    row_type: type
    lines: Lines | None = None
    single: bool = False
    yearly_factors: bool = False
    check: CheckRow | None = None
    question: CheckRow | None = None
    needs: NeedsOfRow | None = None
    unique: str | None = None
    theme: Theme | None = None
    only_avoids: bool = False
    introduction: str = field(kw_only=True)
    help: SectionHelp = SectionHelp()
    usually_one_row: bool = False
    folded: Folded | None = None
    any_of: tuple[str, ...] = ()
    only_some: bool = False
    wanted_by: str = ""
    fields: dict[str, FieldSpec] = field(init=False)
    read: Callable[[Spelt], ReadRow] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        fields = specs_of(self.row_type)
        object.__setattr__(self, "fields", fields)
        # Attribute and reader of each key, looked up once: a network's history has millions of figures.
        readers = {key: (_attribute(key), spec.reader()) for key, spec in fields.items()}
        object.__setattr__(self, "read", _reader_of(self.row_type, readers))

    def row_label(self, values: object) -> str:
        """What a row is called where it has no line: its choices and texts, then its figures."""
        words: list[str] = []
        figures: list[str] = []
        for key, spec in self.fields.items():
            value = getattr(values, _attribute(key))
            if value is None or spec.optional:
                continue
            if isinstance(value, Decimal):
                figures.append(spec.number_words(value))
            elif isinstance(value, str):
                words.append(spec.choices.get(value, value))
        return ", ".join([*words, *figures]) or self.title


def typed_row(section: Section, raw: Mapping[str, str]) -> Any:
    """A row of the section's type from texts; what does not read as its kind is left as no data."""
    return section.read(tuple(raw.items()))[0]


def _reader_of(
    row_type: type, readers: Mapping[str, tuple[str, Callable[[str], Value | None]]]
) -> Callable[[Spelt], ReadRow]:
    """What makes the texts of a row a row of its type: those that were read lately are kept."""

    @lru_cache(maxsize=ROWS_KEPT)
    def read(texts: Spelt) -> ReadRow:
        values, unread = dict[str, Value](), list[str]()
        for key, text in texts:
            attribute, reader = readers[key]
            value = reader(text)
            if value is None:
                unread.append(key)
            else:
                values[attribute] = value
        return row_type(**values), tuple(unread)

    return read


def _attribute(key: str) -> str:
    return "from_" if key == "from" else key


def line(
    section: str,
    row: Row[Any],
    fields: Sequence[str],
    factor: Factor,
    quantity: Decimal,
    label: str,
    scope: Scope,
    boundary: Boundary,
    estimated: bool = False,
) -> Line:
    """Quantity x factor as one line that keeps its reason."""
    return Line(
        section,
        label,
        quantity,
        factor,
        scope,
        boundary,
        estimated or row.estimated(fields),
        quantity * factor.value,
        row.position,
        tuple(fields),
    )


def with_wtt(
    context: Context,
    section: str,
    row: Row[Any],
    fields: Sequence[str],
    key: str,
    quantity: Decimal,
    unit: str,
    label: str,
    scope: Scope,
    boundary: Boundary,
    estimated: bool = False,
) -> Iterator[Line]:
    """A line and, where the set has one, its well-to-tank as a line of its own (scope 3, or outside)."""
    factor = context.factor(key, unit)
    yield line(section, row, fields, factor, quantity, label, scope, boundary, estimated)
    wtt = context.wtt(key, unit)
    if wtt is not None:
        wtt_scope: Scope = "outside" if scope == "outside" else "3"
        wtt_label = f"{label}, well-to-tank"
        yield line(section, row, fields, wtt, quantity, wtt_label, wtt_scope, boundary, estimated)


def share_of_bill(
    first: date | None, last: date | None, by_readings: bool, period: Period
) -> tuple[int, int] | str:
    """Days of a bill in the period and days of the bill, or why it cannot be shared.

    Both end dates count. A meter reading is at the end of its day, so use starts the day after the
    opening one. Without dates the figure is the period's own.
    """
    if first is None and last is None:
        return 1, 1
    if first is None or last is None:
        return NO_START if first is None else NO_END
    start, end = first.toordinal() + by_readings, last.toordinal()
    days = end - start + 1
    if days < 1:
        return "the two readings are of the same day"
    inside = min(end, period.last_day.toordinal()) - max(start, period.first_day.toordinal()) + 1
    if inside < 1:
        return f"the dates lie outside {period.words}"
    return inside, days


def not_yet(context: Context, key: str) -> str:
    """Why the period has no factor of a key that was published later than the first set, or ""."""
    first = context.factors.first_year_of(key)
    return f"no factor before {Period(first)}" if context.period.year < first else ""


def half_given(section: Section, row: Row[Any], field: str) -> Iterator[NotCounted]:
    """What is missing of a row that wants an answer in `field` and a weight; nothing if it has neither."""
    answer, kg = getattr(row.values, field), row.values.kg
    if (answer is None) != (kg is None):
        lacks = field if answer is None else "kg"
        why = f"the {section.fields[lacks].label.lower() if answer is None else 'weight'} is not given"
        yield not_counted(section.key, row, section.row_label(row.values), why, lacks)


def not_counted(section: str, row: Row[Any], what: str, why: str, *lacks: str) -> NotCounted:
    """An input that gives no line, and the reason: that the fields `lacks` have no value, if they are named.

    Where something was typed in one of them it is not missing but not understood, and that is said.
    """
    return NotCounted(section, what, not_understood(row, lacks) or why, row.position)


def not_understood(row: Row[Any], fields: Sequence[str]) -> str:
    """What was typed in any of these fields and does not read as their kind, as a reason, or ""."""
    typed = [words for field, words in row.unread if field in fields]
    verb = "is" if len(typed) == 1 else "are"
    return f"the {' and the '.join(typed)} {verb} not understood" if typed else ""
