"""What a store keeps of the keys that practices sign with."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class SeenKey:
    """A key that signed returns of a practice, when it first came, and whether the Lead accepted it.

    `received` is the id of the first return it signed that was kept, None where none is. `doubted` says that
    a return it signed was rejected; what was accepted before that is `accepted` no more. No key ("") stands
    here too once a return that nobody signed was rejected. A key that was seen before, with what was not
    kept, has `next_received`, the id that the next return to be kept had then, and `kept_at`, when the first
    one it signed was kept.
    """

    ods_code: str
    public_key: str
    first_seen: datetime
    accepted: bool
    received: int | None = None
    doubted: bool = False
    next_received: int | None = None
    kept_at: datetime | None = None

    @property
    def place(self) -> int | None:
        """Its place in the order of receipt, whatever the clock says; None of one that comes now."""
        return self.received if self.next_received is None else self.next_received


class KeysKept(Protocol):
    """A part of the store. Each method that writes is one transaction."""

    def seen_keys(self) -> list[SeenKey]:
        """The keys that signed what came, kept or not, in order of receipt."""
        ...

    def accept_key(self, ods_code: str, public_key: str, now: datetime) -> None:
        """Note that the practice read out this key's fingerprint: its returns count from now on."""
        ...
