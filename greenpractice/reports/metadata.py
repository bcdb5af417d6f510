"""What a PDF says about itself: title, author, language, dates, in both places readers look."""

from dataclasses import dataclass
from datetime import datetime
from xml.sax.saxutils import escape

from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFDocument, PDFName, PDFStream

from greenpractice.reports.text import storable

_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<pdfuaid:part>1</pdfuaid:part>
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<xmp:CreateDate>{date}</xmp:CreateDate>
<xmp:ModifyDate>{date}</xmp:ModifyDate>
<xmp:MetadataDate>{date}</xmp:MetadataDate>
<xmp:CreatorTool>{creator}</xmp:CreatorTool>
<pdf:Producer>{producer}</pdf:Producer>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>
"""


@dataclass(frozen=True, slots=True)
class DocumentInfo:
    """Title and the like; `created` must know its time zone."""

    title: str
    author: str
    subject: str
    created: datetime
    language: str = "en-GB"
    creator: str = "Greener Practice"
    producer: str = "Greener Practice with ReportLab"

    def __post_init__(self) -> None:
        if self.created.tzinfo is None:
            raise ValueError("the time of creation must know its time zone")
        if not storable(self.title):
            raise ValueError("a document needs a title")

    @property
    def pdf_date(self) -> str:
        """The time of creation as PDF writes it, like `D:20260708141500+01'00'`."""
        zone = self.created.strftime("%z")
        return self.created.strftime("D:%Y%m%d%H%M%S") + f"{zone[:3]}'{zone[3:5]}'"


def describe(document: PDFDocument, info: DocumentInfo) -> None:
    """Write the information dictionary and the XMP stream, which must agree."""
    document.setTitle(storable(info.title))
    document.setAuthor(storable(info.author))
    document.setSubject(storable(info.subject))
    document.setCreator(storable(info.creator))
    document.setProducer(storable(info.producer))
    document.setDateFormatter(lambda *_: info.pdf_date)
    xmp = _XMP.format(
        title=escape(storable(info.title)),
        author=escape(storable(info.author)),
        subject=escape(storable(info.subject)),
        language=escape(info.language),
        date=info.created.isoformat(timespec="seconds"),
        creator=escape(storable(info.creator)),
        producer=escape(storable(info.producer)),
    )
    # Never compressed: programs that do not read PDF look for it in the bytes.
    kind = PDFDictionary({"Type": PDFName("Metadata"), "Subtype": PDFName("XML")})
    document.Catalog.Metadata = PDFStream(kind, xmp.encode(), [])
