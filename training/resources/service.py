"""What is done with the calendar, centres, rooms and trainers."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, TypeVar

import holidays
from sqlalchemy import select

from training import audit
from training.audit import Actor
from training.courses.models import Course
from training.db import db
from training.errors import RuleViolation
from training.i18n import lazy, short_date
from training.organisation.models import UnitKind
from training.resources.models import (
    Blackout,
    Holiday,
    Room,
    Trainer,
    TrainerAbsence,
    TrainingCentre,
)

Thing = TypeVar("Thing")

# The package says 13 to 15 April; two published lists say 14 to 16.
_NEW_YEAR_2019_IS_NOT, _NEW_YEAR_2019_IS = date(2019, 4, 13), date(2019, 4, 16)


class HolidayIsThere(RuleViolation):
    message = lazy("%(day)s is already a holiday: %(name)s.")


class UserTeachesAlready(RuleViolation):
    message = lazy("The trainer %(trainer)s signs in as this user already.")


class EndBeforeBeginning(RuleViolation):
    message = lazy("The last day lies before the first.")


def load_reference(years: Iterable[int]) -> None:
    """Write public holidays of ``years`` as a seed; a year that has any is left alone: people mend it."""
    for year in sorted(set(years)):
        first, last = date(year, 1, 1), date(year, 12, 31)
        if db.session.scalar(select(Holiday.day).where(Holiday.day.between(first, last)).limit(1)) is None:
            db.session.add_all(Holiday(day=day, name_km=km, name_en=en) for day, km, en in _holidays(year))
    db.session.flush()


def add_holiday(*, day: date, name_km: str, name_en: str, by: Actor | None) -> Holiday:
    """Write a decreed holiday.

    Raises:
        HolidayIsThere: the day is one already.
    """
    if found := db.session.get(Holiday, day):
        raise HolidayIsThere(day=short_date(day), name=found.name)
    holiday = Holiday(day=day, name_km=name_km, name_en=name_en)
    db.session.add(holiday)
    audit.record("added holiday", holiday, by=by)
    return holiday


def drop_holiday(holiday: Holiday, *, by: Actor | None) -> None:
    """Let the day be a workday again (unless it is a Saturday or Sunday)."""
    audit.record("dropped holiday", holiday, by=by, name=holiday.name_en)
    db.session.delete(holiday)
    db.session.flush()


def add_blackout(
    *, kind: UnitKind, first: date, last: date, reason_km: str, reason_en: str, by: Actor | None
) -> Blackout:
    """Keep units of ``kind`` from sending people from ``first`` to ``last``.

    Raises:
        EndBeforeBeginning: the days are the wrong way round.
    """
    _in_order(first, last)
    return _added(
        Blackout(unit_kind=kind, valid_from=first, valid_to=last, reason_km=reason_km, reason_en=reason_en),
        "added blackout",
        by=by,
    )


def drop_blackout(blackout: Blackout, *, by: Actor | None) -> None:
    audit.record("dropped blackout", blackout, by=by, first=blackout.valid_from.isoformat())
    db.session.delete(blackout)
    db.session.flush()


def add_centre(*, by: Actor | None, **facts: Any) -> TrainingCentre:
    return _added(TrainingCentre(**facts), "added centre", by=by)


def add_room(centre: TrainingCentre, *, by: Actor | None, **facts: Any) -> Room:
    return _added(Room(centre_id=centre.id, **facts), "added room", by=by)


def add_trainer(*, courses: Iterable[Course], by: Actor | None, **facts: Any) -> Trainer:
    """Write a trainer and what he can teach.

    Raises:
        UserTeachesAlready: another trainer signs in as the same user.
    """
    for obstacle in obstacles_to_signing_in(facts.get("user_id")):
        raise obstacle
    return _added(Trainer(courses=list(courses), **facts), "added trainer", by=by)


def add_absence(
    trainer: Trainer, *, first: date, last: date, reason: str, by: Actor | None
) -> TrainerAbsence:
    """Write that ``trainer`` cannot teach from ``first`` to ``last``.

    Raises:
        EndBeforeBeginning: the days are the wrong way round.
    """
    _in_order(first, last)
    absence = TrainerAbsence(trainer_id=trainer.id, valid_from=first, valid_to=last, reason=reason)
    return _added(absence, "added absence", by=by)


def drop_absence(absence: TrainerAbsence, *, by: Actor | None) -> None:
    """Let the trainer teach on these days again."""
    audit.record("dropped absence", absence, by=by, trainer=absence.trainer_id)
    db.session.delete(absence)
    db.session.flush()


def change(thing: TrainingCentre | Room | Trainer, *, by: Actor | None, **facts: Any) -> None:
    """Change the columns named in ``facts`` (``courses`` of a trainer among them)."""
    for name, value in facts.items():
        setattr(thing, name, value)
    audit.record("changed", thing, by=by, fields=sorted(facts))


def change_trainer(trainer: Trainer, *, by: Actor | None, **facts: Any) -> None:
    """Change the columns named in ``facts``, what he teaches, and the user as whom he signs in (``user_id``).

    Raises:
        UserTeachesAlready: another trainer signs in as the same user.
    """
    for obstacle in obstacles_to_signing_in(facts.get("user_id"), but=trainer):
        raise obstacle
    change(trainer, by=by, **facts)


def obstacles_to_signing_in(user_id: int | None, *, but: Trainer | None = None) -> Iterator[RuleViolation]:
    """Say which other trainer signs in as this user."""
    if user_id is None:
        return
    other = db.session.scalar(select(Trainer).where(Trainer.user_id == user_id))
    if other and other is not but:
        yield UserTeachesAlready(trainer=other.name)


def _holidays(year: int) -> list[tuple[date, str, str]]:
    khmer = dict(holidays.country_holidays("KH", years=year, language="km"))
    english = dict(holidays.country_holidays("KH", years=year, language="en_US"))
    if _NEW_YEAR_2019_IS_NOT in khmer:
        for names in (khmer, english):
            names[_NEW_YEAR_2019_IS] = names.pop(_NEW_YEAR_2019_IS_NOT)
    return [(day, khmer[day], english[day]) for day in sorted(khmer)]


def _in_order(first: date, last: date) -> None:
    if last < first:
        raise EndBeforeBeginning


def _added(thing: Thing, verb: str, *, by: Actor | None) -> Thing:
    db.session.add(thing)
    audit.record(verb, thing, by=by)
    return thing
