"""The packs installed beside a data file, and the keys accepted there: verified whenever they are read."""

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from greenpractice.errors import FactsError, UserError, system_words
from greenpractice.exchange.signed_file import is_read_out, other_key_words
from greenpractice.facts.in_use import SHIPPED, Facts, Pack, pack_id
from greenpractice.facts.sources import shipped_day
from greenpractice.facts.tables_reading import FOLDERS
from greenpractice.files import make_private, write_in_one_step
from greenpractice.network.states import fingerprint
from greenpractice.own_files import facts_folder
from greenpractice.packs.note import NAME, MakerKey, Note, read_note, write_note
from greenpractice.packs.pack_file import SUFFIX, pack_bytes, read_pack, read_pack_file
from greenpractice.packs.sound import need_sound
from greenpractice.periods import day_words
from greenpractice.phrases import joined

_COUNT_INSTEAD = "Until then the facts that the app came with count."


class KeyNotAccepted(UserError):
    """A pack whose signature holds, by somebody whose key nobody here has accepted."""


@dataclass(frozen=True, slots=True)
class Lost:
    """A pack that was installed and is not there as it was, and why."""

    id: str
    name: str
    why: str


@dataclass(frozen=True, slots=True)
class Held:
    """What is installed, the oldest pack first, and the facts that count because of it.

    With a `problem` no pack counts at all, as where one is `lost`. `outdated` are packs older than the tables
    that the app has by now, `stray` files that nobody installed: neither count, and the others do.
    """

    packs: tuple[Pack, ...] = ()
    keys: tuple[MakerKey, ...] = ()
    facts: Facts = SHIPPED
    outdated: tuple[tuple[Pack, str], ...] = ()
    lost: tuple[Lost, ...] = ()
    stray: tuple[Path, ...] = ()
    problem: str = ""

    @property
    def told(self) -> tuple[str, ...]:
        """What a person has to know: why packs that are there do not count."""
        strays = (
            f"{file.name} in {file.parent} was never installed and does not count." for file in self.stray
        )
        return (*([self.problem] if self.problem else ()), *(why for _, why in self.outdated), *strays)

    def key_of(self, pack: Pack) -> MakerKey | None:
        """The accepted key that signed a pack."""
        return next((key for key in self.keys if key.public_key == pack.public_key), None)


def held(store: Path, note: Note | None = None) -> Held:
    """What is installed for a data file; each pack is verified, and all of them together read as facts.

    `note` is what was noted elsewhere, where nothing is beside the data file.
    """
    folder = facts_folder(store)
    note = note or read_note(store)
    if note is None:
        return Held(problem=f"{folder / NAME} cannot be read. Install your packs again. {_COUNT_INSTEAD}")
    try:
        found, lost, stray = _looked_through(folder, note)
    except OSError as error:
        return Held(keys=note.keys, problem=f"{system_words(error)} {_COUNT_INSTEAD}")
    if lost:
        why = f"{lost[0].why} Install “{lost[0].name}” again, or take it back. {_COUNT_INSTEAD}"
        return Held(found, note.keys, lost=lost, stray=stray, problem=why)
    outdated = tuple((pack, why) for pack in found if (why := _outdated(pack)))
    old = [pack for pack, _ in outdated]
    facts = Facts(tuple(pack for pack in found if pack not in old))
    problem = _problem_of(facts)
    if problem:
        return Held(found, note.keys, SHIPPED, outdated, (), stray, f"{problem} {_COUNT_INSTEAD}")
    return Held(found, note.keys, facts if facts.packs else SHIPPED, outdated, (), stray)


def _looked_through(folder: Path, note: Note) -> tuple[tuple[Pack, ...], tuple[Lost, ...], tuple[Path, ...]]:
    """The packs that were installed and are sound, those that are not, and what else lies there."""
    packs: dict[str, Pack] = {}
    stray: list[Path] = []
    reasons: dict[str, str] = {}  # by the name that the file of a pack has
    there = folder.iterdir() if folder.is_dir() else ()
    for file in sorted(each for each in there if each.suffix.lower() == SUFFIX):
        try:
            pack = read_pack_file(file)
        except (UserError, OSError) as error:
            reasons[file.stem] = str(error)
            stray.append(file)
            continue
        if pack.digest not in note.packs:
            stray.append(file)
        elif any(key.public_key == pack.public_key for key in note.keys):
            packs[pack.digest] = pack
        else:
            reasons[pack.id] = f"{file.name} is signed with a key that is no longer accepted."
    lost = [
        Lost(id, name, reasons.get(id, f"“{name}” is no longer in {folder}."))
        for digest, name in note.packs.items()
        if digest not in packs and (id := pack_id(digest))
    ]
    own = [each.id for each in lost]
    return Facts(tuple(packs.values())).packs, tuple(lost), tuple(f for f in stray if f.stem not in own)


def ahead_words(day: date, today: date) -> str:
    """Why no pack of a day that has not come counts, as it would outrank all that come before; "" if it has.

    It is asked before a pack is made or installed and never again: a clock that is put back later takes no
    facts away.
    """
    if day <= today:
        return ""
    return (
        f"day: it is of {day_words(day)}, and today is {day_words(today)}. It would count over "
        "all that come before that day. Set the clock of this computer if that is wrong, or ask who made it "
        "for one of the right day"
    )


def why_not(pack: Pack, there: Held, today: date) -> str:
    """Why a pack may not be installed beside what is there; "" if it may be tried."""
    ahead = ahead_words(pack.day, today)
    if ahead:
        return ahead
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


def with_pack(pack: Pack, file: str, there: Held, today: date) -> Facts:
    """The facts as they would be with a pack; UserError names file, table and key of what is wrong."""
    problem = why_not(pack, there, today)
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
    if read_out and is_read_out(pack.public_key, read_out):
        return
    if read_out:
        raise KeyNotAccepted(other_key_words(file, pack.public_key))
    _need_key(pack, file, there.keys)


def install(store: Path, path: Path, today: date, read_out: str = "") -> str:
    """Put a pack among those that count, and accept its key if it is the one read out; says what was done."""
    data, there = pack_bytes(path), held(store)
    pack = read_pack(data, path.name)
    need_key(pack, path.name, there, read_out)
    if pack in there.packs:
        return f"“{pack.name}” is installed already. Nothing was changed."
    with_pack(pack, path.name, there, today)
    folder = facts_folder(store)
    make_private(folder)
    file = folder / f"{pack.id}{SUFFIX}"
    write_in_one_step(file, data, private=True)
    note = read_note(store) or Note()
    keys = note.keys if there.key_of(pack) else (*note.keys, MakerKey(pack.public_key, pack.maker, today))
    try:
        write_note(store, Note(keys, {**note.packs, pack.digest: pack.name}, note.gone - {pack.digest}))
    except (UserError, OSError):
        if pack.digest not in note.packs:  # what is not noted is not there either
            file.unlink(missing_ok=True)
        raise
    told = f"“{pack.name}” of {day_words(pack.day)} is installed. It holds {about_words(pack)}."
    return " ".join((told, *held(store).told))


def about_words(pack: Pack) -> str:
    """What a pack is about: `inhalers and the Green Plan`."""
    return joined(
        [said for folder, said in FOLDERS.items() if any(n.startswith(f"{folder}/") for n in pack.files)]
    )


def remove(store: Path, wanted: str = "") -> str:
    """Take a pack back: the one with this id or name, else one that is lost, else the newest; says which."""
    there = held(store)
    for lost in there.lost:
        if wanted in ("", lost.id, lost.name):
            _forget(store, lost.id)
            return f"“{lost.name}” was taken back."
    found = [pack for pack in there.packs if wanted in ("", pack.id, pack.digest, pack.name)]
    if found:
        pack = found[-1]
        _need_not_needed(pack, there)
        _forget(store, pack.id)
        return f"“{pack.name}” of {day_words(pack.day)} was taken back."
    for file in there.stray:
        if wanted in ("", file.name, file.stem):
            file.unlink()
            return f"{file.name} was taken away."
    raise UserError(f"No pack {wanted} is installed." if wanted else "No pack is installed.")


def _need_not_needed(pack: Pack, there: Held) -> None:
    try:
        need_sound(Facts(tuple(each for each in there.facts.packs if each != pack)))
    except FactsError as error:
        raise UserError(
            f"“{pack.name}” cannot be taken back alone, as a pack that came later needs it: {error}. "
            "Take that one back first."
        ) from error


def _forget(store: Path, id: str) -> None:
    """Let a pack count no more, and then remove its file, whatever that is called."""
    note, folder = read_note(store) or Note(), facts_folder(store)
    gone = {digest for digest in note.packs if pack_id(digest) == id}
    left = {digest: name for digest, name in note.packs.items() if digest not in gone}
    write_note(store, Note(note.keys, left, note.gone | gone))
    for file in [each for each in folder.iterdir() if each.suffix.lower() == SUFFIX]:
        if file.stem == id or _id_of(file) == id:
            file.unlink()


def forget_key(store: Path, read_out: str) -> str:
    """Accept a maker's key no more; its packs go first."""
    there = held(store)
    key = next((key for key in there.keys if is_read_out(key.public_key, read_out)), None)
    if key is None:
        raise UserError(f"No key {read_out} is accepted.")
    signed = [pack.name for pack in there.packs if pack.public_key == key.public_key]
    if signed:
        raise UserError(f"{joined(signed)}: signed with this key. Take back what it signed first.")
    note = read_note(store) or Note()
    write_note(store, replace(note, keys=tuple(each for each in note.keys if each != key)))
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


def _id_of(file: Path) -> str:
    try:
        return read_pack_file(file).id
    except (UserError, OSError):
        return ""
