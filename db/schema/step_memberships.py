"""The step of the schema that adds who is in which network: corrections and loaded lists."""

STEP_MEMBERSHIPS = (
    """CREATE TABLE memberships (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        ods_code TEXT NOT NULL,
        first TEXT NOT NULL,
        kind TEXT NOT NULL CHECK (kind IN ('network', 'none', 'left_out', 'merged')),
        code TEXT NOT NULL,
        at TEXT NOT NULL,
        taken_back INTEGER NOT NULL CHECK (taken_back IN (0, 1)),
        hash BLOB NOT NULL
    )""",
    """CREATE TABLE nhs_lists (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        file TEXT NOT NULL,
        at TEXT NOT NULL,
        content TEXT NOT NULL,
        taken_back INTEGER NOT NULL CHECK (taken_back IN (0, 1)),
        hash BLOB NOT NULL
    )""",
)
