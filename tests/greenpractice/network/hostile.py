"""PDFs that mean harm or came to it: truncated, bombs, loops, encrypted, and attachments that lie."""

import io
import random
import struct
import zlib
from collections.abc import Callable, Iterator

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

from greenpractice.exchange.pdf_return import ATTACHMENT_NAME
from tests.greenpractice.network.odd_returns import monstrous_returns

GIGABYTE = 1 << 30
Edit = Callable[[pikepdf.Pdf], None]


def hostile_files(good: bytes, other: bytes) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of each; `good` is a proper summary, `other` one without an attachment or data page."""
    yield from _broken(good)
    yield from _encrypted(good)
    yield from _bombs(other)
    yield from _loops(other)
    yield from _pictures(other)
    yield from _attachments(other)
    yield from _sealed_returns(other)


def _broken(good: bytes) -> Iterator[tuple[str, bytes]]:
    for percent in (10, 50, 90, 99):
        yield f"cut at {percent}%", good[: len(good) * percent // 100]
    noise = random.Random(1).randbytes(2_000_000)
    yield "empty", b""
    yield "text", b"hello this is not a pdf\n" * 10
    yield "png", b"\x89PNG\r\n\x1a\n" + noise[:500]
    yield "only a header", b"%PDF-1.7\n"
    yield "noise", noise
    yield "noise after a header", b"%PDF-1.7\n" + noise
    yield "junk of 5 kB before", b"A" * 5000 + good
    yield "21 MB", good + b"\n" * (21 << 20)
    chance, damaged = random.Random(2), bytearray(good)
    for _ in range(60):
        damaged[chance.randrange(len(damaged))] = chance.randrange(256)
    yield "60 changed bytes", bytes(damaged)


def _encrypted(good: bytes) -> Iterator[tuple[str, bytes]]:
    locked = pikepdf.Encryption(user="secret", owner="own", R=6)
    yield "a password to open", _saved(good, lambda pdf: None, encryption=locked)
    yield (
        "a password to change",
        _saved(good, lambda pdf: None, encryption=pikepdf.Encryption(owner="o", user="")),
    )
    old = pikepdf.Encryption(user="", owner="own", R=3, metadata=False, aes=False)
    yield "an old password", _saved(good, lambda pdf: None, encryption=old)


def bomb(size: int) -> bytes:
    """So many zero bytes, deflated: one block is made once and repeated."""
    packer = zlib.compressobj(9)
    start = packer.compress(bytes(1 << 20)) + packer.flush(zlib.Z_FULL_FLUSH)
    block = packer.compress(bytes(1 << 20)) + packer.flush(zlib.Z_FULL_FLUSH)
    return start + block * (size // (1 << 20) - 1) + b"\x03\x00" + struct.pack(">I", size & 0xFFFF)


def _bombs(other: bytes) -> Iterator[tuple[str, bytes]]:
    packed = bomb(4 * GIGABYTE)
    once, twice = Name.FlateDecode, Array([Name.FlateDecode, Name.FlateDecode])
    yield "a bomb of 4 GB", _saved(other, lambda pdf: _attach_raw(pdf, packed, once), compress_streams=False)
    double = zlib.compress(packed, 9)
    yield (
        "a bomb in a bomb",
        _saved(other, lambda pdf: _attach_raw(pdf, double, twice), compress_streams=False),
    )
    start = (
        b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
    )
    head = b"3 0 obj<</Type/XRef/Size 1000000000/W[1 4 2]/Root 1 0 R/Filter/FlateDecode/Length %d>>stream\n"
    end = b"\nendstream endobj\nstartxref\n%d\n%%%%EOF" % len(start)
    yield "a bomb in the cross references", start + head % len(packed) + packed + end
    run = bytes([129, 0]) * 600_000 + b"\x80"  # two bytes for 128
    yield "a bomb of run lengths", _saved(other, lambda pdf: _attach_raw(pdf, run, Name.RunLengthDecode))
    values = b'{"entries":[' + b"1," * 30_000_000 + b"1]}"
    yield "an attachment of 60 MB", attached(other, values)


def _loops(other: bytes) -> Iterator[tuple[str, bytes]]:
    deep = b"[" * 200_000 + b"]" * 200_000
    yield (
        "deep arrays",
        (
            b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R/X "
            + deep
            + b">>endobj\n2 0 obj<</Type/Pages/Kids[]"
            b"/Count 0>>endobj\ntrailer<</Root 1 0 R/Size 3>>\nstartxref\n0\n%%EOF"
        ),
    )
    yield "pages in a circle", _saved(other, lambda pdf: pdf.Root.Pages.Kids.append(pdf.Root.Pages))
    yield "pages of lines", _saved(other, _many_lines)
    yield "names in a circle", _saved(other, _circular_names)
    yield "20,000 attachments", _saved(other, _many_names)


def _attachments(other: bytes) -> Iterator[tuple[str, bytes]]:
    contents = {
        "no JSON": b"MZ\x90\x00notjson",
        "other JSON": b'{"a":1}',
        "nothing": b"",
        "deep JSON": b"[" * 1_000_000 + b"]" * 1_000_000,
        "NaN": b'{"format":"greenpractice-return","version":NaN,"x":1e999}',
        "a number of 5 MB": b'{"entries":[' + b"9" * 5_000_000 + b"]}",
        "a list": b"[]",
        "a lone surrogate": b'{"format":"greenpractice-return","version":1,"practice":{"name":"\\ud800"}}',
        "a sealed lone surrogate": b'{"format":"greenpractice-return","practice":{"name":"\\ud800"},'
        b'"seal":{"sha256":"x"}}',
        "a sealed pile of lists": b'{"format":"greenpractice-return","version":1,"flags":'
        + b"[" * 900
        + b"]" * 900
        + b',"seal":{"sha256":"x"}}',
        "version 10^9 digits": b'{"format":"greenpractice-return","version":' + b"9" * 4000 + b"}",
        "the wrong types": b'{"format":"greenpractice-return","version":1,"practice":[],"period":{},'
        b'"revision":"x","created":7,"sections":"no","flags":{"a":1},"seal":[]}',
        "100,000 bad rows": b'{"format":"greenpractice-return","version":1,"practice":{"ods_code":"C82001"},'
        b'"period":"2025-26-Q1","revision":1,"created":"2025-07-08","sections":{"paper":['
        + b",".join([b'{"reams":"x"}'] * 100_000)
        + b"]}}",
    }
    for name, data in contents.items():
        yield f"attached: {name}", attached(other, data)
    yield "a name outside", _saved(other, lambda pdf: _attach(pdf, b"evil", "../../../evil.exe"))
    yield "another name", _saved(other, lambda pdf: _attach(pdf, b"{}", "other.json"))
    yield "the name twice", _saved(other, _two_of_one_name)
    yield "a name without a file", _saved(other, _no_file)


def _pictures(other: bytes) -> Iterator[tuple[str, bytes]]:
    """Packed as pictures are: reading some of these would start another program."""
    for filter in (Name.JBIG2Decode, Name.BrotliDecode, Name.Fl, Name.DCTDecode, Name.Crypt, Name.Nonsense):

        def attach(pdf: pikepdf.Pdf, filter: Name = filter) -> None:
            _attach_raw(pdf, b"{}", filter)

        def draw(pdf: pikepdf.Pdf, filter: Name = filter) -> None:
            stream = Stream(pdf, b"")
            stream.write(b"BT ET", filter=filter)
            pdf.pages[0].Contents = stream
            pdf.pages[0].Resources = Dictionary(Font=Dictionary())  # or its text is not looked for

        for what, edit in (("attachment", attach), ("page", draw)):
            yield f"{what} in {filter}", _saved(other, edit, compress_streams=False)


def _sealed_returns(other: bytes) -> Iterator[tuple[str, bytes]]:
    for name, data in monstrous_returns():
        yield f"sealed: {name}", attached(other, data)


def attached(pdf: bytes, data: bytes) -> bytes:
    """The PDF with these bytes as its return."""
    return _saved(pdf, lambda opened: _attach(opened, data))


def _saved(pdf: bytes, edit: Edit, **how: object) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        edit(opened)
        opened.save(out, **how)  # type: ignore[arg-type]
    return out.getvalue()


def _attach(pdf: pikepdf.Pdf, data: bytes, name: str = ATTACHMENT_NAME) -> None:
    pdf.attachments[name] = pikepdf.AttachedFileSpec(pdf, data, filename=name)


def _attach_raw(pdf: pikepdf.Pdf, data: bytes, filters: object) -> None:
    stream = Stream(pdf, b"")
    stream.write(data, filter=filters)  # type: ignore[arg-type]
    _name(pdf, Dictionary(F=stream, UF=stream))


def _name(pdf: pikepdf.Pdf, files: Dictionary) -> None:
    spec = pdf.make_indirect(Dictionary(Type=Name.Filespec, F=ATTACHMENT_NAME, UF=ATTACHMENT_NAME, EF=files))
    pdf.Root.Names = Dictionary(EmbeddedFiles=Dictionary(Names=Array([ATTACHMENT_NAME, spec])))


def _no_file(pdf: pikepdf.Pdf) -> None:
    _name(pdf, Dictionary())


def _two_of_one_name(pdf: pikepdf.Pdf) -> None:
    _attach(pdf, b'{"a":1}')
    tree = pdf.Root.Names.EmbeddedFiles
    names = tree.Names if "/Names" in tree else tree.Kids[0].Names
    stream = Stream(pdf, b'{"a":2}')
    names.append(ATTACHMENT_NAME)
    names.append(
        pdf.make_indirect(Dictionary(Type=Name.Filespec, F=ATTACHMENT_NAME, EF=Dictionary(F=stream)))
    )


def _circular_names(pdf: pikepdf.Pdf) -> None:
    tree = pdf.make_indirect(Dictionary(Kids=Array([])))
    tree.Kids.append(tree)
    pdf.Root.Names = Dictionary(EmbeddedFiles=tree)


def _many_lines(pdf: pikepdf.Pdf) -> None:
    """As if letters were drawn: no text, but each stroke would be looked at."""
    pdf.pages[0].Resources = Dictionary(Font=Dictionary())
    pdf.pages[0].Contents = Stream(pdf, b"0 0 m 10 10 l S\n" * 100_000)
    pdf.pages.extend([pdf.pages[0]] * 5)


def _many_names(pdf: pikepdf.Pdf) -> None:
    names, stream = Array([]), Stream(pdf, b"{}")
    for number in range(20_000):
        names.append(f"f{number:06}")
        names.append(
            pdf.make_indirect(Dictionary(Type=Name.Filespec, F=f"f{number}", EF=Dictionary(F=stream)))
        )
    pdf.Root.Names = Dictionary(EmbeddedFiles=Dictionary(Names=names))


def mutated(good: bytes, chance: random.Random) -> bytes:
    """The file after one to twenty small accidents: bytes changed, cut out, doubled or swapped."""
    data = bytearray(good)
    for _ in range(chance.randrange(1, 20)):
        at = chance.randrange(len(data))
        length = chance.choice((1, 1, 2, 8, 64, 1000))
        match chance.randrange(5):
            case 0 | 1:
                data[at : at + length] = chance.randbytes(length)
            case 2:
                del data[at : at + length]
            case 3:
                data[at:at] = data[at : at + length]
            case _:
                there = chance.randrange(len(data))
                data[at : at + length] = data[there : there + length]
    return bytes(data)
