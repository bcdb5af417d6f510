"""The return inside a PDF: read whole or refused with a sentence, whatever the file is."""

import io
import random
from pathlib import Path

import pikepdf
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from pypdf import PdfReader, PdfWriter

from greenpractice.errors import InputError, UserError
from greenpractice.exchange.pdf_return import (
    ATTACHMENT_NAME,
    MOST_RETURNS,
    attached_returns,
    read_pdf,
    reader_of,
)
from greenpractice.exchange.signing import SigningKey
from greenpractice.reports.summary import summary_pdf
from greenpractice.returns.documents import ReturnDocument

KEY = SigningKey(Ed25519PrivateKey.from_private_bytes(bytes(range(32))))


@pytest.fixture
def pdf(sample_document: ReturnDocument) -> bytes:
    return summary_pdf(sample_document, [], KEY)


def saved(folder: Path, data: bytes, name: str = "return.pdf") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def with_attachments(pdf: bytes, *attachments: tuple[str, bytes]) -> bytes:
    """The PDF with other attachments than its own."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        del document.Root.Names
        for name, data in attachments:
            document.attachments[name] = pikepdf.AttachedFileSpec(document, data, filename=ATTACHMENT_NAME)
        document.save(out)
    return out.getvalue()


def attachment(pdf: bytes) -> bytes:
    return PdfReader(io.BytesIO(pdf)).attachments[ATTACHMENT_NAME][0]


def test_the_return_comes_back_as_it_was(tmp_path: Path, pdf: bytes, sample_document: ReturnDocument):
    document, values = read_pdf(saved(tmp_path, pdf))
    assert document == sample_document
    assert values["seal"]["public_key"] == KEY.public_key


def test_a_pdf_saved_again_by_another_program_still_reads(
    tmp_path: Path, pdf: bytes, sample_document: ReturnDocument
):
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        document.save(out, linearize=True)
    assert read_pdf(saved(tmp_path, out.getvalue()))[0] == sample_document


def test_figures_that_were_changed_are_noticed(tmp_path: Path, pdf: bytes):
    changed = attachment(pdf).replace(b'"12320"', b'"12321"')
    with pytest.raises(InputError, match="do not match its check code"):
        read_pdf(saved(tmp_path, with_attachments(pdf, (ATTACHMENT_NAME, changed))))


def test_a_copy_of_the_pages_has_no_data(tmp_path: Path, pdf: bytes):
    out = io.BytesIO()
    writer = PdfWriter()
    for page in PdfReader(io.BytesIO(pdf)).pages:
        writer.add_page(page)
    writer.write(out)
    with pytest.raises(InputError, match="no data the app can read"):
        read_pdf(saved(tmp_path, out.getvalue()))


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "empty"),
        (b"hello", "must be a PDF"),
        (b"\x89PNG\r\n\x1a\n", "must be a PDF"),
        (b"%PDF-1.7\n", "not readable"),
        (b"%PDF-" + bytes(30 * 1024 * 1024), "larger than 20 MB"),
    ],
)
def test_a_file_that_is_no_summary_is_refused_with_a_sentence(tmp_path: Path, data: bytes, says: str):
    with pytest.raises(InputError, match=says):
        read_pdf(saved(tmp_path, data))


def test_a_missing_file_is_named(tmp_path: Path):
    with pytest.raises(UserError, match=r"missing\.pdf: there is no such file"):
        read_pdf(tmp_path / "missing.pdf")


def test_an_encrypted_pdf_is_refused(tmp_path: Path, pdf: bytes):
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        document.save(out, encryption=pikepdf.Encryption(owner="a", user="b"))
    with pytest.raises(InputError, match="password"):
        read_pdf(saved(tmp_path, out.getvalue()))


def test_an_attachment_of_the_name_that_is_no_return_is_refused(tmp_path: Path, pdf: bytes):
    with pytest.raises(InputError, match="not JSON"):
        read_pdf(saved(tmp_path, with_attachments(pdf, (ATTACHMENT_NAME, b"hello"))))


def test_two_returns_in_one_pdf_are_refused(tmp_path: Path, pdf: bytes):
    data = attachment(pdf)
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        names = document.Root.Names.EmbeddedFiles.Names
        document.Root.Names.EmbeddedFiles.Names = pikepdf.Array([*names, *names])
        document.save(out)
    assert data
    with pytest.raises(InputError, match="more than one return"):
        read_pdf(saved(tmp_path, out.getvalue()))


def with_many(pdf: bytes, count: int, per_node: int, depth: int = 1, name: str = ATTACHMENT_NAME) -> bytes:
    """The PDF with its attachment so many times, in nodes of a tree."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        files = document.Root.Names.EmbeddedFiles
        spec = files.Names[1]
        spec["/F"] = spec["/UF"] = name
        nodes = [
            document.make_indirect(pikepdf.Dictionary(Names=pikepdf.Array([name, spec] * part)))
            for part in [per_node] * (count // per_node)
        ]
        for _ in range(depth):
            nodes = [document.make_indirect(pikepdf.Dictionary(Kids=pikepdf.Array(nodes)))]
        document.Root.Names.EmbeddedFiles = nodes[0]
        document.save(out)
    return out.getvalue()


@pytest.mark.parametrize("per_node", [1, 7, 21])
def test_more_returns_than_a_network_has_practices_are_refused_unread(pdf: bytes, per_node: int):
    reader = reader_of(with_many(pdf, MOST_RETURNS // per_node * per_node, per_node), "a.pdf")
    if per_node == 1:
        assert len(attached_returns(reader, "a.pdf")) == MOST_RETURNS
    with pytest.raises(InputError, match="more than 20 returns"):
        attached_returns(reader_of(with_many(pdf, 84, per_node), "a.pdf"), "a.pdf")


@pytest.mark.parametrize(("count", "per_node", "depth"), [(400, 50, 1), (101, 1, 1), (1, 1, 20)])
def test_of_the_tree_of_attachments_all_of_it_together_is_bounded(
    pdf: bytes, count: int, per_node: int, depth: int
):
    reader = reader_of(with_many(pdf, count, per_node, depth, "other.txt"), "a.pdf")
    with pytest.raises(InputError, match="damaged or not readable"):
        attached_returns(reader, "a.pdf")


@pytest.mark.parametrize("part", [10, 50, 90, 99])
def test_a_truncated_pdf_is_refused_or_whole(
    tmp_path: Path, pdf: bytes, part: int, sample_document: ReturnDocument
):
    with pytest.raises(InputError):
        read_pdf(saved(tmp_path, pdf[: len(pdf) * part // 100]))


def test_no_damage_gives_other_figures_or_an_uncaught_error(
    tmp_path: Path, pdf: bytes, sample_document: ReturnDocument
):
    dice = random.Random(7)
    for _ in range(150):
        damaged = bytearray(pdf)
        for _ in range(dice.choice((1, 1, 5, 60))):
            damaged[dice.randrange(len(damaged))] = dice.randrange(256)
        try:
            document, _ = read_pdf(saved(tmp_path, bytes(damaged)))
        except UserError:
            continue
        assert document == sample_document
