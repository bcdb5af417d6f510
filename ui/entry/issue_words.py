"""An issue as every place of the window says it: a whole sentence, answers as the screen has them."""

from greenpractice.errors import Issue
from greenpractice.phrases import ended
from greenpractice.returns.checking import question_words
from greenpractice.returns.offered import problem_in
from greenpractice.sections import SECTION_BY_KEY
from greenpractice.sections.base import typed_row
from greenpractice.sections.inhalers import product_name
from ui.session.workspace import Workspace


def issue_words(workspace: Workspace, issue: Issue) -> str:
    """An issue as a whole sentence that names its row and field."""
    if issue.section is None or issue.row is None or issue.of_section:
        return issue.sentence
    section = SECTION_BY_KEY[issue.section]
    raws = workspace.document().rows(issue.section)
    raw = raws[issue.row] if issue.row < len(raws) else {}
    if issue.section == "inhalers":
        name = product_name(typed_row(section, raw))
        where = "" if name in issue.sentence else f"{name}: "
    else:
        where = "" if section.single or len(raws) < 2 else f"Row {issue.row + 1}: "
    if issue.field is None:
        return f"{where}{issue.sentence}"
    spec = section.fields[issue.field]
    if issue.question:
        return where + question_words(issue)
    kept = raw.get(issue.field)
    problem = None if kept is None else problem_in(section, issue.field, kept, workspace.period)
    return where + (problem or f"{spec.label} {issue.sentence}")


def asked_words(issue: Issue, sentence: str) -> str:
    """A question with what its answers answer: where a slip is asked about, the other of the two."""
    if issue.answers:
        return ended(sentence)
    return (
        f"{ended(sentence)} {'Or is the figure correct?' if sentence.endswith('?') else 'Is this correct?'}"
    )
