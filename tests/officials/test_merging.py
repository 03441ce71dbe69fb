"""Two records of one person become one, and two again: nothing is lost, held twice or given to another."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from tests.factories import (
    MONDAY,
    NOON,
    TUESDAY,
    make_class,
    make_course,
    make_enrolment,
    make_official,
    make_unit,
    make_user,
    saved,
)
from training.accounts.models import User
from training.attendance.models import Mark, Presence
from training.audit import AuditEntry
from training.certificates.merging import BothCertified
from training.certificates.models import Certificate, CertificateKind
from training.classes.models import TrainingSession
from training.courses.models import Basis, EarnedCourse, Nomination
from training.dates import HalfDay
from training.db import db
from training.enrolments.merging import BothInClassAtOnce, BothInOneClass, BothLearnOneCourse
from training.enrolments.models import Enrolment, OfficialHalfDay, Outcome, Seat
from training.identification.models import (
    DepartureDecision,
    DepartureVerdict,
    IdentificationList,
    IdentityDecision,
    ListRow,
    RowOutcome,
)
from training.identification.reading.model import ListKind
from training.officials.couples import BothSignIn, DecidedNotTheSame
from training.officials.merging import (
    AS_THEY_ARE,
    AlreadyMerged,
    BothHave,
    Couple,
    SameRecord,
    merge,
    obstacles,
    pointers,
)
from training.officials.models import Official, PairDecision, PairVerdict, Posting
from training.officials.unmerging import IdTakenSince, MergedAgain, Unmerging, preview, undo
from training.permissions import Role
from training.readiness.merging import BothLicensed
from training.readiness.models import Licence
from training.workflow.models import RoleAssignment, WorkflowRole

LATER = datetime(2017, 12, 1, 2, 0, tzinfo=UTC)
number = iter(range(1, 10_000))


def couple(kept=None, other=None, *, take=()) -> Couple:
    kept, other = kept or make_official(), other or make_official()
    return Couple(kept, other, on=TUESDAY, at=NOON, take=frozenset(take))


def whole_database() -> dict[str, list[tuple]]:
    """Every value of every table, but for the audit log."""
    db.session.flush()
    tables = (table for table in db.metadata.sorted_tables if table.name != "audit_entry")
    return {table.name: sorted(map(tuple, db.session.execute(select(table))), key=repr) for table in tables}


def role(code="AP.ENTRY") -> WorkflowRole:
    return db.session.get(WorkflowRole, code) or saved(
        WorkflowRole(code=code, name_km="ក", name_en=code, position=1)
    )


def seat(official, *, course=None, on=MONDAY, half=HalfDay.MORNING, **given) -> Enrolment:
    """A seat with its half-days, as the verb that gives it writes them."""
    training_class = given.pop("training_class", None) or make_class(course=course, on=(on,), half=half)
    enrolment = make_enrolment(training_class, official, **given)
    query = select(TrainingSession).where(TrainingSession.class_id == training_class.id)
    for session in db.session.scalars(query):
        day = {"day": session.day, "half": session.half, "session_id": session.id}
        saved(OfficialHalfDay(official_id=official.id, enrolment_id=enrolment.id, **day))
    return enrolment


def completed(official, *, course=None, on=MONDAY, half=HalfDay.MORNING) -> Enrolment:
    """A seat with its outcome, and the course that it earned."""
    course = course or make_course()
    done = {"state": Seat.COMPLETED, "outcome": Outcome.ACHIEVEMENT, "decided_on": on}
    earn(official, course)
    return seat(official, course=course, on=on, half=half, **done)


def earn(official, course, *, basis=Basis.ACHIEVEMENT) -> EarnedCourse:
    given = {"basis": basis, "earned_on": MONDAY, "recorded_at": NOON}
    return saved(EarnedCourse(official_id=official.id, course_id=course.id, **given))


def certificate(enrolment) -> Certificate:
    n = next(number)
    return saved(
        Certificate(
            number=f"{n:03}/17", kind=CertificateKind.ACHIEVEMENT, code=f"code{n}", enrolment_id=enrolment.id,
            official_id=enrolment.official_id, facts={"name": "as printed"}, sha256="0" * 64,
            issued_on=MONDAY, issued_at=NOON,
        )
    )  # fmt: skip


def licence(official, *, unit=None) -> Licence:
    unit_id = unit.id if unit else official.unit_id
    return saved(Licence(official_id=official.id, unit_id=unit_id, valid_from=MONDAY))


def assignment(official, *, unit=None, code="AP.ENTRY", since=MONDAY) -> RoleAssignment:
    unit_id = unit.id if unit else official.unit_id
    held = {"unit_id": unit_id, "role_code": role(code).code, "valid_from": since}
    return saved(RoleAssignment(official_id=official.id, **held))


def listed(official) -> ListRow:
    """A row of a list that is this official, and one that looks like him."""
    came = {"unit_id": official.unit_id, "kind": ListKind.FMIS_USERS, "received_on": MONDAY}
    kept = {"file_name": "list.xlsx", "sha256": f"{next(number):064}", "created_at": NOON}
    found = saved(IdentificationList(**came, **kept))
    said = {"verdict": PairVerdict.SAME, "list_id": found.id, "decided_at": NOON}
    saved(IdentityDecision(fingerprint="|name||", official_id=official.id, **said))
    stays = {"verdict": DepartureVerdict.STAYS, "list_id": found.id, "decided_at": NOON}
    saved(DepartureDecision(official_id=official.id, **stays))
    saved(ListRow(list_id=found.id, row=2, facts={}, outcome=RowOutcome.DOUBTFUL, alike_id=official.id))
    return saved(ListRow(list_id=found.id, row=1, facts={}, outcome=RowOutcome.SAME, official_id=official.id))


def one_with_everything(*, half=HalfDay.MORNING) -> Official:
    """An official who has something in every table that points to officials."""
    official = make_official()
    make_user(Role.OFFICIAL, official_id=official.id)
    done = completed(official, half=half)
    certificate(done)
    planned = seat(official, on=TUESDAY, half=half)
    session = db.session.scalar(select(TrainingSession).where(TrainingSession.class_id == planned.class_id))
    marked = {"presence": Presence.PRESENT, "marked_at": NOON}
    saved(Mark(session_id=session.id, enrolment_id=planned.id, **marked))
    saved(Nomination(official_id=official.id, course_id=make_course().id, nominated_on=MONDAY))
    licence(official)
    assignment(official)
    listed(official)
    merge(couple(official, make_official()), by=None)
    first, second = sorted((official.id, make_official().id))
    decided = {"verdict": PairVerdict.NOT_SAME, "decided_at": NOON}
    saved(PairDecision(first_id=first, second_id=second, **decided))
    return official


def owners(*officials) -> dict[str, set[int]]:
    """Who of ``officials`` something points to, by table and column."""
    numbers = [official.id for official in officials]
    return {
        f"{table.name}.{column.name}": set(db.session.scalars(select(column).where(column.in_(numbers))))
        for table, column in pointers()
    }


def test_everything_of_the_other_goes_to_the_one_who_stays():
    kept, other = make_official(), one_with_everything()
    before = owners(kept, other)
    assert {name for name, found in before.items() if other.id not in found} == set()
    merge(couple(kept, other), by=make_user())
    after = owners(kept, other)
    assert {name for name, found in after.items() if found != {kept.id}} == set()


def test_every_table_that_points_to_an_official_is_moved_or_named_as_one_that_is_not():
    pointing = {
        table.name
        for table in db.metadata.sorted_tables
        for column in table.columns
        if any(key.column.table.name == "official" for key in column.foreign_keys)
    }
    assert pointing > AS_THEY_ARE
    assert [table.name for table, _ in pointers() if "id" not in table.c] == []
    assert {table.name for table, _ in pointers()} == pointing - AS_THEY_ARE


def test_taking_a_merge_back_leaves_the_database_as_it_was():
    kept, other, by = one_with_everything(half=HalfDay.AFTERNOON), one_with_everything(), make_user()
    db.session.get(Official, kept.id).phone = None
    db.session.scalars(select(User).where(User.official_id == kept.id)).one().disabled_at = NOON
    course = make_course()
    earn(kept, course, basis=Basis.EXEMPTION)
    earn(other, course, basis=Basis.ELSEWHERE)
    for table in (RoleAssignment, Nomination):
        same = db.session.scalars(select(table).where(table.official_id == kept.id)).first()
        twin = db.session.scalars(select(table).where(table.official_id == other.id)).first()
        for column in ("unit_id", "course_id"):
            if hasattr(table, column):
                setattr(twin, column, getattr(same, column))
    other.phone, other.email, other.honorific = "+85512345678", "sok@mef.gov.kh", "H.E."
    before = whole_database()
    made = merge(couple(kept, other, take=("name_km", "staff_id", "unit_id", "sex", "birth_date")), by=by)
    assert whole_database() != before
    undo(made, by=by, at=LATER)
    assert whole_database() == before


def test_both_official_ids_lead_to_the_one_who_stays():
    kept, other = make_official(staff_id="0000000001"), make_official(staff_id="0000000002")
    merge(couple(kept, other), by=None)
    assert (kept.staff_id, other.staff_id, other.merged_into_id) == ("0000000001", "0000000002", kept.id)


def test_the_id_that_gives_way_stays_on_the_other_record():
    kept, other = make_official(staff_id="0000000001"), make_official(staff_id="0000000002")
    merge(couple(kept, other, take=("staff_id",)), by=None)
    assert (kept.staff_id, other.staff_id) == ("0000000002", "0000000001")


def test_what_the_one_who_stays_lacks_is_taken_and_what_he_has_stays():
    kept = make_official(staff_id=None, phone=None, email="a@mef.gov.kh")
    other = make_official(staff_id="0000000007", phone="+85512000000", email="b@mef.gov.kh")
    merge(couple(kept, other), by=None)
    assert (kept.staff_id, kept.phone, kept.email) == ("0000000007", "+85512000000", "a@mef.gov.kh")


def test_a_name_that_is_chosen_brings_its_keys():
    kept, other = make_official(), make_official(name_km="សុខ ដារា", name_key="សុខដារា", sort_key="s")
    merge(couple(kept, other, take=("name_km",)), by=None)
    assert (kept.name_km, kept.name_key, kept.sort_key) == ("សុខ ដារា", "សុខដារា", "s")


def test_one_present_posting_stays_and_the_other_ends():
    kept, other = make_official(), make_official()
    merge(couple(kept, other), by=None)
    query = (
        select(Posting.unit_id, Posting.valid_to).where(Posting.official_id == kept.id).order_by(Posting.id)
    )
    assert db.session.execute(query).all() == [(kept.unit_id, None), (other.unit_id, MONDAY)]


def test_the_unit_of_the_other_can_be_the_right_one():
    kept, other = make_official(), make_official()
    merge(couple(kept, other, take=("unit_id",)), by=None)
    query = select(Posting.unit_id).where(Posting.official_id == kept.id, Posting.valid_to.is_(None))
    assert db.session.scalars(query).all() == [other.unit_id] == [kept.unit_id]


def test_a_role_that_both_hold_goes_on_once_and_no_day_of_it_is_lost():
    unit = make_unit()
    kept, other = make_official(unit=unit), make_official(unit=unit)
    assignment(kept, since=TUESDAY)
    assignment(other, since=MONDAY)
    merge(couple(kept, other), by=None)
    query = select(RoleAssignment.valid_from, RoleAssignment.valid_to).order_by(RoleAssignment.valid_from)
    assert db.session.execute(query).all() == [(MONDAY, TUESDAY), (TUESDAY, None)]


def test_a_course_that_both_earned_or_were_nominated_for_counts_once():
    kept, other, course = make_official(), make_official(), make_course()
    for official in (kept, other):
        earn(official, course, basis=Basis.EXEMPTION)
        saved(Nomination(official_id=official.id, course_id=course.id, nominated_on=MONDAY))
    merge(couple(kept, other), by=None)
    standing = select(EarnedCourse.official_id).where(EarnedCourse.withdrawn_at.is_(None))
    asked = select(Nomination.official_id).where(Nomination.withdrawn_on.is_(None))
    assert (db.session.scalars(standing).all(), db.session.scalars(asked).all()) == ([kept.id], [kept.id])


def test_the_only_sign_in_goes_to_the_one_who_stays():
    kept, other = make_official(), make_official()
    user = make_user(Role.OFFICIAL, official_id=other.id)
    merge(couple(kept, other), by=None)
    assert user.official_id == kept.id


def test_of_two_users_the_one_who_may_sign_in_goes_to_the_one_who_stays():
    kept, other = make_official(), make_official()
    gone = make_user(Role.OFFICIAL, official_id=kept.id, disabled_at=NOON)
    active = make_user(Role.OFFICIAL, official_id=other.id)
    merge(couple(kept, other), by=None)
    assert (active.official_id, gone.official_id) == (kept.id, other.id)


def test_a_disabled_user_of_the_other_stays_where_he_is():
    kept, other = make_official(), make_official()
    active = make_user(Role.OFFICIAL, official_id=kept.id)
    gone = make_user(Role.OFFICIAL, official_id=other.id, disabled_at=NOON)
    merge(couple(kept, other), by=None)
    assert (active.official_id, gone.official_id) == (kept.id, other.id)


def test_certificates_keep_what_they_say():
    kept, other = make_official(), make_official()
    issued = certificate(completed(other))
    frozen = (issued.number, issued.code, dict(issued.facts), issued.sha256, issued.state)
    merge(couple(kept, other), by=None)
    assert (issued.number, issued.code, issued.facts, issued.sha256, issued.state) == frozen
    assert issued.official_id == kept.id


def test_half_days_follow_their_seats():
    kept, other = make_official(), make_official()
    seat(kept, half=HalfDay.MORNING)
    seat(other, half=HalfDay.AFTERNOON)
    merge(couple(kept, other), by=None)
    query = select(OfficialHalfDay.official_id, OfficialHalfDay.half).order_by(OfficialHalfDay.half)
    assert db.session.execute(query).all() == [(kept.id, HalfDay.AFTERNOON), (kept.id, HalfDay.MORNING)]


def refused(given: Couple, *refusals: type) -> None:
    """All obstacles are told, the verb raises the first, and nothing is changed."""
    before = whole_database()
    assert [type(found) for found in obstacles(given)] == list(refusals)
    with pytest.raises(refusals[0]):
        merge(given, by=None)
    assert whole_database() == before


def test_a_record_is_not_merged_into_itself():
    official = make_official()
    refused(couple(official, official), SameRecord)


def test_a_record_that_was_merged_meanwhile_is_not_merged_again():
    first, second, third = make_official(), make_official(), make_official()
    merge(couple(second, first), by=None)
    refused(couple(third, first), AlreadyMerged)
    refused(couple(first, third), AlreadyMerged)
    refused(couple(first, second), AlreadyMerged)


def test_two_who_can_both_sign_in_are_not_merged():
    given = couple()
    first = make_user(Role.OFFICIAL, official_id=given.kept.id)
    second = make_user(Role.OFFICIAL, official_id=given.other.id)
    refused(given, BothSignIn)
    told = f"Both can sign in, as {first.user_name} and as {second.user_name}"
    assert [str(found) for found in obstacles(given)] == [f"{told}; disable one of the two users first."]


def test_two_in_one_class_are_not_merged():
    given, shared = couple(), make_class()
    make_enrolment(shared, given.kept)
    make_enrolment(shared, given.other)
    refused(given, BothInOneClass)


def test_a_seat_given_back_in_the_same_class_is_no_obstacle():
    given, shared = couple(), make_class()
    make_enrolment(shared, given.kept)
    make_enrolment(shared, given.other, state=Seat.WITHDRAWN)
    assert list(obstacles(given)) == []


def test_two_in_classes_at_the_same_time_are_not_merged():
    given = couple()
    seat(given.kept)
    seat(given.other)
    refused(given, BothInClassAtOnce)


def test_two_who_learn_one_course_are_not_merged():
    given, course = couple(), make_course()
    seat(given.kept, course=course, on=MONDAY)
    seat(given.other, course=course, on=TUESDAY)
    refused(given, BothLearnOneCourse)


def test_two_valid_certificates_of_one_course_are_not_merged():
    given, course = couple(), make_course()
    certificate(completed(given.kept, course=course, on=MONDAY))
    certificate(completed(given.other, course=course, on=TUESDAY))
    refused(given, BothCertified)


def test_two_licences_in_one_unit_are_not_merged():
    unit = make_unit()
    given = couple(make_official(unit=unit), make_official(unit=unit))
    licence(given.kept)
    licence(given.other)
    refused(given, BothLicensed)


def test_two_who_were_decided_to_be_two_persons_are_not_merged():
    given = couple()
    first, second = sorted((given.kept.id, given.other.id))
    decided = {"verdict": PairVerdict.NOT_SAME, "decided_at": NOON}
    saved(PairDecision(first_id=first, second_id=second, **decided))
    refused(given, DecidedNotTheSame)


def test_what_no_room_thought_of_is_refused_in_words_and_not_by_the_database(monkeypatch):
    given, unit = couple(), make_unit()
    licence(given.kept, unit=unit)
    licence(given.other, unit=unit)
    monkeypatch.setattr("training.officials.merging._refusing", [])
    with pytest.raises(BothHave, match="licences"):
        merge(given, by=None)


def test_what_came_since_stays_with_the_one_who_was_kept_and_is_told_before():
    given = couple()
    his = seat(given.other, on=MONDAY)
    made = merge(given, by=None)
    new = seat(given.kept, on=TUESDAY)
    assert preview(made) == Unmerging(back={"posting": 1, "enrolment": 1}, used={}, added={"enrolment": 1})
    undo(made, by=None, at=LATER)
    assert (his.official_id, new.official_id) == (given.other.id, given.kept.id)


def test_a_seat_goes_back_with_what_was_marked_on_it_since():
    given = couple()
    his = seat(given.other)
    made = merge(given, by=None)
    his.move_to(Seat.CONFIRMED)
    undo(made, by=None, at=LATER)
    assert (his.official_id, his.state) == (given.other.id, Seat.CONFIRMED)


def test_a_session_moved_since_goes_back_with_its_seat():
    given = couple()
    his = seat(given.other)
    made = merge(given, by=None)
    db.session.scalars(
        select(OfficialHalfDay).where(OfficialHalfDay.enrolment_id == his.id)
    ).one().day = TUESDAY
    undo(made, by=None, at=LATER)
    query = select(OfficialHalfDay.official_id, OfficialHalfDay.day)
    assert db.session.execute(query).all() == [(given.other.id, TUESDAY)]


def test_a_seat_whose_course_was_earned_since_stays_with_the_course():
    given, course = couple(), make_course()
    his = seat(given.other, course=course)
    made = merge(given, by=None)
    his.state, his.outcome = Seat.COMPLETED, Outcome.ACHIEVEMENT
    earned = earn(given.kept, course)
    issued = certificate(his)
    told = preview(made)
    assert (told.used, told.added) == ({"enrolment": 1}, {"certificate": 1, "earned_course": 1})
    undo(made, by=None, at=LATER)
    stayed = {his.official_id, earned.official_id, issued.official_id}
    stayed |= set(db.session.scalars(select(OfficialHalfDay.official_id)))
    assert stayed == {given.kept.id}


def test_a_certificate_issued_anew_since_keeps_its_seat_and_its_older_paper():
    given = couple()
    his = completed(given.other)
    old = certificate(his)
    made = merge(given, by=None)
    old.state, old.ended_reason = "replaced", "a new paper"
    new = certificate(his)
    told = preview(made)
    assert (told.used, told.added) == ({"enrolment": 1, "certificate": 1}, {"certificate": 1})
    undo(made, by=None, at=LATER)
    assert {his.official_id, old.official_id, new.official_id} == {given.kept.id}


def test_a_fact_that_was_corrected_since_stays_as_it_was_corrected():
    given = couple(make_official(phone=None), make_official(phone="+85512000000"))
    made = merge(given, by=None)
    given.kept.phone = "+85599999999"
    undo(made, by=None, at=LATER)
    assert given.kept.phone == "+85599999999"


def test_merges_one_upon_the_other_are_taken_back_from_the_last_to_the_first():
    first, second, third = make_official(), make_official(), make_official()
    listed(first)
    before = whole_database()
    inner = merge(couple(second, first), by=None)
    outer = merge(couple(third, second), by=None)
    assert {first.merged_into_id, second.merged_into_id} == {third.id}
    with pytest.raises(MergedAgain):
        undo(inner, by=None, at=LATER)
    undo(outer, by=None, at=LATER)
    undo(inner, by=None, at=LATER)
    assert whole_database() == before


def test_a_merge_is_not_taken_back_while_another_has_the_id_that_would_return():
    given = couple(make_official(staff_id=None), make_official(staff_id="0000000005"))
    made = merge(given, by=None)
    given.kept.staff_id = "0000000006"
    make_official(staff_id="0000000005", name_latin="SOK DARA")
    with pytest.raises(IdTakenSince):
        undo(made, by=None, at=LATER)


def test_who_merged_and_who_took_it_back_is_written_down():
    by = make_user()
    undo(merge(couple(), by=by), by=by, at=LATER)
    verbs = select(AuditEntry.verb, AuditEntry.actor_id).order_by(AuditEntry.id)
    assert db.session.execute(verbs).all() == [("merged officials", by.id), ("took merge back", by.id)]
