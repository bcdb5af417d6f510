"""Versions of a return, and which of them follows which: by what each says it replaces, and by receipt."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from greenpractice.returns.documents import ReturnDocument, digest_of
from greenpractice.returns.verdicts import Sound, Verified
from greenpractice.returns.versions import VERSION
from greenpractice.store import ReceivedReturn, ReturnKey

MOST_ISSUES_BACK = 50  # that are looked at of each version: nobody has as many honest ones


@dataclass(frozen=True, eq=False)
class Candidate:
    """One return that is known: recorded in the store, received before (`received`), or a file of now.

    `verdict` is None for one that was recorded here. One that `waits` for the Lead's word, or is `rejected`
    for a reason, is beside the decision. `again` is the return received before that a file of now has again.
    """

    document: ReturnDocument
    order: tuple[str, ...]
    received: ReceivedReturn | None = None
    now: bool = False
    verdict: Sound | None = None
    waits: bool = False
    rejected: str = ""
    again: ReceivedReturn | None = None

    @cached_property
    def figures(self) -> bytes:
        """A digest of figures and flags: two returns are the same if and only if this is."""
        return self.document.figures

    @property
    def key(self) -> ReturnKey:
        """Practice and period."""
        return ReturnKey(self.document.ods_code, self.document.period)

    @property
    def public_key(self) -> str | None:
        """The key that signed it."""
        return self.verdict.public_key if isinstance(self.verdict, Verified) else None

    @cached_property
    def digest(self) -> str:
        """The check code that the issue after it names as replaced."""
        if self.verdict is not None and self.verdict.digest is not None:
            return self.verdict.digest
        return digest_of(self.document)

    @cached_property
    def digests(self) -> frozenset[str]:
        """That in each version of the format: an app that was updated prints an older issue in its own."""
        others = (replace(self.document, version=each) for each in range(1, VERSION + 1))
        return frozenset({self.digest, *map(digest_of, others)})

    @property
    def replaces(self) -> str | None:
        """The check code of the issue that this one says it replaces."""
        return self.verdict.replaces if isinstance(self.verdict, Verified) else None

    @property
    def chosen(self) -> int:
        """The highest id there was when the Lead chose this one; 0 if it is not chosen."""
        return self.received.chosen if self.received is not None else 0

    @property
    def place(self) -> float:
        """Its place in the order of receipt: what was recorded here is first, what comes now is last."""
        came = self.received or self.again
        if came is not None:
            return came.id
        return float("inf") if self.now else 0

    def is_same(self, other: "Candidate") -> bool:
        """The same figures under the same revision."""
        return self.document.revision == other.document.revision and self.figures == other.figures

    @property
    def signed_version(self) -> tuple[int, bytes, str | None]:
        """What is the same of all copies of one version that one key signed."""
        return self.document.revision, self.figures, self.public_key


def first_copies(candidates: Iterable[Candidate]) -> Mapping[object, Candidate]:
    """The first copy of each version that one key signed, of one practice and period."""
    found: dict[object, Candidate] = {}
    for each in candidates:
        found.setdefault((each.key, each.signed_version), each)
    return found


def alike_in_every_copy(candidates: Sequence[Candidate]) -> list[Candidate]:
    """The same, where what is rejected in one file is so in every file that has it, as is what waits no more.

    A return may have come in several files at once, before anything was said of it.
    """
    keys = {each.key for each in candidates if each.waits or each.rejected}  # nearly always none
    concerned = [each for each in candidates if each.key in keys]
    rejected = first_copies(each for each in concerned if each.rejected)
    heard = first_copies(each for each in concerned if each.verdict is not None and not each.waits)
    return [_as_its_copies(each, rejected, heard) if each.key in keys else each for each in candidates]


def _as_its_copies(
    one: Candidate, rejected: Mapping[object, Candidate], heard: Mapping[object, Candidate]
) -> Candidate:
    mine = one.key, one.signed_version
    refused, waits = rejected.get(mine), one.waits and mine not in heard
    if waits == one.waits and (refused is None or one.rejected):
        return one
    return replace(one, waits=waits, rejected=one.rejected or (refused.rejected if refused else ""))


class Versions(tuple[Candidate, ...]):
    """What there is of one return; by its check codes it is put in order once."""

    @staticmethod
    def of(every: Sequence[Candidate]) -> "Versions":
        """These, put in order before or now."""
        return every if isinstance(every, Versions) else Versions(every)

    @cached_property
    def _by_digest(self) -> Mapping[tuple[str, str | None], Candidate]:
        """The first of each check code under each key; under "" the first that may count.

        One that was sealed with it stands before another that has it in another version of the format.
        """
        found: dict[tuple[str, str | None], Candidate] = {}
        sealed = [(each, each.digest) for each in self]
        others = [(each, digest) for each in self for digest in each.digests]
        for each, digest in (*sealed, *others):
            found.setdefault((digest, each.public_key), each)
            if not each.waits:
                found.setdefault((digest, ""), each)
        return found

    def replaced_by(self, candidate: Candidate) -> Candidate | None:
        """The issue that a version says it replaces, if it is here.

        Anybody can put another seal round a return of the practice, with its check code and another word on
        what it replaces: a copy that waits speaks for nobody but the key that signed it.
        """
        named = candidate.replaces
        if named is None:
            return None
        return self._by_digest.get((named, candidate.public_key)) or self._by_digest.get((named, ""))


def is_beside(one: Candidate, held: Candidate, every: Sequence[Candidate]) -> bool:
    """True if another installation made it, or the issues that the held one replaces leave it out."""
    if one.verdict is None or held.verdict is None:  # recorded here: by whom is not known
        return False
    if one.public_key != held.public_key:
        return True
    if one.document.revision == held.document.revision:
        return one.replaces != held.replaces
    link = held
    for replaced in issues_before(held, every):
        if replaced is one or replaced.is_same(one):
            return False
        link = replaced
        if link.document.revision <= one.document.revision:  # what it replaces is below the one asked about
            return True
    if link.replaces is None:  # where it began, or unknown: a seal of version 1 names nothing
        return False
    # Versions of one installation are counted one by one: what it replaces is of the revision below it
    return link.replaces not in one.digests and one.document.revision >= link.document.revision - 1


def issues_before(candidate: Candidate, every: Sequence[Candidate]) -> list[Candidate]:
    """The issues it replaces, one after the other, as far as they are here."""
    found: list[Candidate] = []
    versions = Versions.of(every)
    following = versions.replaced_by(candidate)
    while following is not None and following is not candidate and following not in found:
        found.append(following)
        if len(found) == MOST_ISSUES_BACK:
            break
        following = versions.replaced_by(following)
    return found


def came_before(one: Candidate, other: Candidate) -> bool:
    """True if one was here when the other came; what came together came at the same time."""
    mine, others = one.received or one.again, other.received or other.again
    if mine is not None and others is not None:
        return mine.id < others.id and mine.at != others.at
    return one.place < other.place


def follows(one: Candidate, chosen: Candidate, every: Sequence[Candidate]) -> bool:
    """True if it is a later issue of the chosen one, by its key or by the issues it says it replaces."""
    same_key = one.public_key is not None and one.public_key == chosen.public_key
    if same_key and one.document.revision > chosen.document.revision:
        return True
    return any(each is chosen for each in issues_before(one, every))
