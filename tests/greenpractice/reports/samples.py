"""A made-up document with one of everything, and ways to read documents back."""

import io
from collections.abc import Sequence
from datetime import datetime, timedelta, timezone
from typing import Any

import pikepdf
import pypdf
from reportlab.graphics.shapes import Drawing, Rect, String
from reportlab.platypus import Flowable

from greenpractice.reports.attachment import Attachment
from greenpractice.reports.blocks import bullets, figure, heading, keep_together, paragraph, space
from greenpractice.reports.cards import Card, cards
from greenpractice.reports.fonts import REGULAR
from greenpractice.reports.tables import table
from greenpractice.reports.tagged import DocumentInfo, build_pdf
from greenpractice.reports.text import SMALL, Strong
from tests.greenpractice.reports.ua_checks import tree_of

CREATED = datetime(2026, 7, 8, 14, 15, tzinfo=timezone(timedelta(hours=1)))
INFO = DocumentInfo(
    "Greener practice summary: Example Surgery", "Example Surgery", "April to June 2026", CREATED
)
RETURN = Attachment("greenpractice-return.json", b'{"made": "up"}' * 500, "application/json", "The return")
LONG = "Offer dry powder inhalers first, and ask the network's pharmacist for a session on technique. "


def chart(words: str = "30.5 tonnes", font: str = REGULAR):
    drawing = Drawing(400, 60)
    drawing.add(Rect(0, 10, 300, 20, strokeColor=None))
    drawing.add(String(305, 14, words, fontName=font, fontSize=12))
    return drawing


def product_rows(count: int):
    head = ["Product", "Items", "kg CO₂e"]
    return [head, *([f"Reliever {number}", f"{number * 37:,}", ""] for number in range(count))]


def summary():
    """A document of three pages with one of everything."""
    return [
        heading("Greener practice summary: Example Surgery (made up)", 1),
        cards([Card("This quarter", "30.5", "tonnes CO₂e"), Card("On last year", "−15%")]),
        heading("Where your carbon comes from", 2),
        paragraph(["Inhalers are ", Strong("83%"), " of 30.5 tonnes CO₂e."]),
        figure(chart(), "Bar chart: inhalers 30.5 tonnes."),
        heading("What we are doing", 2),
        *bullets(["Review relievers", LONG * 3]),
        heading("Inhalers by product", 3),
        paragraph("Quantity times factor.", keep_next=True),
        table(product_rows(50), caption="Inhalers in the quarter", total_row=True),
        keep_together([heading("Notes", 2, bookmark=False), paragraph(LONG * 12, SMALL), space()]),
        figure(chart("4.2 tonnes"), "Bar chart: gas 4.2 tonnes."),
    ]


HEAD = "Greener practice summary", "For partners"
FOOTER = "Example Surgery, version 1"


def build(story: Sequence[Flowable], **more: Any):
    return build_pdf(story, INFO, **more)


def full(info: DocumentInfo = INFO):
    return build_pdf(summary(), info, attachments=[RETURN], head=HEAD, footer=FOOTER, watermark="DEMO DATA")


def texts(data: bytes):
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages]


def text(data: bytes):
    return " ".join(" ".join(texts(data)).split())


def packed(words: str):
    return "".join(words.split())


def nodes(data: bytes, tag: str):
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return [node for node in tree_of(pdf).walk() if node.tag == tag]
