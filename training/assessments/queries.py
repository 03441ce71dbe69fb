"""Results as the pages show them; every query is narrowed to what the reader answers for."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from training.accounts.models import User
from training.assessments.deciding import best_marks
from training.assessments.models import AssessmentKind, Result
from training.assessments.outcome import Record, Standard, outcome
from training.attendance.queries import Attendee, board, get_own_class
from training.attendance.tally import Tally
from training.classes.models import TrainingClass
from training.db import db
from training.enrolments.models import Enrolment, Outcome
from training.errors import NotFound
from training.officials.models import Official

Slot = tuple[AssessmentKind, int]  # kind and attempt
FIRST: tuple[Slot, ...] = (
    (AssessmentKind.PRE_TEST, 1),
    (AssessmentKind.POST_TEST, 1),
    (AssessmentKind.PRACTICAL, 1),
)


@dataclass(frozen=True, slots=True)
class Assessed:
    """One official of a class: his results, his attendance, and what both amount to so far."""

    enrolment: Enrolment
    results: dict[Slot, Result]
    tally: Tally
    best: int | None  # percent
    outcome: Outcome  # decided, or as it would be decided now

    @property
    def official(self) -> Official:
        return self.enrolment.official


def assessed(training_class: TrainingClass, *, user: User) -> list[Assessed]:
    """Everybody who has a seat, in the order of names."""
    known, best = _results(training_class), best_marks(training_class)
    standard = Standard(training_class.course.attendance_percent, training_class.course.pass_mark)
    return [
        _assessed(attendee, known.get(attendee.enrolment.id, {}), best.get(attendee.enrolment.id), standard)
        for attendee in board(training_class, user=user).rows
    ]


def slots(rows: Sequence[Assessed]) -> list[Slot]:
    """The columns of the page: three first attempts, and a further one of each kind that was taken."""
    taken = {slot for row in rows for slot in row.results}
    further = {(kind, attempt + 1) for kind, attempt in taken if kind is not AssessmentKind.PRE_TEST}
    order = list(AssessmentKind)
    return sorted({*FIRST, *taken, *further}, key=lambda slot: (order.index(slot[0]), slot[1]))


def get_result(number: int, *, user: User) -> Result:
    """A result of a class that ``user`` may work in, with its official."""
    shown = joinedload(Result.enrolment).joinedload(Enrolment.official)
    found = db.session.get(Result, number, options=[shown])
    if found is None:
        raise NotFound
    get_own_class(found.enrolment.class_id, user=user)
    return found


def history(result: Result) -> Sequence[Result]:
    """All entries for the same attempt, the oldest first."""
    query = select(Result).where(
        Result.enrolment_id == result.enrolment_id,
        Result.kind == result.kind,
        Result.attempt == result.attempt,
    )
    return db.session.scalars(query.order_by(Result.id)).all()


def _results(training_class: TrainingClass) -> dict[int, dict[Slot, Result]]:
    query = (
        select(Result)
        .join(Enrolment, Enrolment.id == Result.enrolment_id)
        .where(Enrolment.class_id == training_class.id, Result.superseded_at.is_(None))
    )
    found: dict[int, dict[Slot, Result]] = {}
    for result in db.session.scalars(query):
        found.setdefault(result.enrolment_id, {})[result.kind, result.attempt] = result
    return found


def _assessed(row: Attendee, results: dict[Slot, Result], best: int | None, standard: Standard) -> Assessed:
    foreseen = outcome(Record(row.tally.planned, row.tally.attended, best), standard)
    return Assessed(row.enrolment, results, row.tally, best, row.enrolment.outcome or foreseen)
