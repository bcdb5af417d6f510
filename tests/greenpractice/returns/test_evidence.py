"""How many bills and print-outs there are: the same file counts once, and none is named."""

from greenpractice.periods import Period
from greenpractice.returns.documents import Flag, ReturnDocument
from greenpractice.returns.evidence import kept_words, names_in, rows_attached

ROWS = {"electricity": ({"kwh": "1"}, {"kwh": "2"}, {"kwh": "3"}), "waste": ({"kg": "1"},)}


def returned(*flags: Flag) -> ReturnDocument:
    return ReturnDocument(
        "Z99991", Period(2026, 1), 1, "2026-07-01T12:00:00+00:00", sections=ROWS, flags=flags
    )


def test_the_same_bill_at_two_rows_is_one_of_the_return_and_of_the_year():
    quarter = returned(
        Flag("electricity", 0, evidence=("a.pdf",)),
        Flag("electricity", 2, "kwh", evidence=("a.pdf", "b.pdf")),
        Flag("electricity", 2, evidence=("a.pdf",)),
        Flag("waste", 0, note="Scales"),
    )
    assert names_in([quarter, quarter]) == ("a.pdf", "b.pdf")
    assert names_in([quarter], "waste") == ()
    assert kept_words(names_in([quarter])) == "2 bills or print-outs are kept with these figures."
    assert rows_attached(quarter, ["electricity"]) == "2 bills or print-outs are attached, to 2 of 3 rows."
    of_both = rows_attached(quarter, ["electricity", "waste"])
    assert of_both == f"2 bills or print-outs are attached, to 2 of {3 + len(quarter.rows('waste'))} rows."


def test_one_is_one_and_none_is_nothing():
    quarter = returned(Flag("waste", 0, evidence=("a.pdf",)))
    assert kept_words(names_in([quarter])) == "1 bill or print-out is kept with these figures."
    assert rows_attached(quarter, ["waste"]) == "1 bill or print-out is attached, to 1 of 1 row."
    assert kept_words(names_in([returned()])) == ""
    assert rows_attached(quarter, ["electricity"]) == ""
