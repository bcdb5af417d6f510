"""The step of the schema that adds returns received from practices, and the keys that signed them."""

STEP_RECEIVED = (
    """CREATE TABLE received (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        ods_code TEXT NOT NULL,
        period TEXT NOT NULL,
        revision INTEGER NOT NULL CHECK (revision >= 1),
        document TEXT NOT NULL,
        seal TEXT NOT NULL,
        file TEXT NOT NULL,
        at TEXT NOT NULL,
        sha256 TEXT NOT NULL,
        from_data_page INTEGER NOT NULL CHECK (from_data_page IN (0, 1)),
        chosen INTEGER NOT NULL CHECK (chosen IN (0, 1)),
        hash BLOB NOT NULL
    )""",
    "CREATE INDEX received_of_period ON received (period, ods_code)",
    """CREATE TABLE public_keys (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        ods_code TEXT NOT NULL,
        public_key TEXT NOT NULL,
        first_seen TEXT NOT NULL,
        confirmed INTEGER NOT NULL CHECK (confirmed IN (0, 1)),
        hash BLOB NOT NULL,
        UNIQUE (ods_code, public_key)
    )""",
)
