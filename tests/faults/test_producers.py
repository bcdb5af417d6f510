"""Summaries saved again, printed and scanned, and PDFs none of ours: a short form of `producers.py`."""

from pathlib import Path

import pytest

from tests.faults.producers import PRODUCERS, all_made

pytestmark = pytest.mark.usefixtures("own_reader")

# What the project itself needs, and two programs that many computers have.
COMMON = {"pikepdf", "pypdf", "pypdfium2", "PIL.Image", "reportlab.pdfgen.canvas", "qpdf", "pdftocairo"}


def test_figures_come_through_other_programs_whole_or_not_at_all(tmp_path: Path):
    common = [producer for producer in PRODUCERS if set(producer.needs) <= COMMON]
    made = [each for each in all_made(tmp_path, producers=common) if each.came is not None]
    assert {each.producer.kind for each in made} == {"saved", "printed", "scanned", "foreign"}
    assert [each for each in made if not each.is_right] == []
    attached = {
        each.producer.name for each in made if each.came is not None and each.came.state == "attached"
    }
    assert attached >= {"pikepdf", "pypdf", "pypdfium2"}
