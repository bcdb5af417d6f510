"""Every small change that the run may make to a file: where it is, what it replaces and by what."""

import ast
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_COMPARISONS: dict[type[ast.cmpop], tuple[str, tuple[str, ...]]] = {
    ast.Lt: ("<", ("<=", ">")),
    ast.LtE: ("<=", ("<", ">")),
    ast.Gt: (">", (">=", "<")),
    ast.GtE: (">=", (">", "<")),
    ast.Eq: ("==", ("!=",)),
    ast.NotEq: ("!=", ("==",)),
    ast.Is: ("is", ("is not",)),
    ast.IsNot: ("is not", ("is",)),
    ast.In: ("in", ("not in",)),
    ast.NotIn: ("not in", ("in",)),
}
_ARITHMETIC: dict[type[ast.operator], tuple[str, str]] = {
    ast.Add: ("+", "-"),
    ast.Sub: ("-", "+"),
    ast.Mult: ("*", "/"),
    ast.Div: ("/", "*"),
    ast.FloorDiv: ("//", "*"),
    ast.Mod: ("%", "*"),
    ast.BitOr: ("|", "&"),
    ast.BitAnd: ("&", "|"),
}
_CALLS = {"min": "max", "max": "min", "any": "all", "all": "any"}
_ATTRIBUTES = {
    "startswith": "endswith",
    "endswith": "startswith",
    "first_day": "last_day",
    "last_day": "first_day",
}
_NAMES = {"FOOTPRINT": '"carbon_footprint_plus"', "PLUS": '"carbon_footprint"'}
_SCOPES = {"1": "2", "2": "3", "3": "1"}
_EMPTY = {"str": '""', "list": "[]", "tuple": "()", "dict": "{}", "set": "set()", "int": "0"}
_KEY = re.compile(r"[a-z][a-z0-9_.]*")  # "water.supply"; what has a space or a capital letter is wording
_NUMBER = re.compile(r"[0-9]+(\.[0-9]+)?")
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change: bytes `start` to `end` of the file become `new`.

    `lines` are those of the code changed, `statement` those of the statement around it, `function` those
    of the function's body; None for what runs when the module is imported.
    """

    path: str
    start: int
    end: int
    new: str
    change: str
    text: str
    lines: tuple[int, int]
    statement: tuple[int, int]
    function: tuple[int, int] | None

    def applied(self, source: bytes) -> bytes:
        """The file with the change in it."""
        return source[: self.start] + self.new.encode() + source[self.end :]

    @property
    def key(self) -> str:
        """What it is called where a list of them is kept."""
        return f"{self.path}:{self.start}-{self.end}:{self.new}"


def mutants_of(path: str, source: bytes) -> list[Mutant]:
    """All changes of one file, in the order of their places."""
    finder = _Finder(path, source)
    finder.visit(ast.parse(source))
    found = {mutant.key: mutant for mutant in finder.found}
    return sorted(found.values(), key=lambda mutant: (mutant.start, mutant.end, mutant.new))


class _Finder(ast.NodeVisitor):
    """Walks a module; what it does not visit is never changed (the README says what and why)."""

    def __init__(self, path: str, source: bytes) -> None:
        self.path = path
        self.source = source
        self.texts = source.decode().splitlines()
        self.starts = [0]
        for line in source.splitlines(keepends=True):
            self.starts.append(self.starts[-1] + len(line))
        self.found: list[Mutant] = []
        self.function: ast.FunctionDef | None = None
        self.statement: ast.stmt | None = None
        self.siblings: dict[str, str] = {}

    def offsets(self, node: ast.AST) -> tuple[int, int]:
        first = self.starts[node.lineno - 1] + node.col_offset  # type: ignore[attr-defined]
        last = self.starts[node.end_lineno - 1] + node.end_col_offset  # type: ignore[attr-defined]
        return first, last

    def code(self, node: ast.AST) -> str:
        start, end = self.offsets(node)
        return self.source[start:end].decode()

    def replace(self, node: ast.AST, new: str) -> None:
        self.add(*self.offsets(node), new)

    def add(self, start: int, end: int, new: str) -> None:
        old = self.source[start:end].decode()
        first = bisect_right(self.starts, start)
        lines = (first, first + old.count("\n"))
        around = self.statement
        statement = (around.lineno, around.end_lineno or around.lineno) if around else lines
        function = None
        if self.function is not None:
            body = self.function.body
            function = (body[0].lineno, body[-1].end_lineno or body[-1].lineno)
        change = f"{_short(old)} -> {_short(new)}"
        text = self.texts[first - 1].strip()
        self.found.append(
            Mutant(self.path, start, end, new, change, text, lines, statement, function),
        )

    def visit(self, node: ast.AST) -> None:
        if not isinstance(node, ast.stmt):
            super().visit(node)
            return
        around, self.statement = self.statement, node
        super().visit(node)
        self.statement = around

    # What is left as it is

    def visit_Import(self, node: ast.Import) -> None: ...

    def visit_Assert(self, node: ast.Assert) -> None: ...

    def visit_JoinedStr(self, node: ast.JoinedStr) -> None: ...

    def visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        names = [name.name for name in node.names if name.name.isupper() and name.asname is None]
        if len(names) > 1:
            self.siblings.update(zip(names, [*names[1:], names[0]], strict=True))

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        if node.value is not None:
            self.assigned([node.target], node)
            self.visit(node.value)

    def visit_Assign(self, node: ast.Assign) -> None:
        names = {target.id for target in node.targets if isinstance(target, ast.Name)}
        alias = self.function is None and isinstance(node.value, ast.Subscript | ast.BinOp)
        if alias or any(name.startswith("__") for name in names):
            return
        self.assigned(node.targets, node)
        self.generic_visit(node)

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        if not any(self.code(base).startswith("Protocol") for base in node.bases):
            for each in node.body:
                self.visit(each)

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        around, self.function = self.function, node
        for default in (*node.args.defaults, *node.args.kw_defaults):
            if default is not None:
                self.visit(default)
        for each in node.body:
            self.visit(each)
        self.function = around

    # What is changed

    def visit_Compare(self, node: ast.Compare) -> None:
        parts = [node.left, *node.comparators]
        for operator, left, right in zip(node.ops, parts, parts[1:], strict=False):
            old, others = _COMPARISONS[type(operator)]
            for new in others:
                self.between(left, right, old, new)
        self.generic_visit(node)

    def visit_BinOp(self, node: ast.BinOp) -> None:
        if type(node.op) in _ARITHMETIC:
            self.between(node.left, node.right, *_ARITHMETIC[type(node.op)])
        self.generic_visit(node)

    def visit_BoolOp(self, node: ast.BoolOp) -> None:
        old, new = ("and", "or") if isinstance(node.op, ast.And) else ("or", "and")
        for left, right in zip(node.values, node.values[1:], strict=False):
            self.between(left, right, old, new)
        self.generic_visit(node)

    def visit_UnaryOp(self, node: ast.UnaryOp) -> None:
        if isinstance(node.op, ast.Not):
            self.replace(node, f"({self.code(node.operand)})")
        self.generic_visit(node)

    def visit_AugAssign(self, node: ast.AugAssign) -> None:
        if type(node.op) in _ARITHMETIC:
            old, new = _ARITHMETIC[type(node.op)]
            self.between(node.target, node.value, f"{old}=", f"{new}=")
        self.replace(node, "pass")
        self.generic_visit(node)

    def visit_If(self, node: ast.If) -> None:
        if self.code(node.test) != "TYPE_CHECKING" and "__name__" not in self.code(node.test):
            self.replace(node.test, f"not ({self.code(node.test)})")
            self.generic_visit(node)

    def visit_IfExp(self, node: ast.IfExp) -> None:
        self.replace(
            node, f"({self.code(node.orelse)} if {self.code(node.test)} else {self.code(node.body)})"
        )
        self.generic_visit(node)

    def visit_comprehension(self, node: ast.comprehension) -> None:
        for test in node.ifs:
            self.replace(test, "True")
        self.generic_visit(node)

    def visit_Return(self, node: ast.Return) -> None:
        value = node.value
        if value is None or (isinstance(value, ast.Constant) and value.value is None):
            return
        returns = self.function.returns if self.function else None
        kind = self.code(returns).partition("[")[0] if returns else ""
        empty = f"not ({self.code(value)})" if kind == "bool" else _EMPTY.get(kind, "None")
        if empty != self.code(value):
            self.replace(value, empty)
        self.generic_visit(node)

    def visit_Expr(self, node: ast.Expr) -> None:
        if isinstance(node.value, ast.Constant) or self.code(node).startswith(("log.", "logging.")):
            return
        self.replace(node, "pass")
        self.generic_visit(node)

    def visit_Raise(self, node: ast.Raise) -> None:
        self.replace(node, "pass")
        self.generic_visit(node)

    def visit_Continue(self, node: ast.Continue) -> None:
        self.replace(node, "pass")

    def visit_Break(self, node: ast.Break) -> None:
        self.replace(node, "pass")

    def visit_Subscript(self, node: ast.Subscript) -> None:
        other = {"0": "-1", "-1": "0"}.get(self.code(node.slice))
        if other is None:
            self.generic_visit(node)
            return
        self.replace(node.slice, other)
        self.visit(node.value)

    def visit_Call(self, node: ast.Call) -> None:
        name = self.code(node.func)
        if name in ("TypeVar", "cast"):
            return
        if name in _CALLS:
            self.replace(node.func, _CALLS[name])
        if name == "sorted":
            self.replace(node, f"{self.code(node)}[::-1]")
        self.generic_visit(node)

    def visit_Attribute(self, node: ast.Attribute) -> None:
        if node.attr in _ATTRIBUTES:
            end = self.offsets(node)[1]
            self.add(end - len(node.attr), end, _ATTRIBUTES[node.attr])
        self.generic_visit(node)

    def visit_Name(self, node: ast.Name) -> None:
        other = _NAMES.get(node.id) or self.siblings.get(node.id)
        if other is not None and isinstance(node.ctx, ast.Load):
            self.replace(node, other)

    def visit_Constant(self, node: ast.Constant) -> None:
        value = node.value
        if isinstance(value, bool):
            self.replace(node, str(not value))
        elif isinstance(value, int):
            self.replace(node, str(value + 1))
        elif isinstance(value, str) and (value == "" or _KEY.fullmatch(value) or _NUMBER.fullmatch(value)):
            self.replace(node, _other_text(value))

    def assigned(self, targets: Sequence[ast.expr], node: ast.stmt) -> None:
        """An assignment to a name is not dropped: the name would be missing, which any test sees."""
        if all(isinstance(target, ast.Attribute | ast.Subscript) for target in targets):
            self.replace(node, "pass")

    def between(self, left: ast.AST, right: ast.AST, old: str, new: str) -> None:
        """Replace an operator, which stands between two operands."""
        start, end = self.offsets(left)[1], self.offsets(right)[0]
        between = self.source[start:end].decode()
        place = between.find(old)
        if place >= 0:
            first = start + len(between[:place].encode())
            self.add(first, first + len(old), new)


def _other_text(value: str) -> str:
    if value in _SCOPES:
        return f'"{_SCOPES[value]}"'
    if _NUMBER.fullmatch(value):
        return f'"{value[:-1]}{(int(value[-1]) + 1) % 10}"'
    return f'"{value}x"'


def _short(code: str) -> str:
    words = " ".join(code.split())
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST - 3]}..."


def in_files(files: Sequence[str], read: dict[str, bytes]) -> Iterator[Mutant]:
    """All changes of these files that Python can still compile, each in the statement of its module."""
    for path in files:
        source = read[path]
        statements = _statements(source)
        for mutant in mutants_of(path, source):
            start, end = statements[bisect_right(statements, (mutant.start, len(source))) - 1]
            around = source[start : mutant.start], mutant.new.encode(), source[mutant.end : end]
            try:
                compile(b"".join(around), path, "exec")
            except SyntaxError:
                continue
            yield mutant


def _statements(source: bytes) -> list[tuple[int, int]]:
    """First and last byte of each statement of a module, in whole lines, with what decorates it."""
    lines = [0]
    for line in source.splitlines(keepends=True):
        lines.append(lines[-1] + len(line))
    found = []
    for each in ast.parse(source).body:
        first = min(part.lineno for part in (each, *getattr(each, "decorator_list", ())))
        found.append((lines[first - 1], lines[each.end_lineno or first]))
    return found
