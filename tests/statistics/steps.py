"""Decided seats, written as rows; ``decide_outcomes`` is the verb."""

from datetime import date

from tests.factories import MONDAY, make_class, make_enrolment, make_official
from training.enrolments.models import Outcome, Seat
from training.officials.models import Sex


def decided(outcome=Outcome.ACHIEVEMENT, *, sex=Sex.MALE, on: date = MONDAY, training_class=None, **official):
    """A seat whose outcome is decided, in a class that ended on a day."""
    state = Seat.COMPLETED if outcome is Outcome.ACHIEVEMENT else Seat.NOT_COMPLETED
    return make_enrolment(
        training_class or make_class(on=(on,)),
        make_official(sex=sex, **official),
        state=state,
        outcome=outcome,
        decided_on=on,
    )
