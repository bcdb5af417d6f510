"""Reading a return with its seal: which of both is looked at first, and what is said when they do not fit."""

from dataclasses import dataclass

from greenpractice.errors import InputError, Issue
from greenpractice.exchange.seal import CHECKED, verdict_of
from greenpractice.returns.documents import Json, ReturnDocument
from greenpractice.returns.json_reading import parse_json, plain_json
from greenpractice.returns.reading import NewerVersion, UnknownKey, read_values, refuse_newer
from greenpractice.returns.verdicts import Changed, Unsigned, Verdict
from greenpractice.returns.versions import version_of

ALTERED = "the figures in this PDF do not match its check code. Ask the practice to send it again"
NEWER_INSIDE = (
    "it was made by a newer app: something in it is not known to this one. Update Greener Practice to read it"
)


class Altered(InputError):
    """The document is not as it was when it was sealed."""


@dataclass(frozen=True, slots=True)
class SealedReturn:
    """A return, the JSON it stands in, and what its seal is worth."""

    document: ReturnDocument
    values: Json
    verdict: Verdict


def read_sealed(
    data: bytes, file: str, *, changed_is_read: bool = False, not_patients: bool = False
) -> SealedReturn:
    """The return in a document: first its seal, then its version, then what it says.

    NewerVersion if only a later program can read it, also where a seal that fits covers a key that this one
    does not know; in a seal of version 1, which no signature covers, such a key decides nothing. Altered if
    the seal does not fit, unless that `changed_is_read`. InputError names the rest. `not_patients` answers
    what is asked about numbers in it.
    """
    texts, values = parse_json(data, file), plain_json(data)
    return sealed_return(texts, values, file, changed_is_read=changed_is_read, not_patients=not_patients)


def sealed_return(
    as_texts: Json, values: Json, file: str, *, changed_is_read: bool = False, not_patients: bool = False
) -> SealedReturn:
    """The same from a document's JSON, once with its numbers as texts and once as they are."""
    verdict = verdict_of(values)
    if isinstance(verdict, Changed) and not changed_is_read:
        raise Altered(file, [Issue(None, None, None, ALTERED)])
    refuse_newer(values, file)
    try:
        checked = _as_far_as_checked(as_texts, values, verdict)
        document, _ = read_values(checked, file, not_patients=not_patients)
    except UnknownKey as error:
        if not isinstance(verdict, Changed) and verdict != Unsigned():  # as it was when it was sealed
            raise NewerVersion(file, [Issue(None, None, None, NEWER_INSIDE)]) from error
        raise
    return SealedReturn(document, values, verdict)


def _as_far_as_checked(as_texts: Json, values: Json, verdict: Verdict) -> Json:
    """Of a seal of version 1 that fits what was checked itself: anybody can have put in the rest."""
    seal = as_texts.get("seal")
    is_sound = not isinstance(verdict, Changed) and verdict != Unsigned()
    if not is_sound or not isinstance(seal, dict) or version_of(values) != 1:
        return as_texts
    return {**as_texts, "seal": {name: word for name, word in seal.items() if name in CHECKED}}
