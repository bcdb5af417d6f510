"""What can be said of a file that arrived: its state, remarks beside it, and the sentence that says why."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from greenpractice.returns.documents import ReturnDocument
from greenpractice.returns.verdicts import Sound, Verified
from greenpractice.store import ReceivedReturn

Status = Literal[
    "received",
    "replaced",
    "older_revision",
    "other_quarter",
    "other_pcn",
    "duplicate",
    "conflict",
    "no_data",
    "altered",
    "newer_version",
    "demo",
    "unreadable",
    "fork",
    "new_key",
    "unlisted",
    "rejected",
]
Remark = Literal[
    "closed_practice",
    "totals_differ",
    "other_factors",
    "from_data_page",
    "first_key",
    "unsigned",
    "estimated",
]
# What the Lead is asked of a practice's returns: of what has the state new_key, "unsigned" is without any
Question = Literal["conflict", "fork", "new_key", "unsigned"]
Unusable = Literal["no_data", "altered", "newer_version", "unreadable", "duplicate"]

STATUS_WORDS: Mapping[Status, str] = {
    "received": "Received",
    "replaced": "Replaced by a newer version",
    "older_revision": "Older version",
    "other_quarter": "Other period",
    "other_pcn": "Not in this network",
    "duplicate": "Received before",
    "conflict": "Two versions disagree",
    "no_data": "No data in this PDF",
    "altered": "Changed by hand",
    "newer_version": "From a newer app",
    "demo": "Demo data",
    "unreadable": "Not readable",
    "fork": "Made beside another version",
    "new_key": "New key, waits for your word",
    "unlisted": "Practice in no list",
    "rejected": "Rejected",
}
QUESTION_WORDS: Mapping[Question, str] = {
    "conflict": STATUS_WORDS["conflict"],
    "fork": STATUS_WORDS["fork"],
    "new_key": STATUS_WORDS["new_key"],
    "unsigned": "Not signed, waits for your word",
}
REMARK_WORDS: Mapping[Remark, str] = {
    "closed_practice": "closed practice",
    "totals_differ": "totals differ",
    "other_factors": "made with other factors",
    "from_data_page": "read from the data page",
    "first_key": "first key of this practice",
    "unsigned": "not signed",
    "estimated": "has estimates",
}
NETWORK_TITLE = "Greener practice network summary"  # how a network's own PDF begins, by which it is known
_NOTHING_TO_DO: frozenset[Status] = frozenset({"received", "duplicate", "rejected"})


@dataclass(frozen=True, slots=True)
class Read:
    """A return found in a file: the document, what is known of its origin, where in the file it was read."""

    document: ReturnDocument
    verdict: Sound
    from_data_page: bool

    @property
    def public_key(self) -> str | None:
        """The key that signed it, verified."""
        return self.verdict.public_key if isinstance(self.verdict, Verified) else None


@dataclass(frozen=True, slots=True)
class Unread:
    """A file without a return to use, and the sentence that says why; `practice` where it can be told.

    A "duplicate" is no sending: the data file itself keeps it. `is_other` is true of what lies beside the
    returns and is plainly none, so that nobody has to do anything. `heading` is its state for people where
    the file is no PDF: what there is to do with it depends on its kind.
    """

    status: Unusable
    why: str
    practice: str | None = None
    is_other: bool = False
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Several:
    """What one PDF holds where it is more than one return."""

    parts: tuple[Read | Unread, ...]


Found: TypeAlias = Read | Unread | Several


@dataclass(frozen=True, slots=True)
class Arrival:
    """One file as it came in: its name as shown, the digest of its bytes, and what was found in it.

    `kept` is the return in the store, where it is one that was received already and is judged with the rest.
    """

    file: str
    sha256: str
    found: Read | Unread
    kept: ReceivedReturn | None = None


@dataclass(frozen=True, slots=True)
class FileState:
    """What became of one file. `why` is for people; nothing in it comes from the text of a page.

    `waits` is true of one on which the Lead's word is needed: of a "duplicate" too that another key signed,
    and of one of another period, where that is collated.
    """

    arrival: Arrival
    practice: str | None
    status: Status
    remarks: tuple[Remark, ...]
    why: str
    waits: bool = False

    @property
    def is_other(self) -> bool:
        """True of a file that lies beside the returns and is plainly none."""
        return isinstance(self.arrival.found, Unread) and self.arrival.found.is_other

    @property
    def is_problem(self) -> bool:
        """True if somebody has to look at it."""
        return (self.waits or self.status not in _NOTHING_TO_DO) and not self.is_other

    @property
    def waits_unsigned(self) -> bool:
        """True of one that waits as nobody signed it: there is no key to ask about."""
        found = self.arrival.found
        return self.status == "new_key" and isinstance(found, Read) and found.public_key is None

    @property
    def words(self) -> str:
        """Its state for people."""
        if self.status == "unlisted" and "closed_practice" in self.remarks:
            return "Practice that had closed"
        if self.waits_unsigned:
            return QUESTION_WORDS["unsigned"]
        found = self.arrival.found
        of_kind = found.heading if isinstance(found, Unread) else ""
        return "Not a return" if self.is_other else of_kind or STATUS_WORDS[self.status]


def fingerprint(public_key: str) -> str:
    """A key as six short groups to read out over the phone."""
    return " ".join(public_key[start : start + 4] for start in range(0, 24, 4))
