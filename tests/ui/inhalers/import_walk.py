"""A walk through imports: what is kept stays, the rest is as the import says, undo and redo lead back."""

import random
from collections.abc import Iterator
from decimal import Decimal

from greenpractice.prescribing.values import ImportedProduct, MonthImport
from greenpractice.sections import SECTION_BY_KEY
from greenpractice.store import ReturnKey
from greenpractice.tasks.import_preview import previews
from tests.greenpractice.prescribing.made import BRALTUS, NEW_INHALER, SALAMOL, VENTOLIN
from tests.ui.inhalers.test_import_step import KEY, LATER, everything
from ui.session.workspace import Workspace

CODES = (VENTOLIN, SALAMOL, BRALTUS, NEW_INHALER)
INHALERS = SECTION_BY_KEY["inhalers"].fields["inhalers"]


def walk(workspace: Workspace, chance: random.Random, rounds: int) -> int:
    """Import over random figures, so many rounds long; how many products were kept as they were typed.

    AssertionError at the first import after which anything is not as it should be.
    """
    kept_rows = 0
    for new in random_states(workspace, chance, rounds):
        before = everything(workspace)
        rows_before = {key: by_code(workspace, key) for key in new}
        chosen = []
        for preview in previews(workspace.store, new):
            may = sorted(preview.may_keep)
            chosen.append(preview.keeping(chance.sample(may, chance.randint(0, len(may)))))
        workspace.take_imports(new, "Import", {each.key: each.kept for each in chosen})
        for preview in chosen:
            after = by_code(workspace, preview.key)
            held = workspace.store.imports([preview.key])[preview.key]
            assert {month for each in held for month in each.months} == set(preview.months)
            for product in preview.products:
                code = product.bnf_code
                if code in preview.kept:
                    kept_rows += 1
                    assert after[code] == rows_before[preview.key][code]
                    continue
                there = after.get(code, ({}, ()))[0]
                plain = tuple(INHALERS.plain(there[f]) if f in there else None for f in ("inhalers", "items"))
                assert plain == (product.inhalers.new, product.items.new)
            numbers = [INHALERS.value(row["inhalers"]) for row, _ in after.values() if "inhalers" in row]
            total = sum((n for n in numbers if isinstance(n, Decimal)), Decimal(0)) if numbers else None
            assert preview.after == total
        again = [preview.keeping(preview.may_keep) for preview in previews(workspace.store, new)]
        assert not any(preview.changes for preview in again)
        after_it = everything(workspace)
        workspace.undo_stack.undo()
        if everything(workspace)[1] != before[1] or rows_before != {k: by_code(workspace, k) for k in new}:
            raise AssertionError("undo is not what was before")
        workspace.undo_stack.redo()
        assert everything(workspace) == after_it
    assert workspace.store.check() == []
    return kept_rows


def a_month(chance: random.Random, span: str) -> MonthImport:
    some = sorted(chance.sample(CODES, chance.randint(1, 4)))
    products = tuple(
        ImportedProduct(code, Decimal(chance.randint(0, 40)), chance.choice([None, chance.randint(0, 9)]))
        for code in some
    )
    return MonthImport(span, f"{span}.csv", products)


def random_states(
    workspace: Workspace, chance: random.Random, rounds: int
) -> Iterator[dict[ReturnKey, list[MonthImport]]]:
    """Typed and published figures in two quarters, and for each state what is imported next."""
    for _ in range(rounds):
        for key, spans in ((KEY, ("2026-04", "2026-05", "2026-06")), (LATER, ("2026-07", "2026-08"))):
            workspace.show_period(key.period)
            rows = {row.figures.get("bnf_code"): row for row in workspace.rows("inhalers")}
            code, field = chance.choice(CODES), chance.choice(["inhalers", "items"])
            text = chance.choice([str(chance.randint(0, 40)), "1,250"])
            if code in rows:
                workspace.set_figure("inhalers", rows[code].id, field, chance.choice([text, None]))
            else:
                workspace.add_row("inhalers", {"bnf_code": code, field: text, **named(code)})
            if key == KEY or chance.random() < 0.5:
                new = {KEY: [a_month(chance, chance.choice(spans[:1] if key == LATER else spans))]}
                if key == LATER:
                    new = {KEY: [a_month(chance, "2026-05")], LATER: [a_month(chance, chance.choice(spans))]}
                yield new


def named(code: str) -> dict[str, str]:
    return {"name": "Fictitious", "device": "DPI"} if code == NEW_INHALER else {}


def by_code(workspace: Workspace, key: ReturnKey) -> dict[str, tuple[dict[str, str], tuple[object, ...]]]:
    """Figures and flags of each product."""
    stored = workspace.store.load(key)
    document = None if stored is None else stored.document
    if document is None:
        return {}
    return {
        row["bnf_code"]: (
            dict(row),
            tuple(flag.at(0) for flag in document.flags if (flag.section, flag.row) == ("inhalers", place)),
        )
        for place, row in enumerate(document.rows("inhalers"))
    }
