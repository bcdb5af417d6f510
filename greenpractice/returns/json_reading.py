"""JSON kept exactly as written, and a reader that collects every problem with its values."""

import json
from collections.abc import Callable, Mapping
from typing import Any, NoReturn

from greenpractice.errors import InputError, Issue
from greenpractice.numbers import plain_problem
from greenpractice.returns.documents import Json
from greenpractice.texts import text_problem, written_problem

MAXIMUM_BYTES = 8 * 1024 * 1024
_LONGEST_NUMBER = 200


class NumberText(str):
    """The text of a JSON number, kept as written so that no digit is lost."""

    __slots__ = ()


class DocumentReader:
    """Collects the document's values and every issue with them."""

    def __init__(self) -> None:
        self.issues: list[Issue] = []
        self.found_unknown = False  # a key or section that no version this program reads has

    def wrong(
        self, sentence: str, section: str | None = None, row: int | None = None, field: str | None = None
    ) -> None:
        """Note a problem."""
        self.issues.append(Issue(section, row, field, sentence))

    def unknown(
        self, what: str, section: str | None = None, row: int | None = None, field: str | None = None
    ) -> None:
        """Note a key or section, named as `the key 'x'`, that is not known."""
        self.found_unknown = True
        self.wrong(f"{what} is not known; remove it", section, row, field)

    def table(self, value: object, name: str, allowed: tuple[str, ...] | None = None) -> Json:
        """A JSON object without nulls; unknown keys are problems naming them."""
        if value is None:
            return {}
        if not isinstance(value, Mapping):
            self.wrong("must be a JSON object", field=name)
            return {}
        for key in value:
            if allowed is not None and key not in allowed:
                self.unknown(f"the key {key!r}", field=f"{name}.{key}" if name else str(key))
        return {key: item for key, item in value.items() if item is not None}

    def text(
        self,
        value: object,
        name: str,
        section: str | None = None,
        row: int | None = None,
        problem_of: Callable[[str], str | None] = text_problem,
    ) -> str | None:
        """A text, or None with a problem noted."""
        if value is None:
            return None
        if not isinstance(value, str) or isinstance(value, NumberText):
            self.wrong("must be a text in quotes", section, row, name)
            return None
        problem = problem_of(value)
        if problem:
            self.wrong(problem, section, row, name)
        return value

    def beside(
        self, value: object, name: str, section: str | None = None, row: int | None = None
    ) -> str | None:
        """A text beside a figure, of whose numbers `patient_numbers` asks."""
        return self.text(value, name, section, row, written_problem)

    def whole(
        self, value: object, name: str, section: str | None = None, row: int | None = None
    ) -> int | None:
        """A whole number of 0 or more, or None with a problem noted."""
        if value is None:
            self.wrong("must be given", section, row, name)
            return None
        text = value if isinstance(value, str) else ""
        if plain_problem(text) is not None or "." in text:
            self.wrong("must be a whole number of 0 or more", section, row, name)
            return None
        return int(text)

    def boolean(
        self, value: object, name: str, section: str | None = None, row: int | None = None
    ) -> bool | None:
        """true or false, or None with a problem noted."""
        if value is not None and not isinstance(value, bool):
            self.wrong("must be true or false", section, row, name)
            return None
        return value


def parse_json(data: bytes, file: str) -> Json:
    """The JSON object in `data` with every number as its text; an InputError says what is wrong."""
    if len(data) > MAXIMUM_BYTES:
        raise InputError(file, [Issue(None, None, None, "it is larger than 8 MB: this is not a return")])
    try:
        text = data.decode("utf-8-sig")
        values = json.loads(
            text,
            parse_int=_number,
            parse_float=_number,
            parse_constant=_no_constant,
            object_pairs_hook=_no_duplicates,
        )
    except UnicodeDecodeError as error:
        raise _unreadable(file, f"byte {error.start} is not UTF-8; save the file as UTF-8") from error
    except json.JSONDecodeError as error:
        raise _unreadable(file, f"line {error.lineno}: it is not JSON ({error.msg})") from error
    except (ValueError, RecursionError) as error:
        raise _unreadable(file, f"it cannot be read as JSON ({error})") from error
    if not isinstance(values, dict):
        raise _unreadable(file, "it is not a return: the document must be a JSON object")
    return values


def _number(text: str) -> NumberText:
    """Longer ones are no figures, and Python refuses to read them as numbers at all."""
    if len(text) > _LONGEST_NUMBER:
        raise ValueError(f"a number has more than {_LONGEST_NUMBER} digits")
    return NumberText(text)


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not a number")


def _no_duplicates(pairs: list[tuple[str, Any]]) -> Json:
    values = dict(pairs)
    if len(values) < len(pairs):
        names = [key for key, _ in pairs]
        twice = next(key for key in names if names.count(key) > 1)
        raise ValueError(f"the key {twice!r} stands twice in one object")
    return values


def _unreadable(file: str, sentence: str) -> InputError:
    return InputError(file, [Issue(None, None, None, sentence)])


def plain_json(data: bytes) -> Json:
    """The same object with JSON's own numbers, for checking a seal; `data` has been read once already."""
    values: Json = json.loads(data.decode("utf-8-sig"))
    return values
