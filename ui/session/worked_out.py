"""What is worked out from a practice's returns, kept as long as the returns are those it came from."""

from collections.abc import Callable, Sequence
from operator import is_
from typing import Any, TypeVar

from greenpractice.carbon.footprint import Calculator, Footprint, RememberingCalculator
from greenpractice.carbon.gaps import Gap, gaps_of, gaps_of_part, unfinished
from greenpractice.carbon.part import Part, parts_of
from greenpractice.carbon.reading_to_chase import HowGood, how_good
from greenpractice.errors import Issue
from greenpractice.facts.inhalers import load_inhalers
from greenpractice.guards.earlier import beside
from greenpractice.indicators.base import Result
from greenpractice.indicators.computing import evidence_over, indicators_of
from greenpractice.periods import Period
from greenpractice.returns.checking import check_figures
from greenpractice.returns.documents import ReturnDocument
from greenpractice.returns.progress import Progress, left_open, progress_of

T = TypeVar("T")
_Of = tuple[ReturnDocument, ...]


class WorkedOut:
    """Footprints, indicators, problems and progress of one practice; `read` gives its returns afresh.

    Returns never change, and one that was read again and is equal stays the very object it was. So whatever
    is worked out says of which returns it is (`_once`), and holds exactly as long as those are in place.
    """

    def __init__(self, read: Callable[[], list[ReturnDocument]]) -> None:
        self._read = read
        self._calculator: Calculator | None = None
        self._documents: dict[Period, ReturnDocument] = {}
        self._is_read = False
        self._known: dict[tuple[str, Period], tuple[_Of, Any]] = {}

    def forget(self) -> None:
        """Read the returns again when they are next asked for."""
        self._is_read = False

    def put(self, newer: ReturnDocument) -> None:
        """One of the returns was just saved as this; the others are as they were."""
        if not self._is_read:
            return
        if not any(map(any, newer.sections.values())):
            self.forget()  # whether one without figures is there at all, the store says
            return
        found = self._documents | {newer.period: self.same(newer)}
        self._documents = dict(sorted(found.items()))

    def same(self, document: ReturnDocument) -> ReturnDocument:
        """An equal return that is known already, or this one."""
        known = self._documents.get(document.period)
        return document if known is None or known != document else known

    @property
    def calculator(self) -> Calculator:
        """The shipped facts as a calculator, loaded when first needed."""
        if self._calculator is None:
            self._calculator = RememberingCalculator()
        return self._calculator

    def documents(self) -> list[ReturnDocument]:
        """Every return of the practice, oldest first, a whole-year one before its quarters."""
        if not self._is_read:
            self._documents = {each.period: self.same(each) for each in self._read()}
            self._is_read = True
        return list(self._documents.values())

    def document_of(self, period: Period) -> ReturnDocument | None:
        """The return of one period."""
        self.documents()
        return self._documents.get(period)

    def issues(self, document: ReturnDocument) -> list[Issue]:
        """Every problem and unanswered question of a return."""
        of = (document, *self._beside(document.period))
        return self._once("issues", document.period, of, lambda: left_open(document, self._checked(document)))

    def gaps(self, document: ReturnDocument) -> tuple[Gap, ...]:
        """Everything a return leaves open, and of a year its quarters."""
        period = document.period
        if period.is_year:
            own = self._parts(period) or (document,)
            return self._once(
                "gaps", period, tuple(self.documents()),
                lambda: gaps_of(period, own, self.calculator, self.documents()),
            )  # fmt: skip
        part = Part(document, self.calculator.of_return(document))
        return self._once(
            "gaps", period, (document, *self._beside(period)),
            lambda: gaps_of_part(part, self._earlier(period), self._checked(document)),
        )  # fmt: skip

    def how_good(self, document: ReturnDocument) -> HowGood:
        """How good the figures of a return or year are, and what to chase next."""
        period, documents = document.period, self.documents()
        own = self._parts(period) if period.is_year else (document,)
        return self._once(
            "how good", period, (*own, *documents),
            lambda: how_good(period, parts_of(period, own, self.calculator), documents, self.calculator),
        )  # fmt: skip

    def progress(self, document: ReturnDocument) -> dict[str, Progress]:
        """How far each section of a return has come."""

        def work() -> dict[str, Progress]:
            part = Part(document, self.calculator.of_return(document))
            return progress_of(document, self.issues(document), unfinished(part))

        return self._once("progress", document.period, (document, *self._beside(document.period)), work)

    def footprint_of(self, period: Period) -> Footprint | None:
        """What a quarter comes to, or a year as the sum of its quarters; None without returns."""
        parts = self._parts(period)
        if not parts:
            return None
        if not period.is_year:
            return self.calculator.of_return(parts[0])
        return self._once("footprint", period, parts, lambda: self.calculator.of_year(period, parts))

    def results(self, code: str, period: Period) -> Sequence[Result]:
        """The indicators of a period; () without a return."""
        parts = self._parts(period)
        if not parts:
            return ()

        def work() -> Sequence[Result]:
            inhalers = load_inhalers()
            of = evidence_over(parts, period.is_year, inhalers)
            return indicators_of({code: of}, period, inhalers)

        return self._once("results", period, parts, work)

    def _checked(self, document: ReturnDocument) -> list[Issue]:
        """What is wrong or asked about, confirmed or not."""
        of = (document, *self._beside(document.period))
        return self._once(
            "checked", document.period, of, lambda: check_figures(document, self._earlier(document.period))
        )

    def _once(self, what: str, period: Period, of: Sequence[ReturnDocument], work: Callable[[], T]) -> T:
        """What was worked out of these very returns; of others it is worked out anew."""
        known = self._known.get((what, period))
        if known is None or not _are_same(known[0], of):
            known = self._known[what, period] = (tuple(of), work())
        found: T = known[1]
        return found

    def _beside(self, period: Period) -> _Of:
        """The returns that figures of a period are compared with, as far as they are there."""
        return tuple(self._earlier(period).values())

    def _earlier(self, period: Period) -> dict[Period, ReturnDocument]:
        self.documents()
        return {each: self._documents[each] for each in beside(period) if each in self._documents}

    def _parts(self, period: Period) -> _Of:
        wanted = {period, *period.quarters} if period.is_year else {period}
        return tuple(document for document in self.documents() if document.period in wanted)


def _are_same(some: Sequence[ReturnDocument], others: Sequence[ReturnDocument]) -> bool:
    return len(some) == len(others) and all(map(is_, some, others))
