"""What can be attached to a figure: the shipped table, and what is wrong with another one."""

import pytest

from greenpractice.errors import FactsError
from greenpractice.facts.evidence_kinds import FILE, load_evidence_kinds, parse_evidence_kinds

LIMITS = '[limits]\nbytes = 9\ndecided = 2026-11-30\nwhy = "a reason"\n'
KIND = '[pdf]\nwords = "PDF"\nendings = ["pdf"]\nbegins = ["25"]\nwhy = "a reason"\n'


def test_bills_are_taken_and_nothing_that_runs():
    kinds = load_evidence_kinds()
    assert {"pdf", "png", "jpg", "csv", "xlsx"} <= set(kinds.endings)
    assert not {"exe", "msi", "bat", "cmd", "js", "vbs", "ps1", "lnk", "html", "xlsm", "docm"} & set(
        kinds.endings
    )
    assert kinds.by_ending["jpeg"].key == "jpg"
    assert not kinds.by_ending["csv"].fits(b"MZ\x00")
    assert kinds.most_bytes == 20_000_000


@pytest.mark.parametrize(
    "text",
    [
        KIND,
        LIMITS.replace("9", "0"),
        LIMITS.replace("why", "because"),
        LIMITS + KIND.replace('["pdf"]', '"pdf"'),
        LIMITS + KIND.replace('["pdf"]', '["../x"]'),
        LIMITS + KIND.replace("25", "2x"),
        LIMITS + KIND.replace("why", "at"),
        LIMITS + KIND + 'other = "x"\n',
    ],
)
def test_a_table_that_is_wrong_is_refused(text: str):
    with pytest.raises(FactsError, match=FILE):
        parse_evidence_kinds(FILE, text)
