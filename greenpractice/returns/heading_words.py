"""What people write over the columns of their own tables, by the field that is meant."""

from collections.abc import Mapping

SAID: Mapping[str, tuple[str, ...]] = {
    "site": (
        "premises", "building", "branch", "address", "location", "site name", "property", "surgery",
    ),
    "postcode": ("postcode", "post code", "postal code", "site postcode", "zip"),
    "floor_area_m2": ("area", "floor space", "gross internal area", "gia", "internal area", "size"),
    "energy_paid_by": ("who pays", "paid by", "bill payer", "payer", "who pays the bills"),
    "kwh": (
        "electricity", "electric", "usage", "used", "consumption", "energy", "energy used",
        "units used", "units",
    ),
    "tariff": (
        "tariff type", "energy tariff", "contract", "electricity type", "type of electricity", "type",
    ),
    "quantity": (
        "amount", "used", "usage", "consumption", "energy used", "gas used", "units used", "quantity",
        "volume", "fuel used", "oil used",
    ),
    "fuel": ("fuel type", "type of fuel", "heating fuel", "energy type", "energy source", "type"),
    "calorific_value": (
        "cv", "calorific", "gas cv", "calorific value of the gas", "calorific value mj m3",
    ),
    "from": (
        "from", "start", "start date", "date from", "from date", "period from", "period start",
        "bill start", "bill from", "bill start date", "start of bill", "start of period",
        "billing start", "first day",
    ),
    "to": (
        "to", "end", "end date", "date to", "to date", "period to", "period end", "bill end",
        "bill to", "bill end date", "end of bill", "end of period", "billing end", "last day",
    ),
    "cost": (
        "cost", "total cost", "bill", "price", "charge", "net", "total", "bill amount", "bill total",
        "invoice total", "amount paid", "amount due", "spend", "gbp", "pounds",
    ),
    "opening": (
        "opening", "previous reading", "start reading", "opening meter reading", "opening read",
        "start read", "previous read", "first reading", "reading at start", "old reading",
    ),
    "closing": (
        "closing", "present reading", "current reading", "end reading", "closing meter reading",
        "closing read", "end read", "present read", "current read", "reading at end", "new reading",
        "latest reading",
    ),
    "basis": (
        "basis", "read type", "reading type", "actual or estimated", "bill or reading", "known from",
    ),
    "purpose": (
        "reason", "why", "trip type", "journey type", "type of journey", "reason for travel", "type",
    ),
    "mode": (
        "how", "mode", "transport", "mode of transport", "travel by", "vehicle", "vehicle type",
        "travel mode", "type of vehicle", "how they travel", "how do they travel", "how travelled",
        "mode of travel", "means of transport", "method of travel", "type of transport",
    ),
    "distance": (
        "distance", "mileage", "distance travelled", "distance driven", "travelled", "driven",
        "journey",
    ),
    "visits": ("visits", "number of visits", "visit count", "home visits made", "visits made"),
    "people": (
        "staff", "employees", "headcount", "staff members", "how many", "how many people", "persons",
    ),
    "days_per_week": (
        "days a week", "days per week", "days each week", "days worked", "days in", "days",
    ),
    "weeks": (
        "weeks worked", "working weeks", "weeks in the quarter", "weeks a quarter", "weeks travelled",
    ),
    "one_way": (
        "one way", "one way distance", "distance to work", "home to work", "commute",
        "commute distance", "distance each way", "each way", "single journey",
    ),
    "unit": ("units", "measure", "unit of measure", "uom", "measured in", "unit type"),
    "hours": (
        "hours", "hours worked", "wfh hours", "home hours", "hours at home", "hours from home", "wfh",
    ),
    "supply_m3": (
        "supply", "water", "water used", "water supply", "fresh water", "clean water", "water in",
    ),
    "sewerage_m3": ("sewage", "sewer", "waste water", "wastewater", "foul water", "water out"),
    "stream": (
        "waste", "waste stream", "waste type", "type of waste", "type", "category", "waste category",
        "bin", "kind of waste",
    ),
    "kg": ("weight", "kg", "amount", "mass", "quantity", "top up", "topped up", "amount added", "added"),
    "gas": ("refrigerant", "refrigerant gas", "type of gas", "gas type", "coolant", "type"),
    "entonox_litres": ("entonox", "entonox used", "gas air", "gas and air used", "mixed gas"),
    "nitrous_oxide_kg": ("nitrous oxide", "nitrous", "n2o", "pure nitrous oxide", "laughing gas"),
    "reams": (
        "reams of paper", "paper", "paper used", "reams bought", "reams ordered", "a4 paper",
        "quantity",
    ),
    "recycled_content": (
        "recycled", "recycled share", "percent recycled", "recycled percent", "recycled paper",
        "how much recycled",
    ),
    "route": ("how returned", "scheme", "where", "returned to", "returned by", "return route", "method"),
    "inhalers": ("returned", "returns", "inhaler", "count", "quantity", "inhalers collected", "total"),
    "pmdi": ("pmdi", "pmdis", "mdi", "mdis", "of which pmdi", "puffers", "sprays"),
    "envelopes": (
        "envelope", "envelopes sent", "envelopes returned", "prepaid envelopes", "postal envelopes",
    ),
    "pens": ("pen", "pens collected", "insulin pens", "used pens", "returned pens", "quantity"),
    "boxes": ("box", "boxes collected", "full boxes", "returned boxes", "boxes sent back"),
    "boxes_given": (
        "boxes given", "boxes given out", "boxes issued", "boxes supplied", "empty boxes", "boxes out",
    ),
    "participation": ("taking part", "participation", "do you take part", "takes part", "collecting"),
    "code": ("action code", "ref", "reference", "plan code", "action ref", "id"),
    "status": ("progress", "state", "how far", "stage", "rag"),
    "title": ("title", "what", "description", "task", "action title", "activity"),
    "owner": ("lead", "who", "responsible", "person responsible", "assigned to", "action owner"),
    "due": ("due date", "deadline", "by when", "target date", "when", "complete by"),
    "note": ("note", "notes", "comment", "comments", "remarks", "update", "details"),
    "print": ("print", "in summary", "show in summary", "in the pdf", "on the summary"),
}  # fmt: skip
# Of a heading these say nothing of what stands below it, where the rest of it does.
FILLERS = frozenset(
    (
        "a", "an", "and", "the", "of", "in", "at", "for", "no", "nr", "number", "total", "sum", "used",
        "usage", "amount", "quantity", "consumed", "consumption", "travelled", "driven", "walked",
        "our", "your", "this", "each", "count",
    )
)  # fmt: skip
