"""Whom to ask for a return, and words to copy into a mail; nothing is ever sent."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from greenpractice.network.coverage import whole_year_words
from greenpractice.network.network import Network
from greenpractice.network.states import QUESTION_WORDS, FileState, Question, Read, Status
from greenpractice.periods import Period, day_of_today, day_words
from greenpractice.phrases import joined
from greenpractice.returns.documents import Contact

_SPOILT: Mapping[Status, str] = {
    "no_data": "the file you sent has no data in it; it may have been printed to a new PDF or scanned",
    "altered": "the figures in the file you sent do not match its check code",
    "unreadable": "the file you sent cannot be read",
    "other_quarter": "the file you sent is for another period",
    "newer_version": "the file you sent comes from a newer version of the app",
}
_WAITS: Mapping[Question, str] = {
    "conflict": "two files of the same version came with different figures",
    "fork": "two files came that were made beside each other, on two computers or from an old backup",
    "new_key": "the file you sent is signed with a key that we do not know to be yours",
    "unsigned": "the file you sent is not signed, so that we cannot tell whether it is yours",
}
# What is asked for where a return came and waits for the Lead's word
_REQUESTS: Mapping[Question, str] = {
    "conflict": "Could you tell us which of them is right?",
    "fork": "Could you tell us which of them is right?",
    "new_key": "Could you read out to us the key that Greener Practice shows at {practice} under Settings?",
    "unsigned": "Could you tell us whether you sent it?",
}
# It stands so in texts that were changed and kept before {request} was there
_PDF = "Could you send the summary PDF of {practice} as Greener Practice saved it, not printed or scanned?"
_NO_PDF = "Nothing needs to be sent again."
NOTHING = "nothing received"
ONLY_PUBLISHED = "nothing received, only published prescribing is here"
PLACEHOLDERS: Mapping[str, str] = {
    "{contact}": "the person the practice named, else colleague",
    "{practice}": "the practice",
    "{network}": "your network",
    "{quarter}": "the quarter in view",
    "{reason}": "why you ask, as a sentence",
    "{request}": "what you ask for: the PDF, the key, or which version is right",
    "{due}": "the day it is or was due",
}
_PLACEHOLDER = re.compile("|".join(map(re.escape, PLACEHOLDERS)))
TEMPLATE = (
    "Dear {contact},\n\n"
    "{network} collates the greener practice returns for {quarter}, due on {due}. {reason}\n\n"
    "{request}\n\n"
    "Thank you."
)


@dataclass(frozen=True, slots=True)
class Chase:
    """One practice to ask: why, whom, and a text to copy.

    `wants_pdf` is False where all that is not there came and waits: then `other` alone is asked for.
    """

    practice: str
    name: str
    reason: str
    contact: str
    email: str
    text: str
    wants_pdf: bool = True
    other: str = ""

    @property
    def sentence(self) -> str:
        """The reason as the mail says it."""
        return _said(self.reason)

    @property
    def words(self) -> str:
        """The reason, and what is asked for where that is not the PDF alone."""
        if not self.other:
            return self.reason
        return f"{self.reason}. {self.request}"

    @property
    def request(self) -> str:
        """What it is asked for, as the mail says it."""
        return _request(self.wants_pdf, self.other, self.name)


def mail_to(each: Chase, network: Network, due: date, template: str = TEMPLATE) -> str:
    """The mail to one practice: whom it goes to, its subject, and the filled template.

    A text that was changed and has no place for what is asked asks for the PDF: what else is asked stands
    below it, and where no PDF is wanted the usual text is taken.
    """
    template = template.replace(_PDF, "{request}")
    if "{request}" not in template and not each.wants_pdf:
        template = TEMPLATE
    elif "{request}" not in template and each.other:
        template = f"{template}\n\n{each.other}"
    contact = each.contact or "colleague"
    body = _filled(template, network, due, contact, each.name, each.sentence, each.request)
    return "\n".join([*_to(each.email), f"Subject: {_subject(network)}, {each.name}", "", body])


def mail_to_all(chased: Iterable[Chase], network: Network, due: date, template: str = TEMPLATE) -> str:
    """One mail to every practice that is asked for a PDF, without naming one to the others."""
    name, template = "your practice", template.replace(_PDF, "{request}")
    year = "We do not have every quarter from you yet."
    reason = year if network.period.is_year else _said(NOTHING)
    body = _filled(template, network, due, "colleagues", name, reason, _request(True, "", name))
    addresses = "; ".join(dict.fromkeys(each.email for each in chased if each.email and each.wants_pdf))
    copy = [f"Bcc: {addresses}"] if addresses else []
    return "\n".join([*copy, f"Subject: {_subject(network)}", "", body])


def _request(wants_pdf: bool, other: str, practice: str) -> str:
    asked = [_PDF.replace("{practice}", practice)] if wants_pdf else []
    return " ".join([*asked, *([other] if other else []), *([] if wants_pdf else [_NO_PDF])])


def list_text(chased: Sequence[Chase], network: Network, due: date) -> str:
    """The list as plain text, a practice a line."""
    lines = [f"{network.group.name}, {network.period.words}, due on {day_words(due)}"]
    for each in chased:
        contact = ", ".join(part for part in (each.contact, each.email) if part)
        lines.append(f"{each.name} ({each.practice}): {each.words}{f'; {contact}' if contact else ''}")
    return "\n".join(lines)


def _filled(
    template: str, network: Network, due: date, contact: str, practice: str, reason: str, request: str
) -> str:
    values = {
        "{contact}": contact,
        "{practice}": practice,
        "{network}": network.group.name,
        "{quarter}": network.period.words,
        "{reason}": reason,
        "{request}": request,
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

    What waits for the Lead's word is said too where its files came at another time or beside a return that
    counts, and is not asked for as if it was missing. A quarter that has not ended by `today` is missed by
    nobody who sent the others.
    """
    today = today or day_of_today()
    spoilt: dict[str, set[Status]] = {}
    files = list(files)
    waits = {code: {period: set(each) for period, each in network.questions_of(code).items()}
             for code in network.members}  # fmt: skip
    for state in files:
        question = _question(state)
        if question is not None and state.practice in waits:
            found = state.arrival.found
            period = found.document.period if isinstance(found, Read) else network.period
            waits[state.practice].setdefault(period, set()).add(question)
        elif state.practice is not None and question is None:
            spoilt.setdefault(state.practice, set()).add(state.status)
    chased = (
        _chased(
            network, code, spoilt.get(code, set()), waits[code], whole_year_words(network, code, files), today
        )
        for code in network.members
    )
    return [each for each in chased if each is not None]


def _question(state: FileState) -> Question | None:
    """What the Lead is asked of a file."""
    if state.waits_unsigned:
        return "unsigned"
    return next((question for question in QUESTION_WORDS if question == state.status), None)


def _chased(
    network: Network,
    code: str,
    spoilt: Collection[Status],
    waits: Mapping[Period, Collection[Question]],
    whole_year: str,
    today: date,
) -> Chase | None:
    """What a practice is asked for; None where that is nothing.

    A file of another period is no reason where a return counts or waits: whoever sent it knows the period.
    Who sent the whole year is told that it came, and asked for no quarter of it.
    Who is complete is asked about what waits and nothing else.
    """
    has_sent = code not in network.missing
    is_complete = has_sent and code not in network.so_far
    came = {quarter for period in waits for quarter in period.made_of}
    late = _quarters_missing(network, code, came, today) if has_sent or waits else ""
    why = [words for status, words in _SPOILT.items() if status in spoilt and not is_complete]
    if (has_sent or waits or whole_year) and _SPOILT["other_quarter"] in why:
        why.remove(_SPOILT["other_quarter"])
    asked = [question for question in _WAITS if any(question in each for each in waits.values())]
    if has_sent and not (late or why or asked):
        return None
    if whole_year and not (why or waits):
        return _chase(network, code, f"{whole_year}, with no figures of this quarter alone", (), False)
    reasons = [*([late] if late else []), *why[:1], *(_waiting(network, each, waits) for each in asked)]
    nothing = ONLY_PUBLISHED if code in network.published else NOTHING
    wants_pdf = bool(late) or not asked or not (has_sent or waits)
    return _chase(network, code, "; ".join(reasons) or nothing, asked, wants_pdf)


def _quarters_missing(network: Network, code: str, came: Collection[Period], today: date) -> str:
    """`1 of 4 quarters so far, no return for July to September 2025`; nothing where all that ended came."""
    share = network.shares[code]
    ended = [quarter for quarter in share.quarters if quarter.last_day < today]
    missing = [quarter.words for quarter in ended if not share.quarters[quarter] and quarter not in came]
    held = f"{share.held.words}, " if share.held.words else ""
    return f"{held}no return for {joined(missing)}" if missing else ""


def _waiting(network: Network, question: Question, waits: Mapping[Period, Collection[Question]]) -> str:
    """Why the Lead asks; of a year with the quarters of which the file is."""
    of = [period.words for period in sorted(waits) if question in waits[period]]
    return f"{_WAITS[question]} ({joined(of)})" if network.period.is_year else _WAITS[question]


def _chase(network: Network, code: str, reason: str, asked: Iterable[Question], wants_pdf: bool) -> Chase:
    contact = network.contact(code) or Contact()
    name, period = network.name(code), network.period.words
    other = " ".join(dict.fromkeys(_REQUESTS[each].replace("{practice}", name) for each in asked))
    text = (
        f"Dear {contact.name or 'colleague'},\n"
        f"{network.group.name} collates the greener practice returns for {period}. {_said(reason)} "
        f"{_request(wants_pdf, other, name)}"
    )
    return Chase(code, name, reason, contact.name or "", contact.email or "", text, wants_pdf, other)
