"""A practice's summary PDF: its pages in order, with the return and its seal inside."""

from collections.abc import Iterable

from reportlab.platypus import Flowable

from greenpractice.comparison.comparison_file import Comparison
from greenpractice.errors import UserError
from greenpractice.exchange.pdf_return import ATTACHMENT_NAME, MAXIMUM_RETURN
from greenpractice.exchange.seal import sealed_json
from greenpractice.exchange.signing import SigningKey
from greenpractice.reports.attachment import Attachment
from greenpractice.reports.blocks import page_break
from greenpractice.reports.content import Summary
from greenpractice.reports.data_page import data_page
from greenpractice.reports.metadata import DocumentInfo
from greenpractice.reports.practice.bills_page import bills_page
from greenpractice.reports.practice.change_page import change_page
from greenpractice.reports.practice.front_page import front_page
from greenpractice.reports.practice.inhalers_page import inhalers_page
from greenpractice.reports.practice.methods_pages import methods_pages
from greenpractice.reports.practice.other_page import other_page
from greenpractice.reports.tagged import build_pdf
from greenpractice.returns.documents import ReturnDocument, document_text

PAGES = (front_page, change_page, inhalers_page, bills_page, other_page, methods_pages)
HEAD = ("Greener practice summary", "For partners and the network's Greener Lead")


def summary_pdf(
    document: ReturnDocument,
    others: Iterable[ReturnDocument],
    key: SigningKey,
    demo: bool = False,
    replaces: str | None = None,
    watermark: str | None = None,
    compared: Comparison | None = None,
) -> bytes:
    """The PDF of one return. `others` are the practice's other returns, to compare with.

    `replaces` is the digest of the issue it takes the place of, `watermark` what stands across each page,
    `compared` what is usual in the network.

    The same returns give the same bytes: every date in it is the document's own. UserError if the return has
    so many rows that the Lead's program would not read it back.
    """
    summary = Summary(document, others, demo, compared)
    sealed = sealed_json(document, summary.own, key, demo, replaces)
    inside = document_text(sealed)
    if len(inside) > MAXIMUM_RETURN:
        raise UserError(
            "This return has more than 1 MB of rows and notes, more than a PDF can carry to the network. "
            "Add rows of one kind together, then make it again."
        )
    info = DocumentInfo(
        title=summary.title,
        author=summary.practice_name,
        subject="Carbon footprint and inhaler indicators of a GP practice",
        created=summary.created,
    )
    attachment = Attachment(
        ATTACHMENT_NAME, inside, "application/json", "The figures of this return, for the PCN"
    )
    story: list[Flowable] = [block for page in PAGES for block in page(summary)]
    story += [page_break(), *data_page(sealed, level=2)]
    return build_pdf(
        story,
        info,
        attachments=[attachment],
        head=HEAD,
        footer=_footer(summary),
        watermark="DEMO DATA" if demo else watermark,
    )


def _footer(summary: Summary) -> str:
    who = f"{summary.short_name}, {summary.period.words}, version {summary.document.revision}"
    return f"{'DEMO DATA: made up. ' if summary.demo else ''}{who}"
