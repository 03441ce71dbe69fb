"""The outcome of every seat, decided when a class is taught and sealed."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime

from sqlalchemy import Select, func, select

from training import audit
from training.accounts.models import User
from training.assessments.models import DECIDES, Result
from training.assessments.outcome import Record, Standard, outcome
from training.attendance.models import ATTENDED, Mark
from training.attendance.service import SEATED
from training.classes.models import ClassState, SessionState, TrainingClass, TrainingSession
from training.courses.models import Basis
from training.courses.service import AlreadyEarned, record_earned
from training.db import db
from training.enrolments import service as enrolments
from training.enrolments.models import Enrolment, Outcome
from training.errors import RuleViolation
from training.i18n import lazy
from training.officials.models import Official

EARNS = {Outcome.ACHIEVEMENT: Basis.ACHIEVEMENT, Outcome.ATTENDANCE: Basis.ATTENDANCE}


class NotTaughtYet(RuleViolation):
    message = lazy("Outcomes are decided when every session of the class is over.")


class NotFullySealed(RuleViolation):
    message = lazy("%(count)s sessions are not sealed yet.")


def decide_outcomes(training_class: TrainingClass, *, by: User | None, at: datetime, on: date) -> None:
    """Decide the outcome of every seat, note the courses earned, and complete the class.

    Who attended enough and passed has the course; who only attended has attended, and his need stays.

    Raises:
        NotTaughtYet, NotFullySealed: it is too early.
        ForbiddenMove: the class is completed or cancelled.
    """
    training_class = enrolments.locked(training_class.id)
    for obstacle in deciding_obstacles(training_class):
        raise obstacle
    taught, attended, marks = _taught(training_class), _attended(training_class), best_marks(training_class)
    standard = Standard(training_class.course.attendance_percent, training_class.course.pass_mark)
    for enrolment in db.session.scalars(_seats(training_class)).all():
        record = Record(taught, attended.get(enrolment.id, 0), marks.get(enrolment.id))
        _decide(enrolment, record, outcome(record, standard), by=by, on=on)
        _earn(enrolment, training_class, by=by, on=training_class.ends_on, at=at)
    training_class.move_to(ClassState.COMPLETED)
    audit.record("decided outcomes", training_class, by=by)


def deciding_obstacles(training_class: TrainingClass) -> Iterator[RuleViolation]:
    """Why the outcomes of this class cannot be decided now."""
    if training_class.state in {ClassState.DRAFT, ClassState.PUBLISHED, ClassState.RUNNING}:
        yield NotTaughtYet()
    unsealed = db.session.scalar(
        select(func.count()).where(
            TrainingSession.class_id == training_class.id, TrainingSession.state == SessionState.PLANNED
        )
    )
    if unsealed:
        yield NotFullySealed(count=unsealed)


def best_marks(training_class: TrainingClass) -> dict[int, int]:
    """The marks that count, by enrolment: the best attempt of each kind, and the lower of the two kinds.

    A pre-test never counts.
    """
    best = (
        select(Result.enrolment_id, Result.kind, func.max(Result.marks).label("marks"))
        .join(Enrolment, Enrolment.id == Result.enrolment_id)
        .where(Enrolment.class_id == training_class.id, Result.superseded_at.is_(None))
        .where(Result.kind.in_(DECIDES))
        .group_by(Result.enrolment_id, Result.kind)
        .subquery()
    )
    query = select(best.c.enrolment_id, func.min(best.c.marks)).group_by(best.c.enrolment_id)
    return {number: count for number, count in db.session.execute(query)}  # noqa: C416


def _seats(training_class: TrainingClass) -> Select[Enrolment]:
    return select(Enrolment).where(Enrolment.class_id == training_class.id, Enrolment.state.in_(SEATED))


def _decide(enrolment: Enrolment, record: Record, decided: Outcome, *, by: User | None, on: date) -> None:
    enrolments.decide(
        enrolment, outcome=decided, attended=record.attended, taught=record.taught, marks=record.marks,
        on=on, by=by,
    )  # fmt: skip


def _earn(
    enrolment: Enrolment, training_class: TrainingClass, *, by: User | None, on: date, at: datetime
) -> None:
    if enrolment.outcome not in EARNS:
        return
    official = db.session.get_one(Official, enrolment.official_id)
    with suppress(AlreadyEarned):  # from another class, or by exemption: then he keeps that one
        record_earned(official, training_class.course, basis=EARNS[enrolment.outcome], on=on, by=by, at=at)


def _taught(training_class: TrainingClass) -> int:
    query = select(func.count()).where(
        TrainingSession.class_id == training_class.id, TrainingSession.state == SessionState.SEALED
    )
    return db.session.scalar(query) or 0


def _attended(training_class: TrainingClass) -> dict[int, int]:
    query = (
        select(Mark.enrolment_id, func.count())
        .join(TrainingSession, TrainingSession.id == Mark.session_id)
        .where(TrainingSession.class_id == training_class.id, TrainingSession.state == SessionState.SEALED)
        .where(Mark.superseded_at.is_(None), Mark.presence.in_(ATTENDED))
        .group_by(Mark.enrolment_id)
    )
    return {number: count for number, count in db.session.execute(query)}  # noqa: C416
