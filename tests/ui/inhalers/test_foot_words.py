"""What the foot of Inhalers says: plain words, and nothing of nothing."""

from contextlib import closing
from pathlib import Path

from tests.ui.answers import return_of, worked_example, workspace_over
from ui.inhalers.inhaler_words import foot_words


def test_the_foot_says_the_carbon_of_a_salbutamol_inhaler_without_a_code(tmp_path: Path) -> None:
    workspace = workspace_over(tmp_path, [worked_example()])
    with closing(workspace.store):
        how_far, so_far = foot_words(workspace)
    assert how_far == "4 of 4 have a value"
    assert so_far.startswith("A salbutamol inhaler: ")
    assert so_far.endswith(" kg so far")


def test_of_no_product_nothing_is_said(tmp_path: Path) -> None:
    workspace = workspace_over(tmp_path, [return_of()])
    with closing(workspace.store):
        assert foot_words(workspace) == ("", "")
