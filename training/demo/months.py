"""What happened in the demo's months: foundation, licences, today's class, the class to come."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from random import Random

from sqlalchemy import select

from training import dates
from training.accounts.models import User
from training.assessments import deciding
from training.assessments import service as assessments
from training.assessments.models import AssessmentKind
from training.attendance import service as attendance
from training.attendance.models import Presence
from training.certificates import service as certificates
from training.classes import service as classes
from training.classes.models import TrainingClass, TrainingSession
from training.courses.models import EarnedCourse, Nomination
from training.dates import HalfDay
from training.db import db
from training.demo.stage import Stage
from training.enrolments import service as enrolments
from training.enrolments.models import Enrolment
from training.officials import service as officials
from training.officials.models import Official, Sex
from training.organisation.models import Unit, UnitKind
from training.readiness import service as readiness
from training.resources.queries import workdays
from training.workflow.models import RoleAssignment

BOTH = (HalfDay.MORNING, HalfDay.AFTERNOON)
FOUNDATION_CLASSES = 7
LICENCES = 55


def foundation(on: date, *, place: Stage, by: User) -> None:
    """Three months ago: 163 officials of all provincial departments and treasuries in seven classes."""
    nominated = select(Official).join(Nomination, Nomination.official_id == Official.id)
    people = db.session.scalars(nominated.order_by(Official.unit_id, Official.id)).all()
    weeks = _weeks(on - timedelta(days=98), count=3)
    for number in range(FOUNDATION_CLASSES):
        seated = people[number::FOUNDATION_CLASSES]
        days, room = weeks[number // 3], number % 3
        slots = [(day, half) for day in days for half in BOTH]
        training_class = open_class(
            "ITF", slots=slots, place=place, room=room, trainer=room, by=by, wave="រលកទី១ មូលដ្ឋានព័ត៌មានវិទ្យា"
        )
        call(seated, to=training_class, by=by, at=_hour(days[0] - timedelta(days=7), 9))
        _teach(training_class, by=by, until=_hour(days[-1], 19))
        _assess(training_class, by=by, on=days[-1])
        _finish(training_class, by=by, on=days[-1] + timedelta(days=3))


def licences(on: date, *, by: User) -> None:
    """55 licences to the treasuries, 1 to the Department of Investment (bulletin 41, August 2017)."""
    query = select(Official).join(Unit, Unit.id == Official.unit_id).where(Unit.kind == UnitKind.TREASURY)
    people = db.session.scalars(query.order_by(Official.id)).all()
    chosen = [one for number, one in enumerate(people) if number % 3 != 1][:50]
    chosen += [one for one in people if one not in chosen][: LICENCES - len(chosen)]
    reason = "Granted before the training: users were overloaded with transactions"
    for official in (*chosen, _investment_official(on, by=by)):
        readiness.grant_licence(
            official,
            unit=db.session.get_one(Unit, official.unit_id),
            exception=reason,
            by=by,
            on=on - timedelta(days=80),
        )


def _investment_official(on: date, *, by: User) -> Official:
    unit = db.session.scalars(select(Unit).where(Unit.code == "DOI")).one()
    return officials.register_official(
        unit=unit, staff_id="0700700700", name_km="មាស ពិសី", name_latin="MEAS PISEY", sex=Sex.FEMALE,
        birth_date=date(1984, 5, 9), position="មន្ត្រី", on=on - timedelta(days=150), by=by,
        at=_hour(on - timedelta(days=150), 9),
    )  # fmt: skip


def catch_up(on: date, *, place: Stage, by: User, at: datetime) -> None:
    """A class of IT foundation that runs today, or on the next workday, for officials of the ministries."""
    ahead = workdays(on, on + timedelta(days=14))
    before = workdays(on - timedelta(days=14), on - timedelta(days=1))
    days = [*before[-2:], *ahead[:3]]
    slots = [(day, half) for day in days for half in BOTH]
    training_class = open_class(
        "ITF", slots=slots, place=place, room=0, trainer=0, by=by, wave="ថ្នាក់បំពេញបន្ថែម"
    )
    earned = select(EarnedCourse.official_id).where(EarnedCourse.course_id == place.courses["ITF"].id)
    query = select(Official).join(Unit, Unit.id == Official.unit_id)
    query = query.where(Unit.kind == UnitKind.MINISTRY, Official.id.not_in(earned))
    people = db.session.scalars(query.order_by(Official.staff_id).limit(18)).all()
    call(people, to=training_class, by=by, at=_hour(days[0] - timedelta(days=5), 9))
    _teach(training_class, by=by, until=_hour(days[1], 13))  # yesterday afternoon is still to be marked
    classes.bring_up_to_date(at=at)


def coming(on: date, *, place: Stage, by: User, at: datetime) -> None:
    """One FMIS class is published for the coming days; half its seats are called, the rest is open."""
    days = workdays(on + timedelta(days=4), on + timedelta(days=20))[:1]
    slots = [(day, half) for day in days for half in BOTH]
    training_class = open_class(
        "OVW", slots=slots, place=place, room=1, trainer=1, by=by, wave="រលកទី២ FMIS", open_to_all=True
    )
    holders = select(RoleAssignment.official_id).where(RoleAssignment.valid_to.is_(None))
    earned = select(EarnedCourse.official_id).where(EarnedCourse.course_id == place.courses["ITF"].id)
    query = select(Official).where(Official.id.in_(holders), Official.id.in_(earned))
    people = db.session.scalars(query.order_by(Official.staff_id).limit(14)).all()
    seats = call(people, to=training_class, by=by, at=at)
    for enrolment in seats[::3]:
        enrolments.confirm(enrolment, by=by, at=at)


def _weeks(first: date, *, count: int) -> list[list[date]]:
    """The next ``count`` stretches of five workdays from ``first``."""
    found = workdays(first, first + timedelta(days=7 * count + 21))
    return [found[5 * number : 5 * number + 5] for number in range(count)]


def open_class(
    code: str, *, slots: Sequence[tuple[date, HalfDay]], place: Stage, room: int, trainer: int, by: User,
    wave: str, seats: int = 25, open_to_all: bool = False, by_approval: bool = False,
) -> TrainingClass:  # fmt: skip
    opened = slots[0][0] - timedelta(days=12)
    training_class = classes.open_class(
        place.courses[code], room=place.rooms[room], trainer=place.trainers[trainer], sessions=slots,
        seats=min(seats, place.rooms[room].seats), by=by, at=_hour(opened, 9), on=opened, wave=wave,
        open_to_all=open_to_all, by_approval=by_approval,
    )  # fmt: skip
    classes.publish(training_class, by=by, at=_hour(opened, 10))
    return training_class


def call(people: Sequence[Official], *, to: TrainingClass, by: User, at: datetime) -> list[Enrolment]:
    return [enrolments.enrol(official, to=to, by=by, at=at) for official in people]


def _teach(training_class: TrainingClass, *, by: User, until: datetime) -> None:
    """Mark and seal every session that is over by ``until``; nobody misses more than two half-days."""
    seats = _seats(training_class)
    sessions = select(TrainingSession).where(TrainingSession.class_id == training_class.id)
    held = db.session.scalars(sessions.order_by(TrainingSession.day, TrainingSession.half.desc())).all()
    for number, training_session in enumerate(held):
        over = classes.ends_at(training_session)
        if over > until:
            break
        classes.bring_up_to_date(at=over)
        presences = {seat: _presence(place, number) for place, seat in enumerate(seats)}
        attendance.mark(training_session, presences, by=by, at=over)
        attendance.seal(training_session, by=by, at=over)
    classes.bring_up_to_date(at=until)


def _presence(place: int, number: int) -> Presence:
    if place % 11 == 5 and number == 3:
        return Presence.ABSENT
    if place % 11 != 5 and place % 7 == 2 and number in {4, 5}:
        return Presence.EXCUSED
    return Presence.LATE if (place + number) % 17 == 0 else Presence.PRESENT


def _assess(training_class: TrainingClass, *, by: User, on: date) -> None:
    chance = Random(training_class.number)  # noqa: S311 - nothing secret hangs on it
    for enrolment in _seats(training_class):
        before = chance.randrange(15, 60)
        for kind, marks in (
            (AssessmentKind.PRE_TEST, before),
            (AssessmentKind.POST_TEST, chance.randrange(55, 98)),
        ):
            assessments.enter(enrolment, kind=kind, attempt=1, marks=marks, on=on, by=by, at=_hour(on, 18))


def _finish(training_class: TrainingClass, *, by: User, on: date) -> None:
    deciding.decide_outcomes(training_class, by=by, at=_hour(on, 9), on=on)
    certificates.issue(training_class, by=by, at=_hour(on, 10), on=on)


def _seats(training_class: TrainingClass) -> list[Enrolment]:
    query = select(Enrolment).where(Enrolment.class_id == training_class.id).order_by(Enrolment.id)
    return list(db.session.scalars(query))


def _hour(day: date, hour: int) -> datetime:
    return dates.instant(day, time(hour, 0))
