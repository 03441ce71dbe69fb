"""Certificates made with the verbs."""

from tests.assessments.steps import MONDAY, attended_by, enter
from tests.factories import NOON
from training.assessments.deciding import decide_outcomes
from training.certificates import service


def decided(*officials, marks=64, **given):
    """A completed class in which everybody got ``marks``."""
    training_class, seats = attended_by(*officials, **given)
    for seat in seats:
        enter(seat, marks)
    decide_outcomes(training_class, by=None, at=NOON, on=MONDAY)
    return training_class


def issue(training_class, **given):
    return service.issue(training_class, **({"by": None, "at": NOON, "on": MONDAY} | given))
