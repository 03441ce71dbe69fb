"""How often an official came, and whether he can still come often enough. Whole numbers only."""

from collections.abc import Iterable
from dataclasses import dataclass

from training.attendance.models import ATTENDED, Presence


@dataclass(frozen=True, slots=True)
class Tally:
    """Half-days of one official in one class: those planned, those he came to, those he missed."""

    planned: int
    attended: int
    missed: int

    @property
    def percent(self) -> int:
        """Of the half-days planned, rounded down, so that 79.9 % is not 80 %."""
        return self.attended * 100 // self.planned if self.planned else 0

    def can_reach(self, percent: int) -> bool:
        """True while coming to every half-day that is left would be enough."""
        return (self.planned - self.missed) * 100 >= self.planned * percent


def tally(presences: Iterable[Presence], *, planned: int) -> Tally:
    """Count the marks of one official; late counts as present, excused does not."""
    given = list(presences)
    attended = sum(presence in ATTENDED for presence in given)
    return Tally(planned=planned, attended=attended, missed=len(given) - attended)
