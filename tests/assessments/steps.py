"""A class on its way from marks to outcomes, made with the verbs."""

from tests.factories import NOON, make_class, make_enrolment
from training.assessments import service
from training.assessments.models import AssessmentKind
from training.attendance import service as attendance
from training.attendance.models import Presence
from training.classes.models import TrainingClass
from training.classes.service import standing_sessions
from training.enrolments.models import Enrolment

MONDAY = NOON.date()


def enter(enrolment: Enrolment, marks: int, *, kind=AssessmentKind.POST_TEST, attempt=1, by=None):
    return service.enter(enrolment, kind=kind, attempt=attempt, marks=marks, on=MONDAY, by=by, at=NOON)


def attended_by(*officials, presence=Presence.PRESENT, **given) -> tuple[TrainingClass, list[Enrolment]]:
    """A taught and sealed class of one session in which everybody was ``presence``."""
    training_class = make_class(**given)
    seats = [make_enrolment(training_class, official) for official in officials or (None,)]
    (training_session,) = standing_sessions(training_class)
    attendance.mark(training_session, dict.fromkeys(seats, presence), by=None, at=NOON)
    attendance.seal(training_session, by=None, at=NOON)
    return training_class, seats
