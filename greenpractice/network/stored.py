"""What the Lead's store holds of a network: the returns of some periods, decided, and who has sent before."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from greenpractice.carbon.footprint import Calculator
from greenpractice.facts.directory import Directory, Practice, is_made_up
from greenpractice.network.asking import Asked
from greenpractice.network.deciding import Decision, decide, documents_that_count
from greenpractice.network.groups import Group
from greenpractice.network.lineage import Candidate, alike_in_every_copy
from greenpractice.network.network import Network
from greenpractice.network.states import Question
from greenpractice.network.trust import Keys
from greenpractice.periods import Period
from greenpractice.phrases import counted
from greenpractice.prescribing.quarter import with_imports
from greenpractice.returns.documents import ReturnDocument
from greenpractice.returns.published import is_published_only
from greenpractice.returns.verdicts import is_demo
from greenpractice.store import ReceivedReturn, ReturnKey, Store

_NEVER = ""  # nobody made such a return
_NEWEST, _MOST_PERIODS_BESIDE = 2, 8  # that are read to know whom to ask: of a practice, and in all


@dataclass(frozen=True, slots=True)
class StoredReturns:
    """Returns recorded in the store itself, returns that practices sent, and the keys they came with.

    `published` is what was imported of those that are recorded, as returns of nothing else.
    """

    recorded: Sequence[ReturnDocument]
    received: Sequence[ReceivedReturn]
    keys: Keys
    published: Sequence[ReturnDocument] = ()

    def within(self, periods: Iterable[Period]) -> "StoredReturns":
        """Those of some of the periods."""
        wanted = set(periods)
        return StoredReturns(
            [document for document in self.recorded if document.period in wanted],
            [each for each in self.received if each.document.period in wanted],
            self.keys,
            [document for document in self.published if document.period in wanted],
        )

    def without(self, periods: Iterable[Period]) -> "StoredReturns":
        """Those of all other periods."""
        others = {each.period for each in self.recorded} | {each.document.period for each in self.received}
        return self.within(others - set(periods))

    @property
    def candidates(self) -> list[Candidate]:
        """All of them, for deciding which count."""
        kept = [Candidate(document, ("",)) for document in self.recorded]
        return alike_in_every_copy(kept + [candidate_of(each, self.keys) for each in self.received])

    @property
    def that_count(self) -> list[ReturnDocument]:
        """One return for each practice and period, none where versions disagree."""
        return documents_that_count(self.decided)

    @property
    def decided(self) -> dict[ReturnKey, Decision]:
        """What is decided of each, over all there is of it, whichever network each version says."""
        return decide(self.candidates)

    def vouched(self, directory: Directory, group: Group) -> "StoredReturns":
        """Without what counts only once the Lead adds its practice to the group."""
        recorded = [each for each in self.recorded if not is_imported_to_add(directory, group, each)]
        received = [each for each in self.received if not is_to_add(directory, group, each.document)]
        return StoredReturns(recorded, received, self.keys, self.published)

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
            if directory.practice(code) is None and group.holds_return(directory, document)
        }


def is_unlisted(directory: Directory, group: Group, document: ReturnDocument) -> bool:
    """True if nothing but a file says where its practice stands in its period: the Lead is asked to add it.

    What the Lead said from a day on vouches for no quarter before that day.
    """
    code = document.ods_code
    decided = all(directory.decides(code, quarter) for quarter in document.period.made_of)
    return not (is_made_up(code) or code in group.added or decided)


def had_closed(directory: Directory, group: Group, document: ReturnDocument) -> bool:
    """True if the practice had closed before the period, by the lists or as the Lead said of a merger.

    Where the Lead said that it was while it was open vouches for nothing after its last day.
    """
    code, period = document.ods_code, document.period
    practice = directory.practice(code)
    if practice is None or not practice.had_closed(period):
        return False
    said = directory.said_in(code, period)
    is_vouched = said is not None and said.kind != "left_out" and _is_after(practice, said.first)
    return code not in group.added and not is_vouched


def _is_after(practice: Practice, day: date) -> bool:
    return practice.closed is not None and practice.closed < day


def is_to_add(directory: Directory, group: Group, document: ReturnDocument) -> bool:
    """True if a return counts only once the Lead adds its practice."""
    return is_unlisted(directory, group, document) or had_closed(directory, group, document)


def is_imported_to_add(directory: Directory, group: Group, document: ReturnDocument) -> bool:
    """The same of what is recorded here: true of what was imported, which is nobody's word on the practice.

    A file of the whole country has all practices, and one that closed for months after.
    """
    return is_published_only(document) and is_to_add(directory, group, document)


def candidate_of(received: ReceivedReturn, keys: Keys) -> Candidate:
    """A return that was received, with what the keys and the Lead say of it."""
    waits = not received.chosen and keys.waits(received.document.ods_code, received.verdict, received)
    return Candidate(
        received.document, (received.file, received.sha256), received,
        verdict=received.verdict, waits=waits, rejected=received.rejected,
    )  # fmt: skip


def stored_returns(
    store: Store, periods: Iterable[Period], practices: Collection[str] | None = None
) -> StoredReturns:
    """The returns of these periods, of some practices or all.

    Of a return that is edited here, the version last issued counts. What is made up stays out of a store of
    real data, however it came to be in it.
    """
    wanted, is_real = set(periods), not store.is_demo()
    recorded, others = [], []
    for key in store.keys():
        if is_real and is_made_up(key.ods_code):
            continue
        if key.period in wanted and (practices is None or key.ods_code in practices):
            stored = store.load(key)
            if stored is not None:
                recorded.append(stored.issued.document if stored.issued else stored.document)
                if not is_published_only(recorded[-1]):
                    others.append(key)
    sent = store.received(wanted)
    if is_real:
        sent = [each for each in sent if not is_demo(each.document, each.verdict)]
    if practices is not None:
        sent = [each for each in sent if each.document.ods_code in practices]
    published = [each for each in recorded if is_published_only(each)]
    published += (
        with_imports(ReturnDocument(key.ods_code, key.period, 0, _NEVER), months)
        for key, months in store.imports(others).items()
    )
    return StoredReturns(recorded, sent, Keys(store.seen_keys()), published)


def network_of(
    asked: Asked,
    decisions: Mapping[ReturnKey, Decision],
    stored: StoredReturns,
    directory: Directory,
    calculator: Calculator,
    earlier: Iterable[ReturnDocument] = (),
    beside: Iterable[ReturnDocument] = (),
) -> Network:
    """The network from what is decided for the period and what the store holds beside it.

    That is other periods, and of this one what practices sent from other groups: what a year is made of is
    decided over all returns of a practice.
    """
    mine = [each for each in stored.within(asked.periods).recorded if asked.is_of_group(directory, each)]
    to_add = {
        each.ods_code: each.name or each.ods_code
        for each in mine
        if is_imported_to_add(directory, asked.group, each)
    }
    stored = stored.vouched(directory, asked.group)
    everywhere = stored.decided
    known = {key: _over_all(decision, everywhere.get(key)) for key, decision in decisions.items()}
    documents = [*documents_that_count({**everywhere, **known}), *earlier]
    members = stored.unlisted_members(directory, asked.group)
    return Network(
        asked.group, asked.period, documents, directory, calculator, members, _questions(decisions),
        {**to_add, **_names(decisions)}, beside, to_add,
        {ReturnKey(each.ods_code, each.period): each for each in stored.published},
    )  # fmt: skip


def _questions(decisions: Mapping[ReturnKey, Decision]) -> dict[ReturnKey, list[Question]]:
    """Of each return on what the Lead's word is needed, whenever its versions came."""
    found: dict[ReturnKey, list[Question]] = {}
    for key, decision in decisions.items():
        signed = [each.public_key is not None for each in decision.waiting if not decision.is_fork(each)]
        questions: tuple[tuple[bool, Question], ...] = (
            (decision.conflict, "conflict"),
            (bool(decision.forks), "fork"),
            (any(signed), "new_key"),
            (not all(signed), "unsigned"),
        )
        for is_so, question in questions:
            if is_so:
                found.setdefault(key, []).append(question)
    return found


def _names(decisions: Mapping[ReturnKey, Decision]) -> dict[str, str]:
    """What each practice calls itself in its newest return that the Lead did not reject."""
    found: dict[str, str] = {}
    for key, decision in sorted(decisions.items()):
        for each in (*decision.waiting, *decision.others, *decision.highest):
            if each.document.name:
                found[key.ods_code] = each.document.name
    return found


def _over_all(mine: Decision, everywhere: Decision | None) -> Decision:
    """What was decided among the versions of a group, unless a version that says another network is as new.

    Else each group would count the version that is its own, and the practice be counted twice.
    """
    if mine.counts is None or everywhere is None or not everywhere.highest:
        return mine
    newest, counts = everywhere.highest[0].document.revision, mine.counts.document.revision
    return everywhere if newest > counts or (everywhere.conflict and newest == counts) else mine


def earlier_returns(
    store: Store, asked: Asked, practices: Collection[str], first_year: int, directory: Directory
) -> list[ReturnDocument]:
    """The returns that count of years before those that are looked at for the period itself."""
    earlier = periods_until(first_year, asked.period) - periods_around(asked.period)
    return stored_returns(store, earlier, practices).vouched(directory, asked.group).that_count


def saying_whom_to_ask(
    store: Store, asked: Asked, read: Callable[[Iterable[Period]], StoredReturns]
) -> list[ReturnDocument]:
    """Of each practice its newest returns that count, where they are of none of the periods looked at.

    A practice may have sent two years ago, or for a later quarter, and then names whom to ask now. When
    it last sent is told too.
    """
    wanted: set[Period] = set()
    for keys in (store.keys(), store.received_keys()):
        periods: dict[str, set[Period]] = {}
        for key in keys:
            periods.setdefault(key.ods_code, set()).add(key.period)
        for found in periods.values():
            wanted |= set(sorted(found)[-_NEWEST:])  # the very newest may be rejected, or name nobody
    elsewhere = sorted(wanted - periods_around(asked.period))[-_MOST_PERIODS_BESIDE:]
    return read(elsewhere).that_count if elsewhere else []


def periods_until(first_year: int, period: Period) -> set[Period]:
    """Every quarter and year from a year on, up to the period."""
    years = [Period(year) for year in range(first_year, period.year + 1)]
    return {each for year in years for each in (year, *year.quarters) if each.last_day <= period.last_day}


def periods_around(period: Period) -> set[Period]:
    """The period itself, that of a year before, and the year until then: who has sent is expected again.

    Of a quarter the return of its whole year too: who sent that is not asked as if nothing came.
    """
    periods = {period.whole_year}
    for year in (period, period.year_before):
        periods |= {year, *year.quarters} if year.is_year else {year}
    earlier = period
    while not period.is_year and earlier > period.year_before:
        earlier = earlier.previous
        periods.add(earlier)
    return periods


def returns_here(store: Store) -> dict[Period, str]:
    """The periods a data file has returns of, counting or not, and of how many practices in any network.

    A year has those of its quarters too, as its pages show them.
    """
    codes: dict[Period, set[str]] = {}
    for key in (*store.keys(), *store.received_keys()):
        for period in {key.period, key.period.whole_year}:
            codes.setdefault(period, set()).add(key.ods_code)
    return {period: f"returns of {counted(len(each), 'practice')} here" for period, each in codes.items()}
