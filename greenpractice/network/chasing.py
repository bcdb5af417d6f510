"""Whom to ask for a return, and words to copy into a mail; nothing is ever sent."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from greenpractice.documents import Contact
from greenpractice.network.network import Network
from greenpractice.network.states import FileState, Status

_ASKS: dict[Status, str] = {
    "no_data": "the file you sent has no data in it; it may have been printed to a new PDF or scanned",
    "altered": "the figures in the file you sent do not match its check code",
    "unreadable": "the file you sent cannot be read",
    "conflict": "two files of the same version came with different figures",
    "other_quarter": "the file you sent is for another period",
    "newer_version": "the file you sent comes from a newer version of the app",
}


@dataclass(frozen=True, slots=True)
class Chase:
    """One practice to ask: why, whom, and a text to copy."""

    practice: str
    name: str
    reason: str
    contact: str
    email: str
    text: str


def chase_list(network: Network, files: Iterable[FileState]) -> list[Chase]:
    """Every member without a return that counts, with what came instead, if anything did."""
    by_practice: dict[str, list[Status]] = {}
    for state in files:
        if state.practice is not None:
            by_practice.setdefault(state.practice, []).append(state.status)
    return [_chase(network, code, by_practice.get(code, ())) for code in network.missing]


def _chase(network: Network, code: str, statuses: Sequence[Status]) -> Chase:
    reasons = [_ASKS[status] for status in _ASKS if status in statuses]
    contact = network.contact(code) or Contact()
    name, period = network.name(code), network.period.words
    said = f"{reasons[0][:1].upper()}{reasons[0][1:]}." if reasons else "We have no return from you yet."
    text = (
        f"Dear {contact.name or 'colleague'},\n"
        f"{network.group.name} collates the greener practice returns for {period}. {said} "
        f"Please send the summary PDF of {name} as Greener Practice saved it, not printed or scanned."
    )
    return Chase(code, name, reasons[0] if reasons else "nothing received", contact.name or "",
                 contact.email or "", text)  # fmt: skip
