"""Where the demo's classes are held, and by whom."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from training import audit
from training.accounts.models import User
from training.courses.models import Course
from training.db import db
from training.demo.cast import TRAINERS
from training.resources.features import add_feature
from training.resources.models import Room, Trainer, TrainingCentre

CENTRES = (
    ("អគារ B ក្រសួងសេដ្ឋកិច្ច និងហិរញ្ញវត្ថុ", "Building B, Ministry of Economy and Finance",
     (("បន្ទប់កុំព្យូទ័រ ១", "Computer room 1", 25), ("បន្ទប់កុំព្យូទ័រ ២", "Computer room 2", 25))),
    ("វិទ្យាស្ថានសេដ្ឋកិច្ច និងហិរញ្ញវត្ថុ", "Economics and Finance Institute",
     (("បន្ទប់ពិសោធន៍ IT", "IT laboratory", 30),)),
)  # fmt: skip
PROJECTOR, NETWORK = ("ម៉ាស៊ីនបញ្ចាំង", "Projector"), ("បណ្តាញ FMIS", "FMIS network")
TEACHES = (("ITF", "OVW", "AP"), ("ITF", "OVW", "BA", "PO"), ("ITF", "AR", "CM"), ("GL", "RPT", "AP", "OVW"))


@dataclass(frozen=True, slots=True)
class Stage:
    rooms: tuple[Room, ...]
    trainers: tuple[Trainer, ...]
    courses: dict[str, Course]


def build(*, by: User, at: datetime) -> Stage:
    """Open two training centres with three rooms, and name four trainers with what they teach."""
    courses = {course.code: course for course in db.session.scalars(select(Course))}
    has = [add_feature(name_km=km, name_en=en, by=by).code for km, en in (PROJECTOR, NETWORK)]
    for code, course in courses.items():
        course.features = has if code != "ITF" else has[:1]
    rooms = []
    for km, en, inside in CENTRES:
        centre = TrainingCentre(name_km=km, name_en=en, province_code="12")
        db.session.add(centre)
        db.session.flush()
        rooms += [
            Room(centre_id=centre.id, name_km=k, name_en=e, seats=seats, features=has)
            for k, e, seats in inside
        ]
    db.session.add_all(rooms)
    trainers = []
    for (user_name, km, en), codes in zip(TRAINERS, TEACHES, strict=True):
        user = db.session.scalars(select(User).where(User.user_name == user_name)).one()
        taught = [courses[code] for code in codes if code in courses]
        trainers.append(Trainer(user_id=user.id, name_km=km, name_en=en, province_code="12", courses=taught))
    db.session.add_all(trainers)
    db.session.flush()
    for thing in (*rooms, *trainers):
        audit.record("added", thing, by=by, at=at.isoformat())
    return Stage(tuple(rooms), tuple(trainers), courses)
