"""Whose figures a command is asked for: `--pcn`, `--group`, `--sub-icb` or `--all`, in one place."""

from argparse import ArgumentTypeError, Namespace
from typing import Any

from greenpractice.errors import UsageError
from greenpractice.facts.directory import Directory, is_ods_code
from greenpractice.network.groups import (
    SUB_ICBS,
    UNKNOWN_SUB_ICB,
    Group,
    everyone,
    no_network,
    one_pcn,
    several_pcns,
    sub_icb,
)

NO_NETWORK = "none"


def add_group_options(whose: Any) -> None:
    """The four, to a set of options of which one is given."""
    whose.add_argument("--pcn", type=code, metavar="CODE", help="one network")
    whose.add_argument(
        "--group", type=_network, nargs="+", metavar="CODE",
        help=f"several networks; {NO_NETWORK} for the practices without one",
    )  # fmt: skip
    whose.add_argument(
        "--sub-icb", choices=(*SUB_ICBS, NO_NETWORK), metavar="CODE",
        help=f"a sub-ICB: {', '.join(SUB_ICBS)}; {NO_NETWORK} for the practices of which no list says one",
    )  # fmt: skip
    whose.add_argument("--all", action="store_true", help="every practice of the area")


def group_asked(asked: Namespace, directory: Directory) -> Group:
    """The group; UsageError where codes do not go together."""
    if asked.pcn:
        return one_pcn(directory, asked.pcn)
    if asked.sub_icb:
        return sub_icb(UNKNOWN_SUB_ICB if asked.sub_icb == NO_NETWORK else asked.sub_icb)
    if asked.all:
        return everyone()
    codes = list(dict.fromkeys(asked.group))
    if codes == [NO_NETWORK]:
        return no_network()
    for each in codes:
        if each == NO_NETWORK:
            raise UsageError(f"--group takes networks, or {NO_NETWORK} alone")
        if directory.practice(each) is not None:
            raise UsageError(f"{each} is a practice: --group takes the codes of networks, like U30213")
    if len(codes) == 1:
        return one_pcn(directory, codes[0])
    return several_pcns(f"{len(codes)} networks", codes)  # as the window calls it: its reports are the same


def group_words(asked: Namespace) -> str:
    """How the group was asked for: a code, or several."""
    if asked.all:
        return "all practices"
    return str(asked.pcn or asked.sub_icb or " and ".join(asked.group))


def code(text: str) -> str:
    """The code of a practice or a network."""
    if not is_ods_code(text):
        raise ArgumentTypeError(f"{text!r} must be one letter and five digits, like C82001")
    return text


def _network(text: str) -> str:
    return text if text == NO_NETWORK else code(text)
