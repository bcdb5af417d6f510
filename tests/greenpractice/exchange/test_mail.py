"""Saved mails: their attachments by name, whatever the file is."""

import random
import time
from contextlib import suppress
from email.message import EmailMessage

import pytest

from greenpractice.exchange.compound_file import CompoundFile, NotACompoundFile
from greenpractice.exchange.mail import NotAMail, mail_parts
from greenpractice.exchange.reading_worker import Reader
from greenpractice.network.states import Read, Unread
from tests.greenpractice.exchange.outlook import compound_file, outlook_mail
from tests.greenpractice.exchange.test_finding import a_mail
from tests.greenpractice.network.samples import a_return, members, pdf

pytestmark = pytest.mark.usefixtures("own_reader")

SLACK = 10.0  # seconds, for a machine that is busy: without limits they would take minutes
LIMIT = 0.5  # seconds, of work that is then broken off
LARGE = bytes(range(256)) * 40  # more than a short stream


def test_a_mail_of_outlook_gives_its_attachments():
    inner = outlook_mail(("c.pdf", b"c"), ("deepest", outlook_mail(("d.pdf", b"d"))))
    data = compound_file(outlook_mail(("a.pdf", b"a"), ("Rückgabe.pdf", LARGE), ("Fwd", inner)))
    assert mail_parts(data) == [
        ("a.pdf", b"a"), ("Rückgabe.pdf", LARGE), ("Fwd/c.pdf", b"c"), ("Fwd/deepest.msg", b""),
    ]  # fmt: skip


def test_a_large_file_of_outlook_is_read_whole():
    content = random.Random(1).randbytes(3_000_000)
    assert mail_parts(compound_file(outlook_mail(("a.pdf", content)))) == [("a.pdf", content)]


def test_names_of_other_alphabets_and_long_ones_are_read():
    name = "Rückgabe für das Quartal – " + "sehr " * 30 + "lang.pdf"
    assert mail_parts(bytes(a_mail((name, b"x")))) == [(name, b"x")]


def test_a_pdf_that_is_the_mail_itself_is_read():
    head = (b"Subject: x", b"Content-Type: application/pdf", b"Content-Transfer-Encoding: base64", b"")
    assert mail_parts(b"\r\n".join((*head, b"JVBERi0="))) == [("attachment.pdf", b"%PDF-")]


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("octet-stream", "attachment"),
        ("x-pdf", "attachment"),
        ("pdf", "attachment.pdf"),
        ("zip", "attachment.zip"),
        ("x-zip-compressed", "attachment.zip"),
    ],
)
def test_an_attachment_without_a_name_is_one(kind: str, name: str):
    mail = EmailMessage()
    mail["Subject"] = "Our return"
    mail.set_content("Here it is.")
    mail.add_attachment(b"%PDF-", "application", kind)
    mail.add_attachment(b"logo", "image", "png")
    mail.add_attachment(b"%PDF-2", "application", "pdf", filename="b.pdf")
    assert mail_parts(mail.as_bytes()) == [(name, b"%PDF-"), ("b.pdf", b"%PDF-2")]


def test_spoilt_mails_end_in_a_sentence():
    chance = random.Random(5)
    whole = (compound_file(outlook_mail(("a.pdf", LARGE))), bytes(a_mail(("a.pdf", LARGE))))
    for number in range(400):
        data = bytearray(whole[number % 2])
        for _ in range(chance.randrange(1, 8)):
            place = chance.randrange(min(len(data), 2000) if chance.random() < 0.7 else len(data))
            data[place : place + chance.choice((1, 4))] = chance.randbytes(4)
        with suppress(NotAMail):
            mail_parts(bytes(data[: chance.choice((len(data), chance.randrange(len(data))))]))


@pytest.mark.parametrize("data", [b"", b"x" * 600, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)], ids=len)
def test_what_is_no_compound_file_is_refused(data: bytes):
    with pytest.raises(NotACompoundFile):
        CompoundFile(data)


def test_hostile_mails_end_in_time_and_memory():
    deep = b"".join(b'Content-Type: multipart/mixed; boundary="%d"\n\n--%d\n' % (n, n) for n in range(20_000))
    header = b"Content-Type: text/plain; name=" + b"(" * 2_000_000 + b"\n\nx"
    many = b'Content-Type: multipart/mixed; boundary="b"\n\n' + (
        b"--b\nContent-Disposition: attachment; filename=a.pdf\n\nx\n" * 100_000
    )
    with Reader(seconds=LIMIT) as reader:
        for data in (deep, header, many, b"Subject: x\n\n" + b"a\n" * (19 << 20)):
            start = time.monotonic()
            found = reader.open_mail(data)
            assert time.monotonic() - start < LIMIT + SLACK
            assert isinstance(found, Unread)
            assert found.why.endswith(".")
    large = random.Random(1).randbytes(20 << 20)
    with Reader() as reader:
        for whole in (bytes(a_mail(("a.pdf", large))), compound_file(outlook_mail(("a.pdf", large)))):
            assert reader.open_mail(whole) == [("a.pdf", large)]


def test_the_process_that_reads_pdfs_opens_mails_too():
    document = a_return(members()[0])
    with Reader() as reader:
        parts = reader.open_mail(compound_file(outlook_mail(("a.pdf", pdf(document)))))
        assert isinstance(parts, list)
        found = reader.read(parts[0][1], parts[0][0])
    assert isinstance(found, Read)
    assert found.document == document
