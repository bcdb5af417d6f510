"""Which revision of each return counts: decided from all that is there, whatever order it came in."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256

from greenpractice.returns.documents import ReturnDocument, content
from greenpractice.store import ReceivedReturn, ReturnKey


@dataclass(frozen=True)
class Candidate:
    """One return that is known: recorded in the store, received before (`before`), or a file of now."""

    document: ReturnDocument
    order: tuple[str, ...]
    received: ReceivedReturn | None = None
    now: bool = False

    @cached_property
    def figures(self) -> bytes:
        """A digest of figures and flags: two returns are the same if and only if this is."""
        return sha256(content(self.document)).digest()

    @property
    def key(self) -> ReturnKey:
        """Practice and period."""
        return ReturnKey(self.document.ods_code, self.document.period)


@dataclass(frozen=True, slots=True)
class Decision:
    """What is decided for one practice and period.

    `counts` is the return that counts, None while versions of the highest revision disagree: then nothing
    is merged and none of them counts. `highest` are all of that revision, `others` the older ones.
    """

    key: ReturnKey
    counts: Candidate | None
    highest: tuple[Candidate, ...]
    others: tuple[Candidate, ...]

    @property
    def conflict(self) -> bool:
        """True if the Lead has to choose."""
        return self.counts is None

    @property
    def versions(self) -> list[tuple[Candidate, ...]]:
        """The highest revision by its figures; more than one version disagree."""
        groups: dict[bytes, list[Candidate]] = {}
        for candidate in self.highest:
            groups.setdefault(candidate.figures, []).append(candidate)
        return [tuple(groups[figures]) for figures in sorted(groups)]


def decide(candidates: Iterable[Candidate]) -> dict[ReturnKey, Decision]:
    """A decision for each practice and period, by key; the same for any order of the candidates."""
    groups: dict[ReturnKey, list[Candidate]] = {}
    for candidate in candidates:
        groups.setdefault(candidate.key, []).append(candidate)
    return {key: _decide_one(key, groups[key]) for key in sorted(groups)}


def _decide_one(key: ReturnKey, candidates: Sequence[Candidate]) -> Decision:
    ordered = candidates if len(candidates) == 1 else sorted(candidates, key=_place)
    top = max(candidate.document.revision for candidate in ordered)
    highest = tuple(each for each in ordered if each.document.revision == top)
    others = tuple(each for each in ordered if each.document.revision < top)
    return Decision(key, _counting(highest), highest, others)


def _counting(highest: Sequence[Candidate]) -> Candidate | None:
    if len(highest) == 1:  # nearly always: no need to compare figures
        return highest[0]
    chosen = {each.figures for each in highest if each.received and each.received.chosen}
    if len(chosen) == 1:
        (figures,) = chosen
        return next(each for each in highest if each.figures == figures)
    return highest[0] if len({each.figures for each in highest}) == 1 else None


def _place(candidate: Candidate) -> tuple[bool, tuple[str, ...], bytes]:
    """What was there before stands first, then files by name: an order that is not that of arrival."""
    return candidate.received is None and candidate.now, candidate.order, candidate.figures


def documents_that_count(decisions: Mapping[ReturnKey, Decision]) -> list[ReturnDocument]:
    """The returns that count, by practice and period."""
    return [decision.counts.document for decision in decisions.values() if decision.counts is not None]
