"""The PDFs that are measured: a practice's in every state, the demo's, and a network's."""

from collections.abc import Iterator
from dataclasses import replace

from greenpractice.carbon.footprint import load_calculator
from greenpractice.demo.returns import demo_documents, demo_network_documents
from greenpractice.demo.story import told_documents
from greenpractice.facts.practices import load_directory
from greenpractice.network.groups import everyone, one_pcn
from greenpractice.network.network import Network
from greenpractice.periods import Period
from greenpractice.reports.network.network_pdf import network_pdf
from greenpractice.reports.network.versions import next_issue
from greenpractice.reports.summary import summary_pdf
from tests.greenpractice.network.samples import KEY, NOW, PCN, members
from tests.greenpractice.reports.practice.states import STATES, pdf_of

USUAL = ("usual", "first", "last quarter only", "long names", "many relievers")


def practice_papers() -> Iterator[tuple[str, bytes, bool]]:
    """Name, bytes, and whether it is of a usual quarter, of each state; and those of the demo's newest."""
    for state in STATES:
        yield f"practice, {state}", pdf_of(state), state in USUAL
    for place in (-3, -2, -1):
        yield f"demo, {place}", demo_paper(place), True


def demo_paper(place: int) -> bytes:
    """The PDF of the demo's own practice, of its newest quarter at -1."""
    told = [each for each in told_documents() if each.ods_code == "Z99991"]
    others = [each for each in told if each is not told[place]]
    return summary_pdf(told[place], others, KEY, demo=True)


def network_papers() -> Iterator[tuple[str, bytes, bool]]:
    """The reports of a small network and of all practices."""
    demo = [*demo_documents(), *demo_network_documents()]
    directory, calculator = load_directory(), load_calculator()
    codes = dict(zip(sorted({each.ods_code for each in demo}), members(), strict=False))
    theirs = [replace(each, ods_code=codes[each.ods_code]) for each in demo if each.ods_code in codes]
    newest = max(each.period for each in theirs if not each.period.is_year)
    for name, group in (("network", one_pcn(directory, PCN)), ("all practices", everyone())):
        for period in (newest, Period(2025)):
            found = Network(group, period, theirs, directory, calculator)
            made = network_pdf(found, (), next_issue(found, (), NOW))
            yield f"{name}, {period.id}", made, False
