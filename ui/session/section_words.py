"""One sentence for each section: what goes in, and where a practice finds it."""

from greenpractice.sections import SECTION_BY_KEY

INTRODUCTIONS = {
    "practice": "Totals are divided by your patients. Sites and floor area help with energy",
    "inhalers": "Enter inhalers, not prescriptions. A pMDI is a puffer, a DPI a dry powder inhaler",
    "asthma_care": "Three counts from a search in your clinical system. Counts only, never a patient",
    "inhaler_returns": "Inhalers that patients brought back, one row for each route they go by",
    "pen_returns": "PenCycle takes Novo Nordisk pre-filled pens. Count the boxes if you do not know the pens",
    "electricity": "One row for each bill, or for each pair of meter readings. Bills are shared out by days",
    "heating": "Gas, oil and other fuels: one row for each bill, or for each pair of meter readings",
    "business_travel": "The total distance from expense claims, one row for each way of travelling",
    "commuting": "People who travel to work in the same way share a row. The app doubles the distance",
    "appointments": "Only face to face appointments count as journeys",
    "water": "From your water bill, for this quarter",
    "waste": "From your waste contractor's invoices, one row for each kind of waste",
    "actions": "What you are doing for a greener practice. Up to three are printed on the summary",
    "paper": "Office paper bought or used this quarter. A ream is 500 sheets",
}
ONE_ROW_USUAL = frozenset({"pen_returns", "water", "paper"})
# Columns that are folded away until they are asked for or filled, as most rows are bills in kWh.
RARELY_USED = {
    "electricity": ("Show cost and meter readings", ("cost", "opening", "closing")),
    "heating": (
        "Show calorific value, cost and readings",
        ("calorific_value", "cost", "opening", "closing"),
    ),
}


def named(section: str, field: str | None) -> str:
    """How a step of undo calls a figure, or without a field the whole section."""
    declared = SECTION_BY_KEY[section]
    if field is None:
        return declared.title.lower()
    return declared.fields[field].label[:1].lower() + declared.fields[field].label[1:]
