import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from greenpractice.reports.attachment import Attachment
from greenpractice.reports.blocks import bullets, figure, heading, paragraph
from greenpractice.reports.cards import Card, cards
from greenpractice.reports.fonts import BOLD, MISSING, REGULAR, covered, printable, width_of
from greenpractice.reports.tables import table
from greenpractice.reports.tagged import DocumentInfo, build_pdf
from greenpractice.reports.text import BODY, Strong, break_lines
from tests.greenpractice.reports.samples import CREATED, build, chart, packed, text
from tests.greenpractice.reports.ua_checks import problems

LATO = "".join(
    map(chr, sorted(code for code in covered() if printable(chr(code)) == chr(code) and code > 32))
)


def test_the_subscript_of_carbon_dioxide_is_a_real_character():
    assert "30.5 tonnes CO₂e" in text(build([heading("Carbon", 1), paragraph("30.5 tonnes CO₂e")]))
    assert all(ord(char) in covered() for char in "₂−≥≤↑↓£ŵŷł•")


def test_digits_are_of_one_width():
    for font in (REGULAR, BOLD):
        assert len({width_of(digit, font, 12) for digit in "0123456789"}) == 1


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Siân Ŵyn-Łukasz", "Siân Ŵyn-Łukasz"),
        ("Sia\u0302n", "Siân"),
        ("王さん", MISSING * 3),
        ("well done 👍\ufe0f", f"well done {MISSING}"),
        ("１２ non\u2011breaking", "12 non‐breaking"),
        ("a\x00b\x1b[31m\u202ec", "ab[31mc"),
        ("logo \uf8ff half", f"logo {MISSING} half"),
        ("lone \ud800 half", f"lone {MISSING} half"),
        ("one\r\ntwo\u2028three\tfour\u00a0five", "one\ntwo\nthree four\u00a0five"),
    ],
)
def test_what_lato_cannot_show_is_seen_to_be_missing(typed: str, shown: str):
    assert printable(typed) == shown


def test_hundreds_of_different_characters_extract_as_typed():
    data = build([heading("Characters", 1), paragraph(" ".join(re.findall(".{1,20}", LATO)))])
    read = packed(text(data))
    assert len(LATO) > 1500
    assert len([char for char in LATO if char in read]) > 0.99 * len(LATO)
    assert problems(data) == []


HOSTILE = [
    "<img src=http://127.0.0.1:9/x.png>",
    "<b>unclosed",
    "</para>&#xd800;&bogus;",
    "<a href='file:///etc/passwd'>x</a>",
    "(\\) Tj ET EMC /Artifact BMC",
    "%PDF-1.7 endstream endobj",
    "]]></rdf:li>",
    "{0}%s%(x)s\x00\x01\x7f\ud800\udfff\uffff",
    "W" * 3000,
    "\u0301" * 50,
    "soft\u00adhyphen \u202e\u200b\ufeff",
    "\udf8a",
    "\n" * 40,
]
anything = st.one_of(
    st.sampled_from(HOSTILE), st.text(st.characters()), st.text(st.sampled_from(LATO + " <>&"))
)


def with_text_everywhere(words: list[str]):
    """A document that has these words wherever words may be."""
    info = DocumentInfo("T " + words[0], words[1], words[2], CREATED)
    story = [
        heading("H " + words[3], 1),
        paragraph([words[4], Strong(words[5]), words[6]]),
        cards([Card(words[7], words[8], words[9])]),
        figure(chart(printable(words[10])), "A " + words[10]),
        *bullets(words[11:14]),
        table([words[14:17], words[17:20]], caption=words[13]),
    ]
    attachments = [Attachment("a.json", words[4].encode("utf-8", "replace"), "application/json", words[12])]
    return build_pdf(
        story,
        info,
        attachments=attachments,
        head=(words[14], words[15]),
        footer=words[15],
        watermark=words[16],
    )


@settings(max_examples=120, deadline=None)
@given(st.lists(anything, min_size=20, max_size=20))
def test_any_text_anywhere_makes_a_sound_document(words: list[str]):
    assert problems(with_text_everywhere(words)) == []


@settings(max_examples=120, deadline=None)
@given(st.text(st.sampled_from("abcxyz ABC 0189 £₂−≥ŵł<>&()\\%'\""), max_size=400))
def test_text_extracted_is_text_entered(words: str):
    assert packed("Start" + words + "End") in packed(
        text(build([heading("A", 1), paragraph(f"Start {words} End")]))
    )


@settings(deadline=None)
@given(st.text(max_size=200), st.floats(20, 400))
def test_lines_fit_and_lose_nothing(words: str, limit: float):
    lines = break_lines(words, BODY, limit)
    assert all(line.width <= limit + 0.01 for line in lines)
    drawn = "".join(run.text for line in lines for run in line.runs)
    assert drawn.rstrip(" ") == " ".join(re.findall("[^ \n]+", printable(words)))
