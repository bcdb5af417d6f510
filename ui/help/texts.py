"""The words of help, in one place: what each page is for, where its figures are found, and the glossary."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from greenpractice.indicators import INDICATORS, MEASURES
from greenpractice.indicators.computing import newest_schemes
from greenpractice.indicators.schemes import scheme_words
from greenpractice.indicators.words import caveats_of
from greenpractice.sections import SECTION_BY_KEY


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


def help_of_sections(keys: Sequence[str]) -> PageHelp:
    """The help of a page of sections, from their declarations: one purpose, then the words of each."""
    sections = [SECTION_BY_KEY[key] for key in keys]
    theme = sections[0].theme
    return PageHelp(
        sections[0].help.purpose or (theme.purpose if theme else sections[0].introduction),
        tuple(step for section in sections for step in section.help.steps),
        tuple(place for section in sections for place in section.help.where),
        next((section.help.picture for section in sections if section.help.picture), ""),
    )


def help_of_page(key: str) -> PageHelp:
    """The help of a page without sections, with what the facts in use say in it."""
    found = PAGE_HELP[key]
    return replace(found, purpose=found.purpose.replace("{schemes}", scheme_words(newest_schemes())))


PAGE_HELP: Mapping[str, PageHelp] = {
    "home": PageHelp(
        "The checklist of the quarter: what is done, what is next, and what changed since last quarter.",
        (
            "The green button opens what is next. After the last section it makes the PDF.",
            "Choose a row to open its section. Leave out a section you have no figures for.",
            "Copy last quarter brings along what seldom changes. Copied figures are marked Estimated.",
            "What changed compares only sections that both quarters have whole.",
            "The two buttons beside Finish lead to the answers and to the summary PDF.",
        ),
    ),
    "check": PageHelp(
        "Everything that is wrong, unusual or estimated, then every section in one line.",
        (
            "Choose one of the four counts to see only those; choose it again to see all.",
            "A value to check is never stopped. Say that it is correct, or change it.",
            "A problem is a figure that cannot be used. Put it right before the PDF is made.",
        ),
    ),
    "results": PageHelp(
        "What the figures come to, where it comes from, and how it compares.",
        (
            "Choose a number, a bar or a row to see its sum, its factors and their sources.",
            "Charts as tables (Ctrl+T) shows the same figures in rows.",
            "How sure is this? grades each section: choose a row to see what each of its figures rests on.",
            "Chase next is the figure that may move the total most, and where a better one is found.",
            "Compared with others says where you stand in your network, from a file that its Lead shares.",
            "It is opened here, under File, or by dropping it on the window. Nothing leaves this computer.",
            "The middle half is that of the practices between the lowest and the highest quarter of them.",
            "Compare its key once, by telephone, with the one that your Lead reads out.",
            "The last part says what was not counted, and why.",
        ),
    ),
    "indicators": PageHelp(
        "Indicators of {schemes}, and still a useful guide.",
        (
            "Each card says what was counted, and what it would take to reach a target.",
            "Beside a value stands how another measure sees the same inhalers, and why the two differ.",
            "A change of inhaler is named only where the same doses weigh less, and in the same class.",
            *caveats_of(INDICATORS),
        ),
    ),
    "summary": PageHelp(
        "One PDF for your PCN Greener Lead. The figures travel inside it.",
        (
            "Make the PDF, then attach it to an email as it is.",
            "Never print it to a new PDF: that loses the figures your PCN needs.",
            "You can change figures later. The next PDF is then a new version.",
        ),
    ),
    "import": PageHelp(
        "Inhalers from a prescribing file, such as the monthly file of OpenPrescribing or ePACT2.",
        (
            "A starter file fills every quarter since 2019 at once. Help has a part on who makes one.",
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
        "Where your data are, backups, facts, text size and colours.",
        (
            "A backup is made by itself when figures changed.",
            "A copy on another drive is safer still.",
            "Bills and print-outs that are attached to figures are in backups where you tick that.",
            "A pack of facts brings newer products, factors or lists. Open it under Facts, or drop it here.",
            "Compare the six groups of a new maker's key with what they tell you, not with the file.",
            "Nothing changes before you have seen what it does to your quarters. Take back undoes it.",
        ),
    ),
    "help": PageHelp("Everything there is to read about this app, without the internet."),
}

_TERMS: Mapping[str, str] = {
    "BNF code": "The code of a medicine in prescribing data, 15 letters and numbers.",
    "CO₂e": "Carbon dioxide equivalent: all greenhouse gases as if they were carbon dioxide.",
    "COPD": "Chronic obstructive pulmonary disease, a lung disease.",
    "DPI": "Dry powder inhaler. It has no warming gas in it.",
    "Entonox": "Gas and air, for pain relief: half nitrous oxide and half oxygen.",
    "IIF": "Investment and Impact Fund, a payment scheme for PCNs. Its indicators ended in March 2023.",
    "Item": "One line of a prescription. It may be for several inhalers.",
    "kWh": "Kilowatt hour, the unit of energy on bills.",
    "NHS Carbon Footprint": "Energy, business travel, water, waste, gases and inhalers. Net zero by 2040.",
    "NHS Carbon Footprint Plus": "The same and more, such as travel to work. Net zero by 2045.",
    "PCN": "Primary Care Network: practices that work together.",
    "PenCycle": "A scheme that takes back used Novo Nordisk pens.",
    "pMDI": "Puffer inhaler: pressurised metered dose inhaler. Its gas warms the climate.",
    "QOF": "Quality and Outcomes Framework. It keeps the asthma register.",
    "Refrigerant": "The gas in air conditioning and cold rooms. It warms the climate when it leaks.",
    "SABA": "Short-acting reliever, such as salbutamol.",
    "SMI": "Soft mist inhaler. It has no warming gas in it.",
    "Take AIR": "A scheme that took back inhalers by post in Leicestershire. It ended in March 2023.",
    "WTE": "Whole-time equivalent: two people on half time are 1.",
    "WTT": "Well-to-tank: what getting a fuel out of the ground and to you gives off.",
}
GLOSSARY: Mapping[str, str] = dict(
    sorted(
        {**_TERMS, **{each.id: each.glossary for each in MEASURES}}.items(),
        key=lambda pair: pair[0].casefold(),
    )
)

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
        "starter",
        "Starter files: quarters that start full",
        (
            "A starter file holds what is published of the inhalers of many practices, month by month.",
            "Open one at the first run, drop it on the window, or use File, Open a starter file.",
            "You get the inhalers of every quarter in it, the baseline year 2019/20 too, as published data.",
            "What you typed stays as it is and is compared. Ctrl+Z takes the whole file back.",
            "Recent months lag: they are published about seven weeks after they end. Open a newer file then.",
            "An analyst of your ICB or network makes one, of the months of the English Prescribing Dataset.",
            "They get these from the open data portal of the NHSBSA, and run the command of this app:",
            "greenpractice starter make EPD_SNOMED_*.zip --group LLR --from 2019-04",
            "In the place of LLR stand the codes of a network or of practices. The file has a few MB.",
            "It names each file it was made of, with its months, rows and SHA-256. No patient is in it.",
            "It is not signed: take it only from someone you know, as anyone could have changed its figures.",
            "A Lead opens the same file and sees published figures beside those that practices sent.",
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
            "What returned inhalers avoided is shown apart, from the least to the most, and never taken off.",
            "“Why this number?” shows the sum, the factor and its source for each number.",
        ),
    ),
    Topic(
        "privacy",
        "Privacy: what not to enter",
        (
            "Enter counts and amounts only.",
            "Do not enter names of patients, NHS numbers, dates of birth or anything about a single patient.",
            "A text that looks like an NHS number is asked about before it is saved.",
            "Counts of 1 to 4 patients stay in your data and are left out of print.",
            "A bill or print-out that is attached to a figure must hold no patient. It is never sent.",
            "Name roles and not people in actions and notes, such as Practice manager.",
            "Your data stay in one file on this computer, with what is attached in a folder beside it.",
            "The app never uses the internet.",
        ),
    ),
    Topic(
        "accessibility",
        "Accessibility statement",
        (
            "Everything can be done with the keyboard. Ctrl+Tab leaves a table from any cell.",
            "Tab goes from box to box. Ctrl+Shift+E marks a figure as estimated, Shift+F2 opens its note.",
            "Ctrl+H shows what a figure was before. Ctrl+R sorts a table by the column one stands in.",
            "Ctrl+Shift+B shows the bills and print-outs of a figure, and attaches more.",
            "Text can be made larger up to 200%, with Ctrl and +. Colours can be light or dark.",
            "No meaning is given by colour alone. Every chart can be read as a table.",
            "For screen readers every box has a name, titles are headings, cells say row and column.",
            "Charts have a sentence. What is wrong and what a section comes to is spoken when it changes.",
            "Tests fill in a quarter and make the PDF by keys alone, and hear it on Linux as a reader does.",
            "NVDA, JAWS and Narrator were not tried yet, nor did anybody test it who uses one every day.",
            "The app aims at level AA of WCAG 2.2.",
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
