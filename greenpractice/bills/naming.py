"""How a meter or site of a bill file is called: never by the whole number of a meter."""

from collections.abc import Iterable
from hashlib import sha256

from greenpractice.bills.values import SECTIONS, Source
from greenpractice.texts import name_key

_LEAST_DIGITS = 4


def labels_of(sources: Iterable[Source]) -> dict[Source, str]:
    """`Meter ending 4321`, the site where there is no number, and the fuel where a file has both."""
    every = sorted(set(sources))
    fuels = len({each.section for each in every}) > 1
    made = {}
    for each in every:
        others = [other.meter for other in every if other.meter != each.meter]
        digits = _LEAST_DIGITS
        while digits < len(each.meter) - 2 and any(other.endswith(each.meter[-digits:]) for other in others):
            digits += 1
        name = f"Meter ending {each.meter[-digits:]}" if each.meter else each.site or "All rows"
        made[each] = f"{name}, {SECTIONS[each.section].lower()}" if fuels else name
    return made


def remembered_as(source: Source) -> str:
    """Under which name the site of a source is remembered: a digest, and no number of a meter."""
    plain = "\x1f".join(
        (name_key(source.meter), "" if source.meter else name_key(source.site), source.section)
    )
    return sha256(plain.encode()).hexdigest()[:16]
