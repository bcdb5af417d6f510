"""What the Lead says of returns and keys: noted, and told in the same words wherever it is said."""

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import datetime

from greenpractice.errors import UserError
from greenpractice.network.groups import everyone
from greenpractice.network.lineage import Candidate
from greenpractice.network.membership import directory_of
from greenpractice.network.states import fingerprint
from greenpractice.network.stored import stored_returns
from greenpractice.phrases import joined
from greenpractice.store import ReceivedReturn, ReturnKey, Store
from greenpractice.texts import text_problem

_NOTHING = "What counts stays the same"


def use(store: Store, received: ReceivedReturn) -> str:
    """Let one version count and no other of its practice and period."""
    store.choose(received.id)
    return f"{received.file}: is used from now on"


def reject(store: Store, received: ReceivedReturn, why: str) -> str:
    """Let a return never count, for a reason, in whichever file it came, and no key that signed it by itself.

    UserError for a reason that cannot be kept: it is shown wherever the return is.
    """
    if problem := text_problem(why):
        raise UserError(f"The reason {problem}. Nothing was changed.")
    with store.step("rejected a return"):
        for each in _copies(store, received):
            store.reject(each.id, why)
    return f"{received.file}: is rejected"


def take_back(store: Store, received: ReceivedReturn) -> str:
    """Let a rejected return be judged again, in whichever file it came, and what waits under its key."""
    with store.step("took a rejection back"):
        for each in _copies(store, received):
            store.take_back(each.id)
    return f"{received.file}: is no longer rejected"


def _copies(store: Store, received: ReceivedReturn) -> list[ReceivedReturn]:
    """Every file received that has the same version under the same key, itself too."""

    def of(each: ReceivedReturn) -> tuple[object, ...]:
        one = Candidate(each.document, (), verdict=each.verdict)
        return one.key, one.signed_version

    mine, code = of(received), received.document.ods_code
    there = store.received([received.document.period])
    return [each for each in there if each.document.ods_code == code and of(each) == mine]


def accept(store: Store, code: str, public_key: str, now: datetime) -> str:
    """Note that the practice read out a key's fingerprint: its returns count."""
    store.accept_key(code, public_key, now)
    return f"{code}: the key {fingerprint(public_key)} is accepted"


def with_effect(store: Store, codes: Collection[str], note: Callable[[], Iterable[str]]) -> tuple[str, ...]:
    """Note what is said of practices: what it says, and which of their files count by it or no longer do.

    That may be files of any period, as a key signs them all.
    """
    before, trusted = _counting(store, codes), _accepted(store, codes)
    said = [*note()]
    after = _counting(store, codes)
    effects = (("Counts now", _files(after, before)), ("Counts no longer", _files(before, after)))
    told = [f"{words}: {joined(files)}" for words, files in effects if files]
    told += [
        f"{code}: the key {fingerprint(key)} is no longer accepted, as it signed what is rejected"
        for code, key in sorted(trusted - _accepted(store, codes))
    ]
    return (*said, *(told or [_NOTHING]))


def _counting(store: Store, codes: Collection[str]) -> dict[ReturnKey, Candidate]:
    periods = {key.period for key in store.received_keys() if key.ods_code in codes}
    stored = stored_returns(store, periods, codes).vouched(directory_of(store), everyone())
    return {key: decision.counts for key, decision in stored.decided.items() if decision.counts is not None}


def _files(these: Mapping[ReturnKey, Candidate], others: Mapping[ReturnKey, Candidate]) -> list[str]:
    """The files of these that are not among the others, each with its period."""
    return [_named(each) for key, each in these.items() if key not in others or not each.is_same(others[key])]


def _named(candidate: Candidate) -> str:
    file = candidate.received.file if candidate.received is not None else "what is recorded here"
    return f"{file} ({candidate.document.period.words})"


def _accepted(store: Store, codes: Collection[str]) -> set[tuple[str, str]]:
    keys = (key for key in store.seen_keys() if key.accepted and key.ods_code in codes)
    return {(key.ods_code, key.public_key) for key in keys}
