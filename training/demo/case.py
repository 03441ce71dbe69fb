"""The living case: August to November 2017, laid around a day, built with the verbs of the program.

``lay`` is the table of contents. The same day gives the same case.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import func, select

from training import dates
from training.accounts.models import User
from training.courses import service as courses
from training.db import db
from training.demo import cast, corrections, lists, months, queue, stage
from training.errors import RuleViolation
from training.i18n import lazy
from training.institution import Institution, default_institution
from training.organisation import service as organisation
from training.resources import service as resources
from training.workflow import service as workflow

LONG_AGO = timedelta(days=400)


class RealData(RuleViolation):
    message = lazy("This database holds real data; the demo never touches it.")


@dataclass(frozen=True, slots=True)
class Day:
    """The day around which the case lies, and the instant that is “now” for it."""

    on: date
    at: datetime

    def ago(self, days: int) -> date:
        return self.on - timedelta(days=days)


def lay(*, on: date, at: datetime) -> None:
    """Load the case into an empty database.

    Raises:
        RealData: the database holds something.
    """
    if not _is_empty():
        raise RealData
    day = Day(on, at)
    _reference(day)
    people = cast.users(day.on, at=_morning(day.ago(200)))
    place = stage.build(by=people.coordinator, at=_morning(day.ago(200)))
    lists.apply_all(day.on, by=people.coordinator)
    months.foundation(day.on, place=place, by=people.coordinator)
    months.licences(day.on, by=people.coordinator)
    months.catch_up(day.on, place=place, by=people.coordinator, at=at)
    months.coming(day.on, place=place, by=people.coordinator, at=at)
    queue.full_class(place=place, by=people.coordinator, at=at)
    corrections.put_right(day.on, by=people.coordinator, at=at)
    cast.officials(people, at=_morning(day.ago(60)))


def start_over(*, on: date, at: datetime) -> None:
    """Wipe the demo and lay it anew.

    Raises:
        RealData: the database was not made by the demo.
    """
    known = db.session.get(Institution, 1)
    if not (known.is_demo if known else _is_empty()):
        raise RealData
    db.session.expunge_all()
    for table in reversed(db.metadata.sorted_tables):
        db.session.execute(table.delete())
    lay(on=on, at=at)


def _is_empty() -> bool:
    """Nothing was begun here: no institution, and nobody who could sign in."""
    return not any(
        db.session.scalar(select(func.count()).select_from(model)) for model in (Institution, User)
    )


def _reference(day: Day) -> None:
    institution = default_institution()
    institution.demo_day = day.on
    institution.signatory_name_km, institution.signatory_name_en = "ឯកឧត្តម គំរូ សាកល្បង", "H.E. GUMRU SAKLBANG"
    db.session.add(institution)
    steps: tuple[Callable[[], object], ...] = (
        lambda: organisation.load_reference(day.on - LONG_AGO),
        workflow.load_reference,
        courses.load_reference,
        lambda: resources.load_reference(range(day.on.year - 1, day.on.year + 2)),
    )
    for step in steps:
        step()
        db.session.flush()


def _morning(day: date) -> datetime:
    return dates.instant(day, time(8, 0))
