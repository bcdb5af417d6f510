"""What is shown before it stands in something is a window for a moment, and takes the keys."""

import ast
from collections.abc import Iterator
from pathlib import Path

UI = Path(__file__).parents[3] / "ui"
SHOWS = ("setVisible", "show")


def shown_too_early(source: str) -> list[int]:
    """Lines in which what a function has made is shown before anything else has it."""
    return [
        line
        for function in ast.walk(ast.parse(source))
        if isinstance(function, ast.FunctionDef)
        for line in _early(function)
    ]


def _early(function: ast.FunctionDef) -> Iterator[int]:
    made = {
        ast.unparse(target): node.lineno
        for node in ast.walk(function)
        if isinstance(node, ast.Assign) and _is_alone(node.value)
        for target in node.targets
    }
    inner = [
        each for each in ast.walk(function) if isinstance(each, ast.FunctionDef) and each is not function
    ]
    later = {id(node) for each in inner for node in ast.walk(each)}  # runs at another time
    for name, since in made.items():
        used = [
            node.lineno
            for node in ast.walk(function)
            if isinstance(node, ast.Call)
            and any(name in map(ast.unparse, ast.walk(each)) for each in node.args)
            and node.lineno > since
        ]
        for node in ast.walk(function):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and id(node) not in later:
                is_shown = node.func.attr in SHOWS and ast.unparse(node.func.value) == name
                is_early = since < node.lineno < min(used, default=function.end_lineno or 0)
                if is_shown and is_early and not _says_no(node):
                    yield node.lineno


def _is_alone(value: ast.expr) -> bool:
    """Whether a widget is made without a parent."""
    makers = ("button", "words", "QWidget", "QFrame", "QLabel", "QPushButton", "QCheckBox", "FigureTable")
    if not isinstance(value, ast.Call):
        return False
    return ast.unparse(value.func) in makers and "self" not in map(ast.unparse, value.args)


def _says_no(call: ast.Call) -> bool:
    return bool(call.args) and isinstance(call.args[0], ast.Constant) and call.args[0].value is False


def test_nothing_is_shown_before_it_stands_in_something() -> None:
    found = {path: shown_too_early(path.read_text(encoding="utf-8")) for path in sorted(UI.rglob("*.py"))}
    assert {str(path.relative_to(UI)): lines for path, lines in found.items() if lines} == {}


def test_what_is_shown_too_early_is_seen() -> None:
    """The control."""
    early = "def f(self):\n    a = button('x')\n    a.setVisible(b)\n    g.addWidget(a)"
    late = "def f(self):\n    a = button('x')\n    g.addWidget(a)\n    a.setVisible(b)"
    assert (shown_too_early(early), shown_too_early(late)) == ([3], [])
