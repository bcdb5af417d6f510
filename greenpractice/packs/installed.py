"""The packs installed beside a data file, and the keys accepted there: verified whenever they are read."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from greenpractice.errors import FactsError, UserError
from greenpractice.facts.in_use import SHIPPED, Facts, Pack
from greenpractice.facts.sources import shipped_day
from greenpractice.facts.tables_reading import FOLDERS
from greenpractice.files import make_private, write_in_one_step
from greenpractice.network.states import fingerprint
from greenpractice.own_files import facts_folder
from greenpractice.packs.pack_file import SUFFIX, read_pack_file
from greenpractice.packs.sound import need_sound
from greenpractice.periods import day_words
from greenpractice.phrases import joined

_KEYS = "accepted-keys.json"
_COUNT_INSTEAD = "Until then the facts that the app came with count."


class KeyNotAccepted(UserError):
    """A pack whose signature holds, by somebody whose key nobody here has accepted."""


@dataclass(frozen=True, slots=True)
class MakerKey:
    """A key that a person compared with what its maker told, the maker's name as it was then, and the day."""

    public_key: str
    maker: str
    accepted: date


@dataclass(frozen=True, slots=True)
class Bad:
    """A file among the installed packs that is none any more, and why."""

    file: Path
    why: str


@dataclass(frozen=True, slots=True)
class Held:
    """What is installed, the oldest pack first, and the facts that count because of it.

    With a `problem` no pack counts at all. `outdated` are packs older than the tables that the app has by
    now, each with the reason: they do not count either.
    """

    packs: tuple[Pack, ...] = ()
    keys: tuple[MakerKey, ...] = ()
    facts: Facts = SHIPPED  # that count
    outdated: tuple[tuple[Pack, str], ...] = ()
    bad: tuple[Bad, ...] = ()
    problem: str = ""

    @property
    def told(self) -> tuple[str, ...]:
        """What a person has to know: why packs that are installed do not count."""
        return (self.problem,) if self.problem else tuple(why for _, why in self.outdated)

    def key_of(self, pack: Pack) -> MakerKey | None:
        """The accepted key that signed a pack."""
        return next((key for key in self.keys if key.public_key == pack.public_key), None)


def held(store: Path) -> Held:
    """What is installed for a data file; each pack is verified, and all of them together read as facts."""
    folder = facts_folder(store)
    if not folder.is_dir():
        return Held()
    keys, problem = _keys(folder)
    packs: dict[str, Pack] = {}
    bad = [Bad(folder / _KEYS, problem)] if problem else []
    for file in sorted(folder.glob(f"*{SUFFIX}")):
        try:
            pack = read_pack_file(file)
            _need_key(pack, file.name, keys)
        except (UserError, OSError) as error:
            bad.append(Bad(file, str(error)))
        else:
            packs[pack.digest] = pack
    found = Facts(tuple(packs.values())).packs
    if bad:
        return Held(found, keys, SHIPPED, (), tuple(bad), f"{bad[0].why} {_remedy(folder, bad[0].file)}")
    outdated = tuple((pack, why) for pack in found if (why := _outdated(pack)))
    old = [pack for pack, _ in outdated]
    facts = Facts(tuple(pack for pack in found if pack not in old))
    problem = _problem_of(facts)
    if problem:
        return Held(found, keys, SHIPPED, outdated, (), f"{problem} {_COUNT_INSTEAD}")
    return Held(found, keys, facts if facts.packs else SHIPPED, outdated)


def why_not(pack: Pack, there: Held) -> str:
    """Why a pack may not be installed beside what is there; "" if it may be tried."""
    for name in pack.files:
        shipped = shipped_day(name.partition("/")[0])
        if pack.day < shipped:
            return (
                f"{name}: the app came with facts of {day_words(shipped)}, and the pack is of "
                f"{day_words(pack.day)}. It is older than what it would replace"
            )
        for other in there.packs:
            if name not in other.files or other.digest == pack.digest:
                continue
            if other.day == pack.day:
                return (
                    f"{name}: “{other.name}” ({other.id}) has it too, and both are of {day_words(pack.day)}. "
                    "Of two packs of one day nobody can say which counts: take that one back first, or ask "
                    "for one of a later day"
                )
            if other.day > pack.day:
                return (
                    f"{name}: “{other.name}” ({other.id}) has it of {day_words(other.day)}, and this pack is "
                    f"of {day_words(pack.day)}. It is older than what it would replace"
                )
    return ""


def with_pack(pack: Pack, file: str, there: Held) -> Facts:
    """The facts as they would be with a pack; UserError names file, table and key of what is wrong."""
    problem = why_not(pack, there)
    if problem:
        raise UserError(f"{file}: {problem}. It is signed with the key {fingerprint(pack.public_key)}.")
    facts = Facts((*there.facts.packs, pack))
    try:
        need_sound(facts)
    except FactsError as error:
        raise UserError(
            f"{file}: {error}. It is signed with the key {fingerprint(pack.public_key)}."
        ) from error
    return facts


def need_key(pack: Pack, file: str, there: Held, read_out: str = "") -> None:
    """Refuse a pack whose key is neither accepted nor the one that its maker has `read_out`."""
    if read_out and _digits(read_out) in (_digits(fingerprint(pack.public_key)), pack.public_key):
        return
    if read_out:
        raise KeyNotAccepted(
            f"{file} is signed with another key than you gave: {fingerprint(pack.public_key)}. "
            "Nothing was changed."
        )
    _need_key(pack, file, there.keys)


def install(store: Path, path: Path, today: date, read_out: str = "") -> str:
    """Put a pack among those that count, and accept its key if it is the one read out; says what was done."""
    pack, there = read_pack_file(path), held(store)
    need_key(pack, path.name, there, read_out)
    if any(pack.digest == each.digest for each in there.packs) and not there.bad:
        return f"“{pack.name}” is installed already. Nothing was changed."
    with_pack(pack, path.name, there)
    folder = facts_folder(store)
    make_private(folder)
    if there.key_of(pack) is None:
        _write_keys(folder, (*there.keys, MakerKey(pack.public_key, pack.maker, today)))
    write_in_one_step(folder / f"{pack.id}{SUFFIX}", path.read_bytes(), private=True)
    told = f"“{pack.name}” of {day_words(pack.day)} is installed. It has {about_words(pack)}."
    return " ".join((told, *held(store).told))


def about_words(pack: Pack) -> str:
    """What a pack is about: `inhalers and the Green Plan`."""
    return joined(
        [said for folder, said in FOLDERS.items() if any(n.startswith(f"{folder}/") for n in pack.files)]
    )


def remove(store: Path, wanted: str = "") -> str:
    """Take an installed pack back: the one with this id or name, else the newest; says what was done."""
    there, folder = held(store), facts_folder(store)
    for each in there.bad:
        if each.file.suffix == SUFFIX and wanted in ("", each.file.name, each.file.stem):
            each.file.unlink()
            return f"{each.file.name} was taken away."
    found = [pack for pack in there.packs if wanted in ("", pack.id, pack.digest, pack.name)]
    if not found:
        raise UserError(f"No pack {wanted} is installed." if wanted else "No pack is installed.")
    pack = found[-1]
    try:
        need_sound(Facts(tuple(each for each in there.facts.packs if each != pack)))
    except FactsError as error:
        raise UserError(
            f"“{pack.name}” cannot be taken back alone, as a pack that came later needs it: {error}. "
            "Take that one back first."
        ) from error
    for file in folder.glob(f"*{SUFFIX}"):
        if _is(file, pack):
            file.unlink()
    return f"“{pack.name}” of {day_words(pack.day)} was taken back."


def forget_key(store: Path, read_out: str) -> str:
    """Accept a maker's key no more; its packs go first."""
    there, digits = held(store), _digits(read_out)
    key = next((key for key in there.keys if _digits(fingerprint(key.public_key)) == digits), None)
    if key is None:
        raise UserError(f"No key {read_out} is accepted.")
    signed = [pack.name for pack in there.packs if pack.public_key == key.public_key]
    if signed:
        raise UserError(f"{joined(signed)}: signed with this key. Take back what it signed first.")
    _write_keys(facts_folder(store), tuple(each for each in there.keys if each != key))
    return f"The key of {key.maker} is no longer accepted."


def _need_key(pack: Pack, file: str, keys: tuple[MakerKey, ...]) -> None:
    if all(key.public_key != pack.public_key for key in keys):
        raise KeyNotAccepted(
            f"{file} is signed with a key that is not accepted here: {fingerprint(pack.public_key)}. "
            f"It says that {pack.maker} made it: ask them for their key, by telephone or on their own page, "
            "and compare the six groups."
        )


def _problem_of(facts: Facts) -> str:
    """Why packs do not go together, or with the app as it is now."""
    packs = facts.packs
    for n, pack in enumerate(packs):
        for other in packs[:n]:
            both = sorted(pack.files.keys() & other.files.keys())
            if both and pack.day == other.day:
                return (
                    f"“{other.name}” and “{pack.name}” are both of {day_words(pack.day)}, and both have "
                    f"{both[0]}: take one of them back."
                )
    if not packs:
        return ""
    try:
        need_sound(facts)
    except FactsError as error:
        whose = next((pack.name for pack in reversed(packs) if error.file in pack.files), packs[-1].name)
        return (
            f"“{whose}” does not fit this version of the app: {error}. Take it back, or ask for a newer one."
        )
    return ""


def _outdated(pack: Pack) -> str:
    for name in pack.files:
        shipped = shipped_day(name.partition("/")[0])
        if pack.day < shipped:
            return (
                f"“{pack.name}” of {day_words(pack.day)} does not count any more: the app now has {name} of "
                f"{day_words(shipped)}. Take it back, or ask for a newer one."
            )
    return ""


def _remedy(folder: Path, file: Path) -> str:
    return f"It lies in {folder}: install it again, or take {file.name} back. {_COUNT_INSTEAD}"


def _is(file: Path, pack: Pack) -> bool:
    try:
        return read_pack_file(file).digest == pack.digest
    except (UserError, OSError):
        return False


def _keys(folder: Path) -> tuple[tuple[MakerKey, ...], str]:
    """The accepted keys, and why they cannot be read."""
    file = folder / _KEYS
    if not file.exists():
        return (), ""
    try:
        return tuple(_read_keys(file.read_bytes())), ""
    except (OSError, ValueError, LookupError, TypeError, RecursionError):
        return (), f"{file.name} cannot be read, so no maker's key is accepted."


def _read_keys(data: bytes) -> Iterator[MakerKey]:
    for each in json.loads(data)["keys"]:
        key, maker = each["public_key"], each["maker"]
        if not isinstance(key, str) or not isinstance(maker, str):
            raise TypeError
        yield MakerKey(key, maker, date.fromisoformat(each["accepted"]))


def _write_keys(folder: Path, keys: tuple[MakerKey, ...]) -> None:
    values = [
        {"public_key": key.public_key, "maker": key.maker, "accepted": key.accepted.isoformat()}
        for key in keys
    ]
    write_in_one_step(folder / _KEYS, json.dumps({"keys": values}, indent=1).encode() + b"\n", private=True)


def _digits(read_out: str) -> str:
    return "".join(letter for letter in read_out.casefold() if letter.isalnum())
