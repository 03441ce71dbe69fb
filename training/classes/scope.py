"""Which classes a user sees: all of them, those he teaches, or those that are published."""

from sqlalchemy import ColumnElement, false, or_, select, true

from training.accounts.models import User
from training.accounts.scope import clause
from training.classes.models import ClassState, TrainingClass, TrainingSession
from training.permissions import SEES_ALL_UNITS, Role
from training.resources.models import Trainer


@clause(TrainingClass)
def of_all_units(user: User) -> ColumnElement[bool]:
    return true() if user.roles & SEES_ALL_UNITS else false()


@clause(TrainingClass)
def taught_by_oneself(user: User) -> ColumnElement[bool]:
    return taught_by(user) if user.has(Role.TRAINER) else false()


@clause(TrainingClass)
def published(user: User) -> ColumnElement[bool]:
    return TrainingClass.state != ClassState.DRAFT if user.has(Role.FOCAL) else false()


@clause(TrainingClass)
def open_to_all(user: User) -> ColumnElement[bool]:
    if not user.has(Role.OFFICIAL):
        return false()
    return TrainingClass.open_to_all & (TrainingClass.state != ClassState.DRAFT)


def taught_by(user: User) -> ColumnElement[bool]:
    """True for the classes of which ``user`` is the trainer, or teaches a session."""
    himself = select(Trainer.id).where(Trainer.user_id == user.id)
    his_sessions = select(TrainingSession.class_id).where(TrainingSession.trainer_id.in_(himself))
    return or_(TrainingClass.trainer_id.in_(himself), TrainingClass.id.in_(his_sessions))
