"""The state of each file that arrived: what it is, what to say of it, and whether it counts."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from greenpractice.carbon.footprint import Calculator
from greenpractice.facts.directory import Directory, membership_day
from greenpractice.network.asking import Asked
from greenpractice.network.deciding import Candidate, Decision, decide
from greenpractice.network.groups import pcn_of
from greenpractice.network.integrity import Keys, integrity_of
from greenpractice.network.remarks import closed_remark, remarks_of
from greenpractice.network.states import Arrival, FileState, Read, Remark, Status, Unread
from greenpractice.network.stored import StoredReturns
from greenpractice.periods import day_words
from greenpractice.returns.documents import ReturnDocument
from greenpractice.store import ReturnKey

KEPT: frozenset[Status] = frozenset({"received", "replaced", "older_revision", "conflict"})


@dataclass(frozen=True, slots=True)
class Known:
    """What the Lead's store held before the files came."""

    returns: StoredReturns
    keys: Keys
    demo: bool


@dataclass(frozen=True, slots=True)
class Judged:
    """Every file with its state, by name, and what is decided for each return of the period."""

    files: tuple[FileState, ...]
    decisions: Mapping[ReturnKey, Decision]


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
        fresh = {
            number: Candidate(arrival.found.document, (arrival.file, arrival.sha256), arrival.kept, now=True)
            for number, arrival in enumerate(ordered)
            if isinstance(arrival.found, Read) and refused[number] is None
        }
        decisions = decide([*self._stored(), *fresh.values()])
        keys = self._known.keys.with_new(self._signatures(ordered, fresh), self._now)
        files = []
        for number, arrival in enumerate(ordered):
            refusal = refused[number]
            if refusal is None:
                refusal = self._state(fresh[number], decisions[fresh[number].key])
            files.append(self._described(arrival, *refusal, keys))
        return Judged(tuple(files), decisions)

    def _stored(self) -> list[Candidate]:
        kept = self._known.returns.within(self._asked.periods).candidates
        return [each for each in kept if self._is_in(each.document)]

    def _is_in(self, document: ReturnDocument) -> bool:
        return self._asked.is_of_group(self._directory, document)

    def _refusal(self, arrival: Arrival) -> tuple[Status, str] | None:
        """Why a file cannot count at all, or None."""
        if isinstance(arrival.found, Unread):
            return arrival.found.status, arrival.found.why
        document = arrival.found.document
        if arrival.found.seal.get("demo") is True and not self._known.demo:
            return "demo", "This is made-up demo data: it is kept out of a real network."
        if not self._is_in(document):
            return "other_pcn", self._elsewhere(document)
        if document.period not in self._asked.periods:
            return "other_quarter", (
                f"This file is for {document.period.words}, not for {self._asked.period.words}. "
                "Collate that period to use it."
            )
        return None

    def _elsewhere(self, document: ReturnDocument) -> str:
        practice = self._directory.practice(document.ods_code)
        day = membership_day(practice, document.period)
        said = self._directory.correction_on(document.ods_code, day)
        if said is not None and said.kind == "left_out":
            since = f"left out of every count from {day_words(said.first)} on"
            return f"{document.ods_code} is {since}, as you said. That can be taken back."
        if document.ods_code in self._asked.group.left_out:
            return f"{document.ods_code} is left out of {self._asked.group.name}. It can be added again."
        code = pcn_of(self._directory, document)
        network = self._directory.pcn(code) if code else None
        where = f"in {network.name if network else code}" if code else "in no network"
        says = f"was {where} on {day_words(day)}"
        if practice is None and said is None:
            says = f"says it is {where}"
        return f"{document.ods_code} {says}, not in {self._asked.group.name}. It can be added by hand."

    def _state(self, candidate: Candidate, decision: Decision) -> tuple[Status, str]:
        """The state of a file that may count, beside all there is of the same practice and period."""
        name, revision = candidate.key.ods_code, candidate.document.revision
        if decision.conflict and candidate in decision.highest:
            files = sorted({_source(each) for each in decision.highest})
            return "conflict", (
                f"Version {revision} of {name} is here with different figures: {' and '.join(files)}. "
                "Neither counts until one is chosen; ask the practice to send a new version."
            )
        before = _same_before(candidate, decision)
        if before is not None:
            return "duplicate", _same_figures(before)
        if candidate in decision.others:
            top = decision.highest[0].document.revision
            if any(_came_before(each, candidate) for each in decision.highest):
                return "older_revision", f"Version {top} of {name} is in use already; this is {revision}."
            return "replaced", f"Version {top} came too and replaces this version {revision}."
        counts = decision.counts
        if counts is not None and counts is not candidate and counts.figures != candidate.figures:
            return "older_revision", "Another file of this version was chosen; this one is kept but not used."
        return "received", ""

    def _signatures(
        self, ordered: Sequence[Arrival], fresh: Mapping[int, Candidate]
    ) -> list[tuple[str, str, str]]:
        found = [ordered[number] for number in fresh]
        reads = [arrival.found for arrival in found if isinstance(arrival.found, Read)]
        return [
            (read.document.ods_code, read.public_key, read.document.created)
            for read in reads
            if read.public_key
        ]

    def _described(self, arrival: Arrival, status: Status, why: str, keys: Keys) -> FileState:
        found = arrival.found
        if isinstance(found, Unread):
            return FileState(arrival, found.practice, status, (), why)
        if status in ("demo", "other_pcn", "other_quarter"):
            closed = closed_remark(found.document, self._directory)
            if status == "demo" or closed is None:
                return FileState(arrival, found.document.ods_code, status, (), why)
            return FileState(arrival, found.document.ods_code, status, (closed[0],), f"{why} {closed[1]}")
        remarks, sentences = remarks_of(found, self._directory, self._calculator)
        is_new, trust = integrity_of(found, keys)
        noted: tuple[Remark, ...] = (*remarks, "new_key") if is_new else remarks
        words = [why or _revision_words(found.document), *sentences, trust]
        return FileState(arrival, found.document.ods_code, status, noted, " ".join(words))


def already_kept(judged: Judged, state: FileState) -> bool:
    """True if the store has the same figures of the same revision as a return that was received."""
    found = state.arrival.found
    if not isinstance(found, Read):
        return True
    decision = judged.decisions[ReturnKey(found.document.ods_code, found.document.period)]
    mine = Candidate(found.document, ())
    return any(
        other.received is not None
        and other.figures == mine.figures
        and other.document.revision == found.document.revision
        for other in (*decision.highest, *decision.others)
    )


def _came_before(one: Candidate, other: Candidate) -> bool:
    """True if one was here when the other came."""
    if one.received is not None and other.received is not None:
        return (one.received.at, one.received.id) < (other.received.at, other.received.id)
    return not one.now or (one.received is not None and other.received is None)


def _same_before(candidate: Candidate, decision: Decision) -> Candidate | None:
    """The same figures of the same revision, received before or standing earlier among the files."""
    for other in (*decision.highest, *decision.others):
        if other is candidate:
            return None
        same = other.figures == candidate.figures
        same = same and other.document.revision == candidate.document.revision
        if same and (other.now or other.received is not None):
            return other
    return None


def _same_figures(other: Candidate) -> str:
    if other.received is None:
        return f'The same figures as in "{other.order[0]}". Nothing changes.'
    day = day_words(other.received.at.date())
    return f'The same version was received on {day} as "{other.received.file}". Nothing changes.'


def _source(candidate: Candidate) -> str:
    if candidate.now or candidate.received is not None:
        return f'"{candidate.order[0]}"'
    return "the return stored here"


def _revision_words(document: ReturnDocument) -> str:
    created = datetime.fromisoformat(document.created)
    return f"Version {document.revision}, created {day_words(created.date())}."
