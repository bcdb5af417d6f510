"""The Lead's word on the command line: which keys and files count, which do not, and who is added."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TypeVar

from greenpractice.errors import UserError
from greenpractice.facts.directory import is_ods_code
from greenpractice.network.keeping import may_be_a_part
from greenpractice.network.states import Arrival, Read, fingerprint
from greenpractice.network.trust import Keys
from greenpractice.returns.verdicts import Verified
from greenpractice.store import ReceivedReturn, Store
from greenpractice.tasks.lead_decisions import accept, reject, take_back, use, with_effect
from greenpractice.texts import shown_name

F = TypeVar("F", Arrival, ReceivedReturn)
GROUPS_OF_A_KEY = 6
_NOT_NOTED = "Nothing of what you said was noted; files that came are kept."


@dataclass(frozen=True, slots=True)
class LeadsWord:
    """Keys to accept as (practice, fingerprint), and names of files: to use, to reject for one reason, and
    rejected ones that may count again."""

    accept: tuple[tuple[str, str], ...] = ()
    use: tuple[str, ...] = ()
    reject: tuple[str, ...] = ()
    why: str = ""
    take_back: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.accept or self.use or self.reject or self.take_back)


def key_to_accept(text: str) -> tuple[str, str]:
    """`C82001=1234 5678 ...` as a practice and the fingerprint of a key; UserError says how to write it."""
    code, _, read_out = text.partition("=")
    digits = "".join(letter for letter in read_out.casefold() if letter.isalnum())
    whole = len(digits) == len(_digits("0" * 64)) and all(letter in "0123456789abcdef" for letter in digits)
    if not is_ods_code(code) or not whole:
        raise UserError(
            f"{text!r} must be a practice and the {GROUPS_OF_A_KEY} groups of its key, like "
            "C82001=1a2b-3c4d-5e6f-7a8b-9c0d-1e2f"
        )
    return code, digits


def carry_out(
    word: LeadsWord,
    store: Store,
    received: Sequence[ReceivedReturn],
    given: Sequence[Arrival],
    now: datetime,
) -> tuple[str, ...]:
    """Note all of it in the store or nothing; a sentence for each. UserError names what cannot be found.

    A name means a file that is `given` now, if one has it, and else one that was received before.
    """
    if not store.can_write:
        raise UserError(
            "Nothing can be accepted, used, rejected or taken back while the data can only be looked at."
        )
    of_name = partial(_of_name, received=received, given=given)
    files = [each for name in (*word.take_back, *word.use, *word.reject) for each in of_name(name)]
    codes = {each.document.ods_code for each in files} | {code for code, _ in word.accept}

    def note() -> list[str]:
        with store.step("the Lead's word"):
            said = [_taken_back(of_name(name), name, store) for name in word.take_back]
            said += _used([(name, of_name(name)) for name in word.use], store)
            said += [reject(store, _only(of_name(name), name), word.why) for name in word.reject]
            # whatever was rejected
            return said + [_accept(store, code, digits, now) for code, digits in word.accept]

    return with_effect(store, codes, note)


def _accept(store: Store, code: str, digits: str, now: datetime) -> str:
    for key in Keys(store.seen_keys()).of(code):
        if _digits(key.public_key) == digits:
            return accept(store, code, key.public_key, now)
    raise UserError(f"{code} has sent nothing signed with a key of this fingerprint. {_NOT_NOTED}")


def _of_name(name: str, received: Sequence[ReceivedReturn], given: Sequence[Arrival]) -> list[ReceivedReturn]:
    """The returns received that a name means: those of the files given now under it, before all others.

    A file in a folder or zip that is given is no reason to pass over one that has just this name. One that is
    given and was changed, or is of another period, means no other file: UserError says so.
    """
    name = shown_name(Path(name).as_posix())
    now = _called(given, name) or [each for each in given if _is_part(each.file, name)]
    if not now:
        return _called(received, name)
    is_exact = any(each.file == name or _is_part(each.file, name) for each in now)
    meant = [] if is_exact else [each for each in received if each.file == name]
    for arrival in now:
        same = [each for each in received if _has(each, arrival)]
        mine = [each for each in same if each.sha256 == arrival.sha256]
        meant += (mine or same)[:1]
    if not meant:
        raise UserError(f"{name}: this file holds no return that was kept for this period. {_NOT_NOTED}")
    return list({each.id: each for each in meant}.values())


def _is_part(file: str, name: str) -> bool:
    """True of the name of one return of several in a file."""
    return may_be_a_part(file) and file.rpartition(" (")[0] == name


def _has(kept: ReceivedReturn, arrival: Arrival) -> bool:
    """True if a return that is kept is the one in a file, with the same key, or came in just this file."""
    found = arrival.found
    if not isinstance(found, Read):
        return kept.sha256 == arrival.sha256
    key = kept.verdict.public_key if isinstance(kept.verdict, Verified) else None
    return (kept.document, key) == (found.document, found.public_key)


def _called(files: Sequence[F], name: str) -> list[F]:
    """Those of just this name, else those at whose end it stands, or that stand at its end."""
    return [each for each in files if each.file == name] or [
        each for each in files if each.file.endswith(f"/{name}") or name.endswith(f"/{each.file}")
    ]


def _only(found: Sequence[ReceivedReturn], name: str) -> ReceivedReturn:
    """The one return that a name means."""
    if not found:
        raise UserError(f"{name}: no file of this name was received for this period. {_NOT_NOTED}")
    if len(found) > 1:
        raise UserError(
            f"{name}: {len(found)} files of this name were received for this period. Give the one you mean "
            f"alone. {_NOT_NOTED}"
        )
    return found[0]


def _used(wanted: Sequence[tuple[str, list[ReceivedReturn]]], store: Store) -> list[str]:
    """Each counts from now on; refused where two are named of which only one can."""
    said = [use(store, _only(found, name)) for name, found in wanted]
    named: dict[tuple[str, str], int] = {}
    for name, (one,) in wanted:
        of = (one.document.ods_code, one.document.period.id)
        if named.setdefault(of, one.id) != one.id:
            raise UserError(f"{name}: only one return of {' for '.join(of)} can be used. {_NOT_NOTED}")
    return said


def _taken_back(found: Sequence[ReceivedReturn], name: str, store: Store) -> str:
    """Of files of this name the rejected ones are meant; refused where none is."""
    rejected = [each for each in found if each.rejected]
    if found and not rejected:
        raise UserError(f"{name}: this file is not rejected. {_NOT_NOTED}")
    return take_back(store, _only(rejected, name))


def _digits(public_key: str) -> str:
    return fingerprint(public_key).replace(" ", "")
