"""What can be said of a return, whether it came just now or long ago: remarks, and where it comes from."""

from collections.abc import Iterable
from dataclasses import dataclass

from greenpractice.carbon.footprint import Calculator
from greenpractice.facts.directory import Directory
from greenpractice.network.lineage import Candidate
from greenpractice.network.network import Network
from greenpractice.network.remarks import remarks_of
from greenpractice.network.states import FileState, Read, Remark, fingerprint
from greenpractice.network.trust import Keys, KeyStanding, trust_words
from greenpractice.store import ReceivedReturn

RECORDED_HERE = "Recorded in this data file, not received as a PDF."


@dataclass(frozen=True, slots=True)
class Assurance:
    """Remarks with a sentence for each, and the sentence of origin.

    `fingerprint` is what the practice reads out over the phone, "" where nothing signed the return.
    """

    remarks: tuple[Remark, ...]
    sentences: tuple[str, ...]
    trust: str
    fingerprint: str = ""


def assurance_of(candidate: Candidate, network: Network, keys: Keys, files: Iterable[FileState]) -> Assurance:
    """What to say of one return; `files` are those of now, among which it may stand."""
    found = _as_read(candidate, files)
    if found is None:
        return Assurance((), (), RECORDED_HERE)
    return assured(found, network.directory, network.calculator, keys, candidate.received)


def assured(
    found: Read,
    directory: Directory,
    calculator: Calculator,
    keys: Keys,
    received: ReceivedReturn | None,
) -> Assurance:
    """What to say of a return that was read; `received` where it is one that was kept."""
    code = found.document.ods_code
    standing = keys.standing(code, found.verdict, received)
    remarks, sentences = remarks_of(found, directory, calculator)
    key = found.public_key
    return Assurance(
        (*remarks, *_remark(standing, keys, code, received)), tuple(sentences),
        trust_words(found, keys, standing),
        fingerprint(key) if key else "",
    )  # fmt: skip


def _remark(
    standing: KeyStanding, keys: Keys, code: str, received: ReceivedReturn | None
) -> tuple[Remark, ...]:
    """That nobody signed it, or that its key was taken with it as the practice's first."""
    if standing in ("unsigned", "unsigned_again"):
        return ("unsigned",)
    is_first = standing == "first_key" and keys.came_first_with(code, received)
    return ("first_key",) if is_first else ()


def _as_read(candidate: Candidate, files: Iterable[FileState]) -> Read | None:
    received = candidate.received
    if received is not None:
        return Read(received.document, received.verdict, received.from_data_page)
    for state in files:
        arrival = state.arrival
        if (arrival.file, arrival.sha256) == candidate.order and isinstance(arrival.found, Read):
            return arrival.found
    return None
