"""The PDFs claim PDF/UA-1, and another program's validator agrees; `tests/long/pdf_ua.py` tries many."""

from pathlib import Path

import pytest

from tests import verapdf
from tests.greenpractice.network.samples import Q1, a_return, members
from tests.greenpractice.network.samples import pdf as practice_pdf
from tests.greenpractice.reports.network.test_network_pdf import network, pdf_of
from tests.greenpractice.reports.samples import full


def test_each_kind_of_pdf_keeps_every_rule_of_pdf_ua(tmp_path: Path):
    if missing := verapdf.missing():
        pytest.skip(missing)
    found = network(*(a_return(each) for each in members()[:3]), period=Q1)
    made = {
        "everything.pdf": full(),
        "practice.pdf": practice_pdf(a_return(members()[0])),
        "network.pdf": pdf_of(found),
        "spoilt.pdf": full().replace(b"/Lang ", b"/Long "),
    }
    for name, data in made.items():
        (tmp_path / name).write_bytes(data)
    faults = verapdf.faults([tmp_path / name for name in made])
    assert any("language" in each for each in faults.pop("spoilt.pdf")), "the validator finds what is broken"
    assert faults == {"everything.pdf": [], "practice.pdf": [], "network.pdf": []}
