"""On which half-days a class would be held: a proposal from a first day and a pattern."""

from collections.abc import Sequence
from datetime import date, timedelta
from enum import StrEnum

from training.dates import HalfDay
from training.resources.queries import workdays


class Pattern(StrEnum):
    MORNINGS = "mornings"
    AFTERNOONS = "afternoons"
    WHOLE_DAYS = "whole days"


HALVES: dict[Pattern, tuple[HalfDay, ...]] = {
    Pattern.MORNINGS: (HalfDay.MORNING,),
    Pattern.AFTERNOONS: (HalfDay.AFTERNOON,),
    Pattern.WHOLE_DAYS: (HalfDay.MORNING, HalfDay.AFTERNOON),
}
ROOM_FOR_HOLIDAYS = 30  # days: no holiday of Cambodia lasts as long


def proposed(first: date, *, pattern: Pattern, half_days: int) -> Sequence[tuple[date, HalfDay]]:
    """The next ``half_days`` of the pattern on workdays from ``first`` on."""
    halves = HALVES[pattern]
    days = workdays(first, first + timedelta(days=2 * half_days + ROOM_FOR_HOLIDAYS))
    return [(day, half) for day in days for half in halves][:half_days]
