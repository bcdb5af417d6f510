"""The words of help, in one place: what each page is for, where its figures are found, and the glossary."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PageHelp:
    """What a page is for, what one does on it step by step, and where its figures are found.

    `picture` names a drawing of `ui/help/picture.py`.
    """

    purpose: str
    steps: Sequence[str] = ()
    where: Sequence[str] = ()
    picture: str = ""


@dataclass(frozen=True, slots=True)
class Topic:
    """A part of the Help page that is only words."""

    key: str
    title: str
    lines: Sequence[str]


PAGE_HELP: Mapping[str, PageHelp] = {
    "home": PageHelp(
        "The checklist of the quarter: what is done, what is next, and the total so far.",
        (
            "Choose a row to open its section. Leave out a section you have no figures for.",
            "Copy last quarter brings along what seldom changes. Copied figures are marked Estimated.",
            "The two rows under Finish lead to the answers and to the summary PDF.",
        ),
    ),
    "practice": PageHelp(
        "Totals are divided by your patients, so that small and large practices can be compared.",
        (
            "Enter the figures once. Next quarter they can be copied.",
            "A practice with branches has one row for each site.",
        ),
        (
            "Registered patients: the list size on the last day of the quarter, in your clinical system.",
            "Staff: your payroll, or the workforce return you send each month.",
            "Floor area: the lease, the rates bill or an energy certificate.",
        ),
    ),
    "inhalers": PageHelp(
        "Inhalers are often most of the carbon. Puffer inhalers (pMDI) hold a strong warming gas.",
        (
            "Enter the number of inhalers of each product, not the number of prescriptions.",
            "Paste a column from Excel on the first cell, and it fills downwards.",
            "Leave a product empty if you have no figure. Enter 0 if you prescribed none.",
        ),
        (
            "EMIS Web or SystmOne: a search of issued inhalers in the quarter, with quantity, by product.",
            "ePACT2: a report by BNF code with quantity and items for the 3 months of the quarter.",
            "OpenPrescribing: the monthly file of your practice. Quantity counts inhalers for most products.",
            "The data of a month are out about 7 weeks after it ends.",
        ),
    ),
    "asthma_care": PageHelp(
        "3 counts give 2 indicators: preventer use (RESP-01) and overuse of relievers (RESP-02).",
        (
            "Run the search on the last day of the quarter, for the 12 months before it.",
            "Enter counts only. Never enter anything about a single patient.",
        ),
        (
            "Asthma register: the QOF register count in your clinical system.",
            "Steroid inhalers: patients on the register with 3 or more prescriptions in 12 months.",
            "Relievers (SABA): patients on the register with 6 or more prescriptions in 12 months.",
            "Leave out patients who have both asthma and COPD in both searches.",
        ),
    ),
    "inhaler_returns": PageHelp(
        "Inhalers and pens that came back. They are shown apart and never taken off the total.",
        (
            "One row for each route that inhalers go by.",
            "PenCycle pens have no carbon figure here. Their number is shown.",
        ),
        (
            "Ask the pharmacy beside you for its count of the quarter.",
            "Count the boxes when they are collected, if nobody counts inhalers.",
            "Pens: count the pens, or the full PenCycle boxes. A box takes up to 12 pens.",
        ),
    ),
    "electricity": PageHelp(
        "Electricity and heating, from bills, from meter readings, or estimated from floor area.",
        (
            "One row for each bill and site. Enter its first and last day: the app shares it by days.",
            "With meter readings, enter the opening and the closing reading instead of the amount.",
            "No bill at all: choose the estimate from floor area. It is always marked as estimated.",
        ),
        (
            "The picture shows where a bill has these figures. Yours may be laid out in another way.",
            "Rented rooms: ask NHS Property Services or your landlord for the kWh of your part.",
            "Gas in m³ or cubic feet becomes kWh here, with the calorific value on your bill.",
        ),
        "bill",
    ),
    "business_travel": PageHelp(
        "Journeys for work, staff travel to work, and patients' journeys if you know them.",
        (
            "Add up the miles of the quarter, not the pounds.",
            "Staff travel: people who travel in the same way share a row. Give the distance one way.",
            "Patients' journeys count only where distance and share of cars are given.",
        ),
        (
            "Business travel: expense claims or the mileage log.",
            "Staff travel: a show of hands is enough. Ask how, how far and how many days a week.",
            "Appointments: the appointments report of your clinical system.",
        ),
    ),
    "water": PageHelp(
        "Water, waste and paper. They are small, and easy to follow over time.",
        ("Leave a box empty where you have no figure.",),
        (
            "Water: m³ on the water bill. Sewerage only if the bill gives it.",
            "Waste: kg on the invoices of your contractor, by kind of bag.",
            "Paper: reams on the invoices of your supplier. A ream is 500 sheets.",
        ),
    ),
    "check": PageHelp(
        "Everything that is wrong, unusual or estimated, then every answer once more.",
        (
            "A value to check is never stopped. Say that it is correct, or change it.",
            "A problem is a figure that cannot be used. Put it right before the PDF is made.",
        ),
    ),
    "results": PageHelp(
        "What the figures come to, where it comes from, and how it compares.",
        (
            "Choose a number, a bar or a row to see its sum, its factors and their sources.",
            "Charts as tables (Ctrl+T) shows the same figures in rows.",
            "The last part says what was not counted, and why.",
        ),
    ),
    "indicators": PageHelp(
        "4 inhaler indicators of IIF 2022/23. They are no longer paid and still a useful guide.",
        (
            "Each card says what was counted, and what it would take to reach a target.",
            "Every change of an inhaler is a review with the patient. Never switch without one.",
        ),
    ),
    "actions": PageHelp(
        "What your practice does to become greener: who sees to it, until when, and how far it is.",
        ("Tick 3 actions to print them on the front page of the summary PDF.",),
        ("The codes are those of the Green Plan. An action of your own can have a code of your own.",),
    ),
    "summary": PageHelp(
        "One PDF for your PCN Greener Lead. The figures travel inside it.",
        (
            "Create the PDF, then attach it to an email as it is.",
            "Never print it to a new PDF: that loses the figures your PCN needs.",
            "You can change figures later. The next PDF is then a new version.",
        ),
    ),
    "import": PageHelp(
        "Inhalers from a prescribing file, such as the monthly file of OpenPrescribing or ePACT2.",
        (
            "Choose the file. Nothing changes before you have seen what it holds.",
            "The preview shows each product with what you have now and what the file says.",
            "One button takes it all, and Ctrl+Z gives it all back.",
        ),
        (
            "OpenPrescribing: data of your practice by presentation, one file a month.",
            "ePACT2: a report by BNF presentation with items and quantity.",
            "The data of a month are out about 7 weeks after it ends.",
        ),
    ),
    "settings": PageHelp(
        "Where your data are, backups, text size and colours.",
        (
            "A backup is made by itself when figures changed.",
            "A copy on another drive is safer still.",
        ),
    ),
    "help": PageHelp("Everything there is to read about this app, without the internet."),
}

FIELD_HELP: Mapping[tuple[str, str], str] = {
    ("practice", "registered_patients"): "The list size on the last day of the quarter",
    ("practice", "energy_paid_by"): "If the landlord pays, ask for the kWh of your part or estimate it",
    ("inhalers", "bnf_code"): "The code of the product in prescribing data. The list has it already",
    ("inhalers", "items"): "With items for every product, ES-01 is worked out as the scheme did",
    ("asthma_care", "search_date"): "The day the search was run, best the last day of the quarter",
    ("inhaler_returns", "route"): "Where the inhalers go: by post, to a pharmacy or collected by you",
    ("inhaler_returns", "pmdi"): "Puffer inhalers among them, at most as many as all inhalers",
    ("inhaler_returns", "envelopes"): "Take AIR envelopes that were handed out",
    ("inhaler_returns", "participation"): "Say No or not known too: it is not the same as no data",
    ("pen_returns", "boxes_given"): "Boxes handed to patients to fill",
    (
        "electricity",
        "tariff",
    ): "A renewable tariff is shown beside the total. The total uses the grid average",
    ("electricity", "from"): "First day of the bill. Without dates the figure counts for this quarter",
    ("electricity", "to"): "Last day of the bill",
    ("electricity", "cost"): "Kept beside the kWh. It is not used in the sum",
    ("electricity", "opening"): "Meter at the start. Used where no amount is given",
    ("electricity", "closing"): "Meter at the end. It must not be below the opening reading",
    ("electricity", "basis"): "Choose the estimate from floor area if you have no bills",
    ("heating", "fuel"): "Natural gas for most practices",
    (
        "heating",
        "unit",
    ): "The unit beside the amount on the bill. Old gas meters count hundreds of cubic feet",
    ("heating", "from"): "First day of the bill. Without dates the figure counts for this quarter",
    ("heating", "to"): "Last day of the bill",
    ("heating", "cost"): "Kept beside the amount. It is not used in the sum",
    ("heating", "opening"): "Meter at the start. Used where no amount is given",
    ("heating", "closing"): "Meter at the end. It must not be below the opening reading",
    ("heating", "basis"): "Choose the estimate from floor area if you have no bills",
    ("business_travel", "purpose"): "Home visits are kept apart from other business travel",
    ("business_travel", "mode"): "Choose the average car if you do not know the fuel",
    ("business_travel", "visits"): "How many home visits the distance is for",
    ("commuting", "people"): "Those who travel in this way",
    ("commuting", "days_per_week"): "Days at the practice, on average",
    ("commuting", "one_way"): "From home to work. The app doubles it",
    ("appointments", "face_to_face"): "Only these count as journeys",
    ("appointments", "one_way"): "From home to the practice. The app doubles it",
    ("appointments", "car_share"): "0.6 means 6 of 10 patients come by car",
    ("waste", "stream"): "The kind of bag or bin, as on the invoice",
    ("actions", "print"): "3 actions fit on the front page",
}

GLOSSARY: Mapping[str, str] = {
    "BNF code": "The code of a medicine in prescribing data, 15 letters and numbers.",
    "CO₂e": "Carbon dioxide equivalent: all greenhouse gases as if they were carbon dioxide.",
    "COPD": "Chronic obstructive pulmonary disease, a lung disease.",
    "DPI": "Dry powder inhaler. It has no warming gas in it.",
    "ES-01": "Share of puffer inhalers among inhalers, salbutamol left out.",
    "ES-02": "Average kg CO₂e of a salbutamol inhaler.",
    "IIF": "Investment and Impact Fund, a payment scheme for PCNs. The indicators here ended in March 2023.",
    "Item": "One line of a prescription. It may be for several inhalers.",
    "kWh": "Kilowatt hour, the unit of energy on bills.",
    "NHS Carbon Footprint": "Energy, business travel, water, waste and inhalers. Net zero by 2040.",
    "NHS Carbon Footprint Plus": "The same and more, such as travel to work. Net zero by 2045.",
    "PCN": "Primary Care Network: practices that work together.",
    "PenCycle": "A scheme that takes back used Novo Nordisk pens.",
    "pMDI": "Puffer inhaler: pressurised metered dose inhaler. Its gas warms the climate.",
    "QOF": "Quality and Outcomes Framework. It keeps the asthma register.",
    "RESP-01": "Share of asthma patients with 3 or more steroid inhalers in 12 months.",
    "RESP-02": "Share of asthma patients with 6 or more relievers in 12 months.",
    "SABA": "Short-acting reliever, such as salbutamol.",
    "SMI": "Soft mist inhaler. It has no warming gas in it.",
    "Take AIR": "A scheme that took back inhalers by post in Leicestershire. It ended in March 2023.",
    "WTE": "Whole-time equivalent: two people on half time are 1.",
    "WTT": "Well-to-tank: what getting a fuel out of the ground and to you gives off.",
}

TOPICS: Sequence[Topic] = (
    Topic(
        "start",
        "Start here",
        (
            "1. Practice details: fill in patients and sites once. Next quarter you can copy them.",
            "2. Inhalers: often most of the carbon. Import a file (Ctrl+I) or type them.",
            "3. Energy, travel and the rest: leave empty what you do not know. Empty is no data, never 0.",
            "4. Check answers: read what is missing or looks unusual. Mark what is estimated.",
            "5. Summary PDF: create it and send it to your PCN Greener Lead.",
            "Every figure is saved as soon as you leave its box. Ctrl+Z takes it back.",
        ),
    ),
    Topic(
        "method",
        "How we work it out",
        (
            "Each line is a quantity multiplied by a published factor: kWh, miles, kg or inhalers.",
            "A figure of the year from April uses the UK factors of that year. They are never rounded.",
            "Totals are sums of exact lines, rounded once when they are shown.",
            "Well-to-tank and losses in the grid are lines of their own.",
            "Electricity counts at the grid average, whatever the tariff.",
            "A bill that reaches outside the quarter is shared by days.",
            "What is left empty is no data. Nothing is ever filled in for you without saying so.",
            "What was entered and cannot be counted is listed on Results with its reason.",
            "Returned inhalers are shown apart and never taken off the total.",
            "“Why this number?” shows the sum, the factor and its source for each number.",
        ),
    ),
    Topic(
        "privacy",
        "Privacy: what not to enter",
        (
            "Enter counts and amounts only.",
            "Do not enter names of patients, NHS numbers, dates of birth or anything about a single patient.",
            "A text that looks like an NHS number is not saved.",
            "Counts of 1 to 4 patients stay in your data and are left out of print.",
            "Name roles and not people in actions and notes, such as Practice manager.",
            "Your data stay in one file on this computer. The app never uses the internet.",
        ),
    ),
    Topic(
        "accessibility",
        "Accessibility statement",
        (
            "Everything can be done with the keyboard. Tab leaves every table at its end.",
            "Text can be made larger up to 200%, with Ctrl and +. Colours can be light or dark.",
            "No meaning is given by colour alone. Every chart can be read as a table.",
            "Every box and button has a name for screen readers. Messages are spoken as they come.",
            "The app aims at level AA of WCAG 2.2. It was not yet tested with people who use screen readers.",
        ),
    ),
)


def terms_in(text: str) -> list[tuple[str, str]]:
    """The words of the glossary that a text uses, each with its meaning."""
    folded = f" {text.casefold()} "
    return [(term, meaning) for term, meaning in GLOSSARY.items() if _uses(folded, term.casefold())]


def _uses(text: str, term: str) -> bool:
    place = text.find(term)
    while place >= 0:
        before, after = text[place - 1], text[place + len(term) :].removeprefix("s")[:1]
        if not before.isalnum() and not (after.isalnum() or after == "-"):
            return True
        place = text.find(term, place + 1)
    return False
