"""Whom to ask for a return, and words to copy into a mail; nothing is ever sent."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from greenpractice.network.network import Network
from greenpractice.network.states import FileState, Question, Status
from greenpractice.periods import day_words
from greenpractice.phrases import joined
from greenpractice.returns.documents import Contact

_ASKS: dict[Status | Question, str] = {
    "no_data": "the file you sent has no data in it; it may have been printed to a new PDF or scanned",
    "altered": "the figures in the file you sent do not match its check code",
    "unreadable": "the file you sent cannot be read",
    "conflict": "two files of the same version came with different figures",
    "fork": "two files came that were made beside each other, on two computers or from an old backup",
    "new_key": "the file you sent is signed with a key that we do not know to be yours",
    "unsigned": "the file you sent is not signed, so that we cannot tell whether it is yours",
    "other_quarter": "the file you sent is for another period",
    "newer_version": "the file you sent comes from a newer version of the app",
}
NOTHING = "nothing received"
ONLY_PUBLISHED = "nothing received, only published prescribing is here"
PLACEHOLDERS: Mapping[str, str] = {
    "{contact}": "the person the practice named, else colleague",
    "{practice}": "the practice",
    "{network}": "your network",
    "{quarter}": "the quarter in view",
    "{reason}": "why you ask, as a sentence",
    "{due}": "the day it is or was due",
}
_PLACEHOLDER = re.compile("|".join(map(re.escape, PLACEHOLDERS)))
_REQUEST = (
    "Could you send the summary PDF of {practice} as Greener Practice saved it, not printed or scanned?"
)
_KEY_REQUEST = (
    "Could you read out to us the key that Greener Practice shows at {practice} under Settings? "
    "Nothing needs to be sent again."
)
TEMPLATE = (
    "Dear {contact},\n\n"
    "{network} collates the greener practice returns for {quarter}, due on {due}. {reason}\n\n"
    f"{_REQUEST}\n\n"
    "Thank you."
)


@dataclass(frozen=True, slots=True)
class Chase:
    """One practice to ask: why, whom, and a text to copy."""

    practice: str
    name: str
    reason: str
    contact: str
    email: str
    text: str
    asks_for_key: bool = False

    @property
    def sentence(self) -> str:
        """The reason as the mail says it."""
        return _said(self.reason)


def mail_to(each: Chase, network: Network, due: date, template: str = TEMPLATE) -> str:
    """The mail to one practice: whom it goes to, its subject, and the filled template.

    Where all that is wanted is its key, that is asked for in the place of the PDF.
    """
    template = template.replace(_REQUEST, _KEY_REQUEST) if each.asks_for_key else template
    body = _filled(template, network, due, each.contact or "colleague", each.name, each.sentence)
    return "\n".join([*_to(each.email), f"Subject: {_subject(network)}, {each.name}", "", body])


def mail_to_all(chased: Sequence[Chase], network: Network, due: date, template: str = TEMPLATE) -> str:
    """One mail to every practice, without naming one to the others."""
    body = _filled(template, network, due, "colleagues", "your practice", _said(NOTHING))
    addresses = "; ".join(dict.fromkeys(each.email for each in chased if each.email))
    copy = [f"Bcc: {addresses}"] if addresses else []
    return "\n".join([*copy, f"Subject: {_subject(network)}", "", body])


def list_text(chased: Sequence[Chase], network: Network, due: date) -> str:
    """The list as plain text, a practice a line."""
    lines = [f"{network.group.name}, {network.period.words}, due on {day_words(due)}"]
    for each in chased:
        contact = ", ".join(part for part in (each.contact, each.email) if part)
        lines.append(f"{each.name} ({each.practice}): {each.reason}{f'; {contact}' if contact else ''}")
    return "\n".join(lines)


def _filled(template: str, network: Network, due: date, contact: str, practice: str, reason: str) -> str:
    values = {
        "{contact}": contact,
        "{practice}": practice,
        "{network}": network.group.name,
        "{quarter}": network.period.words,
        "{reason}": reason,
        "{due}": day_words(due),
    }
    return _PLACEHOLDER.sub(lambda found: values[found.group()], template)


def _subject(network: Network) -> str:
    return f"Greener practice return for {network.period.words}"


def _to(address: str) -> list[str]:
    return [f"To: {address}"] if address else []


def _said(reason: str) -> str:
    if reason in (NOTHING, ONLY_PUBLISHED):
        return "We have no return from you yet."
    return f"{reason[:1].upper()}{reason[1:]}."


def chase_list(network: Network, files: Iterable[FileState], today: date | None = None) -> list[Chase]:
    """Every member with no return that counts or of a year with missing quarters, and what came instead.

    What waits for the Lead's word is said too where its files came at another time. A quarter that has not
    ended by `today` is missed by nobody who sent the others.
    """
    today = today or _today()
    by_practice: dict[str, list[Status | Question]] = {}
    for state in files:
        if state.practice is not None:
            by_practice.setdefault(state.practice, []).append(
                "unsigned" if state.waits_unsigned else state.status
            )
    for code, statuses in network.questions.items():
        by_practice.setdefault(code, []).extend(statuses)
    late = {code: _quarters_missing(network, code, today) for code in network.so_far}
    reasons = {
        code: _reasons(by_practice.get(code, ()), counts=code not in network.missing)
        for code in network.members
    }
    asked = {*network.missing, *(code for code in late if late[code] or reasons[code])}
    return [
        _chase(network, code, reasons[code], late.get(code, "")) for code in network.members if code in asked
    ]


def _today() -> date:
    return datetime.now(UTC).astimezone().date()


def _quarters_missing(network: Network, code: str, today: date) -> str:
    """`1 of 4 quarters so far, no return for July to September 2025`; nothing where all that ended are."""
    share = network.shares[code]
    ended = [quarter for quarter in share.quarters if quarter.last_day < today]
    missing = [quarter.words for quarter in ended if not share.quarters[quarter]]
    return f"{share.held.words}, no return for {joined(missing)}" if missing else ""


def _reasons(statuses: Iterable[Status | Question], *, counts: bool) -> list[str]:
    """A file of another period is no reason where a return `counts`: whoever sent it knows the period."""
    there = set(statuses) - ({"other_quarter"} if counts else set())
    return [_ASKS[status] for status in _ASKS if status in there]


def _chase(network: Network, code: str, reasons: Sequence[str], late: str) -> Chase:
    contact = network.contact(code) or Contact()
    name, period = network.name(code), network.period.words
    nothing = ONLY_PUBLISHED if code in network.published else NOTHING
    # quarters that are missing are asked for whatever else came
    reason = "; ".join([*([late] if late else []), *reasons[:1]]) or nothing
    asks_for_key = reason == _ASKS["new_key"]
    request = f"Please send the summary PDF of {name} as Greener Practice saved it, not printed or scanned."
    if asks_for_key:
        request = "Please read out to us the key that Greener Practice shows under Settings."
    text = (
        f"Dear {contact.name or 'colleague'},\n"
        f"{network.group.name} collates the greener practice returns for {period}. {_said(reason)} {request}"
    )
    return Chase(code, name, reason, contact.name or "", contact.email or "", text, asks_for_key)
