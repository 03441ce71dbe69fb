"""Whom a newer list names no more stays, until a person says that what he does ends on a day."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select, update

from tests.factories import NOON, make_user, saved
from tests.identification.test_hands import applied, codes, organisation_below
from tests.identification.test_life_of_a_list import (  # noqa: F401
    RECEIVED,
    person,
    reading,
    reference,
    register,
    reviewed,
    rows_of,
    unit,
)
from training.accounts.models import User
from training.audit import AuditEntry
from training.courses.models import Nomination
from training.courses.service import WithdrawnBeforeNamed
from training.db import db
from training.errors import NotFound
from training.identification import departures, reviewing, service, undoing
from training.identification.applying import apply
from training.identification.comparing import comparison, leaving
from training.identification.departures import ConfirmedOnceApplied, DecidedMeanwhile, NothingInForce
from training.identification.joined import SAME_AS
from training.identification.leaving import Kind
from training.identification.models import (
    DepartureDecision,
    IdentificationList,
    ListKind,
    ListState,
    RowDecision,
    RowOutcome,
)
from training.officials import merging
from training.officials.models import Official
from training.officials.queries import Count
from training.permissions import Role
from training.workflow import service as workflow
from training.workflow.models import RoleAssignment
from training.workflow.service import EndsBeforeItBegins

CHAN = {"official_id": "0222222222", "khmer_name": "ចាន់ ដារ៉ា", "sex": "M"}
MAO = {"official_id": "0333333333", "khmer_name": "ម៉ៅ ដារា"}
LAST = RECEIVED + timedelta(days=40)


def official(staff_id: str) -> Official:
    return db.session.scalars(select(Official).where(Official.staff_id == staff_id)).one()


def chan() -> Official:
    return official(CHAN["official_id"])


def held(by: Official) -> dict[str, date | None]:
    """The last days of his roles, by role."""
    query = select(RoleAssignment.role_code, RoleAssignment.valid_to)
    return dict(db.session.execute(query.where(RoleAssignment.official_id == by.id)).all())


def two_versions(*, roles=("AP.ENTRY",), now=("AP.ENTRY",)) -> IdentificationList:
    """ចាន់ ដារ៉ា is missing in the newer one; សុខ សុភា does there what ``now`` names."""
    applied(person(roles=roles), person(**CHAN), content=b"one")
    return applied(person(roles=now), content=b"two")


def told(newer: IdentificationList, *, user: User | None = None):
    return leaving(newer, comparison(newer), user=user or make_user())


def end(newer: IdentificationList, who: Official, *, on: date = LAST, by: User | None = None, roles=None):
    numbers = [
        role.id for role in db.session.query(RoleAssignment) if roles is None or role.role_code in roles
    ]
    return departures.end(
        newer, official_id=who.id, roles=numbers, last_day=on, by=by or make_user(), at=NOON
    )


def test_who_is_missing_waits_with_what_is_in_force():
    ((listed, departure),) = told(two_versions()).missing

    assert (listed.person.official_id, departure.kind, departure.official) == (
        "0222222222",
        "missing",
        chan(),
    )
    assert ([role.role_code for role in departure.roles], departure.waits) == (["AP.ENTRY"], True)


def test_ending_ends_the_roles_and_is_remembered_with_an_entry_in_the_audit():
    newer, by = two_versions(), make_user()

    decision = end(newer, chan(), by=by)

    assert held(chan()) == {"AP.ENTRY": LAST}
    assert (decision.list_id, decision.official_id, decision.verdict, decision.last_day, decision.ended) == (
        newer.id, chan().id, "ended", LAST, ["AP.ENTRY"]
    )  # fmt: skip
    assert (decision.decided_by_id, decision.decided_at) == (by.id, NOON)
    verbs = db.session.scalars(select(AuditEntry.verb).where(AuditEntry.actor_id == by.id)).all()
    assert verbs == ["ended role", "decided departure"]


def test_letting_him_stay_changes_nothing_and_he_is_not_asked_for_again():
    newer = two_versions()
    before = register()

    decision = departures.keep(newer, official_id=chan().id, by=make_user(), at=NOON)

    assert (register(), decision.verdict, decision.last_day) == (before, "stays", None)
    ((_, departure),) = told(newer).missing
    assert (departure.waits, departure.decision) == (False, decision)
    with pytest.raises(DecidedMeanwhile):
        end(newer, chan())


def test_nothing_is_decided_before_the_newer_list_is_applied_nor_after_it_was_taken_back():
    applied(person(), person(**CHAN), content=b"one")
    newer = reviewed(person(), content=b"two")
    ((_, departure),) = told(newer).missing
    assert departure is None
    with pytest.raises(ConfirmedOnceApplied):
        end(newer, chan())

    apply(newer, by=None, on=RECEIVED, at=NOON)
    undoing.undo(newer, by=None, at=NOON)

    with pytest.raises(ConfirmedOnceApplied):
        departures.end_all(newer, kind=Kind.MISSING, last_day=LAST, by=make_user(), at=NOON)
    assert held(chan()) == {"AP.ENTRY": None}


def test_a_role_that_the_newer_version_no_longer_names_waits_too():
    newer = two_versions(roles=("AP.ENTRY", "GL.REVIEW", "AR.REVIEW"), now=("AP.ENTRY",))
    sok = official("0123456789")

    ((listed, departure),) = told(newer).fewer
    assert (listed.rows[0].row, departure.kind) == (8, Kind.FEWER)
    assert sorted(role.role_code for role in departure.roles) == ["AR.REVIEW", "GL.REVIEW"]

    end(newer, sok, roles={"AP.ENTRY", "GL.REVIEW"})

    assert held(sok) == {"AP.ENTRY": None, "GL.REVIEW": LAST, "AR.REVIEW": None}
    assert [departure.waits for _, departure in told(newer).fewer] == [False]


def test_the_roles_in_a_former_unit_wait_when_the_newer_version_names_another():
    below = organisation_below(unit("MEF"))
    for org, content in (("MEF", b"one"), (below.code, b"two")):
        newer = reviewed(person(org=org, roles=("GL.ENTRY",)), content=content, code="MEF")
        assert apply(newer, by=None, on=RECEIVED, at=NOON) == 0

    assert [[role.unit.code for role in departure.roles] for _, departure in told(newer).fewer] == [["MEF"]]


def test_what_was_ended_by_hand_needs_no_decision():
    newer = two_versions()
    role = db.session.scalars(select(RoleAssignment).where(RoleAssignment.official_id == chan().id)).one()
    workflow.end_assignment(role, on=RECEIVED, by=make_user())

    ((_, departure),) = told(newer).missing

    assert (departure.waits, departure.ended_on) == (False, RECEIVED)
    with pytest.raises(NothingInForce):
        end(newer, chan())


def test_what_somebody_else_ends_meanwhile_keeps_its_day():
    newer = two_versions()
    ((_, departure),) = told(newer).missing
    (role,) = departure.roles
    ended = update(RoleAssignment.__table__).where(RoleAssignment.__table__.c.id == role.id)
    db.session.execute(
        ended.values(valid_to=RECEIVED)
    )  # another transaction, of which this one sees nothing yet

    with pytest.raises(NothingInForce):
        end(newer, chan())

    assert held(chan()) == {"AP.ENTRY": RECEIVED}


def test_a_role_that_only_a_person_gave_is_not_asked_about():
    newer = two_versions()
    role = db.session.get(workflow.WorkflowRole, "GL.REVIEW")
    workflow.assign(chan(), role=role, unit=unit("MOH"), on=RECEIVED, by=make_user())

    end(newer, chan())

    assert held(chan()) == {"AP.ENTRY": LAST, "GL.REVIEW": None}


def test_who_was_held_back_in_the_older_version_does_nothing_by_it():
    older = reviewed(person(), person(**CHAN), content=b"one")
    service.decide(rows_of(older)[1], decision=RowDecision.HOLD, by=make_user(), at=NOON)
    apply(older, by=None, on=RECEIVED, at=NOON)
    newer = applied(person(), content=b"two")

    ((listed, departure),) = told(newer).missing

    assert (listed.person.official_id, departure) == ("0222222222", None)


def test_the_last_day_lies_not_before_the_first():
    newer = two_versions()

    with pytest.raises(EndsBeforeItBegins):
        end(newer, chan(), on=RECEIVED - timedelta(days=1))

    assert (held(chan()), db.session.query(DepartureDecision).count()) == ({"AP.ENTRY": None}, 0)


def test_a_later_list_does_not_give_back_what_was_ended_so():
    end(two_versions(), chan())

    latest = reviewed(person(), person(**CHAN), content=b"three")
    row = rows_of(latest)[1]
    assert (row.official_id, row.outcome, codes(row)) == (chan().id, RowOutcome.SAME, ["W_ROLE_ENDED"])
    apply(latest, by=None, on=RECEIVED, at=NOON)

    assert held(chan()) == {"AP.ENTRY": LAST}


def test_taking_the_newer_list_back_leaves_what_was_ended_and_the_older_can_be_taken_back_whole():
    before = register()
    newer = two_versions()
    end(newer, chan())
    older = db.session.get(IdentificationList, newer.replaces_id)
    ended = register()

    assert undoing.undo(newer, by=None, at=NOON).stays == {}
    assert (register(), older.state) == (ended, ListState.APPLIED)
    ((_, departure),) = told(newer).missing
    assert departure.decision.last_day == LAST

    assert undoing.undo(older, by=None, at=NOON).stays == {}
    assert (register(), db.session.query(DepartureDecision).count()) == (before, 0)


def test_who_is_merged_waits_as_the_one_who_stays():
    newer = two_versions()
    kept = saved(Official(name_km="ចាន់ ដារ៉ា", unit_id=unit("MOH").id, created_at=NOON))
    merging.merge(merging.Couple(kept, chan(), on=RECEIVED, at=NOON), by=make_user())

    end(newer, kept)

    assert held(kept) == {"AP.ENTRY": LAST}


def test_two_who_were_decided_and_become_one_were_decided():
    applied(person(), person(**CHAN), person(**MAO), content=b"one")
    newer = applied(person(), content=b"two")
    mao = official(MAO["official_id"])
    for one in (chan(), mao):
        departures.keep(newer, official_id=one.id, by=make_user(), at=NOON)
    merging.merge(merging.Couple(mao, chan(), on=RECEIVED, at=NOON), by=make_user())

    assert [departure.waits for _, departure in told(newer).missing] == [False, False]


def test_somebody_whom_a_person_recognised_in_another_row_is_not_missing():
    older, newer = applied(person(**CHAN), content=b"one"), None
    newer = applied(
        person(official_id=None, khmer_name="ចាន់ តារា", birth_date=date(1990, 1, 1)), content=b"two"
    )
    rows_of(newer)[0].official_id = rows_of(older)[0].official_id

    found = told(newer)

    assert ([departure.waits for _, departure in found.missing], found.fewer) == ([False], [])
    assert found.clear(Kind.MISSING) == []


def test_rows_that_were_joined_speak_for_one_official():
    older = reviewed(person(), person(**CHAN, roles=("GL.REVIEW",)), content=b"one")
    later = rows_of(older)[1]
    later.facts, later.outcome = later.facts | {SAME_AS: ["", 8]}, RowOutcome.SAME
    apply(older, by=None, on=RECEIVED, at=NOON)
    newer = applied(person(), content=b"two")

    ((_, departure),) = told(newer).fewer

    assert (departure.official.staff_id, [role.role_code for role in departure.roles]) == (
        "0123456789", ["GL.REVIEW"]
    )  # fmt: skip


def test_what_another_list_asks_for_too_does_not_wait():
    newer = two_versions()
    beside = service.receive(
        b"three", file_name="list.xlsx", unit=unit("MOH"), kind=ListKind.FMIS_USERS, received_on=RECEIVED, by=None,
        at=NOON, place=service.Place.BESIDE,
    )  # fmt: skip
    reviewing.review(beside, reading(person(**CHAN)))
    apply(beside, by=None, on=RECEIVED, at=NOON)

    ((_, departure),) = told(newer).missing

    assert (departure.waits, departure.named_in) == (False, beside.id)


def test_who_comes_back_in_a_third_version_waits_no_more_in_the_second():
    second = two_versions()
    third = applied(person(), person(**CHAN), content=b"three")

    ((_, departure),) = told(second).missing

    assert (second.state, departure.waits, departure.named_in) == (ListState.REPLACED, False, third.id)


def test_all_who_wait_are_ended_at_once_but_those_who_look_like_somebody_in_the_newer_list():
    applied(person(), person(**CHAN), person(**MAO), content=b"one")
    newer = applied(person(), person(official_id=None, khmer_name="ម៉ៅ ដារាា"), content=b"two")
    mao = official(MAO["official_id"])
    doubtful = rows_of(newer)[1]
    doubtful.outcome, doubtful.alike_id, doubtful.official_id = RowOutcome.DOUBTFUL, mao.id, None
    assert told(newer).waiting == {"missing": Count(1, 0), "fewer": Count(0, 0)}

    ended = departures.end_all(newer, kind=Kind.MISSING, last_day=LAST, by=make_user(), at=NOON)

    assert (ended, held(chan()), held(mao)) == (1, {"AP.ENTRY": LAST}, {"AP.ENTRY": None})
    assert departures.end_all(newer, kind=Kind.MISSING, last_day=LAST, by=make_user(), at=NOON) == 0


def test_all_or_nobody():
    applied(person(), person(**CHAN), person(**MAO), content=b"one")
    newer = applied(person(), content=b"two")
    late = db.session.scalars(select(RoleAssignment).where(RoleAssignment.official_id == chan().id)).one()
    late.valid_from = LAST + timedelta(days=1)

    with pytest.raises(EndsBeforeItBegins, match=str(LAST.year)):
        departures.end_all(newer, kind=Kind.MISSING, last_day=LAST, by=make_user(), at=NOON)

    assert db.session.scalars(select(RoleAssignment.valid_to).distinct()).all() == [None]


def test_a_worker_ends_what_a_long_list_names_no_more_and_a_second_time_nothing():
    newer, user = two_versions(), make_user()
    asked = {"list_id": newer.id, "by_id": user.id, "kind": "missing", "last_day": LAST.isoformat()}

    done = [departures.end_departures(lambda *_: None, **asked) for _ in range(2)]

    assert (done, held(chan())) == ([{"ended": 1}, {"ended": 0}], {"AP.ENTRY": LAST})


def test_who_is_not_ones_own_is_not_found():
    newer = two_versions()
    there = saved(type(unit("MOH"))(code="ELSE", kind=unit("MOH").kind, name_km="ផ្សេង", name_en="Else"))
    db.session.execute(Official.__table__.update().where(Official.id == chan().id).values(unit_id=there.id))
    focal = make_user(Role.FOCAL, unit=unit("MOH"))

    ((_, departure),) = told(newer, user=focal).missing
    assert (departure.official, departure.waits) == (None, False)
    with pytest.raises(NotFound):
        end(newer, chan(), by=focal)


def test_who_was_never_named_is_not_found():
    newer = two_versions()

    with pytest.raises(NotFound):
        departures.keep(newer, official_id=10_000, by=make_user(), at=NOON)


def foundation(*people, content: bytes) -> IdentificationList:
    kept = service.receive(
        content, file_name="list.xlsx", unit=unit("MOH"), kind=ListKind.IT_FOUNDATION, received_on=RECEIVED, by=None,
        at=NOON,
    )  # fmt: skip
    reviewing.review(kept, reading(*people))
    db.session.flush()
    apply(kept, by=None, on=RECEIVED, at=NOON)
    return kept


def test_whom_a_newer_foundation_list_misses_is_asked_for_until_a_day():
    foundation(person(roles=()), person(**CHAN, roles=()), content=b"one")
    newer = foundation(person(roles=()), content=b"two")
    ((_, departure),) = told(newer).missing
    assert [nomination.course.code for nomination in departure.nominations] == ["ITF"]
    with pytest.raises(WithdrawnBeforeNamed):
        end(newer, chan(), on=RECEIVED - timedelta(days=2))

    assert end(newer, chan()).ended == ["ITF"]

    withdrawn = select(Nomination.withdrawn_on).order_by(Nomination.id)
    assert db.session.scalars(withdrawn).all() == [None, LAST + timedelta(days=1)]
    ((_, departure),) = told(newer).missing
    assert (departure.ended_on, departure.waits) == (LAST, False)


def test_many_are_looked_at_in_as_many_queries_as_few(queries):
    def people(count: int):
        return [person(official_id=f"{n:010}", khmer_name=f"សុខ {'ក' * (n + 1)}") for n in range(1, count + 1)]

    applied(person(), *people(2), content=b"one")
    few = applied(person(), content=b"two")
    applied(person(), *people(40), content=b"three")
    many = applied(person(), content=b"four")
    db.session.commit()
    user = make_user()
    sent = []
    for newer in (few, many):
        db.session.expire_all()
        with queries() as found:
            told(newer, user=user)
        sent.append(len(found))

    assert sent[0] == sent[1]
