"""Results are entered, and corrected with a reason."""

from collections.abc import Iterator
from datetime import date, datetime

from sqlalchemy import select

from training import audit, dates
from training.accounts.models import User
from training.assessments.models import DECIDES, AssessmentKind, Result
from training.attendance.service import SEATED
from training.classes.models import ClassState, TrainingClass
from training.classes.rules import ReasonNeeded
from training.db import db
from training.enrolments.models import Enrolment
from training.errors import RuleViolation
from training.i18n import lazy, short_date

TAKES_RESULTS = frozenset({ClassState.PUBLISHED, ClassState.RUNNING, ClassState.TAUGHT})


class MarksOutOfRange(RuleViolation):
    message = lazy("Marks are whole percents from 0 to 100.")


class ResultsClosed(RuleViolation):
    message = lazy("Results are entered only in a published class whose outcomes are not decided yet.")


class NoSeatToAssess(RuleViolation):
    message = lazy("Only an official who has a seat in the class can have a result.")


class TakenInFuture(RuleViolation):
    message = lazy("A test cannot be taken on %(day)s, which is still to come.")


class TakenBeforeClass(RuleViolation):
    message = lazy("A test cannot be taken before the class begins on %(day)s.")


class AttemptSkipped(RuleViolation):
    message = lazy("Attempt %(attempt)s needs a result of the attempt before it.")


class ResultReplaced(RuleViolation):
    message = lazy("Somebody has corrected this result already; please look again.")


def enter(
    enrolment: Enrolment,
    *,
    kind: AssessmentKind,
    attempt: int,
    marks: int,
    on: date,
    by: User | None,
    at: datetime,
) -> Result:
    """Enter one attempt's marks in percent; ``on`` is the day of the test.

    Raises:
        RuleViolation: the first of ``obstacles``.
        ReasonNeeded: this attempt has other marks already; they are corrected, with a reason.
    """
    for obstacle in obstacles(enrolment, kind=kind, attempt=attempt, marks=marks, on=on, at=at):
        raise obstacle
    known = _current(enrolment, kind=kind, attempt=attempt)
    if known and known.marks == marks:
        return known
    if known:
        raise ReasonNeeded
    result = _add(enrolment.id, kind=kind, attempt=attempt, marks=marks, on=on, by=by, at=at)
    audit.record("entered result", result, by=by, kind=kind.value, attempt=attempt, marks=marks)
    return result


def correct(wrong: Result, *, marks: int, reason: str, by: User | None, at: datetime) -> Result:
    """Put new marks in place of wrong ones, with the reason; the old row is kept.

    Raises:
        ReasonNeeded, ResultReplaced, MarksOutOfRange, ResultsClosed: it cannot be corrected.
    """
    if not reason.strip():
        raise ReasonNeeded
    if wrong.superseded_at is not None:
        raise ResultReplaced
    enrolment = db.session.get_one(Enrolment, wrong.enrolment_id)
    for obstacle in obstacles(
        enrolment, kind=wrong.kind, attempt=wrong.attempt, marks=marks, on=wrong.taken_on, at=at
    ):
        raise obstacle
    wrong.superseded_at = at
    db.session.flush()
    new = _add(
        wrong.enrolment_id, kind=wrong.kind, attempt=wrong.attempt, marks=marks, on=wrong.taken_on, by=by,
        at=at, reason=reason.strip(),
    )  # fmt: skip
    audit.record("corrected result", new, by=by, was=wrong.marks, now=marks, reason=reason)
    return new


def obstacles(
    enrolment: Enrolment, *, kind: AssessmentKind, attempt: int, marks: int, on: date, at: datetime
) -> Iterator[RuleViolation]:
    """Why these marks cannot be entered."""
    training_class = db.session.get_one(TrainingClass, enrolment.class_id)
    if not 0 <= marks <= 100:
        yield MarksOutOfRange()
    if training_class.state not in TAKES_RESULTS:
        yield ResultsClosed()
    if enrolment.state not in SEATED:
        yield NoSeatToAssess()
    if on > dates.local(at).date():
        yield TakenInFuture(day=short_date(on))
    if kind in DECIDES and on < training_class.starts_on:
        yield TakenBeforeClass(day=short_date(training_class.starts_on))
    if attempt > 1 and not _current(enrolment, kind=kind, attempt=attempt - 1):
        yield AttemptSkipped(attempt=attempt)


def _current(enrolment: Enrolment, *, kind: AssessmentKind, attempt: int) -> Result | None:
    query = select(Result).where(
        Result.enrolment_id == enrolment.id, Result.kind == kind, Result.attempt == attempt,
        Result.superseded_at.is_(None),
    )  # fmt: skip
    return db.session.scalar(query)


def _add(
    enrolment_id: int,
    *,
    kind: AssessmentKind,
    attempt: int,
    marks: int,
    on: date,
    by: User | None,
    at: datetime,
    reason: str = "",
) -> Result:
    result = Result(
        enrolment_id=enrolment_id, kind=kind, attempt=attempt, marks=marks, taken_on=on, reason=reason,
        entered_at=at, entered_by_id=by.id if by else None,
    )  # fmt: skip
    db.session.add(result)
    db.session.flush()
    return result
