"""A list is received, reviewed, applied and taken back whole."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from tests.factories import NOON, make_official, make_user
from training import dates
from training.courses import service as courses
from training.db import db
from training.identification import reviewing, service, undoing
from training.identification.applying import NothingToApply, RegisterChanged, apply
from training.identification.models import ListKind, ListRow, ListState, RowDecision, RowOutcome
from training.identification.reading.model import (
    Fate,
    FileStatus,
    ListedOfficial,
    ListedRow,
    Person,
    Place,
    Reading,
    RowKind,
)
from training.khmer import name_key
from training.officials.models import Official, Posting, Sex
from training.organisation import service as organisation
from training.organisation.models import Unit
from training.permissions import Role
from training.states import ForbiddenMove
from training.workflow import service as workflow
from training.workflow.models import RoleAssignment, WorkflowRole

RECEIVED = date(2017, 10, 2)
REGISTER = ("official", "posting", "role_assignment", "nomination")


@pytest.fixture(autouse=True)
def reference():
    organisation.load_reference(date(2017, 1, 1))
    workflow.load_reference()
    courses.load_reference()
    db.session.flush()


def unit(code: str) -> Unit:
    return db.session.scalars(select(Unit).where(Unit.code == code)).one()


def person(**given) -> Person:
    default = {
        "official_id": "0123456789",
        "khmer_name": "សុខ សុភា",
        "latin_name": "SOK SOPHEA",
        "sex": "F",
        "birth_date": date(1985, 3, 12),
        "phone": None,
        "email": None,
        "org": "MOH",
        "unit": "ក្រសួងសុខាភិបាល",
        "office": None,
        "position": "មន្ត្រី",
        "roles": ("AP.ENTRY",),
    } | given
    return Person(name_key=name_key(default["khmer_name"]), **default)


def reading(*people: Person) -> Reading:
    officials = tuple(ListedOfficial(one, (Place("", 8 + n),)) for n, one in enumerate(people))
    return Reading(status=FileStatus.OK, officials=officials)


def received(content: bytes = b"one", *, code: str = "MOH"):
    return service.receive(
        content, file_name="list.xlsx", unit=unit(code), kind=ListKind.FMIS_USERS, received_on=RECEIVED,
        by=make_user(), at=NOON,
    )  # fmt: skip


def reviewed(*people: Person, content: bytes = b"one", code: str = "MOH"):
    kept = received(content, code=code)
    reviewing.review(kept, reading(*people))
    db.session.flush()
    return kept


def rows_of(kept) -> list[ListRow]:
    return list(db.session.scalars(select(ListRow).where(ListRow.list_id == kept.id).order_by(ListRow.id)))


def register() -> dict[str, list]:
    tables = (db.metadata.tables[name] for name in REGISTER)
    return {table.name: db.session.execute(select(table).order_by(table.c.id)).all() for table in tables}


def open_roles() -> list[str]:
    held = select(RoleAssignment.role_code).where(RoleAssignment.valid_to.is_(None))
    return list(db.session.scalars(held.order_by(RoleAssignment.role_code)))


def known(**given) -> Official:
    default = {
        "unit": unit("MOH"), "staff_id": "0123456789", "name_km": "សុខ សុភា", "name_latin": "SOK SOPHEA",
        "name_key": name_key("សុខ សុភា"), "sex": Sex.FEMALE, "birth_date": date(1985, 3, 12),
    }  # fmt: skip
    return make_official(**(default | given))


def test_the_same_bytes_twice_are_refused():
    first = received()

    with pytest.raises(service.AlreadyReceived, match=str(first.id)):
        received()


def test_a_person_nobody_knows_is_new():
    assert [row.outcome for row in rows_of(reviewed(person()))] == [RowOutcome.NEW]


def test_a_known_person_who_brings_a_role_is_changed():
    known()

    row = rows_of(reviewed(person()))[0]

    assert (row.outcome, row.changes) == (RowOutcome.CHANGED, {"roles": ["", "AP.ENTRY"]})


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"khmer_name": "ចាន់ ដារ៉ា"}, "C_ID_NAME"),
        ({"birth_date": date(1985, 3, 13)}, "C_ID_DOB"),
        ({"sex": "M"}, "C_ID_SEX"),
    ],
)
def test_an_id_that_contradicts_the_register_is_held(said, code):
    known()

    row = rows_of(reviewed(person(**said)))[0]

    assert (row.outcome, [finding["code"] for finding in row.findings]) == (RowOutcome.HELD, [code])


def test_a_list_never_moves_an_official_out_of_another_ministry():
    known(unit=unit("MOE"))

    row = rows_of(reviewed(person()))[0]

    assert (row.outcome, row.will_be_applied) == (RowOutcome.HELD, False)


def test_nothing_is_told_of_an_official_in_another_ministry():
    known(unit=unit("MOE"), name_km="ចាន់ ដារ៉ា", name_key=name_key("ចាន់ ដារ៉ា"))

    row = rows_of(reviewed(person()))[0]

    assert [finding["code"] for finding in row.findings] == ["H_OTHER_MINISTRY"]


@pytest.mark.parametrize("of", ["unit", "role"])
def test_a_row_that_names_what_is_closed_is_held(of):
    named = unit("MOH") if of == "unit" else db.session.get_one(WorkflowRole, "AP.ENTRY")
    named.closed_from = dates.today()
    db.session.flush()

    row = rows_of(reviewed(person()))[0]

    assert (row.outcome, row.findings) == (RowOutcome.HELD, [{"code": "H_CLOSED"}])


def test_what_closes_tomorrow_still_takes_people_today():
    unit("MOH").closed_from = dates.today() + timedelta(days=1)
    db.session.flush()

    assert [row.outcome for row in rows_of(reviewed(person()))] == [RowOutcome.NEW]


def test_a_look_alike_in_another_ministry_is_not_named_to_the_sender(browser_of):
    known(unit=unit("MOE"), name_km="សុខ សុភី", name_key=name_key("សុខ សុភី"), staff_id="0999999999")
    kept = reviewed(person())
    focal, coordinator = make_user(Role.FOCAL, unit=unit("MOH")), make_user()
    db.session.commit()

    told = {user: browser_of(user).get(f"/lists/{kept.id}").text for user in (focal, coordinator)}

    assert ["សុខ សុភី" in page for page in told.values()] == [False, True]


def test_a_similar_name_waits_for_a_person():
    known(name_km="សុខ សុភី", name_key=name_key("សុខ សុភី"), staff_id="0999999999")

    row = rows_of(reviewed(person()))[0]

    assert (row.outcome, row.will_be_applied) == (RowOutcome.DOUBTFUL, False)


def test_a_list_never_changes_the_e_mail_of_somebody_who_can_sign_in():
    make_user(Role.OFFICIAL, official_id=known(email="old@example.gov.kh").id)

    row = rows_of(reviewed(person(email="new@example.gov.kh", roles=())))[0]

    assert (row.outcome, row.findings) == (RowOutcome.SAME, [{"code": "W_EMAIL_KEPT"}])


def test_a_list_tells_what_the_register_lacks():
    known(name_km="", name_key="", sex=None, birth_date=None)
    kept = reviewed(person(roles=()))

    apply(kept, by=None, on=RECEIVED, at=NOON)

    official = db.session.scalars(select(Official)).one()
    db.session.refresh(official)
    assert (official.name_km, official.name_key) == ("សុខ សុភា", name_key("សុខ សុភា"))
    assert (official.sex, official.birth_date) == (Sex.FEMALE, date(1985, 3, 12))


def test_a_row_with_faults_cannot_be_accepted():
    kept = received()
    row = ListedRow("", 9, RowKind.PERSON, Fate.REJECTED, ("E_NO_NAME",), None, None, False, "")
    reviewing.review(kept, Reading(status=FileStatus.OK, rows=(row,)))
    db.session.flush()

    with pytest.raises(service.CannotBeAccepted, match="9"):
        service.decide(rows_of(kept)[0], decision=RowDecision.ACCEPT, by=make_user(), at=NOON)


def test_applying_writes_official_posting_and_role():
    apply(reviewed(person()), by=make_user(), on=RECEIVED, at=NOON)

    official = db.session.scalars(select(Official)).one()
    assert (official.staff_id, official.name_km, official.unit_id) == ("0123456789", "សុខ សុភា", unit("MOH").id)
    assert db.session.scalars(select(Posting.position)).all() == ["មន្ត្រី"]
    assert db.session.scalars(select(RoleAssignment.role_code)).all() == ["AP.ENTRY"]


def test_each_row_names_the_official_who_became_of_it():
    known(staff_id="0222222222", name_km="ចាន់ ដារ៉ា", name_key=name_key("ចាន់ ដារ៉ា"))
    people = [person(official_id=f"0{n}{n}{n}{n}{n}{n}{n}{n}{n}", khmer_name=name) for n, name in
              ((1, "សុខ សុភា"), (2, "ចាន់ ដារ៉ា"), (3, "លី វណ្ណា"), (4, "ហេង ពិសិដ្ឋ"))]  # fmt: skip
    kept = reviewed(*people)

    apply(kept, by=None, on=RECEIVED, at=NOON)

    named = select(Official.staff_id).join(ListRow, ListRow.official_id == Official.id).order_by(ListRow.id)
    assert db.session.scalars(named).all() == [one.official_id for one in people]


def test_a_list_is_applied_once():
    kept = reviewed(person())
    apply(kept, by=None, on=RECEIVED, at=NOON)

    with pytest.raises(ForbiddenMove):
        apply(kept, by=None, on=RECEIVED, at=NOON)


def test_a_list_without_a_usable_row_is_not_applied():
    known(unit=unit("MOE"))

    with pytest.raises(NothingToApply):
        apply(reviewed(person()), by=None, on=RECEIVED, at=NOON)


def test_rows_of_an_applied_list_are_decided_no_more():
    kept = reviewed(person())
    apply(kept, by=None, on=RECEIVED, at=NOON)

    with pytest.raises(service.AlreadyDecided):
        service.decide(rows_of(kept)[0], decision=RowDecision.HOLD, by=None, at=NOON)


def test_what_changed_in_the_register_since_the_review_is_marked_anew_and_nothing_is_applied():
    kept = reviewed(person(), person(official_id="0222222222", khmer_name="ចាន់ ដារ៉ា"))
    known(phone="+85512000000")
    before = register()

    marked = apply(kept, by=None, on=RECEIVED, at=NOON)

    assert (marked, register(), kept.state) == (1, before, ListState.READ)
    assert [row.outcome for row in rows_of(kept)] == [RowOutcome.CHANGED, RowOutcome.NEW]
    assert kept.counts == {"changed": 1, "new": 1}
    assert apply(kept, by=None, on=RECEIVED, at=NOON) == 0
    assert db.session.scalars(select(Official.staff_id).order_by(Official.staff_id)).all() == [
        "0123456789", "0222222222",
    ]  # fmt: skip


def test_the_command_refuses_in_one_line_when_the_register_has_changed_and_applies_the_second_time(app):
    kept = reviewed(person())
    known()
    db.session.commit()
    command = app.test_cli_runner()

    first = command.invoke(args=["lists", "apply", str(kept.id)])
    second = command.invoke(args=["lists", "apply", str(kept.id)])

    assert (first.exit_code, first.stderr.strip()) == (2, str(RegisterChanged(count=1)))
    assert (second.exit_code, second.stdout.strip()) == (0, f"List no. {kept.id} is applied.")


@pytest.mark.parametrize(
    ("since", "outcome"),
    [
        ({"phone": "+85599999999"}, RowOutcome.CHANGED),
        ({"name_km": "ចាន់ ដារ៉ា", "name_key": name_key("ចាន់ ដារ៉ា")}, RowOutcome.HELD),
        ({"staff_id": "0333333333"}, RowOutcome.NEW),
    ],
)
def test_a_known_official_who_was_changed_by_hand_since_the_review_is_not_overwritten(since, outcome):
    official = known(phone="+85512000000")
    kept = reviewed(person(phone="+85517111222"))
    for name, value in since.items():
        setattr(official, name, value)
    db.session.flush()

    assert apply(kept, by=None, on=RECEIVED, at=NOON) == 1

    assert db.session.scalars(select(Official.phone)).all() == [since.get("phone", "+85512000000")]
    assert [row.outcome for row in rows_of(kept)] == [outcome]


def test_a_decision_falls_when_its_row_is_marked_anew():
    known(name_km="សុខ សុភី", name_key=name_key("សុខ សុភី"), staff_id="0999999999")
    kept = reviewed(person())
    service.decide(rows_of(kept)[0], decision=RowDecision.ACCEPT, by=make_user(), at=NOON)
    known(staff_id=None)

    assert apply(kept, by=None, on=RECEIVED, at=NOON) == 1

    row = rows_of(kept)[0]
    assert (row.outcome, row.decision) == (RowOutcome.CHANGED, None)


def test_an_accepted_look_alike_becomes_somebody_of_his_own():
    known(name_km="សុខ សុភី", name_key=name_key("សុខ សុភី"), staff_id="0999999999")
    kept = reviewed(person())
    service.decide(rows_of(kept)[0], decision=RowDecision.ACCEPT, by=make_user(), at=NOON)

    assert apply(kept, by=None, on=RECEIVED, at=NOON) == 0

    assert db.session.scalars(select(Official.staff_id).order_by(Official.staff_id)).all() == [
        "0123456789", "0999999999",
    ]  # fmt: skip


def test_a_newer_version_without_a_role_never_ends_it():
    apply(reviewed(person(roles=("AP.ENTRY", "GL.ENTRY"))), by=None, on=RECEIVED, at=NOON)

    kept = reviewed(person(roles=("AP.ENTRY",)), content=b"two")

    assert [row.outcome for row in rows_of(kept)] == [RowOutcome.SAME]
    apply(kept, by=None, on=RECEIVED, at=NOON)
    assert open_roles() == ["AP.ENTRY", "GL.ENTRY"]


def test_a_newer_version_with_another_role_adds_it_beside_the_old_one():
    apply(reviewed(person(roles=("AP.ENTRY",))), by=None, on=RECEIVED, at=NOON)

    kept = reviewed(person(roles=("AP.REVIEW",)), content=b"two")
    apply(kept, by=None, on=RECEIVED, at=NOON)

    assert rows_of(kept)[0].changes == {"roles": ["AP.ENTRY", "AP.ENTRY, AP.REVIEW"]}
    assert open_roles() == ["AP.ENTRY", "AP.REVIEW"]


def test_a_newer_version_without_an_official_leaves_him_as_he_is():
    apply(
        reviewed(person(), person(official_id="0222222222", khmer_name="ចាន់ ដារ៉ា")),
        by=None,
        on=RECEIVED,
        at=NOON,
    )
    before = register()

    apply(reviewed(person(), content=b"two"), by=None, on=RECEIVED, at=NOON)

    assert register() == before


def test_a_newer_version_replaces_the_older_one_until_it_is_taken_back():
    older = reviewed(person())
    apply(older, by=None, on=RECEIVED, at=NOON)
    newer = reviewed(person(phone="+85517111222"), content=b"two")
    newer.replaces_id = older.id

    apply(newer, by=None, on=RECEIVED, at=NOON)

    assert (older.state, newer.state) == (ListState.REPLACED, ListState.APPLIED)
    with pytest.raises(ForbiddenMove):
        undoing.undo(older, by=None, at=NOON)
    undoing.undo(newer, by=None, at=NOON)
    assert (older.state, newer.state) == (ListState.APPLIED, ListState.UNDONE)
    undoing.undo(older, by=None, at=NOON)
    assert db.session.scalars(select(Official)).all() == []


def test_a_move_within_the_ministry_ends_one_posting_begins_another_and_both_are_taken_back():
    known(unit=unit("MEF"))
    before = register()
    kept = reviewed(person(org="GDNT"), code="MEF")

    apply(kept, by=None, on=RECEIVED, at=NOON)

    ended, begun = db.session.scalars(select(Posting).order_by(Posting.id))
    assert (ended.valid_to, begun.unit_id, begun.valid_from) == (RECEIVED, unit("GDNT").id, RECEIVED)
    undoing.undo(kept, by=None, at=NOON)
    assert register() == before


def test_after_undo_the_register_is_as_it_was_before():
    known(phone="+85512000000")
    before = register()
    kept = reviewed(person(phone="+85517111222"), person(official_id="0222222222", khmer_name="ចាន់ ដារ៉ា"))
    apply(kept, by=None, on=RECEIVED, at=NOON)
    changed = register()

    undoing.undo(kept, by=None, at=NOON)

    assert changed != before
    assert register() == before
    assert kept.state is ListState.UNDONE


def test_undo_keeps_whom_others_depend_on_and_says_so():
    kept = reviewed(person(), person(official_id="0222222222", khmer_name="ចាន់ ដារ៉ា"))
    apply(kept, by=None, on=RECEIVED, at=NOON)
    first = db.session.scalars(select(Official).order_by(Official.id)).first()
    user = make_user(Role.OFFICIAL, official_id=first.id)

    done = undoing.undo(kept, by=None, at=NOON)

    assert db.session.scalars(select(Official.id)).all() == [user.official_id]
    assert done.stays["official"] == 1


def test_undo_leaves_what_a_person_changed_since():
    official = known(phone="+85512000000")
    kept = reviewed(person(phone="+85517111222"))
    apply(kept, by=None, on=RECEIVED, at=NOON)
    official.phone = "+85599999999"
    db.session.flush()

    undoing.undo(kept, by=None, at=NOON)

    assert db.session.get_one(Official, official.id).phone == "+85599999999"
