"""What the pages of classes show, each narrowed to what its reader may see."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Select, and_, or_, select
from sqlalchemy.orm import raiseload

from training import dates
from training.accounts.models import User
from training.accounts.scope import seen_by
from training.classes.models import ClassState, SessionChange, SessionState, TrainingClass, TrainingSession
from training.courses.models import Course
from training.db import db
from training.errors import NotFound
from training.resources.models import Room, Trainer

ON_ONE_PAGE = 50
THIRTY_TWO_DAYS = timedelta(days=32)


@dataclass(frozen=True, slots=True)
class ClassPage:
    """One page of the list of classes; ``after`` is where the next one goes on."""

    classes: Sequence[TrainingClass]
    after: str | None


@dataclass(frozen=True, slots=True)
class Change:
    """How a session stood before, and the reason why it does no longer."""

    before: SessionChange
    room: Room
    trainer: Trainer
    by: User | None


def get_class(number: int, *, for_user: User) -> TrainingClass:
    """The class, if the user sees it.

    Raises:
        NotFound: there is none, or it is not his.
    """
    wanted = select(TrainingClass).where(TrainingClass.id == number, seen_by(for_user, TrainingClass))
    found = db.session.scalar(wanted)
    if found is None:
        raise NotFound
    return found


def get_session(number: int, *, for_user: User) -> TrainingSession:
    """The session of a class that the user sees.

    Raises:
        NotFound: there is none, or it is not his.
    """
    wanted = (
        select(TrainingSession)
        .join(TrainingClass, TrainingClass.id == TrainingSession.class_id)
        .where(TrainingSession.id == number, seen_by(for_user, TrainingClass))
    )
    found = db.session.scalar(wanted)
    if found is None:
        raise NotFound
    return found


def class_page(
    *, for_user: User, course: str | None = None, state: str | None = None, month: date | None = None,
    after: str | None = None,
) -> ClassPage:  # fmt: skip
    """The classes from the latest to the earliest, fifty at a time."""
    wanted = select(TrainingClass).where(seen_by(for_user, TrainingClass))
    if course:
        wanted = wanted.where(TrainingClass.course_id == int(course))
    if state:
        wanted = wanted.where(TrainingClass.state == ClassState(state))
    if month:
        end = (month.replace(day=1) + THIRTY_TWO_DAYS).replace(day=1)
        wanted = wanted.where(TrainingClass.starts_on < end, TrainingClass.ends_on >= month.replace(day=1))
    wanted = _from(wanted, after).order_by(TrainingClass.starts_on.desc(), TrainingClass.id.desc())
    found = db.session.scalars(wanted.limit(ON_ONE_PAGE + 1)).all()
    shown = found[:ON_ONE_PAGE]
    more = len(found) > ON_ONE_PAGE
    return ClassPage(shown, f"{shown[-1].starts_on.isoformat()}_{shown[-1].id}" if more else None)


def _from(wanted: Select[TrainingClass], after: str | None) -> Select[TrainingClass]:
    """Go on after the class that ``after`` names by day and number; nonsense begins at the top."""
    day, _, number = (after or "").partition("_")
    try:
        last, at = date.fromisoformat(day), int(number)
    except ValueError:
        return wanted
    same_day = and_(TrainingClass.starts_on == last, TrainingClass.id < at)
    return wanted.where(or_(TrainingClass.starts_on < last, same_day))


def sessions_of(training_class: TrainingClass) -> Sequence[TrainingSession]:
    """All sessions of a class in time, the cancelled ones too."""
    theirs = select(TrainingSession).where(TrainingSession.class_id == training_class.id)
    return db.session.scalars(theirs.order_by(TrainingSession.day, TrainingSession.half.desc())).all()


def changes_of(training_class: TrainingClass) -> Sequence[Change]:
    """What was moved and cancelled in a class, the latest first."""
    found = db.session.execute(
        select(SessionChange, Room, Trainer, User)
        .join(TrainingSession, TrainingSession.id == SessionChange.session_id)
        .join(Room, Room.id == SessionChange.room_id)
        .join(Trainer, Trainer.id == SessionChange.trainer_id)
        .outerjoin(User, User.id == SessionChange.by_id)
        .where(TrainingSession.class_id == training_class.id)
        .order_by(SessionChange.id.desc())
    )
    return [Change(*row) for row in found]


def sessions_between(
    first: date, last: date, *, for_user: User
) -> Sequence[tuple[TrainingSession, TrainingClass]]:
    """The standing sessions from ``first`` to ``last`` of the classes that the user sees."""
    found = db.session.execute(
        select(TrainingSession, TrainingClass)
        .join(TrainingClass, TrainingClass.id == TrainingSession.class_id)
        .where(TrainingSession.day.between(first, last), TrainingSession.state != SessionState.CANCELLED)
        .where(seen_by(for_user, TrainingClass))
        .order_by(TrainingSession.day, TrainingSession.half.desc(), TrainingSession.id)
    )
    return [(training_session, training_class) for training_session, training_class in found]


def courses() -> Sequence[Course]:
    wanted = select(Course).where(~Course.withdrawn).order_by(Course.position, Course.id)
    return db.session.scalars(wanted.options(raiseload(Course.prerequisites))).all()


def rooms() -> Sequence[Room]:
    """The rooms that are open today, those of a centre together."""
    open_today = or_(Room.closed_from.is_(None), Room.closed_from > dates.today())
    return db.session.scalars(select(Room).where(open_today).order_by(Room.centre_id, Room.id)).all()


def trainers() -> Sequence[Trainer]:
    return db.session.scalars(select(Trainer).where(~Trainer.left).order_by(Trainer.name_en)).all()
