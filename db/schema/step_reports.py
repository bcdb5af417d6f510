"""The step of the schema that adds the network reports that were made."""

STEP_REPORTS = (
    """CREATE TABLE network_reports (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        name TEXT NOT NULL,
        period TEXT NOT NULL,
        version INTEGER NOT NULL CHECK (version >= 1),
        at TEXT NOT NULL,
        content TEXT NOT NULL,
        hash BLOB NOT NULL,
        UNIQUE (name, period, version)
    )""",
)
