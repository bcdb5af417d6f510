"""The step of the schema that adds monthly imports of prescribing files."""

STEP_IMPORTS = (
    """CREATE TABLE imports (
        ods_code TEXT NOT NULL,
        span TEXT NOT NULL,
        file TEXT NOT NULL,
        products TEXT NOT NULL,
        hash BLOB NOT NULL,
        PRIMARY KEY (ods_code, span)
    ) WITHOUT ROWID""",
)
