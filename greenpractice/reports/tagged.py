"""From a list of blocks to the bytes of an accessible PDF with files attached.

Title, language, bookmarks, structure tree, alternative texts, embedded fonts: PDF/UA-1 (ISO 14289-1), which
the file claims and `tests/long/pdf_ua.py` has checked by veraPDF.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from threading import Lock
from typing import TypeAlias

from reportlab.lib.pagesizes import A4
from reportlab.platypus import BaseDocTemplate, CondPageBreak, Flowable, Frame, PageTemplate

from greenpractice.reports.attachment import Attachment, embed
from greenpractice.reports.blocks import Block, Story, Together
from greenpractice.reports.canvas import TaggedCanvas
from greenpractice.reports.fonts import BOLD, printable, register, width_of
from greenpractice.reports.metadata import DocumentInfo, describe
from greenpractice.reports.text import ACCENT, SECONDARY, TextStyle, break_lines, colour, draw_lines
from greenpractice.reports.words import ABOVE, BELOW, GAP, MM, SIDE

__all__ = ["Attachment", "DocumentInfo", "Margins", "build_pdf"]

Head: TypeAlias = tuple[str, str]

HEAD = TextStyle(9.5, 12, colour=SECONDARY)
FOOTER = TextStyle(9, 11.5, colour=SECONDARY)
FOOTER_LINES = 3
WATERMARK = "#eef1f3"
BAR = 3.0  # points, at the head of each page
_HEAD_TOP = 12 * MM  # where the bar begins, from the edge of the paper
_UNDER_BAR = 4.0

# ReportLab's font objects keep a reading position while they write themselves into a file.
_building = Lock()


@dataclass(frozen=True, slots=True)
class Margins:
    """Space around the text, in points: the running head stands in the top one, the footer in the bottom."""

    left: float = SIDE
    right: float = SIDE
    top: float = ABOVE
    bottom: float = BELOW


def build_pdf(
    story: Story,
    info: DocumentInfo,
    *,
    attachments: Sequence[Attachment] = (),
    page_size: tuple[float, float] = A4,
    margins: Margins = Margins(),
    head: Head = ("", ""),
    footer: str = "",
    watermark: str | None = None,
) -> bytes:
    """Lay out the blocks and give the file's bytes; the same input gives the same bytes.

    `head` is what stands left and right at the head of each page, under a bar; `footer` stands at its foot,
    with "1 of 8" on the right of it.
    `watermark` stands pale across each page; it is not read out, so the text must say the same in words.
    Blocks are used up: make new ones for a second document. ValueError for a story without blocks, for
    headings that skip a level and for drawings in a font that is not embedded; ReportLab's LayoutError
    for a drawing larger than a page. Safe to call from several threads.
    """
    if not story:
        raise ValueError("a document needs at least one block")
    register()
    width, height = page_size
    frame = Frame(
        margins.left,
        margins.bottom,
        width - margins.left - margins.right,
        height - margins.top - margins.bottom,
        *(0, 0, 0, 0),
    )
    with _building:
        canvas = TaggedCanvas(page_size, info.language)
        template = BaseDocTemplate(None, pagesize=page_size, pageTemplates=[PageTemplate(frames=[frame])])
        template.build(_with_breaks_offered(story, frame), canvasmaker=lambda *_, **__: canvas)
        canvas.finish_pages(
            below=lambda: _draw_watermark(canvas, page_size, watermark),
            above=lambda number, pages: _draw_around(
                canvas, page_size, margins, head, (footer, f"{number} of {pages}" if footer else "")
            ),
        )
        canvas.tree.write(canvas.document, len(canvas.pages))
        embed(canvas.document, attachments, info.pdf_date)
        describe(canvas.document, info)
        canvas.check_fonts()
        canvas.identify(info.title.encode("utf-8", "replace"), *(each.data for each in attachments))
        return bytes(canvas.getpdfdata())


class _OfferedBreak(CondPageBreak):
    """A break where little room is left, that passes on the space it stands in."""

    _SPACETRANSFER = True


def _with_breaks_offered(story: Story, frame: Frame) -> list[Flowable]:
    """The story with a break offered before each heading that would be left alone at the foot of a page.

    ReportLab's way, keepWithNext, moves a whole table to the next page for the sake of its heading.
    """
    flow: list[Flowable] = []
    waiting: list[Block] = []
    for block in story:
        if isinstance(block, Block) and block.keeps_next:
            waiting.append(block)
            continue
        if waiting and isinstance(block, Block | Together):
            needed = (
                height_of(waiting, frame.width) + block.getSpaceBefore() + block.start_height(frame.width)
            )
            flow.append(_OfferedBreak(min(needed, frame.height)))
        flow += [*waiting, block]
        waiting = []
    return flow + waiting


def height_of(blocks: Sequence[Flowable], width: float) -> float:
    """How high blocks stand below one another, in points: of two spaces that meet the larger one counts."""
    height = after = 0.0
    for block in blocks:
        height += max(block.getSpaceBefore() - after, 0) + block.wrap(width, 0)[1] + block.getSpaceAfter()
        after = block.getSpaceAfter()
    return height


def _draw_watermark(canvas: TaggedCanvas, page_size: tuple[float, float], words: str | None) -> None:
    if not words:
        return
    text = printable(words)
    width, height = page_size
    diagonal = (width**2 + height**2) ** 0.5
    size = min(110.0, 0.75 * diagonal / max(width_of(text, BOLD, 1), 1.0))
    with canvas.artifact("Watermark"):
        canvas.setFillColor(colour(WATERMARK))
        canvas.setFont(BOLD, size)
        canvas.translate(width / 2, height / 2)
        canvas.rotate(55)
        canvas.drawCentredString(0, -0.36 * size, text)


def _draw_around(
    canvas: TaggedCanvas, page_size: tuple[float, float], margins: Margins, head: Head, foot: Head
) -> None:
    """The bar and the running head, and the footer just below the text."""
    width, height = page_size
    top = height - _HEAD_TOP
    with canvas.artifact("Header"):
        canvas.setFillColor(colour(ACCENT))
        canvas.rect(margins.left, top - BAR, width - margins.left - margins.right, BAR, stroke=0, fill=1)
    for words, style, kind, at, most in (
        (head, HEAD, "Header", top - BAR - _UNDER_BAR, 1),
        (foot, FOOTER, "Footer", margins.bottom - FOOTER.leading, FOOTER_LINES),
    ):
        left, right = words
        room = width - margins.left - margins.right
        aside = break_lines(right, style, room / 2)[:1]
        room -= max((line.width for line in aside), default=0.0) + GAP
        with canvas.artifact(kind):
            draw_lines(canvas, break_lines(left, style, room)[:most], style, margins.left, at)
            draw_lines(canvas, aside, style, margins.left, at, right=width - margins.right)
