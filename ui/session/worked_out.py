"""What is worked out from a practice's returns, kept until one of them changes."""

from collections.abc import Callable, Sequence

from greenpractice.carbon.footprint import Calculator, Footprint, load_calculator
from greenpractice.carbon.gaps import Gap, gaps_of, unfinished
from greenpractice.carbon.part import Part, parts_of
from greenpractice.carbon.reading_to_chase import HowGood, how_good
from greenpractice.errors import Issue
from greenpractice.facts.inhalers import load_inhalers
from greenpractice.indicators.base import Result
from greenpractice.indicators.computing import evidence_over, indicators_of
from greenpractice.periods import Period
from greenpractice.returns.documents import ReturnDocument
from greenpractice.returns.progress import Progress, issues_of, progress_of


class WorkedOut:
    """Footprints, indicators, problems and progress of one practice; `read` gives its returns afresh."""

    def __init__(self, read: Callable[[], list[ReturnDocument]]) -> None:
        self._read = read
        self._calculator: Calculator | None = None
        self._documents: list[ReturnDocument] | None = None
        self._issues: list[Issue] | None = None
        self._progress: dict[str, Progress] | None = None
        self._gaps: tuple[Gap, ...] | None = None
        self._good: HowGood | None = None
        self._footprints: dict[Period, Footprint | None] = {}
        self._results: dict[Period, Sequence[Result]] = {}

    def forget(self) -> None:
        """Work everything out again when it is next asked for."""
        self._documents = None
        self.forget_view()
        self._footprints.clear()
        self._results.clear()

    def forget_view(self) -> None:
        """Another return is in view: its problems and progress are others."""
        self._issues, self._progress, self._gaps, self._good = None, None, None, None

    def forget_but(self, newer: ReturnDocument) -> None:
        """Forget all but the returns themselves, one of which was just saved as this."""
        known = self._documents
        self.forget()
        if known is not None:
            others = [each for each in known if each.period != newer.period]
            self._documents = sorted([*others, newer], key=lambda each: each.period)

    @property
    def calculator(self) -> Calculator:
        """The shipped facts as a calculator, loaded when first needed."""
        if self._calculator is None:
            self._calculator = load_calculator()
        return self._calculator

    def documents(self) -> list[ReturnDocument]:
        """Every return of the practice, oldest first, a whole-year one before its quarters."""
        if self._documents is None:
            self._documents = self._read()
        return self._documents

    def document_of(self, period: Period) -> ReturnDocument | None:
        """The return of one period."""
        return next((document for document in self.documents() if document.period == period), None)

    def issues(self, document: ReturnDocument) -> list[Issue]:
        """Every problem and unanswered question of the return in view."""
        if self._issues is None:
            self._issues = issues_of(document, self._by_period())
        return self._issues

    def gaps(self, document: ReturnDocument) -> tuple[Gap, ...]:
        """Everything the return in view leaves open."""
        if self._gaps is None:
            of_period = self._parts(document.period) or [document]
            self._gaps = gaps_of(document.period, of_period, self.calculator, self.documents())
        return self._gaps

    def how_good(self, document: ReturnDocument) -> HowGood:
        """How good the figures of the return in view are, and what to chase next."""
        if self._good is None:
            period, documents = document.period, self.documents()
            parts = parts_of(period, self._parts(period), self.calculator)
            if not period.is_year:
                footprint = self.footprint_of(period) or self.calculator.of_return(document)
                parts = [Part(document, footprint)]
            self._good = how_good(period, parts, documents, self.calculator)
        return self._good

    def progress(self, document: ReturnDocument) -> dict[str, Progress]:
        """How far each section of the return in view has come."""
        if self._progress is None:
            footprint = None if document.period.is_year else self.footprint_of(document.period)
            part = Part(document, footprint or self.calculator.of_return(document))
            self._progress = progress_of(document, self.issues(document), unfinished(part))
        return self._progress

    def footprint_of(self, period: Period) -> Footprint | None:
        """What a quarter comes to, or a year as the sum of its quarters; None without returns."""
        if period not in self._footprints:
            parts = self._parts(period)
            if not parts:
                self._footprints[period] = None
            elif period.is_year:
                self._footprints[period] = self.calculator.of_year(period, parts)
            else:
                self._footprints[period] = self.calculator.of_return(parts[0])
        return self._footprints[period]

    def results(self, code: str, period: Period) -> Sequence[Result]:
        """The indicators of a period; () without a return."""
        if period not in self._results:
            parts = self._parts(period)
            inhalers = load_inhalers()
            if parts:
                of = evidence_over(parts, period.is_year, inhalers)
                self._results[period] = indicators_of({code: of}, period, inhalers)
            else:
                self._results[period] = ()
        return self._results[period]

    def _by_period(self) -> dict[Period, ReturnDocument]:
        return {each.period: each for each in self.documents()}

    def _parts(self, period: Period) -> list[ReturnDocument]:
        wanted = {period, *period.quarters} if period.is_year else {period}
        return [document for document in self.documents() if document.period in wanted]
