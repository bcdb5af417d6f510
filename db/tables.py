"""The tables as the program reads and writes them; `migrations` makes them."""

from sqlalchemy import Column, ForeignKey, Integer, LargeBinary, MetaData, Table, Text

APPLICATION_ID = 0x47725072  # "GrPr", in the header of every store

_tables = MetaData()

meta = Table(
    "meta",
    _tables,
    Column("key", Text, primary_key=True),
    Column("value", Text, nullable=False),
    Column("hash", LargeBinary, nullable=False),
)

returns = Table(
    "returns",
    _tables,
    Column("id", Integer, primary_key=True),
    Column("ods_code", Text, nullable=False),
    Column("period", Text, nullable=False),
    Column("name", Text),
    Column("pcn_code", Text),
    Column("has_contact", Integer, nullable=False),
    Column("contact_name", Text),
    Column("contact_email", Text),
    Column("created", Text, nullable=False),
    Column("revision", Integer, nullable=False),  # of the last issue, 0 before the first
    Column("digest", LargeBinary, nullable=False),  # over everything that makes up the return, in order
)

rows = Table(
    "rows",
    _tables,
    Column("id", Integer, primary_key=True),
    Column("return_id", ForeignKey("returns.id"), nullable=False),
    Column("section", Text, nullable=False),
    Column("position", Integer, nullable=False),
)

figures = Table(
    "figures",
    _tables,
    Column("row_id", ForeignKey("rows.id"), primary_key=True),
    Column("field", Text, primary_key=True),
    Column("text", Text, nullable=False),  # as typed
    Column("number", Text),  # the plain decimal it reads as
    Column("hash", LargeBinary, nullable=False),
)

flags = Table(
    "flags",
    _tables,
    Column("id", Integer, primary_key=True),  # their order in the document
    Column("return_id", ForeignKey("returns.id"), nullable=False),
    Column("row_id", ForeignKey("rows.id"), nullable=False),
    Column("field", Text),
    Column("estimated", Integer),
    Column("note", Text),
    Column("confirmed", Integer),
    Column("evidence", Text),  # JSON
    Column("source", Text),  # JSON
    Column("hash", LargeBinary, nullable=False),
    Column("not_patients", Text),  # JSON
)

issues = Table(
    "issues",
    _tables,
    Column("return_id", ForeignKey("returns.id"), primary_key=True),
    Column("revision", Integer, primary_key=True),
    Column("at", Text, nullable=False),  # UTC
    Column("document", Text, nullable=False),  # canonical JSON
    Column("hash", LargeBinary, nullable=False),
)

steps = Table(
    "steps",
    _tables,
    Column("id", Integer, primary_key=True),
    Column("return_id", ForeignKey("returns.id"), nullable=False),
    Column("at", Text, nullable=False),  # UTC
    Column("what", Text, nullable=False),
    Column("hash", LargeBinary, nullable=False),  # over its changes and the step before it of the same return
)

changes = Table(
    "changes",
    _tables,
    Column("id", Integer, primary_key=True),
    Column("step_id", ForeignKey("steps.id"), nullable=False),
    Column("about", Text, nullable=False),
    Column("section", Text),
    Column("row_id", Integer),  # no foreign key: history outlives rows
    Column("field", Text),
    Column("before", Text),
    Column("after", Text),
)

TABLES = _tables.tables
