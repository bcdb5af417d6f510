"""The Lead's store seen for a group and period: read period by period, remembered, judged as a whole."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from greenpractice.carbon.footprint import RememberingCalculator
from greenpractice.facts.directory import Directory
from greenpractice.network.asking import Asked
from greenpractice.network.judging import Judge, Judged, Known
from greenpractice.network.keeping import Arrived, Kept, arrivals_of, keep
from greenpractice.network.membership import directory_of
from greenpractice.network.network import Network
from greenpractice.network.states import Arrival
from greenpractice.network.stored import (
    StoredReturns,
    network_of,
    periods_around,
    saying_whom_to_ask,
    stored_returns,
)
from greenpractice.network.trust import Keys
from greenpractice.periods import Period
from greenpractice.store import Store


@dataclass(frozen=True, slots=True)
class View:
    """What is known of a group in a period: every file and version judged together, and the figures."""

    asked: Asked
    stored: StoredReturns
    judged: Judged
    network: Network


class Lead:
    """The store and the facts it is read with. Not for two threads at once: a second one has its own."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._directory: Directory | None = None
        self.calculator = RememberingCalculator()
        self._held: dict[Period, StoredReturns] = {}
        self._keys: Keys | None = None

    @property
    def directory(self) -> Directory:
        """Who is where, and when, with the Lead's corrections."""
        if self._directory is None:
            self._directory = directory_of(self.store)
        return self._directory

    def stored(self, periods: Iterable[Period]) -> StoredReturns:
        """What the store holds of these periods; what was read before is not read again."""
        wanted = sorted(periods)
        missing = [period for period in wanted if period not in self._held]
        if missing:
            found = stored_returns(self.store, missing)
            for period in missing:
                self._held[period] = found.within((period,))
        held = [self._held[period] for period in wanted]
        return StoredReturns(
            [document for each in held for document in each.recorded],
            [received for each in held for received in each.received],
            self.keys,
            [document for each in held for document in each.published],
        )

    def forget(self, periods: Iterable[Period] | None = None) -> None:
        """Read these periods again when they are next asked for; without any, all."""
        self._keys = self._directory = None
        for period in list(self._held) if periods is None else list(periods):
            self._held.pop(period, None)

    def view(
        self,
        asked: Asked,
        files: Iterable[Arrival] = (),
        beside: Iterable[Arrival] = (),
        also: Iterable[Period] = (),
    ) -> View:
        """The group in the period; `files` were read and are not in the store.

        Nor are those `beside`, which are for other periods and groups: their keys are known. The network has
        the returns of the periods around its own, and of those that are wanted `also`, to stand beside it.
        """
        stored = self.stored(periods_around(asked.period))
        judged = self._judge(asked, stored, beside).judge([*self._received(asked, stored), *files])
        beside_them = saying_whom_to_ask(self.store, asked, self.stored)
        others = self.stored(set(also) - periods_around(asked.period)).vouched(self.directory, asked.group)
        network = network_of(
            asked, judged.decisions, stored, self.directory, self.calculator, others.that_count, beside_them
        )
        return View(asked, stored, judged, network)

    def judge(self, asked: Asked, files: Sequence[Arrived], beside: Iterable[Arrival] = ()) -> Judged:
        """What becomes of files beside what the store holds; nothing is written."""
        stored = self.stored(periods_around(asked.period))
        arrivals = [each.arrival for each in files]
        return self._judge(asked, stored, beside).judge([*self._received(asked, stored), *arrivals])

    def keep(self, judged: Judged, files: Iterable[Arrived]) -> Kept:
        """Put those that may count in the store."""
        return keep(self.store, judged, files, datetime.now(UTC))

    def after_writing(self, asked: Asked, files: Iterable[Arrival], beside: Iterable[Arrival] = ()) -> View:
        """What is known once files are kept, with the figures that every page begins with worked out."""
        self.forget(asked.periods)
        view = self.view(asked, files, beside)
        for _ in (view.network.footprint, view.network.alike, view.network.indicators_of_each):
            pass
        return view

    @property
    def keys(self) -> Keys:
        """The keys that signed what was received."""
        if self._keys is None:
            self._keys = Keys(self.store.seen_keys())
        return self._keys

    def _received(self, asked: Asked, stored: StoredReturns) -> list[Arrival]:
        inside = stored.within(asked.periods).received
        return arrivals_of(each for each in inside if asked.is_of_group(self.directory, each.document))

    def _judge(self, asked: Asked, stored: StoredReturns, beside: Iterable[Arrival]) -> Judge:
        """What was received is judged beside the files; what was recorded here was there before."""
        now = datetime.now(UTC)
        known = Known(StoredReturns(stored.recorded, (), stored.keys), self.store.is_demo())
        keys = stored.keys.with_new(known.brought(beside), now)
        known = replace(known, returns=replace(known.returns, keys=keys))
        return Judge(self.directory, self.calculator, asked, known, now)
