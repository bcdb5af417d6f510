"""Comparisons kept beside a data file: taken, confirmed and removed, and verified whenever they are read."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from greenpractice.comparison.comparison_file import SUFFIX, Comparison, comparison_bytes_in, read_comparison
from greenpractice.comparison.held import Held
from greenpractice.errors import UserError, system_words
from greenpractice.exchange.signed_file import is_read_out, other_key_words
from greenpractice.facts.directory import Directory
from greenpractice.facts.in_use import lettered
from greenpractice.facts.practices import load_directory
from greenpractice.files import make_private, write_in_one_step
from greenpractice.network.asking import group_of_key
from greenpractice.network.states import fingerprint
from greenpractice.own_files import comparisons_folder
from greenpractice.periods import day_words
from greenpractice.returns.documents import ReturnDocument

KEYS = "accepted.json"
_AGAIN = "Open the file again, or remove it."


@dataclass(frozen=True, slots=True)
class Mine:
    """Whose data a comparison is opened with: all returns of the practice, and whether they are made up."""

    returns: Sequence[ReturnDocument]
    demo: bool


def held(store: Path) -> Held:
    """What is there; a file that is damaged is told and compared with nothing."""
    folder = comparisons_folder(store)
    found: dict[tuple[str, object], Comparison] = {}
    told = []
    try:
        files = sorted(each for each in folder.iterdir() if each.suffix == SUFFIX)
    except FileNotFoundError:
        return Held()
    except OSError as error:
        return Held(told=(system_words(error),))
    for file in files:
        try:
            comparison = read_comparison(comparison_bytes_in(file), file.name)
        except (UserError, OSError) as error:
            told.append(f"{error} {_AGAIN}")
            continue
        if file.name == _name_of(comparison):
            found[comparison.place] = comparison
        else:
            told.append(f"{file.name} in {folder} was never opened here and is not compared with.")
    return Held(tuple(found.values()), _keys(folder), tuple(told))


def take(store: Path, path: Path, mine: Mine, read_out: str = "") -> Comparison:
    """Keep a comparison in the place of an older one of its group and period; UserError if it may not be.

    Its key is accepted if it is the one that was `read_out`; another one is refused.
    """
    return take_bytes(store, comparison_bytes_in(path), path.name, mine, read_out)


def take_bytes(store: Path, data: bytes, file: str, mine: Mine, read_out: str = "") -> Comparison:
    """The same of what stands in a file of this name."""
    comparison = read_comparison(data, file)
    if read_out and not is_read_out(comparison.public_key, read_out):
        raise UserError(other_key_words(file, comparison.public_key))
    _need_fitting(comparison, file, mine)
    there = held(store)
    if read_out and comparison in there.comparisons and not there.is_confirmed(comparison):
        accept(store, comparison.public_key)  # it was opened before its key was read out
        return comparison
    if read_out:
        there = replace(there, keys=there.keys | {comparison.public_key})
    before = next((each for each in there.comparisons if each.place == comparison.place), None)
    if before is not None:
        _need_newer(comparison, before, file, there)
    folder = comparisons_folder(store)
    make_private(folder)
    write_in_one_step(folder / _name_of(comparison), data, private=True)
    if read_out:
        accept(store, comparison.public_key)
    return comparison


def accept(store: Path, public_key: str) -> None:
    """Note that a person compared this key with what their Lead read out."""
    folder = comparisons_folder(store)
    make_private(folder)
    text = json.dumps(sorted({*_keys(folder), public_key}), indent=1)
    write_in_one_step(folder / KEYS, text.encode("ascii") + b"\n", private=True)


def remove(store: Path, comparison: Comparison) -> None:
    """Compare with it no more; its Lead's key stays accepted."""
    (comparisons_folder(store) / _name_of(comparison)).unlink(missing_ok=True)


def remove_damaged(store: Path) -> None:
    """Take away what lies there and is no comparison that was opened."""
    folder, good = comparisons_folder(store), {_name_of(each) for each in held(store).comparisons}
    for file in [each for each in folder.iterdir() if each.suffix == SUFFIX and each.name not in good]:
        file.unlink()


def _need_fitting(comparison: Comparison, file: str, mine: Mine) -> None:
    """Refuse what is made up where these data are not, of another network, or of a time without figures."""
    if comparison.demo != mine.demo:
        if mine.demo:
            raise UserError(f"{file} is of real practices, and these data are made up. Leave the demo first.")
        raise UserError(f"{file} compares made-up data. Ask your Lead for one of your network.")
    when = comparison.period.words
    of = (comparison.period, *comparison.period.made_of)
    returns = [each for each in mine.returns if each.period in of]
    if not any(any(rows) for each in returns for rows in each.sections.values()):
        raise UserError(
            f"{file} is of {when}, of which there are no figures here. Enter them first, then open it again."
        )
    if not any(_is_in(comparison, each, load_directory()) for each in returns):
        raise UserError(
            f"{file} compares {comparison.group_name}, in which your practice was not in {when}. "
            "Ask your own Lead for theirs."
        )


def _is_in(comparison: Comparison, document: ReturnDocument, directory: Directory) -> bool:
    """True by the lists, or by what the return itself says of its network."""
    group = group_of_key(comparison.group, comparison.group_name)
    if group.holds_return(directory, document):
        return True
    return bool(group.pcns) and document.pcn_code in (group.pcns or ())


def _need_newer(comparison: Comparison, before: Comparison, file: str, there: Held) -> None:
    if comparison.digest == before.digest:
        raise UserError(f"{file} is here already. Nothing was changed.")
    was_confirmed, is_confirmed = there.is_confirmed(before), there.is_confirmed(comparison)
    if was_confirmed and not is_confirmed:
        raise UserError(
            f"{file} is signed with another key than your Lead's: {fingerprint(comparison.public_key)}. Ask "
            "them whether it is theirs; if it is, remove the comparison that is here, then open it again."
        )
    if comparison.made < before.made and was_confirmed == is_confirmed:
        raise UserError(
            f"{file} was made on {day_words(comparison.made.date())}, and the one here is newer. Keep that "
            "one, or ask your Lead for the latest."
        )


def _name_of(comparison: Comparison) -> str:
    digest = sha256(repr((comparison.group, comparison.period.id)).encode()).hexdigest()
    return f"{comparison.period.id}-{lettered(digest)[:12]}{SUFFIX}"


def _keys(folder: Path) -> frozenset[str]:
    """The keys accepted; none where they cannot be read, so that they are asked about again."""
    try:
        values = json.loads((folder / KEYS).read_bytes())
    except (OSError, ValueError, RecursionError):
        return frozenset()
    return (
        frozenset(each for each in values if isinstance(each, str))
        if isinstance(values, list)
        else frozenset()
    )
