"""A plain table: what a sheet of a workbook and a CSV file hold."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeAlias

Cell: TypeAlias = str | Decimal | int | date | None


@dataclass(frozen=True, slots=True)
class NetworkTable:
    """One table: units stand in its headers, None is no data, numbers are exact."""

    name: str
    headers: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
