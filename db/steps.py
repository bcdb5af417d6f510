"""One step: the returns it touches, held in memory and written with their history when the step ends."""

from collections.abc import Iterable
from datetime import UTC, datetime

from sqlalchemy import Connection, select

from db import tables
from db.editing import settle
from db.loading import load, load_many, look_up, read_index
from db.returns import KeptReturn, name_of
from db.saving import next_id, save
from greenpractice.facts.practices import is_ods_code
from greenpractice.returns.documents import ReturnDocument
from greenpractice.store import About, NeverSaved, ReturnKey


class OpenStep:
    """A transaction that is being filled. What it touches is loaded once and verified as it is loaded."""

    def __init__(self, connection: Connection, what: str | None = None) -> None:
        self.connection = connection
        self.what = what
        self._before: dict[ReturnKey, KeptReturn | None] = {}
        self._after: dict[ReturnKey, KeptReturn] = {}
        self._did: dict[ReturnKey, str] = {}
        self._index_is_sound = False
        self.imports_are_sound = False  # verified against their total, which is done once in a step
        self._next_row: int | None = None

    def find(self, key: ReturnKey) -> KeptReturn | None:
        """The return as this step has it so far, or None."""
        if key not in self._after:
            return_id = self._find(key)
            if return_id is None:
                return None
            before = load(self.connection, return_id)
            self._before[key], self._after[key] = before, before.copy()
        return self._after[key]

    def bring(self, keys: Iterable[ReturnKey]) -> None:
        """Load these returns, those that there are, at once: one at a time takes many times as long."""
        ids = {key: self._find(key) for key in keys if key not in self._after}
        there = [return_id for return_id in ids.values() if return_id is not None]
        for before in load_many(self.connection, there):
            self._before[before.key], self._after[before.key] = before, before.copy()

    def _find(self, key: ReturnKey) -> int | None:
        """That a return is not there is verified against the whole store, which is done once in a step."""
        return_id = look_up(self.connection, key)
        if return_id is None and not self._index_is_sound:
            return_id = read_index(self.connection).get(key)
            self._index_is_sound = True
        return return_id

    def edit(self, key: ReturnKey, did: str) -> KeptReturn:
        """The return to edit; `did` says what for, where the step has no name of its own."""
        kept = self.find(key)
        if kept is None:
            raise NeverSaved(f"There is no return of {name_of(key)}.")
        self._did[key] = did
        return kept

    def edit_or_start(self, key: ReturnKey, did: str) -> KeptReturn:
        """The return to edit, made empty if there is none yet."""
        if self.find(key) is None:
            if not is_ods_code(key.ods_code):
                raise NeverSaved(
                    f"A practice code is one letter and five digits, like C82001, not {key.ods_code!r}."
                )
            created = datetime.now(UTC).isoformat(timespec="seconds")
            self._before[key] = None
            self._after[key] = KeptReturn(None, key, created)
        return self.edit(key, did)

    def replace(self, kept: KeptReturn) -> None:
        """Put a whole return in the place of the one being edited."""
        self._after[kept.key] = kept

    def new_row_id(self) -> int:
        """An id no row has had."""
        if self._next_row is None:
            self._next_row = next_id(self.connection, tables.rows)
        self._next_row += 1
        return self._next_row - 1

    def may_come_back(self, kept: KeptReturn, section: str, row_id: int) -> bool:
        """Whether this was the id of a row of this section of this return that is gone."""
        if row_id in kept.placed_rows():
            return False
        changes, steps = tables.changes, tables.steps
        once = (
            select(changes.c.id)
            .join(steps, steps.c.id == changes.c.step_id)
            .where(steps.c.return_id == kept.id, changes.c.about == About.ROW.value)
            .where(changes.c.section == section, changes.c.row_id == row_id)
        )
        return self.connection.execute(once.limit(1)).first() is not None

    def save(self, key: ReturnKey, issued: ReturnDocument | None = None) -> None:
        """Write what was done to one return so far."""
        after = self._after[key]
        settle(after)
        what = self.what or self._did.get(key, "")
        if save(self.connection, self._before[key], after, what, datetime.now(UTC), issued):
            self._before[key] = after.copy()

    def forget(self, key: ReturnKey) -> None:
        """Let go of a return that was saved, so that a step may touch thousands."""
        del self._before[key], self._after[key], self._did[key]

    def save_all(self) -> None:
        """Write everything that was done."""
        for key in self._did:
            self.save(key)
