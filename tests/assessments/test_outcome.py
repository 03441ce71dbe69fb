"""The course's rule, in whole numbers."""

import pytest

from training.assessments.outcome import Record, Standard, outcome
from training.enrolments.models import Outcome

STANDARD = Standard(attendance=80, pass_mark=50)


@pytest.mark.parametrize(
    ("taught", "attended", "marks", "expected"),
    [
        (10, 8, 50, Outcome.ACHIEVEMENT),
        (10, 8, 49, Outcome.ATTENDANCE),
        (10, 8, None, Outcome.ATTENDANCE),
        (10, 7, 100, Outcome.NONE),
        (3, 2, 100, Outcome.NONE),
        (0, 0, 100, Outcome.NONE),
    ],
)
def test_the_outcome_needs_enough_attendance_and_enough_marks(taught, attended, marks, expected):
    assert outcome(Record(taught, attended, marks), STANDARD) is expected


def test_a_course_that_asks_for_no_attendance_still_needs_to_have_been_taught():
    assert outcome(Record(0, 0, 90), Standard(attendance=0, pass_mark=50)) is Outcome.NONE
