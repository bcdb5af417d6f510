"""The words of help for a network's pages; settings and Help itself are the same in every window."""

from collections.abc import Mapping

from ui.help.texts import PageHelp

NETWORK_HELP: Mapping[str, PageHelp] = {
    "returns": PageHelp(
        "The PDFs that practices of your network sent, each with its state in words.",
        (
            "Drop PDFs, zip files or folders anywhere on the window, or add them from the File menu.",
            "A newer version of a return takes the place of the older one. Nothing is counted twice.",
            "Where two returns disagree, you choose which one counts.",
        ),
        ("Save the attachments of the emails in a folder. Do not print them to a new PDF.",),
    ),
    "published": PageHelp(
        "What is published of your practices' inhalers, beside what they sent.",
        (
            "Open a starter file, or drop it on the window. You see what is in it before it is taken.",
            "Published figures never change what a practice sent. Who sent nothing is counted as published.",
            "A difference is a question: another month, a typed total, or a product that was left out.",
        ),
        ("Months are published about seven weeks after they end, so the newest quarter is often not whole.",),
    ),
    "network": PageHelp(
        "What the returns you received come to, and which practices are not in it.",
        (
            "A practice that sent nothing is never filled in. Totals name who is not in them.",
            "Ratios are pooled: sums over sums, and never averages of percentages.",
        ),
    ),
    "side": PageHelp(
        "The practices beside each other, for a talk and not for a league table.",
        ("Differences have reasons: list size, rented rooms, or what was not recorded.",),
    ),
    "chase": PageHelp(
        "Who has not sent a return, with a text to copy into an email.",
        ("Nothing is sent from here. Note the day you asked.",),
    ),
    "report": PageHelp(
        "The network's report as a PDF, a workbook or a table.",
        (
            "Counts of 1 to 4 patients of one practice are not shown.",
            "A comparison file tells your practices what is usual among them, and names none of them.",
            "It has only what at least five practices have complete, and never a count of 1 to 4 patients.",
            "Who has two files of groups that differ by one practice may guess its rate: share one group.",
            "Read your key out to who asks: it stands in Settings.",
        ),
    ),
}
