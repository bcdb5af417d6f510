"""Every gap and question of a return as data: the one list that pages, PDFs, files and commands show.

What a return leaves open is found here and worded here. A surface says where it stands (`where`) and takes
the sentence (`why`) as it is.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from greenpractice.carbon.footprint import Calculator
from greenpractice.carbon.in_doubt import kg_in_doubt
from greenpractice.carbon.part import Part
from greenpractice.carbon.year_of_returns import YearOfReturns
from greenpractice.errors import Issue
from greenpractice.fields import Kind as FieldKind
from greenpractice.lines import NotCounted
from greenpractice.periods import Period
from greenpractice.phrases import ended, joined, lower_first, months_together
from greenpractice.returns.checking import (
    LEFT_OUT,
    NONE_EARLIER,
    Earlier,
    check_figures,
    is_confirmed,
    question_words,
    questions,
)
from greenpractice.returns.documents import Flag, ReturnDocument
from greenpractice.returns.energy_covered import covered_days, sites_left_out
from greenpractice.returns.energy_rows import ENERGY_SECTIONS
from greenpractice.returns.energy_twice import doubled
from greenpractice.sections import SECTION_BY_KEY, SECTIONS
from greenpractice.sections.base import typed_row
from greenpractice.sections.inhalers import NO_FACTOR, product_name

RETURN = "return"  # the section of what no return covers
INHALERS = "inhalers"
Kind = Literal["missing", "unusual", "left_out", "not_counted", "none_counted", "days", "months", "energy"]
_NO_KG = Decimal(0)
_DAYS_LACK, _SITE_LACKS = "days without a bill", "a site without figures"
_ORDER = {RETURN: -1, **{section.key: number for number, section in enumerate(SECTIONS)}}


@dataclass(frozen=True, slots=True)
class Gap:
    """One gap or question: the figure it is about, as far as it is about one, and a plain sentence.

    `row` is the 0-based position in the section of the return of `period`. `confirmed`: a person has said
    that the figure is correct. `place` names the row for people, `kind` is for surfaces with little room.
    `kg` is how far the total moves if a figure that is asked about is what is usual. `of_section`: it is
    about all of a section, and the row only keeps it.
    """

    section: str
    row: int | None
    field: str | None
    why: str
    confirmed: bool
    kind: Kind
    period: Period
    place: str
    kg: Decimal = _NO_KG
    of_section: bool = False

    @property
    def where(self) -> str:
        """`Electricity, row 2`, or the product; the return itself has no place."""
        section = SECTION_BY_KEY.get(self.section)
        return ", ".join(part for part in (section.title if section else "Returns", self.place) if part)

    def where_in(self, period: Period) -> str:
        """The same in a list of a period: what is of another return of it says of which."""
        own = self.period == period or self.section == RETURN
        return self.where if own else f"{self.where}, {self.period.words}"

    @property
    def told(self) -> str:
        """The sentence, and that it was confirmed."""
        return f"{self.why} Confirmed as correct." if self.confirmed else self.why


def gaps_of_part(
    part: Part, earlier: Earlier = NONE_EARLIER, checked: Sequence[Issue] | None = None
) -> tuple[Gap, ...]:
    """Everything one return leaves open; `earlier` are returns of the practice, to compare with.

    `checked` is what `check_figures` says of it beside these, where that is at hand.
    """
    document = part.document
    found = [
        *_asked(part, check_figures(document, earlier) if checked is None else checked),
        *(_uncounted(document, item) for item in part.footprint.not_counted),
        *_none_counted(part),
        *_days(document),
        *month_gaps(document),
        *_unknown_patients(document),
    ]
    return _ordered(found)


def gaps_of(
    period: Period,
    documents: Sequence[ReturnDocument],
    calculator: Calculator,
    others: Iterable[ReturnDocument] = (),
) -> tuple[Gap, ...]:
    """The same of one practice's quarter or year, whose missing quarters are gaps too.

    `others` are further returns of the practice: earlier quarters are looked for among them.
    """
    if period.is_year:
        return gaps_of_year(YearOfReturns.of(period, documents), calculator, (*others, *documents))
    known = {document.period: document for document in (*others, *documents)}
    return _ordered(_of_parts(documents, calculator, known))


def gaps_of_year(
    made_of: YearOfReturns, calculator: Calculator, others: Iterable[ReturnDocument]
) -> tuple[Gap, ...]:
    """The same of what is looked at of a year; `others` are all returns of the practice that are known."""
    known = {document.period: document for document in others}
    found = [_gap(made_of.year, item.section, item.row, None, not_counted_words(item),
                  "missing" if item.section == RETURN else "not_counted")
             for item in made_of.not_counted]  # fmt: skip
    return _ordered([*found, *_of_parts(made_of.parts, calculator, known)])


def _of_parts(
    parts: Iterable[ReturnDocument], calculator: Calculator, known: Mapping[Period, ReturnDocument]
) -> Iterator[Gap]:
    for document in parts:
        part = Part(document, calculator.of_return(document))
        yield from gaps_of_part(part, known)


def energy_gaps(document: ReturnDocument, section: str) -> list[Gap]:
    """Of these, the days of an energy section that no bill covers or two do, for the page of its bills."""
    twice = [_question(document, issue, section) for issue in doubled(document, section)]
    return [gap for gap in _days(document) if (gap.section, gap.kind) == (section, "days")] + twice


def not_counted_words(item: NotCounted) -> str:
    """What was entered, or is missing, and why it is in no line."""
    if item.section == RETURN:
        return f"There is no return for {item.what}."
    return f"Not counted: {item.what}. The reason: {item.why}."


def open_gaps(gaps: Iterable[Gap]) -> list[Gap]:
    """Those that nobody has answered."""
    return [gap for gap in gaps if not gap.confirmed]


def confirmed_flags(documents: Iterable[ReturnDocument], gaps: Iterable[Gap]) -> list[Flag]:
    """What a person has said is correct in these returns; `gaps` are what they leave open.

    Where something is asked of the figure, or of its row, and all of it is open still, nothing was confirmed:
    it needs an answer, or is about other rows too. So each surface counts what it shows as confirmed.
    """
    asked: dict[tuple[Period, str, int | None], list[Gap]] = {}
    for gap in gaps:
        if gap.kind in ("unusual", "left_out"):
            asked.setdefault((gap.period, gap.section, gap.row), []).append(gap)
    found = []
    for document in documents:
        for flag in (each for each in document.flags if each.confirmed):
            there = asked.get((document.period, flag.section, flag.row), ())
            about = [
                gap for gap in there if gap.field == flag.field or (flag.field is None and not gap.of_section)
            ]
            if not about or any(gap.confirmed for gap in about):
                found.append(flag)
    return found


def worst_first(gaps: Iterable[Gap]) -> list[Gap]:
    """The questions about figures that nobody has answered, those in front that weigh most in the total.

    The first of each row stands before the second of any: several figures of a row are in the same kg.
    """
    asked = sorted((gap for gap in open_gaps(gaps) if gap.kind == "unusual"), key=lambda gap: -gap.kg)
    seen = Counter[tuple[Period, str, int | None]]()
    ranked = []
    for gap in asked:
        place = gap.period, gap.section, gap.row
        ranked.append((seen[place], gap))
        seen[place] += 1
    return [gap for _, gap in sorted(ranked, key=lambda each: each[0])]


def _ordered(gaps: Iterable[Gap]) -> tuple[Gap, ...]:
    """By period, section and row; what is of no row stands before the rows."""
    return tuple(
        sorted(gaps, key=lambda gap: (gap.section != RETURN, gap.period, _ORDER[gap.section], _row(gap)))
    )


def _row(gap: Gap) -> int:
    return -1 if gap.row is None else gap.row


def _gap(period: Period, section: str, row: int | None, field: str | None, why: str, kind: Kind) -> Gap:
    return Gap(section, row, field, why, False, kind, period, "")


def _placed(document: ReturnDocument, gap: Gap) -> Gap:
    """The gap with the name of its row: a product, or its number where there are several."""
    if gap.row is None:
        return gap
    section, rows = SECTION_BY_KEY[gap.section], document.rows(gap.section)
    if gap.section == INHALERS:
        name = product_name(typed_row(section, rows[gap.row]))
        return gap if name in gap.why else replace(gap, place=name)
    alone = section.single or len(rows) < 2
    return gap if alone else replace(gap, place=f"row {gap.row + 1}")


def _asked(part: Part, checked: Sequence[Issue]) -> Iterator[Gap]:
    document, confirmed = part.document, is_confirmed(part.document)
    for issue in questions(document, checked):
        if issue.section is not None:
            gap = _question(document, issue, issue.section)
            yield replace(gap, confirmed=confirmed(issue), kg=kg_in_doubt(part, issue))


def _question(document: ReturnDocument, issue: Issue, section: str) -> Gap:
    kind: Kind = "left_out" if issue.sentence == LEFT_OUT else "unusual"
    why = ended(question_words(issue))
    gap = _gap(document.period, section, issue.row, issue.field, why, kind)
    return replace(gap, of_section=True) if issue.of_section else _placed(document, gap)


def _uncounted(document: ReturnDocument, item: NotCounted) -> Gap:
    gap = _gap(document.period, item.section, item.row, None, not_counted_words(item), "not_counted")
    return _placed(document, gap)


def none_counted(part: Part) -> list[str]:
    """The keys of sections with rows of which none became a line."""
    counted: set[str] = {line.section for line in part.footprint.lines}
    counted |= {item.section for item in part.footprint.avoided}
    begun = (SECTION_BY_KEY[key] for key, rows in part.document.sections.items() if any(rows))
    return [section.key for section in begun if section.lines is not None and section.key not in counted]


def unfinished(part: Part) -> dict[str, str]:
    """What sections with figures lack although every answer is there, in a few words; by their keys."""
    document = part.document
    lacking = [(key, "none of its figures is counted") for key in none_counted(part)]
    lacking += [(INHALERS, "months are missing") for _ in month_gaps(document)]
    for key in ENERGY_SECTIONS:
        lacking += [(key, _DAYS_LACK) for covered in covered_days(document, key) if not covered.is_as_whole]
        lacking += [(key, _SITE_LACKS) for site in sites_left_out(document) if key in site.sections]
    return dict(reversed(lacking))


def _none_counted(part: Part) -> Iterator[Gap]:
    for key in none_counted(part):
        why = "Figures are entered here, but none of them is counted."
        yield _gap(part.period, key, None, None, why, "none_counted")


def _days(document: ReturnDocument) -> Iterator[Gap]:
    """Days of the period that no bill covers, and sites nobody has any energy of."""
    for section in ENERGY_SECTIONS:
        for covered in covered_days(document, section):
            for sentence in covered.sentences:
                yield _gap(document.period, section, None, None, f"{sentence}.", "days")
        for site in sites_left_out(document):
            if section in site.sections:
                yield _gap(document.period, section, None, None, f"{site.sentence(section)}.", "energy")


def month_gaps(document: ReturnDocument) -> list[Gap]:
    """Months of the period that the files did not have from which inhalers were imported."""
    found = []
    for months in sorted(set(imported_months(document).values())):
        missing = [month for month in document.period.months if month not in months]
        if missing:
            why = (
                f"Filled from published prescribing data for {months_together(months)}. "
                f"{months_together(missing)} {'is' if len(missing) == 1 else 'are'} not in it."
            )
            found.append(_gap(document.period, INHALERS, None, INHALERS, why, "months"))
    return found


def missing_of_sections(part: Part) -> dict[str, frozenset[str]]:
    """The sections that are there in part only, and which months, days or entries are not counted.

    What no factor is known of is no part that is missing: it is counted nowhere, so compared with nothing.
    """
    document = part.document
    found = {
        section: frozenset(
            day
            for covered in covered_days(document, section)
            if not covered.is_as_whole
            for day in covered.missing
        )
        for section in ENERGY_SECTIONS
    }
    held = set(imported_months(document).values())
    months = {month[-2:] for months in held for month in document.period.months if month not in months}
    found[INHALERS] = frozenset(months)
    for item in part.footprint.not_counted:
        if item.is_left and not item.why.startswith(NO_FACTOR):
            found[item.section] = found.get(item.section, frozenset()) | {_entry_of(document, item)}
    return {section: missing for section, missing in found.items() if missing}


def _entry_of(document: ReturnDocument, item: NotCounted) -> str:
    """What an entry is of, without its amounts and days: the same entry of another period is the same."""
    if item.row is None:
        return item.what
    fields, row = SECTION_BY_KEY[item.section].fields, document.rows(item.section)[item.row]
    said = (key for key in fields if not fields[key].is_number and fields[key].kind is not FieldKind.DAY)
    return ", ".join(row.get(key, "") for key in said)


def imported_months(document: ReturnDocument) -> Mapping[int, tuple[str, ...]]:
    """The months that each row of inhalers comes from, as files gave it."""
    found: dict[int, set[str]] = {}
    for flag in document.flags:
        if flag.section == INHALERS and flag.source is not None and flag.source.months:
            found.setdefault(flag.row, set()).update(flag.source.months)
    return {row: tuple(sorted(months)) for row, months in found.items()}


def _unknown_patients(document: ReturnDocument) -> Iterator[Gap]:
    """Without practice details nothing can be said for each 1,000 patients."""
    if any(document.sections.values()) and not any(document.rows("practice")):
        label = SECTION_BY_KEY["practice"].fields["registered_patients"].label
        yield _gap(
            document.period, "practice", None, "registered_patients", f"{label} {LEFT_OUT}.", "left_out"
        )


def gaps_words(gaps: Sequence[Gap]) -> str:
    """`3 things are left open: electricity and inhalers. 1 is confirmed as correct.`; nothing without any."""
    left, count = open_gaps(gaps), len(gaps) - len(open_gaps(gaps))
    words = []
    if left:
        titles = dict.fromkeys(
            lower_first(SECTION_BY_KEY[gap.section].title) if gap.section != RETURN else "missing quarters"
            for gap in left
        )
        many = "1 thing is" if len(left) == 1 else f"{len(left)} things are"
        words.append(f"{many} left open: {joined(list(titles))}.")
    if count:
        words.append(f"{count} {'is' if count == 1 else 'are'} confirmed as correct.")
    return " ".join(words)
