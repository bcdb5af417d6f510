"""What each factor of a product did to its change, whatever the order they changed in.

The shares are those of Shapley: the mean, over every order in which the factors could have changed one after
the other, of what each did when it was its turn. They add up to the change, a factor that did not move has
none, and no order is anybody's choice. Source: L. S. Shapley, "A value for n-person games", 1953. Decimals of
60 digits (`numbers.exact`, which the caller opens): the tests hold them against fractions and every order.
"""

from collections.abc import Iterable
from decimal import Decimal
from math import comb
from typing import NamedTuple

Pair = tuple[Decimal, Decimal]  # then, now
_FACTORS = 4  # list, amount for each patient, mix, kg of one
# Of how many orders one is in which just these k of the other factors have moved before one's turn.
_ONE_OF = tuple(_FACTORS * comb(_FACTORS - 1, k) for k in range(_FACTORS))


class Shares(NamedTuple):
    """What each of the four made of the change of one product: together the change."""

    by_list: Decimal
    by_volume: Decimal
    by_mix: Decimal
    by_each: Decimal


class Shared:
    """The two factors that all products of a group share: list size, and amount for each patient."""

    def __init__(self, list_size: Pair, volume: Pair) -> None:
        self._list_moved = list_size[1] - list_size[0]
        self._volume_moved = volume[1] - volume[0]
        self._of_list = _other_moves(volume)
        self._of_volume = _other_moves(list_size)
        (size, later_size), (amount, later_amount) = list_size, volume
        states = (size * amount, later_size * amount + size * later_amount, later_size * later_amount)
        self._of_the_rest = tuple(  # both, if neither or one of mix and kg has moved besides
            _sum(state / _ONE_OF[k + besides] for k, state in enumerate(states)) for besides in (0, 1)
        )

    def shares(self, mix: Pair, each: Pair) -> Shares:
        """Of the product of list size, volume, mix and kg of one."""
        by_moved = (mix[0] * each[0], mix[1] * each[0] + mix[0] * each[1], mix[1] * each[1])
        return Shares(
            self._list_moved * _sum(map(_times, by_moved, self._of_list)),
            self._volume_moved * _sum(map(_times, by_moved, self._of_volume)),
            (mix[1] - mix[0]) * _sum(map(_times, each, self._of_the_rest)),
            (each[1] - each[0]) * self.of_one_more(mix),
        )

    def of_one_more(self, mix: Pair) -> Decimal:
        """What one kg more of one makes: the mean of all else over all orders."""
        return _sum(map(_times, mix, self._of_the_rest))


def _other_moves(pair: Pair) -> tuple[Decimal, ...]:
    """The other shared factor, over the orders in which 0, 1 or 2 of mix and kg have moved besides."""
    return tuple(pair[0] / _ONE_OF[k] + pair[1] / _ONE_OF[k + 1] for k in range(_FACTORS - 1))


def _times(one: Decimal, other: Decimal) -> Decimal:
    return one * other


def _sum(numbers: Iterable[Decimal]) -> Decimal:
    return sum(numbers, Decimal(0))
