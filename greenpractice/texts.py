"""What a typed text may hold, and when two are the same name: no control characters, no NHS number."""

import re
import unicodedata
from functools import lru_cache

MAXIMUM_LENGTH = 4000
COPIED = "Copied from"  # how the note of a figure begins that came along from last quarter
_ALLOWED_CONTROLS = "\r\n\t"
# Digits of any script, three, three and four, close together or apart: but for the start of an amount.
_USUAL = re.compile(r"(?<!\d)(\d{3})[\W_]*(\d{3})[\W_]*(\d{4})(?!\d|\.\d\d(?!\d))")
_RUN = re.compile(r"(?<!\d)\d+(?:[\W_]+\d+)+")  # digits in groups, with no letter between them
_SUM = re.compile(r"\s[+=*\u00d7\u00f7@&]\s|[£€$%]")  # what stands between numbers, never in one
_LIST = re.compile(r"[,;:]\s+|[\r\n]+")
_AMOUNT = r"(?:\d{1,3}(?:,\d{3})+|\d+)\.\d\d"
_AMOUNTS = re.compile(rf"{_AMOUNT}(?:[^\w.]+{_AMOUNT})+|\d{{1,3}}(?:,\d{{3}})+(?:\.\d{{1,3}})?")
_DAY, _MONTH = r"(?:0?[1-9]|[12]\d|3[01])", r"(?:0?[1-9]|1[0-2])"
_DATES = re.compile(
    rf"(?<!\d){_DAY}([ ./-]){_MONTH}\1(?:19|20)\d\d(?!\d)|(?<!\d)20\d\d-{_MONTH}-{_DAY}(?!\d)"
    rf"|(?<!\d)(?<!\d[./-]){_DAY}([./-]){_MONTH}\2(?:2\d|3[0-3])(?!\d|\2\d)"  # 7/4/26, but in no longer row
    r"|(?<!\d)(?<!\d[./-])20[1-3]\d[-/]\d\d(?!\d|[-/]\d)"  # 2025/26, 2025-04
)
_ISSUED = "4679"  # how NHS numbers start; 9 is that of test numbers
# Marks of no width that pages, mails and spreadsheets leave in what is copied from them: blanks, joiners and
# fillers, soft hyphens, a file's first mark, directions. One that turns the order of digits round is none.
_UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202d\u2060-\u2064\u2066-\u206f"
    "\u3164\ufe00-\ufe0f\ufeff\uffa0]"
)
_DIRECTION = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
NHS_NUMBER = (
    "looks like an NHS number; do not enter patient details here (of a meter number the last six digits "
    "are enough, of an amount six decimals, and words keep figures apart)"
)


def text_problem(text: str) -> str | None:
    """Why a text cannot be kept where nobody can be asked about a number in it, or None."""
    return written_problem(text) or (NHS_NUMBER if holds_nhs_number(text) else None)


def written_problem(text: str) -> str | None:
    """Why a text cannot be kept whatever its numbers are, or None."""
    if len(text) > MAXIMUM_LENGTH:
        return f"must be {MAXIMUM_LENGTH} characters or fewer"
    if any(_is_hidden(character) for character in text):
        return "has a character that cannot be shown; type the text again"
    return None


def without_unseen(text: str) -> str:
    """The text without the marks of no width in it, wherever they stand."""
    return text if text.isascii() else _UNSEEN.sub("", text)


@lru_cache(maxsize=4096)
def name_key(name: str | None) -> str:
    """What two spellings of one typed name have in common: capitals, blanks and unseen marks do not count.

    This alone decides whether two names of a site, or of anything else that people type, are the same.
    """
    plain = unicodedata.normalize("NFKC", without_unseen(name or ""))
    return " ".join(plain.casefold().split())


def shown_name(name: str) -> str:
    """The name of a file as it is shown and compared: one spelling of each letter, none that moves the text.

    Some systems write é as one character and some as two; what is no text at all is shown as such.
    """
    composed = unicodedata.normalize("NFC", name)
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in composed)


def holds_nhs_number(text: str) -> bool:
    """True if something in the text reads as an NHS number."""
    return bool(nhs_numbers(text))


def nhs_numbers(text: str) -> list[str]:
    """Each ten digits in the text with the check digit of an NHS number (modulus 11, weights 10 to 2)."""
    plain = unicodedata.normalize("NFKC", _UNSEEN.sub(" ", text))
    found = [_digits("".join(match.groups())) for match in _USUAL.finditer(plain)]
    for run in _RUN.findall(_SUM.sub(" and ", _DATES.sub("a day", plain))):
        parts = {run, *_LIST.split(run)}
        found += [_digits(part) for part in parts if _may_be_one_number(part)]
    return list(dict.fromkeys(filter(_passes_check, found)))


def _may_be_one_number(text: str) -> bool:
    """True of ten digits in whatever groups, with whatever signs between them, that are nothing usual.

    Telephone numbers start otherwise; two groups of five are a meter's readings; what stands in a list,
    a sum or amounts is several numbers.
    """
    groups = re.findall(r"\d+", text)
    digits = _digits(text)
    if len(digits) != 10 or not digits.startswith(tuple(_ISSUED)) or [*map(len, groups)] == [5, 5]:
        return False
    return len(groups) != len(_LIST.split(text)) and not _AMOUNTS.fullmatch(text)


def _digits(text: str) -> str:
    """The digits of a text, of any script, as those of ours."""
    return "".join(str(int(sign)) for sign in text if sign.isdecimal())


def _passes_check(digits: str) -> bool:
    total = sum(int(digit) * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False))
    return (11 - total % 11) % 11 == int(digits[9])


def _is_hidden(character: str) -> bool:
    if character in _ALLOWED_CONTROLS:
        return False
    return character in _DIRECTION or unicodedata.category(character) in ("Cc", "Cs")
