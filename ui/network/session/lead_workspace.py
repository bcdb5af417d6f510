"""The Lead's workspace: a store with a group and a period in view, what practices sent, and the figures."""

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from greenpractice.errors import UserError
from greenpractice.facts.directory import Directory
from greenpractice.network.asking import Asked
from greenpractice.network.deciding import Decision
from greenpractice.network.groups import Group
from greenpractice.network.judging import KEPT
from greenpractice.network.keeping import Arrived, FileKey, key_of
from greenpractice.network.lead import Lead, View
from greenpractice.network.network import Network
from greenpractice.network.states import Arrival, FileState, Read
from greenpractice.network.stored import earlier_returns, network_of, returns_here
from greenpractice.network.summing_up import ReadSummary, sum_up
from greenpractice.network.trajectory import Quarterly, Trajectory
from greenpractice.network.trust import Keys
from greenpractice.periods import Period, due_day
from greenpractice.store import ReceivedReturn, ReturnKey, Store
from greenpractice.tasks.lead_decisions import accept, reject, take_back, use, with_effect
from ui.network.session.arrivals_reading import Done, Readings, ToRead, period_of
from ui.network.session.earlier_years import InhalerHistory
from ui.network.session.memberships import Memberships
from ui.network.session.reports_made import Stamp, stamp_of
from ui.network.session.work_ahead import WorkAhead
from ui.session.jobs import Jobs
from ui.session.network_choices import NetworkChoices
from ui.session.preferences import Preferences
from ui.session.services import WindowServices
from ui.session.session import Session

_FAULT = "Reading stopped, as something went wrong in the program. Files read before are kept."


class NetworkWorkspace(Session):
    """One signal says that anything changed; what is asked of it is worked out once and remembered.

    Files that were read and are in no store (of another network or period, unreadable) are remembered as
    long as the window is open: they are used where they belong as soon as that is in view.
    """

    reading = Signal(int, int, str)  # files read before, of how many, the name of the next one
    finished_reading = Signal(object)  # ReadSummary
    history_ready = Signal()  # `trajectory` knows all it can; `history_problem` says what it cannot

    def __init__(
        self,
        store: Store,
        group: Group,
        period: Period,
        services: WindowServices,
        preferences: Preferences,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(store, parent, services, preferences)
        self.choices = NetworkChoices(preferences, "demo-network" if store.is_demo() else "network")
        self.memberships = Memberships(self)
        self._lead = Lead(store)
        self._asked = Asked(self.memberships.kept(group), period)
        self._view: View | None = None
        self._waiting: dict[FileKey, tuple[Asked, Arrived]] = {}  # read, in no store; for whom it was read
        self._kept_now: set[FileKey] = set()
        self._last: dict[FileKey, FileState] = {}
        self._readings = Readings(services, store, self)
        self._readings.progressed.connect(self.reading)
        self._readings.done.connect(self._on_done)
        self._readings.failed.connect(self._on_failed)
        self._readings.ended.connect(self._on_ended)
        self._summary: ReadSummary | None = None  # of the reading that ends just now
        self.writings = Jobs(self, "writing")  # reports that are being made
        self.previews = Jobs(self, "preview")  # and what they would look like
        self._own_files: dict[Path, Stamp] = {}  # made here, as they were then
        self.to_ask = ""  # the practice whose mail the chase list shows when it is opened
        self._wrote_meanwhile = False  # the Lead decided something while files were read
        self._history = InhalerHistory(store, self)
        self.ahead = WorkAhead(self)
        self._history.ended.connect(self.history_ready)
        self._history.ready.connect(self._get_ready)
        self._history.failed.connect(self.refused)

    # What is in view

    @property
    def period(self) -> Period:
        """The quarter or year in view."""
        return self._asked.period

    @property
    def group(self) -> Group:
        """The practices in view."""
        return self._asked.group

    @property
    def directory(self) -> Directory:
        """Who is in which network, and when."""
        return self._lead.directory

    def show_period(self, period: Period) -> None:
        """Bring another quarter or year into view."""
        if period != self.period:
            self._show(Asked(self.group, period))

    def show_group(self, group: Group) -> None:
        """Bring other practices into view."""
        self._change_group(self.memberships.kept(self.choices.with_practices(group)))

    def periods_held(self) -> dict[Period, str]:
        """The periods there are returns of, and from how many practices, whatever group is in view."""
        return returns_here(self.store)

    # What there is

    def view(self) -> View:
        """Every file and version judged together, and the figures."""
        if self._view is None:
            self._view = self._seen()
            for state in self._view.judged.files:
                key = key_of(state.arrival)
                if key in self._last or key in self._waiting:
                    self._last[key] = state
        return self._view

    def network(self, beside: Period | None = None) -> Network:
        """The figures of the group in the period, with those of a year before, or of a period `beside`."""
        return (self._seen(Asked(self.group, beside).periods) if beside else self.view()).network

    def _seen(self, also: Iterable[Period] = ()) -> View:
        in_view = (each.arrival for each in self._in_view(self._asked))
        return self._lead.view(self._asked, in_view, self._unkept(), also)

    def states(self) -> tuple[FileState, ...]:
        """Every version received of the period and every file read since the app started, with its state."""
        return self.view().judged.files

    def files(self) -> tuple[FileState, ...]:
        """Those of them that were read since the app started."""
        kept = self._kept_now
        return tuple(each for each in self.states() if not each.arrival.kept or key_of(each.arrival) in kept)

    def decisions(self) -> Mapping[ReturnKey, Decision]:
        """Which version of each return of the period counts, or that the Lead has to choose."""
        return self.view().judged.decisions

    def versions(self, code: str) -> list[ReceivedReturn]:
        """Every version a practice sent of the period, the first one first."""
        received = self.view().stored.within(self._asked.periods).received
        mine = [each for each in received if each.document.ods_code == code]
        return sorted(mine, key=lambda each: (each.document.period, each.at, each.id))

    def original(self, received: ReceivedReturn) -> Path | None:
        """The PDF as it came, where it is still kept."""
        return self.store.original(received.sha256)

    @property
    def keys(self) -> Keys:
        """The keys that signed what was received."""
        return self._lead.keys

    def read_again(self) -> None:
        """Read what practices sent afresh."""
        self._history.forget(self.periods_held())
        self._lead, self._view = Lead(self.store), None

    # Over the years

    def trajectory(self) -> Trajectory | None:
        """Inhaler carbon by year, from what is known so far; `history_ready` says when that is all."""
        return self._history.trajectory(self.network())

    def quarterly(self) -> Quarterly | None:
        """The same by quarter."""
        return self._history.quarterly(self.network())

    def ask_for_history(self) -> None:
        """Work out the years that are not known yet, a little at a time; `history_ready` comes at the end."""
        self._history.want(self.periods_held())

    @property
    def history_is_ready(self) -> bool:
        """False while earlier years are being read."""
        return self._history.is_ready

    @property
    def history_is_known(self) -> bool:
        """True once every year was read, and nothing was written since."""
        return self._history.knows(self.periods_held())

    @property
    def history_problem(self) -> str:
        """Why earlier years could not be read, or ""."""
        return self._history.problem

    @Slot()
    def _get_ready(self) -> None:
        """Work out what pages begin with while nothing else is to be done, so that each is there at once."""
        network = self.network()
        self.ahead.begin([lambda: network.alike, lambda: network.indicators_of_each])

    def report_network(self, view: View) -> Network:
        """The network with the returns of every year, as its PDF needs it: over a second for a whole area."""
        lead = self._lead
        first = lead.calculator.factors.first_year
        earlier = earlier_returns(self.store, view.asked, view.network.with_history, first, lead.directory)
        return network_of(
            view.asked, view.judged.decisions, view.stored, lead.directory, lead.calculator, earlier,
            view.network.beside,
        )  # fmt: skip

    # Reading files

    @property
    def is_reading(self) -> bool:
        """True while files are read."""
        return self._readings.is_busy

    def read(self, paths: Iterable[Path]) -> None:
        """Read PDFs, folders and zips beside the window; what is asked for meanwhile is read after it."""
        given = tuple(paths)
        if given:
            self._readings.add(self._to_read(self._asked, given))

    def read_demo(self) -> None:
        """Make the PDFs of a made-up quarter, as practices send and spoil them, and read them."""
        self._readings.add(ToRead(self._asked, (), demo=True))

    def keep_as_its_quarter(self, state: FileState) -> None:
        """Keep a file of another period as a return of that period, without leaving this one."""
        found, held = state.arrival.found, self._waiting.get(key_of(state.arrival))
        if isinstance(found, Read) and held is not None:
            asked = Asked(self.group, found.document.period)
            self._readings.add(ToRead(asked, (), (held[1],), beside=self._unkept()))

    def note_made(self, path: Path) -> None:
        """A file this program made: left out when the folder around it is read, until another is there."""
        self._own_files[path] = stamp_of(path)

    def cancel(self) -> None:
        """Stop reading; files that were read are kept."""
        self._readings.cancel()

    def close(self) -> None:
        """Stop all that goes on beside the window, once what was read is kept: the store can be closed."""
        self._readings.close()
        self._history.stop()
        self.ahead.stop()
        self.writings.cancel()
        self.previews.drop()
        for each in (self.writings, self.previews):
            each.wait()

    # What the Lead decides

    def choose(self, received: ReceivedReturn) -> None:
        """Let one version count where versions disagree."""
        self._write(received.document.ods_code, lambda: use(self.store, received))

    def accept_key(self, ods_code: str, public_key: str) -> None:
        """Note that the practice read out this key's fingerprint: its returns count."""
        self._write(ods_code, lambda: accept(self.store, ods_code, public_key, datetime.now(UTC)))

    def reject(self, received: ReceivedReturn, why: str) -> None:
        """Let a return never count, for a reason."""
        self._write(received.document.ods_code, lambda: reject(self.store, received, why))

    def take_back(self, received: ReceivedReturn) -> None:
        """Let a rejected return be judged again."""
        self._write(received.document.ods_code, lambda: take_back(self.store, received))

    def asked_on(self, code: str) -> date | None:
        """When a practice was asked for its return of the period."""
        return self.choices.asked_on(self.period, code)

    def set_asked(self, code: str, day: date | None) -> None:
        """Remember when it was asked, or with None that it was not."""
        self.choices.put_asked(self.period, code, day)
        self.tell(None)

    @property
    def due(self) -> date:
        """When the returns of the period in view are due."""
        return due_day(self.period, self.choices.due_days)

    def set_due_days(self, days: int) -> None:
        """Let returns be due so many days after the end of their period."""
        self.choices.put_due_days(days)
        self.tell(None)

    # How it is kept up to date

    def _show(self, asked: Asked) -> None:
        self._asked, self._view = asked, None
        self.tell(None)
        self._use_what_waits()

    def _change_group(self, group: Group) -> None:
        if group != self.group:
            self.choices.put_group(group)
            self._show(Asked(group, self.period))

    def membership_said(self, what: Callable[[], object]) -> None:
        """Write where a practice is; everything is judged anew, as any return may stand elsewhere now."""
        self._wrote_meanwhile = self._readings.is_busy
        try:
            what()
        except UserError as error:
            self.refuse(error)
            return
        self._lead.forget()
        self._written(self.periods_held())
        self._use_what_waits()

    def _in_view(self, asked: Asked) -> list[Arrived]:
        """The files in no store that concern the period: read for it, or of it."""
        return [
            arrived
            for read_for, arrived in self._waiting.values()
            if read_for.period == asked.period or period_of(arrived) in asked.periods
        ]

    def _to_read(self, asked: Asked, paths: tuple[Path, ...]) -> ToRead:
        own = tuple(path for path, stamp in self._own_files.items() if stamp_of(path) == stamp)
        return ToRead(asked, paths, tuple(self._in_view(asked)), own, beside=self._unkept())

    def _unkept(self) -> tuple[Arrival, ...]:
        """All files in no store, for whichever group and period."""
        return tuple(arrived.arrival for _, arrived in self._waiting.values())

    def _use_what_waits(self) -> None:
        """Keep files that were read before and count in what is in view now."""
        waiting = {each.key for each in self._in_view(self._asked)}
        counts = any(
            state.status in KEPT and state.arrival.kept is None and key_of(state.arrival) in waiting
            for state in (self.states() if waiting and self.can_write else ())
        )
        if counts:
            self._readings.add(self._to_read(self._asked, ()))

    @Slot(object)
    def _on_done(self, done: Done) -> None:
        asked, kept = done.wish.asked, done.kept
        for arrived in done.read:
            self._waiting[arrived.key] = asked, arrived
        mine = {each.key for each in done.read} | kept
        for key in kept:
            self._waiting.pop(key, None)
        self._kept_now |= kept
        states = [s for s in done.states if s.arrival.kept is None and key_of(s.arrival) in mine]
        self._last |= {key_of(state.arrival): state for state in states}
        view = done.view if asked == self._asked and not self._wrote_meanwhile else None
        if not self._wrote_meanwhile:
            self._lead = done.lead
        self._written(asked.periods, view)
        said = (done.problem, *done.messages) if done.problem else done.messages
        if done.problem:
            self.refused.emit(done.problem)
        self._summary = sum_up(states, done.decisions, done.cancelled, said)

    @Slot(str)
    def _on_failed(self, sentence: str) -> None:
        self.refused.emit(sentence)
        self._summary = sum_up((), {}, problems=(sentence,))

    @Slot()
    def _on_ended(self) -> None:
        """Say what came of a reading; of a bug, in it or in taking over what it gave, no more is known."""
        summary, self._summary = self._summary, None
        self.to_ask = ""  # the practice whose mail the chase list shows when it is opened
        self._wrote_meanwhile = False
        if summary is None:
            self._lead, self._view = Lead(self.store), None  # what was kept is read again
            self.tell(None)
        self.finished_reading.emit(summary or sum_up((), {}, problems=(_FAULT,)))

    def _write(self, ods_code: str, what: Callable[[], str]) -> None:
        self._wrote_meanwhile = self._readings.is_busy
        try:
            said = with_effect(self.store, {ods_code}, lambda: [what()])
        except UserError as error:
            self.refuse(error)
        else:
            self._written(self.periods_held())  # a key signs the returns of any period
            self.done.emit(f"{'. '.join(said)}.")

    def _written(self, periods: Iterable[Period], view: View | None = None) -> None:
        """Show what was written, as it was read again beside the window or will be now; and say so."""
        periods = list(periods)
        if view is None:
            self._lead.forget(periods)
        self._history.forget(periods)
        self._view = view
        self.tell(None)
        if self.can_write:
            self.saved.emit(datetime.now(UTC).astimezone())
