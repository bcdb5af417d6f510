"""What can honestly be said of a return's integrity: unchanged since which installation exported it.

A signature shows that nothing changed after export, by whom it was exported only as far as the key is known:
the key a practice used first is remembered, and another one is said to be new until it is confirmed.
"""

from collections.abc import Iterable
from datetime import UTC, datetime

from greenpractice.network.states import Read, fingerprint
from greenpractice.periods import day_words
from greenpractice.store import SeenKey


class Keys:
    """The keys each practice's returns were signed with, the one seen first in front."""

    def __init__(self, seen: Iterable[SeenKey]) -> None:
        self._of: dict[str, list[SeenKey]] = {}
        for key in seen:
            self._of.setdefault(key.ods_code, []).append(key)

    def of(self, ods_code: str) -> tuple[SeenKey, ...]:
        """The keys of one practice."""
        return tuple(self._of.get(ods_code, ()))

    def find(self, ods_code: str, public_key: str) -> SeenKey | None:
        """A key, if the practice has used it."""
        return next((key for key in self.of(ods_code) if key.public_key == public_key), None)

    def with_new(self, used: Iterable[tuple[str, str, str]], now: datetime) -> "Keys":
        """These and the keys of new returns, given as (practice, key, time of creation).

        Where several are new at once, the return that was created first has the practice's first key.
        """
        added = []
        seen = {(key.ods_code, key.public_key) for keys in self._of.values() for key in keys}
        for ods_code, public_key, _ in sorted(used, key=_created_first):
            if (ods_code, public_key) not in seen:
                seen.add((ods_code, public_key))
                added.append(SeenKey(ods_code, public_key, now, False))
        return Keys([key for keys in self._of.values() for key in keys] + added)


def _created_first(used: tuple[str, str, str]) -> tuple[str, datetime, str]:
    ods_code, public_key, created = used
    return ods_code, created_at(created), public_key


def created_at(created: str) -> datetime:
    """When a return was created, by its own clock; a time without a zone is taken as UTC."""
    moment = datetime.fromisoformat(created)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def integrity_of(found: Read, keys: Keys) -> tuple[bool, str]:
    """Whether the key is new for this practice, and the sentence to show."""
    ods_code = found.document.ods_code
    if found.public_key is None:
        known = bool(keys.of(ods_code))
        start = "It is not signed, though earlier returns were" if known else "It is not signed"
        if not isinstance(found.seal.get("sha256"), str):
            return known, f"{start}, and has no check code: whether it was changed cannot be told."
        return known, f"{start}. Its check code fits: the file is complete and undamaged."
    key = keys.find(ods_code, found.public_key)
    first = keys.of(ods_code)[0] if keys.of(ods_code) else None
    if key is None or first is None or key == first or key.confirmed:
        since = f"first seen on {day_words(key.first_seen.date())}" if key else "seen here for the first time"
        return False, f"Unchanged since exported by the installation {since}."
    return True, (
        f"Unchanged since exported, but by another installation than the one first seen on "
        f"{day_words(first.first_seen.date())}. Ask the practice to read out the new key: "
        f"{fingerprint(found.public_key)}."
    )
