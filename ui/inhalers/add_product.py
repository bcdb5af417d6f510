"""A product that is not in the list: its name and device, typed under the tools of the inhaler page.

One that an import kept waits only for its device: its code and that are enough.
"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout

from greenpractice.facts.inhalers import load_inhalers
from greenpractice.prescribing.naming import is_expected
from greenpractice.prescribing.products import code_of_unlisted
from greenpractice.sections.base import typed_row
from greenpractice.sections.inhalers import SECTION, device_is_unknown
from ui.session.workspace import Workspace
from ui.widgets import tokens
from ui.widgets.controls import button, fix_width, row, words


class AddProduct(QFrame):
    """Opens in the page, closes with Esc; says what is missing only when Add is pressed."""

    added = Signal(int)

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.setProperty("look", "card")
        self._workspace = workspace
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*[tokens.SPACE_3] * 4)
        layout.setSpacing(tokens.SPACE_1)
        layout.addWidget(words("Add a product that is not in the list", "bold"))
        self._problem = words("", "error", "add-product-problem")
        self._problem.hide()
        layout.addWidget(self._problem)
        self._code = self._box(layout, "add-product-code", "BNF code: 15 letters and numbers")
        self._name = self._box(layout, "add-product-name", "Product")
        self._device = self._box(layout, "add-product-device", "Device: pMDI, BAI, DPI or SMI")
        add = button("Add", "add-product-add", self._add)
        layout.addLayout(row(add, button("Cancel", "add-product-cancel", self.hide)))

    def open(self) -> None:
        """Show it empty and put the focus in it."""
        for box in (self._code, self._name, self._device):
            box.clear()
        self._problem.hide()
        self.show()
        self._code.setFocus(Qt.FocusReason.OtherFocusReason)

    def _box(self, layout: QVBoxLayout, name: str, label: str) -> QLineEdit:
        box = QLineEdit()
        box.setObjectName(name)
        box.setAccessibleName(label)
        fix_width(box, 300)
        box.returnPressed.connect(self._add)
        named = words(label)
        named.setBuddy(box)
        layout.addWidget(named)
        layout.addWidget(box)
        return box

    def _add(self) -> None:
        code, name = self._code.text().strip().upper(), self._name.text().strip()
        device = self._device.text().strip()
        have = {row.figures.get("bnf_code"): row for row in self._workspace.rows("inhalers")}
        code = code or (code_of_unlisted(name) if code_of_unlisted(name) in have else "")
        waiting = have.get(code)
        if code and device and waiting and device_is_unknown(typed_row(SECTION, waiting.figures)):
            self._workspace.set_figure("inhalers", waiting.id, "device", device)
            self.hide()
            self.added.emit(waiting.id)
        elif not (code and name and device):
            waits = [each.name for each in load_inhalers().expected if name and is_expected(name, each)]
            expected = f". {waits[0]} is expected and not confirmed: it has no code yet" if waits else ""
            self._say(f"Enter the BNF code, the product and its device{expected}")
        elif load_inhalers().product(code) is not None or code in have:
            self._say("This product is in the list already. Use Find a product")
        else:
            row_id = self._workspace.add_row("inhalers", {"bnf_code": code, "name": name, "device": device})
            if row_id is not None:
                self.hide()
                self.added.emit(row_id)

    def _say(self, sentence: str) -> None:
        self._problem.setText(sentence)
        self._problem.show()
