"""What a file is, by its ending and its first bytes, and what to say of one that holds no return."""

from collections.abc import Callable
from typing import Literal

from greenpractice.network.states import Unread

Kind = Literal["pdf", "zip", "mail", "other"]

HEAD = 1024  # bytes of a file that are looked at
_OLE = b"\xd0\xcf\x11\xe0"  # how a mail of Outlook begins
_OWN_FORMAT = b'"greenpractice-return"'
_ASK = "a return is the summary PDF"
_OPENED = ("zip", "eml", "msg")
_WHAT = {
    "a workbook": ("xlsx", "xlsm", "xls", "xlsb", "ods"),
    "a table": ("csv", "tsv"),
    "a picture": ("png", "jpg", "jpeg", "gif", "bmp", "tif", "tiff", "heic", "webp", "svg"),
    "a JSON file": ("json",),
    "a document": ("doc", "docx", "odt", "rtf", "htm", "html", "pages"),
    "a presentation": ("ppt", "pptx", "odp"),
    "a text": ("txt", "md", "log"),
    "a data file": ("db", "sqlite", "accdb", "mdb"),
}
_IS = {ending: what for what, endings in _WHAT.items() for ending in endings}
# What may hold a return and is not opened: it says what to do, and somebody has to do it.
_TO_OPEN = {
    **dict.fromkeys(("7z", "rar", "gz", "tar", "tgz", "bz2", "xz", "cab"), "a packed folder: unpack it"),
    **dict.fromkeys(("p7m", "rpmsg"), "a protected mail: open it, save the PDF in it"),
    **dict.fromkeys(("mbox", "pst", "ost", "olm"), "a store of mails: open it, save the PDFs in it"),
    "icloud": "the place of a file that lies in the cloud: open that file once",
    "dat": "an attachment in Outlook's own form: ask for the PDF itself, save it",
}


def ending_of(name: str) -> str:
    """`pdf` of `Return.PDF`; "" where there is none."""
    base, dot, ending = name.rpartition("/")[2].rpartition(".")
    return ending.lower() if dot and base else ""


def kind_of(name: str, head: bytes) -> Kind:
    """What to do with a file; a PDF is known by its first bytes too, whatever it is called."""
    ending = ending_of(name)
    if ending == "zip":
        return "zip"
    if ending in ("eml", "msg"):
        return "mail"
    return "pdf" if ending == "pdf" or b"%PDF-" in head else "other"


def is_looked_into(name: str) -> bool:
    """False where the ending says enough: what lies in the cloud would be fetched for its first bytes."""
    ending = ending_of(name)
    return ending not in _IS or ending == "json"


def is_picture(name: str) -> bool:
    """True of what mails carry as logos."""
    return _IS.get(ending_of(name)) == "a picture"


def is_known(name: str) -> bool:
    """True if the ending says that a return may be inside."""
    return ending_of(name) == "pdf" or ending_of(name) in _OPENED


def is_hidden(name: str) -> bool:
    """True of what has a name as systems and programs give to what they put beside files of their own accord.

    What looks like a return or a zip by its first bytes is one all the same (`is_one_hidden`).
    """
    parts = name.replace("\\", "/").split("/")
    return (
        parts[-1].startswith((".", "~$"))
        or parts[-1].lower() in ("desktop.ini", "thumbs.db")
        or "__MACOSX" in parts
    )


def is_one_hidden(name: str, head: Callable[[], bytes]) -> bool:
    """True of what may hold a return though its name is hidden, by its ending and its first bytes."""
    ending, base = ending_of(name), name.replace("\\", "/").rpartition("/")[2]
    if not is_looked_into(name):
        return False
    if (ending == "eml" or ending in _TO_OPEN) and not base.startswith(("._", "~$")):
        return True
    start = head()
    return b"%PDF-" in start or (ending == "zip" and b"PK" in start) or (ending == "msg" and _OLE in start)


def not_a_return(name: str, head: bytes) -> Unread:
    """The words for a file that is no PDF and holds none that can be read."""
    ending = ending_of(name)
    if _OWN_FORMAT in head:
        return Unread(
            "no_data", f"This is the app's own data as JSON; {_ASK} it is attached to.", heading="Not a PDF"
        )
    if ending in _TO_OPEN and (ending != "dat" or name.lower().endswith("winmail.dat")):
        return Unread("no_data", f"This is {_TO_OPEN[ending]} and add that.", heading="Not opened")
    why = f"This is {_IS.get(ending, 'no PDF')}; {_ASK}."
    return Unread("no_data", why, is_other=True, heading="Not a return")
