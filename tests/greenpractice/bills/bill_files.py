"""Bill files as energy companies export them, of made-up readings."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

MPAN, OTHER = "1200012344321", "1200098765430"
HALF_HOURS = [f"{minutes // 60:02}:{minutes % 60:02}" for minutes in range(0, 24 * 60, 30)]
Readings = Mapping[date, Sequence[Decimal]]


def days_from(first: date, count: int) -> list[date]:
    """So many days from the first on."""
    return [first + number * timedelta(days=1) for number in range(count)]


def across(days: Readings, meter: str = MPAN, uk: bool = True) -> list[str]:
    """A row a day with a column for each half hour, the header first."""
    header = ",".join(("MPAN", "Date", *HALF_HOURS))
    return [header, *(",".join((meter, _day(day, uk), *map(str, values))) for day, values in days.items())]


def down(days: Readings, meter: str = MPAN, *, ends: bool = False) -> list[str]:
    """A row for each half hour of days of 24 hours, the header first."""
    rows = ["Meter,Reading time,Consumption (kWh)"]
    for day, values in days.items():
        for number, value in enumerate(values):
            moment = datetime.combine(day, datetime.min.time()) + timedelta(minutes=30 * (number + ends))
            rows.append(f"{meter},{moment:%d/%m/%Y %H:%M},{value}")
    return rows


def in_utc(first: datetime, values: Iterable[Decimal]) -> list[str]:
    """Half hours one after the other with their zone, as apps of energy companies export them."""
    rows = ["Consumption (kwh), Estimated Cost Inc. Tax (p), Start, End"]
    for number, value in enumerate(values):
        start = first + timedelta(minutes=30 * number)
        end = start + timedelta(minutes=30)
        rows.append(f"{value},7.1,{start:%Y-%m-%dT%H:%M:%S}+00:00,{end:%Y-%m-%dT%H:%M:%S}+00:00")
    return rows


def put(folder: Path, rows: Sequence[str], name: str = "readings.csv") -> Path:
    """The rows as a file."""
    path = folder / name
    path.write_text("\r\n".join([*rows, ""]), encoding="utf-8", newline="")
    return path


def _day(day: date, uk: bool) -> str:
    return f"{day:%d/%m/%Y}" if uk else day.isoformat()
