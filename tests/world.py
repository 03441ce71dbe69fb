"""One world with a record of every kind, so that every page can be opened with a real number."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from flask import Flask
from sqlalchemy import func, select, update

from tests.certificates.steps import decided, issue
from tests.factories import (
    MONDAY,
    NOON,
    make_class,
    make_course,
    make_enrolment,
    make_official,
    make_room,
    make_trainer,
    make_unit,
    make_user,
    saved,
)
from tests.readiness.steps import FIRST, earn, hold, license_, make_module
from training import jobs
from training.accounts.models import CountedTry, Door, User
from training.assessments.models import Result
from training.attendance.models import Mark
from training.classes.models import ClassState, SessionChange, TrainingClass
from training.classes.service import standing_sessions
from training.courses.models import Course, Feature, Nomination, Prerequisite
from training.dates import HalfDay
from training.db import db
from training.enrolments import feeds
from training.enrolments.models import Enrolment, OfficialHalfDay, PassedOver, Seat
from training.identification import reviewing
from training.identification import service as lists
from training.identification.models import (
    DepartureDecision,
    DepartureVerdict,
    IdentityDecision,
    ListAnswer,
    ListDeed,
    ListKind,
    ListRow,
    ListState,
    RowOutcome,
)
from training.institution import default_institution
from training.officials.merging import Couple, merge
from training.officials.models import Merge, Official, PairDecision, PairVerdict
from training.organisation.models import Unit, UnitAlias, UnitKind, UnitName
from training.permissions import Role
from training.resources.models import Blackout, Holiday, Trainer, TrainerAbsence
from training.workflow.models import RoleAssignment, WorkflowRole

COMING = date(2040, 1, 9)
Arguments = dict[str, object]


@dataclass(frozen=True)
class World:
    """A user of each role who has to do with the records, and what stands for the arguments of an address."""

    people: Mapping[Role, User]
    arguments: Mapping[str, object]
    special: Mapping[str, Arguments]  # by blueprint or endpoint, where a name alone does not tell

    def address(self, app: Flask, endpoint: str) -> str:
        """A real address of the page ``endpoint``."""
        known = {**self.arguments, **self.special.get(endpoint.partition(".")[0], {})}
        (rule,) = [rule for rule in app.url_map.iter_rules(endpoint) if "GET" in rule.methods]
        given = {name: known[name] for name in rule.arguments if name in known}
        return app.url_map.bind("localhost").build(endpoint, given | self.special.get(endpoint, {}))


def make_world() -> World:
    """Everything stands in one ministry."""
    saved(default_institution())
    saved(CountedTry(door=Door.SIGN_IN, name="dara", address="10.0.0.1", at=NOON))
    unit, course = make_unit(code="MOH"), make_module()
    db.session.execute(update(WorkflowRole).values(name_km="តួនាទីសាកល្បង"))
    official, other = make_official(unit=unit), make_official(unit=unit)
    people = {role: make_user(role, unit=unit, **_as_official(role, official)) for role in Role}
    trainer = make_trainer(user_id=people[Role.TRAINER].id, courses=[course])
    _fill_register(unit, official, other, course)
    room = _fill_resources(trainer, course)
    coming = _coming_class(other, official, course=course, trainer=trainer, room=room)
    finished = decided(official, course=course, trainer=trainer, room=room)
    (certificate,) = issue(finished)
    kept = _list_of(unit, official, by=people[Role.COORDINATOR])
    job = jobs.submit(reviewing.read_list, by=people[Role.COORDINATOR], list_id=kept.id)
    licence = license_(official, unit)
    of_finished: Arguments = {"class_id": finished.id}
    return World(
        people,
        _first_of_each()
        | {
            "unit_id": unit.id, "official_id": other.id, "course_id": course.id, "module": "AP",
            "centre_id": room.centre_id, "room_id": room.id, "trainer_id": trainer.id, "class_id": coming.id,
            "session_id": standing_sessions(coming)[0].id,
            "enrolment_id": only(Enrolment, state=Seat.CALLED).id,
            "assignment_id": only(RoleAssignment).id, "code": "AP.ENTRY", "role_code": "AP.ENTRY",
        },
        {
            "users": {"number": people[Role.OFFICIAL].id},
            "identification": {"number": kept.id},
            "pairs": {"number": kept.id},
            "doubles": {"other_id": official.id, "merge_id": only(Merge).id},
            "attendance": {**of_finished, "day": MONDAY},
            "attendance.sheet": {"number": standing_sessions(finished)[0].id},
            "attendance.correction": {"number": only(Mark).id},
            "results": of_finished,
            "results.correction": {"number": only(Result).id},
            "certificates": {**of_finished, "number": certificate.id},
            "verification": {"code": certificate.code},
            "licences": {"number": licence.id},
            "operation": {"number": job.id},
            "statistics": {"what": "units", "kind": "xlsx"},
            "workflow.module": {"code": "AP"},
            "resources.feature": {"code": "projector"},
            "calendar.events": {"start": COMING, "end": COMING},
            "feeds.read": {"token": feeds.make_address(people[Role.OFFICIAL], at=NOON)},
        },
    )  # fmt: skip


def _first_of_each() -> Arguments:
    """``nomination_id`` is the number of the first nomination, and so on for every table with numbers."""
    numbered = [table for table in db.metadata.sorted_tables if "id" in table.c]
    return {f"{table.name}_id": db.session.scalar(select(func.min(table.c.id))) for table in numbered}


def only(model: type, **given: object):
    """The first record of ``model`` with these facts."""
    return db.session.scalars(select(model).filter_by(**given)).first()


def _as_official(role: Role, official: Official) -> dict[str, int]:
    return {"official_id": official.id} if role is Role.OFFICIAL else {}


def _fill_register(unit: Unit, official: Official, other: Official, course: Course) -> None:
    saved(UnitName(unit_id=unit.id, name_km=unit.name_km, name_en=unit.name_en, valid_from=FIRST))
    saved(UnitAlias(unit_id=unit.id, spelling="MoH", key="moh"))
    hold(unit, "ENTRY", other)
    hold(unit, "REVIEW", official)
    earn(other, make_course())
    saved(Prerequisite(course_id=course.id, required_id=make_course().id))
    saved(Nomination(official_id=official.id, course_id=course.id, nominated_on=FIRST))
    first, second = sorted([official.id, other.id])
    saved(PairDecision(first_id=first, second_id=second, verdict=PairVerdict.NOT_SAME, decided_at=NOON))
    twice = Couple(other, make_official(unit=unit), on=FIRST, at=NOON)
    merge(twice, by=None)


def _fill_resources(trainer: Trainer, course: Course):
    saved(Feature(code="projector", name_km="ម៉ាស៊ីនបញ្ចាំង", name_en="Projector"))
    saved(Holiday(day=COMING.replace(day=1), name_km="បុណ្យ", name_en="Feast"))
    saved(
        Blackout(
            unit_kind=UnitKind.TREASURY, valid_from=FIRST, valid_to=FIRST, reason_km="បិទ", reason_en="Closing"
        )
    )
    saved(TrainerAbsence(trainer_id=trainer.id, valid_from=FIRST, valid_to=FIRST))
    course.features = ["projector"]
    return make_room(features=["projector"])


def _coming_class(called: Official, waiting: Official, *, course, trainer, room) -> TrainingClass:
    """A class to which one official is called and for which another waits; its session was moved."""
    coming = make_class(
        on=(COMING,), course=course, trainer=trainer, room=room, state=ClassState.PUBLISHED, open_to_all=True
    )
    (session,) = standing_sessions(coming)
    seat = make_enrolment(coming, called)
    place = {"day": COMING, "half": HalfDay.MORNING, "session_id": session.id}
    saved(OfficialHalfDay(official_id=called.id, enrolment_id=seat.id, **place))
    saved(SessionChange(at=NOON, reason="ill", room_id=room.id, trainer_id=trainer.id, **place))
    in_queue = make_enrolment(coming, waiting, state=Seat.WAITING, called_at=None)
    coming.taken -= 1
    saved(PassedOver(enrolment_id=in_queue.id, at=NOON, reason_km="ជាប់រវល់", reason_en="Busy"))
    return coming


def _list_of(unit: Unit, official: Official, *, by: User):
    """An applied list with a row in it, and the deed that wrote the official."""
    came = {
        "file_name": "list.xlsx",
        "unit": unit,
        "kind": ListKind.FMIS_USERS,
        "received_on": FIRST,
        "by": by,
    }
    older = lists.receive(b"older", at=NOON, **came)
    kept = lists.receive("អត្តលេខ,គោត្តនាម និងនាម,ភេទ\n".encode(), at=NOON, **came)
    kept.replaces_id, older.state = older.id, ListState.REPLACED
    kept.state, kept.counts = ListState.APPLIED, {"new": 1}
    saved(ListAnswer(list_id=kept.id, language="en", content=b"bytes", made_at=NOON))
    saved(ListRow(list_id=kept.id, row=8, facts={}, outcome=RowOutcome.NEW, official_id=official.id))
    said = {"fingerprint": "|name||", "verdict": PairVerdict.NOT_SAME, "decided_at": NOON}
    saved(IdentityDecision(official_id=official.id, list_id=kept.id, **said))
    stays = {"verdict": DepartureVerdict.STAYS, "decided_by_id": by.id, "decided_at": NOON}
    saved(DepartureDecision(list_id=kept.id, official_id=official.id, **stays))
    wrote = {"table": "official", "row_id": official.id, "last_id": official.id}
    saved(ListDeed(list_id=kept.id, **wrote, before=None, after={}))
    return kept
