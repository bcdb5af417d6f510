"""The steps of the schema that add monthly imports of prescribing files, and what is asked about them."""

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

STEP_QUESTIONS = ("ALTER TABLE imports ADD COLUMN questions TEXT",)
