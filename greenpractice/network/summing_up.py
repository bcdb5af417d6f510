"""What came of files that were read, counted and said in a sentence."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from greenpractice.network.deciding import Decision
from greenpractice.network.states import FileState, Read, Status
from greenpractice.phrases import counted
from greenpractice.returns.published import is_published_only
from greenpractice.store import ReturnKey

_KINDS: Mapping[Status, str] = {
    "replaced": "older",
    "older_revision": "older",
    "duplicate": "same",
    "conflict": "to_choose",
    "fork": "to_choose",
    "new_key": "waiting",
    "unlisted": "waiting",
}


@dataclass(frozen=True, slots=True)
class ReadSummary:
    """How many files were added, replaced an older version, and so on; every file is in one count."""

    states: tuple[FileState, ...]
    added: int = 0
    replaced: int = 0
    older: int = 0
    same: int = 0
    to_choose: int = 0
    waiting: int = 0
    not_used: int = 0
    other: int = 0
    cancelled: bool = False
    problems: tuple[str, ...] = ()

    @property
    def files(self) -> int:
        """How many files were read."""
        return len(self.states)

    @property
    def short(self) -> str:
        """`4 added, 1 replaced, 7 not used`, or the whole sentence where that would be nothing."""
        counts = (self.added, "added"), (self.replaced, "replaced"), (self.not_used, "not used")
        said = ", ".join(f"{count} {words}" for count, words in counts if count)
        return said if said and not self.cancelled else self.sentence

    @property
    def sentence(self) -> str:
        """`4 added, 1 replaced, 2 not used`."""
        counts = (
            (self.added, "added"),
            (self.replaced, "replaced"),
            (self.older, "of an older version"),
            (self.same, "received before"),
            (self.to_choose, "to choose between"),
            (self.waiting, "waiting for your word"),
            (self.not_used, "not used"),
        )
        parts = [f"{count} {words}" for count, words in counts if count]
        said = ", ".join([*parts, *([counted(self.other, "other file")] if self.other else [])])
        if not self.files:
            said = "No PDF was read" if self.problems else "No PDF was found"
        return f"Cancelled: {said[:1].lower()}{said[1:]}" if self.cancelled else said


def sum_up(
    states: Iterable[FileState],
    decisions: Mapping[ReturnKey, Decision],
    cancelled: bool = False,
    problems: Iterable[str] = (),
) -> ReadSummary:
    """Count the states of files; a newer version of a return that was here counts as replacing it."""
    found = tuple(states)
    kinds = ("added", "replaced", "older", "same", "to_choose", "waiting", "not_used", "other")
    counts = dict.fromkeys(kinds, 0)
    for state in found:
        counts[_kind(state, decisions)] += 1
    return ReadSummary(found, **counts, cancelled=cancelled, problems=tuple(problems))


def _kind(state: FileState, decisions: Mapping[ReturnKey, Decision]) -> str:
    if state.status == "received" and isinstance(state.arrival.found, Read):
        document = state.arrival.found.document
        decision = decisions.get(ReturnKey(document.ods_code, document.period))
        others = () if decision is None else decision.others
        issued = any(not is_published_only(each.document) for each in others)
        return "replaced" if issued else "added"
    if state.is_other:
        return "other"
    return _KINDS.get(state.status, "not_used")
