"""The demo's users: one for each role, and officials who sign in."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from training.accounts import service as accounts
from training.accounts.models import User
from training.db import db
from training.enrolments.models import Enrolment, Outcome, Seat
from training.officials.models import Official
from training.organisation.models import Unit
from training.permissions import Role

PASSWORD = "demo-demo-demo"  # noqa: S105 - printed on the sign-in page of the demo, for invented people only
ONE_EACH = (
    (Role.ADMINISTRATOR, "administrator", "ឃឹម សារ៉ាត់", "KHIM Sarath"),
    (Role.COORDINATOR, "coordinator", "នួន សុជាតា", "NUON Socheata"),
    (Role.HR_OFFICER, "hr", "ប៉ែន ម៉ាលី", "PEN Maly"),
    (Role.AUDITOR, "auditor", "ទូច វិសាល", "TOUCH Visal"),
)
FOCAL_MINISTRIES = ("MOEYS", "MAFF", "GDNT")
TRAINERS = (
    ("trainer", "ស៊ន បញ្ញា", "SORN Panha"),
    ("trainer2", "មឿង ច័ន្ទរ៉ា", "MOEUNG Chanra"),
    ("trainer3", "វ៉ា សុវណ្ណារ៉ា", "VA Sovannara"),
    ("trainer4", "តាំង គឹមលី", "TAING Kimly"),
)


@dataclass(frozen=True, slots=True)
class Cast:
    coordinator: User
    trainers: tuple[User, ...]


def users(_on: date, *, at: datetime) -> Cast:
    """Create the users that the sign-in page offers, all with the demo's password."""
    made = {role: _user(name, role=role, km=km, en=en, at=at) for role, name, km, en in ONE_EACH}
    for number, code in enumerate(FOCAL_MINISTRIES, start=1):
        unit = db.session.scalars(select(Unit).where(Unit.code == code)).one()
        name = "focal" if number == 1 else f"focal{number}"
        _user(name, role=Role.FOCAL, km=f"មន្ត្រីទំនាក់ទំនង {code}", en=f"Focal person {code}", at=at, unit=unit)
    trainers = tuple(_user(name, role=Role.TRAINER, km=km, en=en, at=at) for name, km, en in TRAINERS)
    return Cast(made[Role.COORDINATOR], trainers)


def _user(name: str, *, role: Role, km: str, en: str, at: datetime, unit: Unit | None = None) -> User:
    user = accounts.create_user(
        user_name=name, name_km=km, name_en=en, roles=[role], unit=unit, by=None, at=at
    )
    accounts.set_password(user, PASSWORD, at=at)
    return user


def officials(people: Cast, *, at: datetime) -> None:
    """Give a few officials a sign-in: first one who has earned a certificate and has a seat again."""
    again = select(Enrolment.official_id).where(Enrolment.state == Seat.CALLED)
    earned = select(Enrolment.official_id).where(Enrolment.outcome == Outcome.ACHIEVEMENT)
    query = select(Official).where(Official.id.in_(earned), Official.staff_id.is_not(None))
    first = db.session.scalars(query.where(Official.id.in_(again)).order_by(Official.id).limit(3)).all()
    for official in first:
        user = accounts.user_of_official(official, by=people.coordinator, at=at)
        accounts.set_password(user, PASSWORD, at=at)
