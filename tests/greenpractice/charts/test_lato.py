"""Widths read from the font files are those the PDF will use."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.pdfbase.pdfmetrics import stringWidth

from greenpractice.charts.lato import load_advances, width_of
from greenpractice.charts.sheet import clean
from greenpractice.reports.fonts import BOLD, REGULAR, covered, printable, register

register()


@pytest.mark.parametrize(("bold", "font"), [(False, REGULAR), (True, BOLD)])
def test_every_character_is_as_wide_as_reportlab_sets_it(bold: bool, font: str):
    drawable = {code for code in covered() if chr(code).isprintable() and code != 0xFFFF}
    assert drawable <= {ord(char) for char in load_advances(bold).of}
    for code in drawable:
        assert width_of(chr(code), 1000, bold) == pytest.approx(stringWidth(chr(code), font, 1000), abs=1)


def test_a_text_is_as_wide_as_its_characters():
    text = "30.5 tonnes CO₂e (83%)"
    assert width_of(text, 12) == pytest.approx(stringWidth(text, REGULAR, 12), abs=0.05)
    assert width_of(text, 24) == pytest.approx(2 * width_of(text, 12))
    assert width_of(text, 12, bold=True) > width_of(text, 12)


@given(st.text(alphabet=st.characters(blacklist_categories=("Cs",)), max_size=30))
def test_room_is_enough_for_whatever_the_pdf_puts_in_place_of_what_lato_lacks(text: str):
    text = clean(text)
    assert stringWidth(printable(text), REGULAR, 12) <= width_of(text, 12) + 0.05
