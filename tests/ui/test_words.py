"""The words on screen, all of them: short sentences, and no abbreviation without what it stands for."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from greenpractice.sections import SECTIONS
from tests.ui.walking import FORBIDDEN, texts
from ui.practice.practice_pages import PAGES
from ui.practice.practice_window import MainWindow
from ui.window.page_body import PageHost

UI = Path(__file__).resolve().parents[2] / "ui"
LONGEST, AVERAGE = 25, 15
EXPLAINED = {
    "pMDI": ("puffer",),
    "DPI": ("dry powder",),
    "CO₂e": ("carbon", "carbon dioxide equivalent"),
    "IIF": ("iif 2022/23", "investment and impact fund"),
    "QOF": ("register",),
    "PCN": ("network", "pcn lead", "your pcn"),
}


def catalogue() -> Iterator[str]:
    """Every text of the window's source that is a phrase, and the labels and hints of every section."""
    for file in sorted(UI.rglob("*.py")):
        tree = ast.parse(file.read_text("utf-8"))
        joined = [node for node in ast.walk(tree) if isinstance(node, ast.JoinedStr)]
        left_out = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}  # docstrings
        left_out |= {id(each) for node in joined for each in node.values}
        for node in ast.walk(tree):
            if isinstance(node, ast.JoinedStr):
                yield "".join(
                    str(each.value) if isinstance(each, ast.Constant) else "word" for each in node.values
                )
            elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in left_out:
                yield node.value
    for section in SECTIONS:
        for spec in section.fields.values():
            yield from (spec.label, spec.hint, *spec.choices.values())


def sentences() -> list[str]:
    """Phrases of three words and more; style sheets and the like are none."""
    found = []
    for text in catalogue():
        if "{" in text or (";" in text.strip(";") and ":" in text and "px" in text):
            continue
        parts = re.split(r"(?<=[.?!:])\s+| · |\n", text)
        found += [part for part in parts if len(part.split()) >= 3 and re.match(r"[A-Z0-9“]", part)]
    return found


def test_no_sentence_is_long_and_most_are_short() -> None:
    found = sentences()
    assert len(found) > 300
    assert [each for each in found if len(each.split()) > LONGEST] == []
    assert sum(len(each.split()) for each in found) / len(found) <= AVERAGE


def test_no_word_that_blames_or_apologises_stands_anywhere() -> None:
    said = [each for each in catalogue() if any(word in f" {each.casefold()} " for word in FORBIDDEN)]
    assert said == []


def host_of(page: QWidget) -> QWidget:
    """A page with its head and its foot."""
    host: QWidget | None = page
    while host is not None and not isinstance(host, PageHost):
        host = host.parentWidget()
    assert host is not None
    return host


@pytest.mark.parametrize("key", [page.key for page in PAGES if page.key not in ("help", "import")])
def test_abbreviations_are_explained_on_their_page(key: str, window: MainWindow, qapp: QApplication) -> None:
    window.open_page(key)
    qapp.processEvents()
    said = " \n ".join([*texts(host_of(window.pages[key])), *texts(window.header)])
    missing = [
        short
        for short, words in EXPLAINED.items()
        if re.search(rf"\b{short}\b", said) and not any(word in said.casefold() for word in words)
    ]
    assert missing == []
