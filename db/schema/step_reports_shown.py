"""The step of the schema that remembers all that each version of a network's report showed."""

STEP_REPORTS_SHOWN = (
    """CREATE TABLE reports_shown (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        name TEXT NOT NULL,
        period TEXT NOT NULL,
        version INTEGER NOT NULL,
        content TEXT NOT NULL,
        hash BLOB NOT NULL,
        UNIQUE (name, period, version)
    )""",
)
