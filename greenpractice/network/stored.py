"""What the Lead's store holds of a network: the returns of some periods, decided, and who has sent before."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from greenpractice.directory import Directory
from greenpractice.documents import ReturnDocument
from greenpractice.network.deciding import Candidate, decide, documents_that_count
from greenpractice.network.groups import Group
from greenpractice.periods import Period
from greenpractice.store import ReceivedReturn, Store


@dataclass(frozen=True, slots=True)
class StoredReturns:
    """Returns recorded in the store itself, and returns that practices sent."""

    recorded: Sequence[ReturnDocument]
    received: Sequence[ReceivedReturn]

    def within(self, periods: Iterable[Period]) -> "StoredReturns":
        """Those of some of the periods."""
        wanted = set(periods)
        return StoredReturns(
            [document for document in self.recorded if document.period in wanted],
            [each for each in self.received if each.document.period in wanted],
        )

    @property
    def candidates(self) -> list[Candidate]:
        """All of them, for deciding which count."""
        kept = [Candidate(document, ("",)) for document in self.recorded]
        return kept + [Candidate(each.document, (each.file, each.sha256), each) for each in self.received]

    @property
    def that_count(self) -> list[ReturnDocument]:
        """One return for each practice and period, none where versions disagree."""
        return documents_that_count(decide(self.candidates))

    def unlisted_members(self, directory: Directory, group: Group) -> set[str]:
        """Practices that no list names, by what their newest return says of their network."""
        newest: dict[str, ReturnDocument] = {}
        for document in (*self.recorded, *(each.document for each in self.received)):
            earlier = newest.get(document.ods_code)
            if earlier is None or document.period >= earlier.period:
                newest[document.ods_code] = document
        return {
            code
            for code, document in newest.items()
            if directory.practice(code) is None and group.holds(document.pcn_code)
        }


def stored_returns(store: Store, periods: Iterable[Period]) -> StoredReturns:
    """The returns of these periods. Of one that is edited here, the version last issued counts."""
    wanted = set(periods)
    recorded = []
    for key in store.keys():
        if key.period in wanted:
            stored = store.load(key)
            if stored is not None:
                recorded.append(stored.issued.document if stored.issued else stored.document)
    return StoredReturns(recorded, store.received(wanted))


def periods_around(period: Period) -> set[Period]:
    """The period itself, that of a year before, and the year until then: who has sent is expected again."""
    periods: set[Period] = set()
    for year in (period, period.year_before):
        periods |= {year, *year.quarters} if year.is_year else {year}
    earlier = period
    while not period.is_year and earlier > period.year_before:
        earlier = earlier.previous
        periods.add(earlier)
    return periods
