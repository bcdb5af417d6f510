"""Inhaler carbon over the years, worked out a quarter at a time beside the window."""

from collections.abc import Iterable, Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal, Slot

from greenpractice.carbon.footprint import load_calculator
from greenpractice.network.groups import everyone
from greenpractice.network.membership import directory_of
from greenpractice.network.network import Network
from greenpractice.network.stored import stored_returns
from greenpractice.network.trajectory import (
    InhalerPart,
    Quarterly,
    Trajectory,
    inhaler_part,
    quarterly_of,
    trajectory_of,
)
from greenpractice.periods import Period
from greenpractice.processes import GivenUp
from greenpractice.store import Store
from ui.session.jobs import Jobs, Reins

_FAULT = "The returns of earlier years could not be read, as something went wrong in the program."


class InhalerHistory(QObject):
    """What each return that counts says of inhalers: a few figures each, and not the returns."""

    ready = Signal()  # everything the store holds is known
    failed = Signal(str)  # it cannot be read
    ended = Signal()  # after either, and after a bug: nothing is read any more

    def __init__(self, store: Store, parent: QObject) -> None:
        super().__init__(parent)
        self._store = store
        self._first_year = load_calculator().factors.first_year
        self._known: dict[Period, dict[str, InhalerPart]] = {}
        self._wanted: frozenset[Period] = frozenset()
        self._jobs = Jobs(self, "earlier-years")
        self.problem = ""

    @property
    def is_ready(self) -> bool:
        """True once everything is known, or `problem` says why it is not."""
        return not self._jobs.is_busy

    def knows(self, periods: Iterable[Period]) -> bool:
        """True if each of these periods was worked out."""
        return set(periods) <= self._known.keys()

    def want(self, periods: Iterable[Period]) -> None:
        """Make sure that these periods are known, the newest first; `ready` or `failed` comes in any case."""
        wanted = frozenset(periods)
        if self._jobs.is_busy and wanted <= self._wanted:
            return
        self._wanted = wanted
        self._begin()

    def stop(self) -> None:
        """Read nothing any more, and wait until nothing does."""
        self._jobs.drop()
        self._jobs.wait()

    def forget(self, periods: Iterable[Period]) -> None:
        """Work these out again: what is read just now may be out of date."""
        for period in periods:
            self._known.pop(period, None)
        if self._jobs.is_busy:
            self._begin()

    def trajectory(self, network: Network) -> Trajectory | None:
        """The practices of a network with every year, from what is known so far, up to its period."""
        parts = self._parts(network)
        return trajectory_of(network.members, parts, network.period, self._first_year, network.directory)

    def quarterly(self, network: Network) -> Quarterly | None:
        """The same by quarter: those with every one of the last."""
        parts = self._parts(network)
        return quarterly_of(network.members, parts, network.period, self._first_year, network.directory)

    def _parts(self, network: Network) -> dict[str, dict[Period, InhalerPart]]:
        """What is known of each of its practices, and of who was merged into one, up to its period."""
        parts: dict[str, dict[Period, InhalerPart]] = {}
        wanted, until = set(network.with_history), network.period
        for period, found in self._known.items():
            if period.last_day <= until.last_day:
                for code in wanted & found.keys():
                    parts.setdefault(code, {})[period] = found[code]
        return parts

    def _begin(self) -> None:
        self._jobs.drop()
        missing = sorted(self._wanted - self._known.keys(), reverse=True)
        job = self._jobs.run(partial(_work_out, self._store, missing))
        job.progressed.connect(self._on_worked_out)
        job.done.connect(self._on_done)
        job.failed.connect(self._on_failed)
        job.broke.connect(self._on_broken)
        job.ended.connect(self.ended)

    @Slot(object)
    def _on_worked_out(self, told: tuple[Period, dict[str, InhalerPart]]) -> None:
        period, parts = told
        self._known[period] = parts

    @Slot()
    def _on_done(self) -> None:
        self.problem = ""
        self.ready.emit()

    @Slot(str)
    def _on_failed(self, sentence: str) -> None:
        self.problem = sentence
        self.failed.emit(sentence)

    @Slot()
    def _on_broken(self) -> None:
        self.problem = _FAULT


def _work_out(store: Store, periods: Sequence[Period], reins: Reins) -> None:
    """Tell each period with what its practices' returns say of inhalers."""
    calculator, directory = load_calculator(), directory_of(store)
    for period in periods:
        if reins.is_cancelled():
            raise GivenUp
        counting = stored_returns(store, (period,)).vouched(directory, everyone()).that_count
        documents = [each for each in counting if not directory.is_left_out(each.ods_code, period)]
        reins.tell((period, {each.ods_code: inhaler_part(each, calculator) for each in documents}))
