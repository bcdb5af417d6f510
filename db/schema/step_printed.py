"""The step of the schema that remembers what the PDF of a version showed beside the return's own figures."""

STEP_PRINTED = (
    """CREATE TABLE printed (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        ods_code TEXT NOT NULL,
        period TEXT NOT NULL,
        revision INTEGER NOT NULL CHECK (revision >= 1),
        beside TEXT NOT NULL,
        hash BLOB NOT NULL,
        UNIQUE (ods_code, period, revision)
    )""",
)
