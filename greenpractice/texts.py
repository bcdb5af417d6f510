"""What a typed text may hold, and when two are the same name: no control characters, no NHS number."""

import re
import unicodedata

MAXIMUM_LENGTH = 4000
COPIED = "Copied from"  # how the note of a figure begins that came along from last quarter
_ALLOWED_CONTROLS = "\r\n\t"
# Digits of any script, three, three and four, close together or with what people put between them.
_TEN_DIGITS = re.compile(r"(?<!\d)(\d{3})[\W_]{0,3}(\d{3})[\W_]{0,3}(\d{4})(?!\d)")
# The digits of a text in three groups or more, the same one sign between all of them.
_GROUPS = re.compile(r"(?<!\d)(?<!\d[ ./|·•_-])\d{1,8}([ ./|·•_-])\d{1,8}(?:\1\d{1,8})+(?![ ./|·•_-]?\d)")
_WIDE = re.compile(r" ?([./|·•_-]) ?|(?<! ) {1,2}(?= (?! ))")  # with a blank around it; all blanks but one
_LIKE = {"Zs": " ", "Pd": "-", "Cf": "_"}  # kinds of spaces, dashes and unseen marks by their category
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
    plain = unicodedata.normalize("NFKC", text)
    found = [_digits("".join(match.groups())) for match in _TEN_DIGITS.finditer(plain)]
    found += [digits for match in _GROUPS.finditer(_plain_signs(plain)) if (digits := _one_number(match[0]))]
    return list(dict.fromkeys(filter(_passes_check, found)))


def _plain_signs(text: str) -> str:
    """One sign for each kind of space, dash, slash and unseen mark, however wide it is written."""
    if not text.isascii():
        text = "".join(_LIKE.get(unicodedata.category(sign), sign) for sign in text).replace("\u2212", "-")
    return _WIDE.sub(r"\1", text.replace("\t", " ").replace("\\", "/"))


def _one_number(text: str) -> str | None:
    """The ten digits of groups that may be one number in an unusual spacing; None for what else they are.

    Two groups are two numbers, such as a meter's readings; telephone numbers and most dates start otherwise.
    """
    groups = re.split(r"\D", text)
    digits = _digits("".join(groups))
    if len(digits) != 10 or not digits.startswith(tuple(_ISSUED)):
        return None
    threes = zip(groups, groups[1:], groups[2:], strict=False)
    return None if any(_is_day(*three) for three in threes) else digits


def _digits(text: str) -> str:
    """Digits of any script as those of ours."""
    return "".join(str(int(digit)) for digit in text)


def _is_day(day: str, month: str, year: str) -> bool:
    is_year = len(year) == 4 and year.startswith("20")
    return is_year and len(day) <= 2 and len(month) <= 2 and int(day) <= 31 and int(month) <= 12


def _passes_check(digits: str) -> bool:
    total = sum(int(digit) * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False))
    return (11 - total % 11) % 11 == int(digits[9])


def _is_hidden(character: str) -> bool:
    if character in _ALLOWED_CONTROLS:
        return False
    return character in _DIRECTION or unicodedata.category(character) in ("Cc", "Cs")
