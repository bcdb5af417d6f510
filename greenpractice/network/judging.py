"""The state of each file that arrived: what it is, what to say of it, and whether it counts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from greenpractice.carbon.footprint import Calculator
from greenpractice.carbon.year_of_returns import is_report_of_quarters
from greenpractice.facts.directory import Directory, is_made_up, membership_day
from greenpractice.network.asking import Asked
from greenpractice.network.assurance import assured
from greenpractice.network.deciding import Decision, decide
from greenpractice.network.groups import pcn_of
from greenpractice.network.lineage import Candidate, alike_in_every_copy, came_before, first_copies
from greenpractice.network.remarks import closed_remark
from greenpractice.network.states import Arrival, FileState, Read, Status, Unread
from greenpractice.network.stored import (
    StoredReturns,
    candidate_of,
    had_closed,
    is_imported_to_add,
    is_to_add,
    is_unlisted,
)
from greenpractice.network.trust import Keys, waiting_words
from greenpractice.periods import day_words
from greenpractice.phrases import joined
from greenpractice.returns.documents import ReturnDocument
from greenpractice.returns.verdicts import is_demo
from greenpractice.store import ReturnKey

REPORT_OF_QUARTERS = (
    "This is the report of a year that is made of its quarters: it is for reading and adds no figures. "
    "Ask the practice for the PDFs of the quarters."
)
CHOSEN_ANOTHER = "Another file of this version was chosen; this one is kept but not used."
_MOST_NAMED = 5
_MOST_COMPARED = 100  # each of thousands of versions would name all the others
KEPT: frozenset[Status] = frozenset({"received", "replaced", "older_revision", "conflict", "fork", "new_key"})


@dataclass(frozen=True, slots=True)
class Known:
    """What the Lead's store held before the files came."""

    returns: StoredReturns
    demo: bool

    def keeps_out(self, found: Read | Unread) -> bool:
        """True of made-up data in a real network, whatever else is the matter with the file."""
        if isinstance(found, Unread):
            is_made = found.practice is not None and is_made_up(found.practice)
            return is_made and found.status != "duplicate" and not self.demo
        return is_demo(found.document, found.verdict) and not self.demo

    def brought(self, arrivals: Iterable[Arrival]) -> frozenset[tuple[str, str]]:
        """The keys, as (practice, key), of returns that come now, of whichever period and network."""
        found = [each.found for each in arrivals if each.kept is None]
        return frozenset(
            (each.document.ods_code, each.public_key)
            for each in found
            if isinstance(each, Read) and each.public_key is not None and not self.keeps_out(each)
        )


@dataclass(frozen=True, slots=True)
class Judged:
    """Every file with its state, by name, and what is decided for each return of the period.

    `brought` are the keys that came now, as (practice, key), whether what they signed may count or not.
    """

    files: tuple[FileState, ...]
    decisions: Mapping[ReturnKey, Decision]
    brought: frozenset[tuple[str, str]] = frozenset()


class Judge:
    """Says what becomes of files, with one set of facts and what the store held before."""

    def __init__(
        self, directory: Directory, calculator: Calculator, asked: Asked, known: Known, now: datetime
    ) -> None:
        self._directory = directory
        self._calculator = calculator
        self._asked = asked
        self._known = known
        self._now = now.astimezone(UTC)

    def judge(self, arrivals: Iterable[Arrival]) -> Judged:
        """The state of each file and the decisions; the same for any order of the files."""
        ordered = sorted(arrivals, key=lambda arrival: (arrival.file, arrival.sha256))
        refused = {number: self._refusal(arrival) for number, arrival in enumerate(ordered)}
        may_count = {
            number: (arrival, arrival.found)
            for number, arrival in enumerate(ordered)
            if isinstance(arrival.found, Read) and refused[number] is None
        }
        brought = self._known.brought(ordered)
        keys = self._known.returns.keys.with_new(brought, self._now)
        stored = self._stored(keys)
        before = _received_before(stored, may_count.values(), keys)
        fresh = {number: _candidate(*each, keys, before) for number, each in may_count.items()}
        every = alike_in_every_copy([*stored, *fresh.values()])
        fresh = dict(zip(fresh, every[len(stored) :], strict=True))
        decisions = decide(every)
        files = []
        for number, arrival in enumerate(ordered):
            refusal = refused[number]
            if refusal is None:
                refusal = self._state(fresh[number], decisions[fresh[number].key], keys)
            state = self._described(arrival, *refusal, keys)
            mine = fresh.get(number)
            waits = mine in decisions[mine.key].waiting if mine else _would_wait(state, keys)
            files.append(replace(state, waits=waits))
        return Judged(tuple(files), decisions, brought)

    def _stored(self, keys: Keys) -> list[Candidate]:
        kept = replace(self._known.returns.within(self._asked.periods), keys=keys).candidates
        return [each for each in kept if self._is_in(each.document) and self._is_vouched(each)]

    def _is_vouched(self, candidate: Candidate) -> bool:
        """False for what counts only once the Lead adds its practice."""
        where = self._directory, self._asked.group, candidate.document
        return not (is_imported_to_add(*where) if candidate.received is None else is_to_add(*where))

    def _is_in(self, document: ReturnDocument) -> bool:
        return self._asked.is_of_group(self._directory, document)

    def _refusal(self, arrival: Arrival) -> tuple[Status, str] | None:
        """Why a file cannot count at all, or None."""
        if self._known.keeps_out(arrival.found):
            return "demo", "This is made-up demo data: it is kept out of a real network."
        if isinstance(arrival.found, Unread):
            return arrival.found.status, arrival.found.why
        document = arrival.found.document
        if is_report_of_quarters(document):
            return "no_data", REPORT_OF_QUARTERS
        if not self._is_in(document):
            return "other_pcn", self._elsewhere(document)
        if is_unlisted(self._directory, self._asked.group, document):
            return "unlisted", f"{self._unlisted_words(document)} {_once_added(arrival)}"
        if had_closed(self._directory, self._asked.group, document):
            return "unlisted", (
                "No return is expected of a practice that had closed. Ask who sent it, and whether it is "
                f"of the practice that took its place. {_once_added(arrival)}"
            )
        if document.period not in self._asked.periods:
            return "other_quarter", (
                f"This file is for {document.period.words}, not for {self._asked.period.words}. "
                "Collate that period to use it."
            )
        return None

    def _unlisted_words(self, document: ReturnDocument) -> str:
        """That only a file says where a practice stood, and from when on the Lead does."""
        code, later = document.ods_code, self._directory.first_correction(document.ods_code)
        was = "is" if later is None else "was"
        since = "" if later is None else f" What you said of it holds from {day_words(later.first)} on."
        return (
            f"{code} stands in no list of practices: only this file says that it {was} in "
            f"{self._asked.group.name}.{since}"
        )

    def _elsewhere(self, document: ReturnDocument) -> str:
        practice = self._directory.practice(document.ods_code)
        out = self._directory.left_out_in(document.ods_code, document.period)
        if out:
            since = f"left out of every count {joined([each.words for each in out])}"
            return f"{document.ods_code} is {since}, as you said. That can be taken back."
        if document.ods_code in self._asked.group.left_out:
            return f"{document.ods_code} is left out of {self._asked.group.name}. It can be added again."
        code = pcn_of(self._directory, document)
        network = self._directory.pcn(code) if code else None
        where = f"in {network.name if network else code}" if code else "in no network"
        says = f"was {where} on {day_words(membership_day(practice, document.period))}"
        if practice is None and self._directory.said_in(document.ods_code, document.period) is None:
            says = f"says it is {where}"
        return f"{document.ods_code} {says}, not in {self._asked.group.name}. It can be added by hand."

    def _state(self, candidate: Candidate, decision: Decision, keys: Keys) -> tuple[Status, str]:
        """The state of a file that may count, beside all there is of the same practice and period."""
        name, revision = candidate.key.ods_code, candidate.document.revision
        if candidate.rejected:
            return "rejected", f"You rejected it: {_ended(candidate.rejected)}"
        if candidate.waits:
            return self._waiting(candidate, decision, keys)
        in_conflict = decision.conflict and candidate in decision.highest
        if decision.is_fork(candidate) or (in_conflict and any(map(decision.is_fork, decision.highest))):
            return "fork", _fork_words(candidate, decision)
        if in_conflict:
            return "conflict", (
                f"Version {revision} of {name} is here with different figures: "
                f"{_some(map(_source, decision.highest[:_MOST_COMPARED]))}. "
                "Neither counts until one is chosen; ask the practice to send a new version."
            )
        before = decision.same_before(candidate)
        if before is not None:
            return "duplicate", _same_figures(before)
        if candidate in decision.others:
            return _passed_over(candidate, decision)
        return "received", ""

    def _waiting(self, candidate: Candidate, decision: Decision, keys: Keys) -> tuple[Status, str]:
        """The state of one whose key is not known to be the practice's, or that nobody signed."""
        assert candidate.verdict is not None
        words = waiting_words(candidate.key.ods_code, candidate.verdict, keys)
        before = decision.same_before(candidate)
        if before is not None:
            asks = candidate in decision.waiting
            return "duplicate", f"{_same_figures(before, asks)} {words if asks else ''}".rstrip()
        if decision.is_fork(candidate):
            return "fork", f"{_fork_words(candidate, decision)} {words}"
        return "new_key", words

    def _described(self, arrival: Arrival, status: Status, why: str, keys: Keys) -> FileState:
        found = arrival.found
        if isinstance(found, Unread):
            return FileState(arrival, found.practice, status, (), why)
        if status in ("demo", "no_data", "other_pcn", "other_quarter", "unlisted"):
            closed = closed_remark(found.document, self._directory)
            if status == "demo" or closed is None:
                return FileState(arrival, found.document.ods_code, status, (), why)
            return FileState(arrival, found.document.ods_code, status, (closed[0],), f"{why} {closed[1]}")
        said = assured(found, self._directory, self._calculator, keys, arrival.kept)
        words = [why or _revision_words(found.document), *said.sentences, said.trust]
        return FileState(arrival, found.document.ods_code, status, said.remarks, " ".join(words))


def already_kept(judged: Judged, state: FileState) -> bool:
    """True if the store has the same figures of the same revision as a return that was received."""
    found = state.arrival.found
    if not isinstance(found, Read):
        return True
    decision = judged.decisions[ReturnKey(found.document.ods_code, found.document.period)]
    mine = Candidate(found.document, (), verdict=found.verdict)
    return any(other.received is not None for other in decision.copies.get(mine.signed_version, ()))


def brings_a_key(judged: Judged, state: FileState) -> bool:
    """True for the first duplicate that is signed with a key which nothing else of the same figures has."""
    found = state.arrival.found
    if state.status != "duplicate" or not isinstance(found, Read) or found.public_key is None:
        return False
    decision = judged.decisions[ReturnKey(found.document.ods_code, found.document.period)]
    mine = Candidate(found.document, (), verdict=found.verdict)
    first = decision.copies[mine.signed_version][0]
    return first.order == (state.arrival.file, state.arrival.sha256)


def _would_wait(state: FileState, keys: Keys) -> bool:
    """True of a file of another period that waits for the Lead's word there: it tells nothing of this one."""
    found = state.arrival.found
    if state.status != "other_quarter" or not isinstance(found, Read):
        return False
    return keys.waits(found.document.ods_code, found.verdict, state.arrival.kept)


def _once_added(arrival: Arrival) -> str:
    """What is to do with a return of a practice to add: the file itself is kept only from then on."""
    with_file = "" if arrival.kept else ", with this file: it is not kept until then"
    return f"It counts once you add it{with_file}."


def _received_before(
    stored: Iterable[Candidate], given: Iterable[tuple[Arrival, Read]], keys: Keys
) -> Mapping[object, Candidate]:
    """What was received of the returns in the files of now, as it came first, beside these or among them."""
    given = list(given)
    new = {
        ReturnKey(found.document.ods_code, found.document.period) for come, found in given if not come.kept
    }
    among = (candidate_of(come.kept, keys) for come, _ in given if come.kept is not None)
    received = [each for each in (*stored, *among) if each.received and each.key in new]
    return first_copies(sorted(received, key=lambda each: each.place))


def _candidate(arrival: Arrival, found: Read, keys: Keys, stored: Mapping[object, Candidate]) -> Candidate:
    """A file that came, with what the keys and the Lead say of it, and said of the same return before."""
    received, code = arrival.kept, found.document.ods_code
    if received is not None:
        return candidate_of(received, keys)  # which is known, whether it is among the files of now or not
    mine = Candidate(
        found.document, (arrival.file, arrival.sha256), now=True, verdict=found.verdict,
        waits=keys.waits(code, found.verdict, None),
    )  # fmt: skip
    before = stored.get((mine.key, mine.signed_version))
    if before is None:
        return mine
    return replace(mine, again=before.received)


def _ended(words: str) -> str:
    return words if words.endswith((".", "!", "?")) else f"{words}."


def _passed_over(candidate: Candidate, decision: Decision) -> tuple[Status, str]:
    """The state of one beside which another version counts, or two that disagree."""
    top, revision = decision.highest[0].document.revision, candidate.document.revision
    if top < revision:
        return "older_revision", f"Version {top} was chosen; this version {revision} is kept but not used."
    if top == revision:
        return "older_revision", CHOSEN_ANOTHER
    if any(came_before(each, candidate) for each in decision.highest):
        name = candidate.key.ods_code
        return "older_revision", f"Version {top} of {name} is in use already; this is {revision}."
    return "replaced", f"Version {top} came too and replaces this version {revision}."


def _fork_words(candidate: Candidate, decision: Decision) -> str:
    """That two versions were made beside each other, and what to ask."""
    document = candidate.document
    others = (
        f"version {each.document.revision} in {_source(each)}"
        for each in (decision.highest or decision.waiting)[:_MOST_COMPARED]
        if each is not candidate and each.figures != candidate.figures
    )
    counts = "That one counts until you choose" if decision.counts is not None else "None of them counts yet"
    return (
        f"Version {document.revision} of {document.ods_code} was made beside {_some(others)}, not "
        f"after it, as on a new computer or from an old backup. {counts}: ask the practice which is right."
    )


def _some(names: Iterable[str]) -> str:
    """The first of them; how many more there are is no help to anybody who is told of each."""
    found = sorted(set(names))
    return (
        " and ".join(found) if len(found) <= _MOST_NAMED else f"{', '.join(found[:_MOST_NAMED])} and others"
    )


def _same_figures(other: Candidate, waits: bool = False) -> str:
    """Where the same came before; of one that waits for its key the figures change nothing, and no more."""
    end = "Its figures change nothing, but:" if waits else "Nothing changes."
    if other.received is None:
        return f'The same figures as in "{other.order[0]}". {end}'
    day = day_words(other.received.at.date())
    return f'The same version was received on {day} as "{other.received.file}". {end}'


def _source(candidate: Candidate) -> str:
    if candidate.now or candidate.received is not None:
        return f'"{candidate.order[0]}"'
    return "the return stored here"


def _revision_words(document: ReturnDocument) -> str:
    created = datetime.fromisoformat(document.created)
    return f"Version {document.revision}, created {day_words(created.date())}."
