"""What attendance and marks amount to, by the course's rule. Whole numbers only."""

from dataclasses import dataclass

from training.enrolments.models import Outcome


@dataclass(frozen=True, slots=True)
class Record:
    """What an official did in a class."""

    taught: int  # half-days
    attended: int  # half-days, late counts as present
    marks: int | None  # percent, best attempt; None if never assessed


@dataclass(frozen=True, slots=True)
class Standard:
    """What the course asks for."""

    attendance: int  # percent of the half-days taught
    pass_mark: int  # percent


def outcome(record: Record, standard: Standard) -> Outcome:
    """Compare in whole numbers, so that 80 % of 10 half-days is exactly 8."""
    if record.taught == 0 or record.attended * 100 < record.taught * standard.attendance:
        return Outcome.NONE
    if record.marks is None or record.marks < standard.pass_mark:
        return Outcome.ATTENDANCE
    return Outcome.ACHIEVEMENT
