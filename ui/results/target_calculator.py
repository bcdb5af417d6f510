"""What would it take? The part of an indicator's card where a target is chosen and ways to it are shown."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QLineEdit, QRadioButton, QVBoxLayout, QWidget

from greenpractice.facts.inhalers import Product, load_inhalers
from greenpractice.indicators.base import AnyDeclared, Result
from greenpractice.indicators.switching import SALAMOL
from greenpractice.indicators.ways_to_a_target import (
    PLANNING,
    Aim,
    Way,
    aims_of,
    count_ways,
    from_products,
    review_way,
    switch_ways,
    target_of,
    to_products,
)
from greenpractice.indicators.words import number_words
from ui.session.edits import AddRow
from ui.session.workspace import Workspace
from ui.widgets import tokens
from ui.widgets.choice import Choice
from ui.widgets.columns import Columns
from ui.widgets.controls import Radio, announce, button, clear, row, words
from ui.widgets.style import scaled

_AIMS: Mapping[Aim, str] = {"lower": "Lower", "upper": "Upper", "plan": "Green Plan", "other": "Other"}


class Calculator(QWidget):
    """Target, pair of products where there is one to choose, and the ways in words."""

    def __init__(self, workspace: Workspace, declared: AnyDeclared) -> None:
        super().__init__()
        self._workspace, self._declared, self._id = workspace, declared, declared.id
        self._result: Result | None = None
        self._stock: Mapping[str, Decimal] = {}
        self._evidence: object = None
        self.setObjectName(f"calculator-{self._id}")
        self._aims: dict[Aim, QRadioButton] = {}
        self._group = QButtonGroup(self)
        self._radios = Columns(most=len(_AIMS), fill=False)
        self._other = self._other_part()
        self._pair = Columns(least=scaled(430), most=2)
        self._start, self._end = self._choice("from", "Change from"), self._choice("to", "To")
        self._review, self._ways = QVBoxLayout(), QVBoxLayout()
        self._lay_out()
        self._group.idClicked.connect(self._aimed)
        self._start.currentIndexChanged.connect(self._started)
        self._end.currentIndexChanged.connect(self._show_ways)

    def show_result(self, result: Result, evidence: object) -> None:
        """Show the ways for these figures; the chosen target and pair stay where they still fit."""
        self._result = result
        self._evidence = evidence
        self._stock = evidence if isinstance(evidence, Mapping) else {}
        self._offer_aims(result)
        if self._declared.by_switching:
            self._offer(self._start, from_products(self._stock), "")
            self._started()
        else:
            self._show_ways()
        clear(self._review)
        first = review_way(result)
        if first is not None:
            self._add_way(self._review, first, "review")

    def _other_part(self) -> QWidget:
        part = QWidget()
        self.other = QLineEdit()
        self.other.setObjectName(f"target-{self._id}")
        self.other.setAccessibleName("Other target")
        self.other.setMaximumWidth(scaled(110))
        self.other.editingFinished.connect(self._show_ways)
        self._unit = QLabel()
        self._problem = words("", "error", f"target-problem-{self._id}")
        beside = QHBoxLayout(part)
        beside.setContentsMargins(0, 0, 0, 0)
        label = QLabel("Other target")
        label.setBuddy(self.other)
        for each in (label, self.other, self._unit):
            beside.addWidget(each)
        beside.addWidget(self._problem, 1)
        return part

    def _choice(self, key: str, label: str) -> Choice:
        return Choice(f"{key}-{self._id}", f"{label}, for the plan of {self._id}")

    def _lay_out(self) -> None:
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(tokens.SPACE_2)
        inside.addWidget(words("What would it take?", "bold"))
        inside.addLayout(self._review)
        inside.addWidget(words("Which threshold or target?"))
        inside.addWidget(self._radios)
        inside.addWidget(self._other)
        if self._declared.by_switching:
            self._pair.set_items(
                [_labelled("Change from (with kg of each)", self._start), _labelled("To", self._end)]
            )
            inside.addWidget(self._pair)
        inside.addLayout(self._ways)
        inside.addWidget(words(f"{PLANNING} {self._declared.caveat}".rstrip(), "hint"))

    def _offer_aims(self, result: Result) -> None:
        self._unit.setText("%" if result.indicator.unit == "share" else "kg")
        aims = aims_of(result)
        if tuple(self._aims) != aims:
            for number, aim in enumerate(aims):
                self._aims[aim] = Radio()
                radio = self._aims[aim]
                radio.setObjectName(f"aim-{aim}-{self._id}")
                self._group.addButton(radio, number)
            self._aims["upper"].setChecked(True)
        limits = {
            "lower": result.thresholds.lower,
            "upper": result.thresholds.upper,
            "plan": result.plan_target,
        }
        for aim, radio in self._aims.items():
            limit = limits.get(aim)
            radio.setText(
                _AIMS[aim] if limit is None else f"{_AIMS[aim]} {number_words(result.indicator, limit)}"
            )
            radio.setAccessibleName(f"Reach {radio.text()}, {self._id}")
        self._radios.set_items(list(self._aims.values()))
        self._other.setVisible(self._aim() == "other")

    def _aim(self) -> Aim:
        return next((aim for aim, radio in self._aims.items() if radio.isChecked()), "upper")

    def _aimed(self, number: int) -> None:
        self._other.setVisible(self._aim() == "other")
        if self._aim() == "other":
            self.other.setFocus()
        self._show_ways()

    def _offer(self, choice: Choice, products: Sequence[Product], preferred: str) -> None:
        """Fill a choice without losing what is chosen."""
        inhalers = load_inhalers()
        kept = choice.currentData() or preferred
        choice.blockSignals(True)
        choice.clear()
        for product in products:
            kg = inhalers.es02(product.bnf_code) or Decimal(0)
            choice.addItem(f"{_short(product.name)}, {kg}", product.bnf_code)
            choice.setItemData(choice.count() - 1, product.name, Qt.ItemDataRole.ToolTipRole)
        found = choice.findData(kept)
        choice.setCurrentIndex(max(found, 0) if products else -1)
        choice.blockSignals(False)

    def _started(self) -> None:
        start = self._start.currentData()
        cleaner = to_products(start, self._result.on) if start and self._result else []
        self._offer(self._end, cleaner, SALAMOL)
        self._pair.setVisible(bool(start))
        self._show_ways()

    def _show_ways(self) -> None:
        clear(self._ways)
        self._problem.clear()
        if self._result is None or (self._aim() == "other" and not self.other.text().strip()):
            return
        target = target_of(self._result, self._aim(), self.other.text())
        if isinstance(target, str):
            self._problem.setText(target)
            announce(self._problem, target)
            return
        for number, way in enumerate(self._found(self._result, target)):
            self._add_way(self._ways, way, str(number))

    def _found(self, result: Result, target: Decimal) -> tuple[Way, ...]:
        if not self._declared.by_switching:
            return count_ways(result, target, self._evidence)
        start, end = self._start.currentData(), self._end.currentData()
        if not start:
            return count_ways(result, target)
        if not end:
            return (Way("There is no lower-carbon product to change to. Choose another product."),)
        return switch_ways(result, self._stock, start, end, target)

    def _add_way(self, layout: QVBoxLayout, way: Way, key: str) -> None:
        layout.addWidget(WayPart(self._workspace, way, f"{self._id}-{key}"))


class WayPart(QWidget):
    """One way in words, with the button that puts it among the actions as one step of undo."""

    def __init__(self, workspace: Workspace, way: Way, name: str) -> None:
        super().__init__()
        self._workspace, self._way = workspace, way
        self.setObjectName(f"way-{name}")
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, tokens.SPACE_1, 0, tokens.SPACE_1)
        inside.setSpacing(tokens.SPACE_1)
        inside.addWidget(words(way.sentence, "", f"way-words-{name}"))
        for part in way.parts:
            inside.addWidget(words(f"•  {part}"))
        self._add = button("Add to actions", f"way-add-{name}", self._add_action)
        self._add.setAccessibleName(f"Add to actions: {way.sentence}")
        self._there = words("This is in your actions.", "hint", f"way-there-{name}")
        inside.addLayout(row(self._add))
        inside.addWidget(self._there)
        workspace.changed.connect(self._look)
        self._look()

    def _look(self) -> None:
        """Offer the button only where the action is not there yet and can be written."""
        action = self._way.action
        kept = [each.figures for each in self._workspace.rows("actions")]
        there = action is not None and any(
            (row.get("title"), row.get("note")) == (action.title, action.note) for row in kept
        )
        self._add.setVisible(action is not None and not there and self._workspace.can_write)
        self._there.setVisible(there)

    def _add_action(self) -> None:
        if self._way.action is not None:
            codes = [each.figures.get("code", "") for each in self._workspace.rows("actions")]
            figures = self._way.action.figures(codes)
            if not self._workspace.apply_counted([AddRow("actions", figures)], "Add to actions"):
                announce(self, "Added to actions")


def _short(name: str) -> str:
    """A name without what all of them are."""
    return name.replace(" inhaler CFC-free", "")


def _labelled(text: str, choice: Choice) -> QWidget:
    part = QWidget()
    inside = QVBoxLayout(part)
    inside.setContentsMargins(0, 0, 0, 0)
    inside.setSpacing(tokens.SPACE_1)
    label = QLabel(text)
    label.setBuddy(choice)
    inside.addWidget(label)
    inside.addWidget(choice)
    choice.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    choice.setMinimumContentsLength(12)
    return part
