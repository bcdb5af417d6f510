"""Whose returns the window edits."""

from dataclasses import dataclass

from greenpractice.returns.documents import Contact


@dataclass(frozen=True, slots=True)
class Identity:
    """Whose returns these are, as new returns will say it."""

    ods_code: str
    name: str | None = None
    pcn_code: str | None = None
    contact: Contact | None = None
