"""How wide the column of a declared field is before anyone changes it."""

from greenpractice.fields import FieldSpec, Kind

_BY_KIND = {
    Kind.TEXT: 130,
    Kind.NUMBER: 96,
    Kind.WHOLE: 100,
    Kind.CHOICE: 110,
    Kind.DAY: 130,
    Kind.YES_NO: 80,
}


def width_of(spec: FieldSpec) -> int:
    """Pixels at the usual text size."""
    longest = max((len(text) for text in spec.choices.values()), default=0)
    return min(max(_BY_KIND[spec.kind], longest * 8 + 16 if longest else 0), 200)
