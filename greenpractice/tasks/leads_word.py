"""The Lead's word on the command line: which keys and files count, which do not, and who is added."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from greenpractice.errors import UserError
from greenpractice.facts.directory import is_ods_code
from greenpractice.network.states import fingerprint
from greenpractice.network.trust import Keys
from greenpractice.store import ReceivedReturn, Store

GROUPS_OF_A_KEY = 6


@dataclass(frozen=True, slots=True)
class LeadsWord:
    """Keys to accept as (practice, fingerprint), names of files to use, and to reject for one reason."""

    accept: tuple[tuple[str, str], ...] = ()
    use: tuple[str, ...] = ()
    reject: tuple[str, ...] = ()
    why: str = ""

    def __bool__(self) -> bool:
        return bool(self.accept or self.use or self.reject)


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
    word: LeadsWord, store: Store, received: Sequence[ReceivedReturn], now: datetime
) -> tuple[str, ...]:
    """Note all of it in the store or nothing; a sentence for each. UserError names what cannot be found."""
    if not store.can_write:
        raise UserError("Nothing can be accepted, used or rejected while another program has the data open.")
    said: list[str] = []
    with store.step("the Lead's word"):
        said += [_accept(store, code, digits, now) for code, digits in word.accept]
        said += [_noted(received, name, store.choose, "is used from now on") for name in word.use]
        reject = partial(store.reject, why=word.why)
        said += [_noted(received, name, reject, "is rejected") for name in word.reject]
    return tuple(said)


def _accept(store: Store, code: str, digits: str, now: datetime) -> str:
    for key in Keys(store.seen_keys()).of(code):
        if _digits(key.public_key) == digits:
            store.accept_key(code, key.public_key, now)
            return f"{code}: the key {fingerprint(key.public_key)} is accepted"
    raise UserError(f"{code} has sent nothing signed with a key of this fingerprint. Nothing was changed.")


def _noted(received: Sequence[ReceivedReturn], name: str, note: Callable[[int], object], words: str) -> str:
    found = [each for each in received if name in (each.file, each.file.rsplit("/", 1)[-1])]
    if not found:
        raise UserError(f"{name}: no file of this name was received for this period. Nothing was changed.")
    if len(found) > 1:
        raise UserError(
            f"{name}: {len(found)} files of this name were received for this period. Rename the one you "
            "mean and give it again. Nothing was changed."
        )
    note(found[0].id)
    return f"{found[0].file}: {words}"


def _digits(public_key: str) -> str:
    return fingerprint(public_key).replace(" ", "")
