"""The columns of the inhaler grid: in their order, their headings, and which of them people choose."""

PRODUCT, CODE, PACK, TYPE, EACH, YEAR, LAST, NOW, ITEMS, CHANGE, KG, ESTIMATED, NOTE = range(13)
HEADINGS = (
    "Product", "Code", "Pack", "Type", "kg CO₂e\neach", "Same last\nyear", "Last\nquarter", "This\nquarter",
    "Items", "Change", "kg CO₂e", "Est.", "Remarks",
)  # fmt: skip
SPOKEN = {
    CODE: "BNF code", PACK: "doses or capsules in a pack", EACH: "kg CO₂e each",
    YEAR: "same quarter last year", LAST: "last quarter", NOW: "this quarter",
    CHANGE: "change since last quarter", KG: "kg CO₂e", ESTIMATED: "estimated",
}  # fmt: skip
FIELDS = {NOW: "inhalers", ITEMS: "items"}
HINTS = {TYPE: "pMDI: a puffer. DPI: a dry powder inhaler. BAI: breath-actuated. SMI: soft mist"}
NUMBERS = frozenset({PACK, EACH, YEAR, LAST, NOW, ITEMS, CHANGE, KG})
MUTED = frozenset({CODE, PACK, TYPE, EACH, YEAR, LAST, CHANGE})
CHOICES = {
    "code": CODE, "pack": PACK, "type": TYPE, "each": EACH, "year": YEAR, "last": LAST, "items": ITEMS,
    "change": CHANGE, "estimated": ESTIMATED, "remarks": NOTE,
}  # fmt: skip
USUAL = frozenset({"type", "each", "year", "last", "change", "remarks"})
GIVING_WAY = (EACH, YEAR, CHANGE, TYPE)  # of the usual ones, in this order, where room is short
WITH_LARGE_TEXT = frozenset({"none"})  # unless somebody chose others: the grid scrolls then


def spoken(column: int) -> str:
    """A heading as it is said and stands in a list."""
    return SPOKEN.get(column, HEADINGS[column].replace("\n", " ").lower())


def titled(column: int) -> str:
    """The same as the name of a choice."""
    words = spoken(column)
    return words if words.startswith("kg") else f"{words[:1].upper()}{words[1:]}"
