"""From a list of blocks to the bytes of an accessible PDF with files attached.

Title, language, bookmarks, structure tree, alternative texts, embedded fonts: PDF/UA-1 (ISO 14289-1), which
the file claims and `tests/long/pdf_ua.py` has checked by veraPDF.
"""

from collections.abc import Callable, Sequence
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
from greenpractice.reports.text import SECONDARY, TextStyle, break_lines, colour, draw_lines

__all__ = ["Attachment", "DocumentInfo", "Margins", "build_pdf"]

Footer: TypeAlias = Callable[[int, int], str]

FOOTER = TextStyle(9.5, 12.5, colour=SECONDARY)
FOOTER_LINES = 3
WATERMARK = "#eef1f3"
CM = 72 / 2.54

# ReportLab's font objects keep a reading position while they write themselves into a file.
_building = Lock()


@dataclass(frozen=True, slots=True)
class Margins:
    """Space around the text, in points; the footer stands in the bottom one."""

    left: float = 2 * CM
    right: float = 2 * CM
    top: float = 2 * CM
    bottom: float = 2.2 * CM


def build_pdf(
    story: Story,
    info: DocumentInfo,
    *,
    attachments: Sequence[Attachment] = (),
    page_size: tuple[float, float] = A4,
    margins: Margins = Margins(),
    footer: Footer | None = None,
    watermark: str | None = None,
) -> bytes:
    """Lay out the blocks and give the file's bytes; the same input gives the same bytes.

    `footer` is asked for the words at the foot of each page, by page number from 1 and number of pages.
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
            above=lambda *numbers: _draw_footer(canvas, page_size, margins, footer and footer(*numbers)),
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


def _draw_footer(
    canvas: TaggedCanvas, page_size: tuple[float, float], margins: Margins, words: str | None
) -> None:
    """The footer's lines, the first just below the text."""
    if not words:
        return
    lines = break_lines(words, FOOTER, page_size[0] - margins.left - margins.right)
    with canvas.artifact("Footer"):
        draw_lines(canvas, lines[:FOOTER_LINES], FOOTER, margins.left, margins.bottom - FOOTER.leading)
