"""What Qt would tell a screen reader of a widget, asked of it in the same process."""

from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QWidget

from tests.ui.widgets.spoken.reading import Item

_Role = QAccessible.Role
ON_THE_BUS = {
    _Role.Border: "panel", _Role.Button: "push button", _Role.CheckBox: "check box", _Role.Client: "filler",
    _Role.ColumnHeader: "column header", _Role.ComboBox: "combo box", _Role.EditableText: "text",
    _Role.Grouping: "panel", _Role.LayeredPane: "layered pane", _Role.ListItem: "list item",
    _Role.MenuBar: "menu bar", _Role.MenuItem: "menu item", _Role.Pane: "panel",
    _Role.RadioButton: "radio button", _Role.RowHeader: "row header", _Role.ScrollBar: "scroll bar",
    _Role.StaticText: "label", _Role.StatusBar: "status bar", _Role.Window: "frame",
}  # fmt: skip


def item_of(widget: QWidget) -> Item:
    """The widget and all that is seen in it."""
    QAccessible.setActive(True)
    return _item(QAccessible.queryAccessibleInterface(widget))


def _item(found: QAccessibleInterface) -> Item:
    role, state = found.role(), found.state()
    attributes = found.attributesInterface()
    children = [found.child(number) for number in range(found.childCount())]
    return Item(
        ON_THE_BUS.get(role) or role.name.lower(),
        found.text(QAccessible.Text.Name),
        found.text(QAccessible.Text.Description),
        bool(state.focusable),
        attributes.attributeValue(QAccessible.Attribute.Level) or 0 if attributes is not None else 0,
        any(flag == QAccessible.RelationFlag.Label for _, flag in found.relations()),
        [_item(child) for child in children if child is not None and not child.state().invisible],
    )
