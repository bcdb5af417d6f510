"""Whose return it is, as far as that can be known: a practice's first key is taken, others are asked about.

A signature shows that the data did not change since the holder of a key signed them; whose key it is shows
nothing but the Lead's own order of receipt, and the Lead's word. No date in a file decides.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Literal

from greenpractice.keys_kept import SeenKey
from greenpractice.network.states import Read, fingerprint
from greenpractice.periods import day_words
from greenpractice.returns.verdicts import Sound, Unsigned, Verified
from greenpractice.store import ReceivedReturn

# "accepted": the Lead accepted the key. "first_key": the practice sent with no other before. "unsigned":
# nobody signed it, and nothing signed was here when it came; "unsigned_again": and the Lead rejected one that
# nobody signed. The last three wait for the Lead's word.
KeyStanding = Literal["accepted", "first_key", "unsigned", "unsigned_again", "new_key", "no_longer_signed"]
WAITS: frozenset[KeyStanding] = frozenset({"unsigned_again", "new_key", "no_longer_signed"})


class Keys:
    """The keys each practice's returns were signed with, in the order in which the Lead received them."""

    def __init__(self, seen: Iterable[SeenKey]) -> None:
        """`seen` stands in the order of receipt."""
        self._of: dict[str, list[SeenKey]] = {}
        self._found: dict[tuple[str, str], SeenKey] = {}
        self._ordered: dict[str, list[SeenKey]] = {}  # by practice, once asked for, as is the first
        self._first: dict[str, SeenKey | None] = {}
        self._unsigned: list[SeenKey] = []
        for key in seen:
            if key.public_key:
                self._of.setdefault(key.ods_code, []).append(key)
                self._found.setdefault((key.ods_code, key.public_key), key)
            else:
                self._unsigned.append(key)

    def of(self, ods_code: str) -> tuple[SeenKey, ...]:
        """The keys of one practice."""
        return tuple(self._of.get(ods_code, ()))

    def find(self, ods_code: str, public_key: str) -> SeenKey | None:
        """A key, if the practice has used it."""
        return self._found.get((ods_code, public_key))

    def doubts_unsigned(self, ods_code: str) -> bool:
        """True if a return of the practice that nobody signed was rejected."""
        return any(key.doubted for key in self._unsigned if key.ods_code == ods_code)

    def first(self, ods_code: str) -> SeenKey | None:
        """The key that came alone before all others; None too where several came together first."""
        if ods_code not in self._first:
            ordered = self._in_order(ods_code)
            alone = not any(_came_together(ordered[0], key) for key in ordered[1:])
            self._first[ods_code] = ordered[0] if ordered and alone else None
        return self._first[ods_code]

    def _in_order(self, ods_code: str) -> list[SeenKey]:
        """As they came; those of now after all others."""
        if ods_code not in self._ordered:
            mine = self._of.get(ods_code, ())
            self._ordered[ods_code] = sorted(mine, key=lambda key: (key.place is None, key.place or 0))
        return self._ordered[ods_code]

    def _held_before(self, key: SeenKey) -> bool:
        """True if a return signed with another was kept before any with this one."""
        return any(_was_kept_before(other, key) for other in self.of(key.ods_code))

    def with_new(self, used: Iterable[tuple[str, str]], now: datetime) -> "Keys":
        """These and the keys of returns that come together now, given as (practice, key)."""
        new = {
            (ods_code, public_key) for ods_code, public_key in used if self.find(ods_code, public_key) is None
        }
        added = [SeenKey(ods_code, public_key, now, False) for ods_code, public_key in sorted(new)]
        return Keys([key for keys in self._of.values() for key in keys] + self._unsigned + added)

    def standing(self, ods_code: str, verdict: Sound, received: ReceivedReturn | None) -> KeyStanding:
        """Whether a return counts by its key: one that was received, or that comes now."""
        if isinstance(verdict, Unsigned):
            signed = self._in_order(ods_code)
            was_before = not signed or (received is not None and _came_before(received, signed[0]))
            if not was_before:
                return "no_longer_signed"
            return "unsigned_again" if self.doubts_unsigned(ods_code) else "unsigned"
        key = self.find(ods_code, verdict.public_key)
        if key is not None and key.accepted:
            return "accepted"
        if key is None or key.doubted or key != self.first(ods_code) or self._held_before(key):
            return "new_key"
        return "first_key"

    def came_first_with(self, ods_code: str, received: ReceivedReturn | None) -> bool:
        """True if the practice's first key was taken as this return came."""
        first = self.first(ods_code)
        if first is None or received is None:
            return first is not None and first.received is None
        return received.at == (first.kept_at or first.first_seen)

    def waits(self, ods_code: str, verdict: Sound, received: ReceivedReturn | None) -> bool:
        """True if a return does not count before the Lead says so."""
        return self.standing(ods_code, verdict, received) in WAITS


def _came_together(one: SeenKey, other: SeenKey) -> bool:
    if one.place is None or other.place is None:
        return one.place == other.place
    return one.first_seen == other.first_seen


def _was_kept_before(one: SeenKey, other: SeenKey) -> bool:
    if one.received is None or other.received is None:
        return one.received is not None
    together = (one.kept_at or one.first_seen) == (other.kept_at or other.first_seen)
    return one.received < other.received and not together


def _came_before(received: ReceivedReturn, key: SeenKey) -> bool:
    """What came together came at one time, and none of it before the other."""
    if key.place is None:
        return True
    return received.id < key.place and received.at != key.first_seen


def trust_words(found: Read, keys: Keys, standing: KeyStanding) -> str:
    """What can honestly be said of a return's origin, and of what that covers: the data, never a page."""
    ods_code, verdict = found.document.ods_code, found.verdict
    if not isinstance(verdict, Verified):
        others = standing == "no_longer_signed"
        start = "It is not signed, though others are" if others else "It is not signed"
        if verdict.digest is None:
            return f"{start}, and has no check code: whether its data were changed cannot be told."
        return f"{start}. Its check code fits: its data are complete and undamaged."
    key = keys.find(ods_code, verdict.public_key)
    data = "Its data (not the printed page) are unchanged since they were exported"
    if standing == "new_key":
        return f"{data}, with a key that is not known to be this practice's."
    seen = f"first seen on {day_words(key.first_seen.date())}" if key is not None else "seen now"
    if standing == "accepted":
        return f"{data} with a key that you accepted."
    return f"{data} by the installation {seen}."


def waiting_words(ods_code: str, verdict: Sound, keys: Keys) -> str:
    """Why a return waits for the Lead, and what to do."""
    if not isinstance(verdict, Verified):
        doubted = f"and you rejected a return of {ods_code} that was not"
        others = doubted if keys.doubts_unsigned(ods_code) else f"though returns of {ods_code} were"
        return (
            f"It is not signed, {others}: it does not count yet. "
            "Ask the practice whether they sent it, then use or reject it."
        )
    first, mine = keys.first(ods_code), keys.find(ods_code, verdict.public_key)
    if mine is not None and mine.doubted:
        why = f"You rejected a return of {ods_code} that was signed with this key"
    elif mine is not None and mine == first:
        why = f"A return of {ods_code} that was signed with another key was kept before any with this one"
    elif first is None:
        why = f"Returns of {ods_code} came with more than one key at once"
    else:
        seen = day_words(first.first_seen.date())
        why = f"Signed with another key than the one of {ods_code} first seen on {seen}"
    return (
        f"{why}: it does not count yet. Ask the practice to read out its key from Settings: "
        f"{fingerprint(verdict.public_key)}. Accept the key if it is the same."
    )
