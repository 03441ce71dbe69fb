"""The one business clock, half-days, and dates as Cambodia writes them."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

HOME_ZONE = ZoneInfo("Asia/Phnom_Penh")


class HalfDay(StrEnum):
    """The unit of scheduling and of attendance."""

    MORNING = "morning"
    AFTERNOON = "afternoon"


@dataclass(frozen=True, slots=True, order=True)
class Moment:
    """One half-day of one day; ``at`` counts half-days of the day, so moments sort by time."""

    day: date
    at: int

    @classmethod
    def of(cls, day: date, half: HalfDay) -> "Moment":
        return cls(day, 0 if half is HalfDay.MORNING else 1)


def now() -> datetime:
    """This instant, in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """The calendar day in Phnom Penh."""
    return datetime.now(HOME_ZONE).date()


def local(instant: datetime) -> datetime:
    """The same instant on a wall clock in Phnom Penh."""
    return instant.astimezone(HOME_ZONE)


def instant(day: date, at: time) -> datetime:
    """The instant of a wall-clock time in Phnom Penh."""
    return datetime.combine(day, at, HOME_ZONE).astimezone(UTC)


def days(first: date, last: date) -> list[date]:
    """Every day from ``first`` to ``last``, both included."""
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]
