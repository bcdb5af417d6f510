import hashlib
import io
import re
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pikepdf
import pypdf
import pytest

from greenpractice.reports.attachment import Attachment
from greenpractice.reports.blocks import figure, heading, page_break, paragraph
from greenpractice.reports.tables import table
from greenpractice.reports.tagged import DocumentInfo
from tests.greenpractice.reports.samples import (
    CREATED,
    FOOTER,
    HEAD,
    INFO,
    LONG,
    RETURN,
    build,
    chart,
    full,
    product_rows,
    texts,
)
from tests.greenpractice.reports.ua_checks import problems


def test_a_document_with_one_of_everything_passes_the_accessibility_checks():
    data = full()
    assert len(texts(data)) == 3
    assert problems(data) == []


def test_the_checks_themselves_find_what_is_broken():
    data = full()
    assert "a header does not say what it heads" in problems(data.replace(b"/Scope/Row", b"/Scale/Row"))
    assert "H4 follows level 2" in problems(data.replace(b"/S/H3", b"/S/H4"))
    assert "a figure has no words" in problems(data.replace(b"/Alt ", b"/Old "))
    assert "the language is not given" in problems(data.replace(b"/Lang ", b"/Long "))


def test_the_same_content_gives_the_same_bytes():
    assert full() == full()


def test_another_time_of_creation_changes_dates_and_nothing_else():
    later = datetime(2027, 1, 2, 3, 4, 5, tzinfo=UTC)
    dates = re.compile(rb"D:\d{14}[+-]\d\d'\d\d'|\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d")
    one, other = full(), full(DocumentInfo(INFO.title, INFO.author, INFO.subject, later))
    assert one != other
    assert dates.sub(b"", one) == dates.sub(b"", other)
    assert pypdf.PdfReader(io.BytesIO(other)).metadata.creation_date == later


def test_other_content_gives_another_file_identifier():
    one, other = (
        pypdf.PdfReader(io.BytesIO(build([heading("Carbon", 1), paragraph(words)]))).trailer["/ID"]
        for words in ("30.5", "30.6")
    )
    assert one != other


def test_the_attachment_reads_back_with_its_digest():
    data = full()
    assert pypdf.PdfReader(io.BytesIO(data)).attachments == {RETURN.name: [RETURN.data]}
    with pikepdf.open(io.BytesIO(data)) as pdf:
        file = pdf.attachments[RETURN.name].get_file()
        assert file.read_bytes() == RETURN.data
        assert file.md5 == hashlib.md5(RETURN.data, usedforsecurity=False).digest()
        assert file.mime_type == "application/json"
        assert file.mod_date == CREATED
        assert pdf.attachments[RETURN.name].description == "The return"
    assert len(data) < 140_000


@pytest.mark.parametrize("name", ["", "../evil.exe", "a/b", "a\\b", ".hidden", "naïve.json"])
def test_an_attachment_has_a_plain_name(name: str):
    with pytest.raises(ValueError, match="an attachment's name"):
        Attachment(name, b"", "application/json", "")


def test_two_attachments_of_one_name_are_refused():
    with pytest.raises(ValueError, match="one name"):
        build([heading("Carbon", 1)], attachments=[RETURN, RETURN])


def test_headings_become_bookmarks():
    with pikepdf.open(io.BytesIO(full())) as pdf, pdf.open_outline() as outline:
        (top,) = outline.root
        assert top.title == "Greener practice summary: Example Surgery (made up)"
        assert [entry.title for entry in top.children] == [
            "Where your carbon comes from",
            "What we are doing",
        ]
        assert [entry.title for entry in top.children[1].children] == ["Inhalers by product"]


@pytest.mark.parametrize(
    ("levels", "words"),
    [
        ((2,), "first heading must be of level 1"),
        ((1, 3), "level 3 cannot follow level 1"),
        ((4,), "levels 1 to 3"),
    ],
)
def test_a_skipped_heading_level_is_refused(levels: tuple[int, ...], words: str):
    with pytest.raises(ValueError, match=words):
        build([heading("Carbon", level) for level in levels])


def test_a_heading_is_never_left_alone_at_the_foot_of_a_page():
    blocks = (
        lambda: paragraph(LONG * 5),
        lambda: table(product_rows(40)),
        lambda: figure(chart(), "A chart."),
    )
    for filler in range(22, 30):
        for block in blocks:
            story = [
                heading("Top", 1),
                *(paragraph("Filler") for _ in range(filler)),
                heading("Alone", 2),
                block(),
            ]
            last = next(page for page in texts(build(story)) if "Alone" in page)
            assert not last.rstrip().endswith("Alone"), filler


def test_the_footer_counts_pages_and_head_and_watermark_are_on_each():
    pages = texts(full())
    assert all(f"{number} of 3" in page for number, page in enumerate(pages, start=1))
    assert all(words in page for page in pages for words in (*HEAD, FOOTER))
    assert all("DEMO DATA" in page for page in pages)


def test_a_font_that_would_not_be_inside_the_file_is_refused():
    with pytest.raises(ValueError, match="not Helvetica"):
        build([heading("Carbon", 1), figure(chart(font="Helvetica"), "A chart.")])


def test_page_size_and_breaks():
    data = build([heading("One", 1), page_break(), paragraph("Two")], page_size=(842, 595))
    assert [page.mediabox.width for page in pypdf.PdfReader(io.BytesIO(data)).pages] == [842, 842]


def test_an_empty_document_and_a_date_without_a_zone_are_refused():
    with pytest.raises(ValueError, match="at least one block"):
        build([])
    with pytest.raises(ValueError, match="time zone"):
        DocumentInfo("Title", "", "", datetime(2026, 7, 8))  # noqa: DTZ001


@pytest.fixture
def hasty_threads():
    """Threads that take turns far more often than usual, so that what they share shows."""
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(usual)


@pytest.mark.usefixtures("hasty_threads")
def test_documents_built_side_by_side_do_not_mix():
    alone = full()
    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(lambda _: full(), range(8))) == {alone}


def test_a_document_takes_well_under_the_time_a_person_notices():
    full()
    started = time.process_time()
    full()
    assert time.process_time() - started < 0.5
