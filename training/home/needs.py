"""What an official still needs, why, and how near he is to a seat."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from training.classes.models import TrainingClass
from training.courses.models import Course
from training.courses.queries import needed_by
from training.courses.reasons import Reason, reasons_for
from training.enrolments.models import Enrolment, Seat
from training.enrolments.queries import own_seats
from training.enrolments.waiting import Wish
from training.officials.models import Official

HOPES = frozenset({Seat.OFFERED, Seat.WAITING, Seat.REQUESTED})


@dataclass(frozen=True, slots=True)
class StillNeeded:
    """A course and why; ``seat``: the class in which he sits; ``hope``: the seat that he waits for."""

    course: Course
    reason: Reason
    seat: TrainingClass | None
    hope: Enrolment | None


def still_needed(himself: Official, *, wishes: Sequence[Wish], on: date) -> list[StillNeeded]:
    """The courses that an official still needs, in the order in which they are taken."""
    reasons = reasons_for(himself, on=on)
    open_seats = [each for each in own_seats(himself.id) if each.outcome is None]
    seats = {each.training_class.course_id: each.training_class for each in open_seats}
    asked = [wish.enrolment for wish in wishes if wish.enrolment.state in HOPES]
    hopes = {each.training_class.course_id: each for each in asked}
    return [
        StillNeeded(each, reasons.get(each.id, Reason()), seats.get(each.id), hopes.get(each.id))
        for each in needed_by(himself, on=on)
    ]
