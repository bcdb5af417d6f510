"""Units as reports print them."""

_WORDS = {"m3": "m³", "m2": "m²", "passenger.km": "passenger km"}


def unit_words(unit: str) -> str:
    """A unit as people write it."""
    return _WORDS.get(unit, unit)
