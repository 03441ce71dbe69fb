"""Which seats and which officials a user sees because of a class."""

from sqlalchemy import ColumnElement, false, or_, select

from training.accounts.models import User
from training.accounts.scope import clause, in_units_of
from training.classes.models import ClassState, TrainingClass
from training.classes.scope import taught_by
from training.enrolments.models import TAKEN, Enrolment
from training.officials.models import Official
from training.permissions import Role


@clause(Enrolment)
def of_ones_units(user: User) -> ColumnElement[bool]:
    """The seats of one's units: given when the official was there, or is his now."""
    his_now = select(Official.id).where(in_units_of(user, Official.unit_id))
    return or_(in_units_of(user, Enrolment.unit_id), Enrolment.official_id.in_(his_now))


@clause(Enrolment)
def ones_own(user: User) -> ColumnElement[bool]:
    return Enrolment.official_id == user.official_id if user.official_id else false()


@clause(Enrolment)
def in_ones_classes(user: User) -> ColumnElement[bool]:
    if not user.has(Role.TRAINER):
        return false()
    return Enrolment.class_id.in_(select(TrainingClass.id).where(taught_by(user)))


@clause(Official)
def taught_by_oneself(user: User) -> ColumnElement[bool]:
    """A trainer sees the officials who sit in his classes."""
    if not user.has(Role.TRAINER):
        return false()
    his_classes = select(TrainingClass.id).where(taught_by(user))
    sits_there = Enrolment.class_id.in_(his_classes) & Enrolment.state.in_(TAKEN)
    return Official.id.in_(select(Enrolment.official_id).where(sits_there))


@clause(TrainingClass)
def with_ones_seat(user: User) -> ColumnElement[bool]:
    """An official sees the classes in which he has, or had, a seat."""
    if not user.official_id:
        return false()
    his = select(Enrolment.class_id).where(Enrolment.official_id == user.official_id)
    return TrainingClass.id.in_(his) & (TrainingClass.state != ClassState.DRAFT)
