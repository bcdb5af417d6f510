"""The step of the schema that remembers keys of returns that came and were not kept.

A key that a kept return was signed with stands in `received`. `next_received` is the id that the next return
to be kept would have had as the key came, so that all keys of a practice stand in one order of receipt.
"""

STEP_KEYS = (
    """CREATE TABLE seen_keys (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        ods_code TEXT NOT NULL,
        public_key TEXT NOT NULL,
        at TEXT NOT NULL,
        next_received INTEGER NOT NULL CHECK (next_received >= 1),
        hash BLOB NOT NULL,
        UNIQUE (ods_code, public_key)
    )""",
)
