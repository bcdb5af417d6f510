"""How wide the column of a declared field is while nothing stands in it."""

from greenpractice.fields import FieldSpec, Kind

_BY_KIND = {
    Kind.TEXT: 110,
    Kind.NUMBER: 80,
    Kind.WHOLE: 72,
    Kind.CHOICE: 90,
    Kind.DAY: 66,
    Kind.YES_NO: 64,
}


def width_of(spec: FieldSpec) -> int:
    """Pixels at the usual text size for an empty column; heading and texts may ask for more."""
    return _BY_KIND[spec.kind]
