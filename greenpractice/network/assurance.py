"""What can be said of the return that counts, whether it came just now or long ago: remarks and integrity."""

from collections.abc import Iterable
from dataclasses import dataclass

from greenpractice.network.deciding import Candidate
from greenpractice.network.integrity import Keys, integrity_of
from greenpractice.network.network import Network
from greenpractice.network.remarks import remarks_of
from greenpractice.network.states import FileState, Read, Remark, fingerprint

RECORDED_HERE = "Recorded in this data file, not received as a PDF."


@dataclass(frozen=True, slots=True)
class Assurance:
    """Remarks with a sentence for each, the sentence of integrity, and the key where it has to be confirmed.

    `fingerprint` is what the practice reads out over the phone, "" where nothing signed the return.
    """

    remarks: tuple[Remark, ...]
    sentences: tuple[str, ...]
    trust: str
    fingerprint: str = ""
    new_key: str | None = None


def assurance_of(candidate: Candidate, network: Network, keys: Keys, files: Iterable[FileState]) -> Assurance:
    """What to say of one return; `files` are those of now, among which it may stand."""
    found = _as_read(candidate, files)
    if found is None:
        return Assurance((), (), RECORDED_HERE)
    remarks, sentences = remarks_of(found, network.directory, network.calculator)
    is_new, trust = integrity_of(found, keys)
    key = found.public_key
    noted: tuple[Remark, ...] = (*remarks, "new_key") if is_new else remarks
    return Assurance(
        noted, tuple(sentences), trust, fingerprint(key) if key else "", key if key and is_new else None
    )


def _as_read(candidate: Candidate, files: Iterable[FileState]) -> Read | None:
    received = candidate.received
    if received is not None:
        return Read(received.document, received.seal, received.from_data_page)
    for state in files:
        arrival = state.arrival
        if (arrival.file, arrival.sha256) == candidate.order and isinstance(arrival.found, Read):
            return arrival.found
    return None
