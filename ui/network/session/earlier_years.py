"""Inhaler carbon over the years, worked out a quarter at a time while nothing else is to be done."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QObject, QTimer, Signal

from greenpractice.carbon.footprint import load_calculator
from greenpractice.errors import UserError
from greenpractice.network.stored import stored_returns
from greenpractice.network.trajectory import InhalerPart, Trajectory, inhaler_part, trajectory_of
from greenpractice.periods import Period
from greenpractice.returns.documents import ReturnDocument
from greenpractice.store import Store


class InhalerHistory(QObject):
    """What each return that counts says of inhalers: a few figures each, and not the returns."""

    ready = Signal()  # everything the store holds is known
    failed = Signal(str)  # it cannot be read

    def __init__(self, store: Store, parent: QObject) -> None:
        super().__init__(parent)
        self._store = store
        self._calculator = load_calculator()
        self._known: dict[Period, dict[str, InhalerPart]] = {}
        self._wanted: list[Period] = []
        self._read: tuple[Period, Sequence[ReturnDocument]] | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._step)

    @property
    def is_ready(self) -> bool:
        """True once everything is known."""
        return not self._timer.isActive()

    def want(self, periods: Iterable[Period]) -> None:
        """Make sure that these periods are known, the newest first; `ready` comes in any case."""
        self._wanted = sorted(set(periods) - set(self._known))
        self._timer.start()

    def stop(self) -> None:
        """Read nothing any more."""
        self._timer.stop()

    def forget(self, periods: Iterable[Period]) -> None:
        """Work these out again."""
        for period in periods:
            self._known.pop(period, None)
        self._read = None

    def trajectory(self, members: Sequence[str], until: Period) -> Trajectory | None:
        """The practices with every year, from what is known so far, up to a period."""
        parts: dict[str, dict[Period, InhalerPart]] = {}
        wanted = set(members)
        for period, found in self._known.items():
            if period.last_day <= until.last_day:
                for code in wanted & found.keys():
                    parts.setdefault(code, {})[period] = found[code]
        return trajectory_of(members, parts, self._calculator.factors.first_year)

    def _step(self) -> None:
        """Either read a period or work one out: less than a tenth of a second for a whole area."""
        try:
            self._take_step()
        except UserError as error:
            self._timer.stop()
            self.failed.emit(str(error))

    def _take_step(self) -> None:
        if self._read is not None:
            period, documents = self._read
            self._known[period] = {
                each.ods_code: inhaler_part(self._calculator.of_return(each)) for each in documents
            }
            self._read = None
        elif self._wanted:
            period = self._wanted.pop()
            self._read = period, stored_returns(self._store, (period,)).that_count
        else:
            self._timer.stop()
            self.ready.emit()
