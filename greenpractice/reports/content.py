"""What a practice's summary says, as plain values: nothing here knows how it looks."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from functools import cached_property
from typing import Any

from greenpractice.answers.front_numbers import Front, Number, numbers_of
from greenpractice.answers.history import History
from greenpractice.answers.next_step import NextStep
from greenpractice.answers.standing import Standing, standing_of, step_of
from greenpractice.carbon.footprint import load_calculator
from greenpractice.carbon.gaps import Gap, confirmed_flags, gaps_words, open_gaps
from greenpractice.carbon.part_years import OF_QUARTERS
from greenpractice.carbon.published import typed_beside
from greenpractice.carbon.reading_to_chase import HowGood
from greenpractice.carbon.year_of_returns import is_report_of_quarters, sections_of
from greenpractice.comparison.comparison_file import Comparison
from greenpractice.comparison.telling import Compared, beside
from greenpractice.facts.inhalers import load_inhalers
from greenpractice.facts.plan import load_plan
from greenpractice.facts.practices import load_directory
from greenpractice.fields import FieldSpec
from greenpractice.indicators.base import Result
from greenpractice.indicators.computing import Evidence, evidence_over, indicators_of
from greenpractice.indicators.watching import Watched, watched_of
from greenpractice.numbers import show
from greenpractice.periods import Period, narrow_day_words
from greenpractice.phrases import months_together, now_and_before
from greenpractice.reports.words import clipped
from greenpractice.returns.documents import ReturnDocument
from greenpractice.returns.entering import said, shown
from greenpractice.returns.evidence import ATTACHED, counted_words, kept_words, names_in
from greenpractice.returns.progress import FIGURE_SECTIONS, entries_in
from greenpractice.sections import SECTION_BY_KEY, SECTIONS, expected
from greenpractice.sections.actions import STATUSES, Action, printed_places
from greenpractice.sections.base import typed_row
from greenpractice.small_numbers import FEWER, is_few, is_few_patients

_PRINTED_SOURCES, _LONGEST_NAME = 3, 100
OF_THE_YEAR = (
    "The totals are those of the year, made of this whole-year return and the quarters' own returns. "
    "The figures in detail are those of the whole-year return alone."
)


@dataclass(frozen=True, slots=True)
class PrintedAction:
    """One action as the front page prints it."""

    title: str
    owner: str
    due: str
    status: str
    note: str


class Summary(History):
    """One return beside the practice's other returns, with everything a summary says about it."""

    def __init__(
        self,
        document: ReturnDocument,
        others: Iterable[ReturnDocument],
        demo: bool,
        comparison: Comparison | None = None,
    ) -> None:
        super().__init__(document, others, load_calculator())
        self.demo = demo
        self._comparison = comparison

    @cached_property
    def compared(self) -> Compared | None:
        """The practice beside what is usual in its network, where a file says it."""
        return None if self._comparison is None else beside(self, self._comparison, is_confirmed=True)

    @cached_property
    def practice_name(self) -> str:
        """The name the return gives, else that of the list, else the code."""
        listed = load_directory().practice(self.document.ods_code)
        return self.document.name or (listed.name if listed else self.document.ods_code)

    @cached_property
    def network(self) -> str:
        """The PCN on the last day of the period, by the list; of an unlisted practice by the return."""
        directory = load_directory()
        code = self.document.pcn_code
        if directory.practice(self.document.ods_code) is not None:
            code = directory.pcn_on(self.document.ods_code, self.period.last_day)
        pcn = directory.pcn(code) if code else None
        return pcn.name if pcn else code or "no PCN"

    @cached_property
    def gaps(self) -> tuple[Gap, ...]:
        """Everything the return leaves open."""
        return self.gaps_of(self.view)

    @cached_property
    def good(self) -> HowGood:
        """How good the figures are, and what to chase next."""
        return self.how_good(self.view)

    @property
    def title(self) -> str:
        """The report's title."""
        return f"Greener practice summary: {self.short_name}, {self.period.words}"

    @property
    def short_name(self) -> str:
        """The practice's name where there is little room; real ones have fewer letters than that."""
        return clipped(self.practice_name, _LONGEST_NAME)

    @property
    def created(self) -> datetime:
        """When the document was made; a time without a zone is taken as UTC."""
        created = datetime.fromisoformat(self.document.created)
        return created if created.tzinfo else created.replace(tzinfo=UTC)

    @cached_property
    def indicators(self) -> list[Result]:
        """The indicators of the return."""
        return self._indicators_of(self.period)

    @cached_property
    def watched(self) -> list[Watched]:
        """The measures watched beside them."""
        return watched_of({self.document.ods_code: self._evidence_of(self.period)}, load_inhalers())

    @cached_property
    def previous_values(self) -> dict[str, Decimal | None]:
        """Each indicator's value in the period before, hidden ones left out."""
        if not self._are_whole(self.period, self.period.previous):
            return {}
        results = self._indicators_of(self.period.previous)
        return {result.indicator.id: result.value for result in results if not is_few(result)}

    @cached_property
    def earlier_values(self) -> tuple[str, dict[str, Decimal | None]]:
        """Which earlier period it is, a year ago or else the one before, and each indicator's value then."""
        a_year_ago = self.period.year_before
        if self._are_whole(self.period, a_year_ago):
            results = self._indicators_of(a_year_ago)
            when = "the year before" if self.period.is_year else "a year ago"
            return when, {each.indicator.id: each.value for each in results if not is_few(each)}
        return now_and_before(self.period)[1], self.previous_values

    @cached_property
    def standing(self) -> Standing:
        """What the front tells."""
        return standing_of(self)

    @cached_property
    def step(self) -> NextStep:
        """The one thing to do next."""
        return step_of(self.standing, self.indicators, self.view.evidence)

    @cached_property
    def numbers(self) -> list[Number]:
        """The three numbers at the front."""
        return numbers_of(Front(self.standing, self.step, self._beside_others))

    @property
    def _beside_others(self) -> str:
        """Where the practice stands among others of the very period, in few words, if that can be said."""
        found = self.compared
        told = found.headline if found is not None and found.comparison.period == self.period else None
        return told.short if told is not None and told.own.words else ""

    @cached_property
    def hidden(self) -> frozenset[str]:
        """The indicators whose counts are too small to print."""
        return frozenset(result.indicator.id for result in self.indicators if is_few(result))

    def _indicators_of(self, period: Period) -> list[Result]:
        return indicators_of({self.document.ods_code: self._evidence_of(period)}, period, load_inhalers())

    def _evidence_of(self, period: Period) -> Evidence:
        return evidence_over(self._documents_of(period), period.is_year, load_inhalers())

    @cached_property
    def patients_hidden(self) -> bool:
        """True if the number of registered patients itself is too small to print."""
        return is_few_patients(self.footprint.patients)

    @cached_property
    def all_actions(self) -> list[PrintedAction]:
        """Every action of the return."""
        return [_printed(row) for row in self._action_rows()]

    def _action_rows(self) -> list[Action]:
        return [typed_row(SECTION_BY_KEY["actions"], raw) for raw in self.document.rows("actions")]

    @cached_property
    def actions(self) -> list[PrintedAction]:
        """The three actions ticked for the front page; without a tick the first three."""
        rows = self._action_rows()
        return [_printed(rows[place]) for place in printed_places([row.print for row in rows])]

    @property
    def made_of(self) -> str:
        """What totals and details are of, where they are not of one return; else nothing."""
        if is_report_of_quarters(self.document):
            return OF_QUARTERS
        return OF_THE_YEAR if self.is_made_of_several else ""

    @cached_property
    def _documents(self) -> list[ReturnDocument]:
        """The returns the totals are of."""
        return [part.document for part in self.view.parts]

    @cached_property
    def _sections(self) -> frozenset[str]:
        return sections_of(self._documents)

    @cached_property
    def missing_sections(self) -> list[str]:
        """Titles of the sections without any data."""
        return [section.title for section in FIGURE_SECTIONS if section.key not in self._sections]

    @cached_property
    def left_open(self) -> str:
        """How many things are left open and of what, or ""."""
        return gaps_words(open_gaps(self.gaps)) if open_gaps(self.gaps) else ""

    @cached_property
    def attached(self) -> str:
        """How many bills or print-outs are kept with the figures of each section, or ""."""
        found = {section.title: names_in(self._documents, section.key) for section in SECTIONS}
        counts = [f"{title} {len(names)}" for title, names in found.items() if names]
        return f"{ATTACHED} kept at the practice: {', '.join(counts)}. They are never sent." if counts else ""

    @cached_property
    def quality(self) -> str:
        """How much of the return there is, how much is estimated, what was confirmed or imported."""
        flags = [flag for document in self._documents for flag in document.flags]
        figures = entries_in(self._documents)
        estimated = sum(1 for flag in flags if flag.estimated)
        confirmed = len(confirmed_flags(self._documents, self.gaps))
        have = [section.key for section in FIGURE_SECTIONS if section.key in self._sections]
        whole = len(expected(FIGURE_SECTIONS, have))
        words = [f"Figures for {len(have)} of {whole} sections, {show(Decimal(figures))} entries in all."]
        words.append(f"{estimated or 'None'} marked as estimated.")
        words += [self.made_of] if self.made_of else []
        if confirmed:
            words.append(f"{confirmed} unusual {'value' if confirmed == 1 else 'values'} confirmed.")
        words += [self.left_open] if self.left_open else []
        words += [said for said in map(typed_beside, self._documents) if said]
        words += [kept] if (kept := kept_words(names_in(self._documents))) else []
        sources = sorted({imported_words(flag.source) for flag in flags if flag.source})
        words += [f"Imported from {source}." for source in sources[:_PRINTED_SOURCES]]
        if len(sources) > _PRINTED_SOURCES:
            words.append(
                f"Imported from {len(sources) - _PRINTED_SOURCES} more files; the data page names them."
            )
        return " ".join(words)


def shown_figure(spec: FieldSpec, text: str) -> str:
    """A figure as pages print it: thousands commas, words for choices, small counts of patients hidden."""
    value = spec.value(text)
    if spec.unit == "patients" and isinstance(value, Decimal) and is_few_patients(value):
        return FEWER
    in_label = spec.unit in spec.label.lower() or spec.unit == "patients"
    return shown(spec, text) if in_label else said(spec, text)


def imported_words(source: Any) -> str:
    """The file and months an imported figure came from."""
    months = f" ({months_together(source.months)})" if source.months else ""
    return f"{clipped(source.file or 'a file', _LONGEST_NAME)}{months}"


def notes(document: ReturnDocument) -> list[tuple[str, str]]:
    """Every note and confirmed unusual value: where it stands, and its words."""
    found = []
    for flag in document.flags:
        section = SECTION_BY_KEY[flag.section]
        field = section.fields[flag.field].label if flag.field else "whole row"
        row = document.rows(flag.section)[flag.row]
        where = f"{section.title}, row {flag.row + 1}, {field}"
        words = []
        if flag.confirmed and flag.field and flag.field in row:
            words.append(f"confirmed as right: {shown_figure(section.fields[flag.field], row[flag.field])}")
        words += ["estimated"] if flag.estimated else []
        words += [flag.note] if flag.note else []
        words += [counted_words(flag.evidence)] if flag.evidence else []
        if words:
            found.append((where, "; ".join(words)))
    return found


def _printed(row: Action) -> PrintedAction:
    planned = load_plan().action(row.code) if row.code else None
    title = row.title or (planned.title if planned else row.code) or "Action"
    due = narrow_day_words(row.due) if row.due else ""
    return PrintedAction(title, row.owner or "", due, STATUSES.get(row.status or "", ""), row.note or "")
