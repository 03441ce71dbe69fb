"""A list moves nobody out of another ministry, changes no e-mail of who signs in, makes nobody a user of more
rights, and tells its sender nothing of other ministries."""

import pytest
from sqlalchemy import select

from tests.factories import NOON, make_user
from tests.identification.test_life_of_a_list import RECEIVED, known, person, reference, rows_of, unit
from tests.identification.test_pairs import reviewed
from training.accounts.models import RoleGrant, User
from training.db import db
from training.identification import deciding, service
from training.identification.applying import NothingToApply, apply
from training.identification.models import RowDecision, RowOutcome
from training.identification.pairs import pairs_of
from training.identification.service import CannotBeAccepted
from training.khmer import name_key
from training.officials.merging import Couple, merge
from training.officials.models import Official, PairVerdict, Posting, Sex
from training.permissions import Role
from training.workflow.models import RoleAssignment

_ = reference  # a fixture of every test here
THEIRS = {"phone": "+85512000777", "email": "secret@moe.gov.kh", "name_latin": "ELSEWHERE NAME"}
CLASHES = {
    "the same person": {},
    "another name": {"name_km": "ចាន់ ដារ៉ា"},
    "another birth date": {"birth_date": RECEIVED},
    "another sex": {"sex": Sex.MALE},
    "another ID": {"staff_id": "0888888888"},
    "a similar name": {"name_km": "សុខ សុភី", "staff_id": "0888888888"},
}


def elsewhere(**given) -> Official:
    """An official of another ministry."""
    official = known(unit=unit("MOE"), **(THEIRS | given))
    official.name_key = name_key(official.name_km)
    db.session.flush()
    return official


def people() -> dict[str, list[tuple]]:
    tables = (Official.__table__, Posting.__table__, User.__table__, RoleGrant.__table__)
    return {table.name: db.session.execute(select(table).order_by(table.c.id)).all() for table in tables}


@pytest.mark.parametrize("clash", CLASHES.values(), ids=list(CLASHES))
def test_nothing_is_written_to_an_official_of_another_ministry(clash):
    official = elsewhere(**clash)
    before = people()["official"]
    kept = reviewed(person(phone="+85512111111", email="new@moh.gov.kh"), person(official_id="0777777777",
                    khmer_name="ម៉ៅ ដារា"))  # fmt: skip
    assert apply(kept, by=None, on=RECEIVED, at=NOON) == 0
    assert [row for row in people()["official"] if row.id == official.id] == before


@pytest.mark.parametrize("clash", CLASHES.values(), ids=list(CLASHES))
def test_the_sender_is_told_nothing_of_an_official_of_another_ministry(clash, browser_of):
    official = elsewhere(**clash)
    kept = reviewed(person(khmer_name="សុខ សុភា"))
    focal = browser_of(make_user(Role.FOCAL, unit=unit("MOH")))
    told = "".join(focal.get(f"/lists/{kept.id}{page}").text for page in ("", "/pairs"))
    secrets = {*THEIRS.values(), unit("MOE").name_km, unit("MOE").name_en}
    if official.staff_id != "0123456789":
        secrets.add(official.staff_id)
    if official.name_km != "សុខ សុភា":
        secrets.add(official.name_km)
    assert {secret for secret in secrets if secret in told} == set()


def test_all_that_belongs_elsewhere_is_refused_in_one_and_the_same_sentence():
    told = set()
    for number, clash in enumerate(list(CLASHES.values())[:4]):
        staff_id = f"066666666{number}"
        elsewhere(staff_id=staff_id, **clash)
        (row,) = rows_of(reviewed(person(official_id=staff_id), content=str(number).encode()))
        told.add((row.outcome, str(row.findings), str(row.changes)))
    assert told == {(RowOutcome.HELD, "[{'code': 'H_OTHER_MINISTRY'}]", "{}")}


def test_a_row_of_another_ministry_cannot_be_accepted_by_hand():
    elsewhere()
    kept = reviewed(person())
    with pytest.raises(CannotBeAccepted):
        service.decide(rows_of(kept)[0], decision=RowDecision.ACCEPT, by=make_user(), at=NOON)
    with pytest.raises(NothingToApply):
        apply(kept, by=None, on=RECEIVED, at=NOON)


def test_neither_a_decision_nor_a_merge_lets_a_list_move_an_official_of_another_ministry():
    coordinator, official = make_user(), elsewhere(name_km="សុខ សុភី", staff_id="0888888888")
    first = reviewed(person())
    deciding.decide(pairs_of(first, user=coordinator)[0], verdict=PairVerdict.SAME, by=coordinator, at=NOON)
    gone = known(staff_id="0555555555", name_km="ចាន់ សុភាព", name_key=name_key("ចាន់ សុភាព"))
    merge(Couple(official, gone, on=RECEIVED, at=NOON), by=coordinator)
    second = reviewed(person(official_id="0555555555", khmer_name="ចាន់ សុភាព"), content=b"two")
    found = [row.findings for kept in (first, second) for row in rows_of(kept)]
    assert (found, official.unit_id) == ([[{"code": "H_OTHER_MINISTRY"}]] * 2, unit("MOE").id)


@pytest.mark.parametrize("given", [{"disabled_at": None}, {"disabled_at": NOON}])
@pytest.mark.parametrize("old", ["old@moh.gov.kh", None])
def test_the_e_mail_of_somebody_who_has_a_user_stays(given, old):
    official = known(email=old)
    user = make_user(Role.OFFICIAL, official_id=official.id, email="own@moh.gov.kh", **given)
    kept = reviewed(person(email="new@moh.gov.kh", phone="+85512345678"))
    apply(kept, by=None, on=RECEIVED, at=NOON)
    assert (official.email, user.email, official.phone) == (old, "own@moh.gov.kh", "+85512345678")


def test_the_e_mail_of_somebody_who_got_a_user_since_the_review_stays():
    official = known(email="old@moh.gov.kh")
    kept = reviewed(person(email="new@moh.gov.kh"))
    make_user(Role.OFFICIAL, official_id=official.id)
    assert apply(kept, by=None, on=RECEIVED, at=NOON) == 1
    apply(kept, by=None, on=RECEIVED, at=NOON)
    assert official.email == "old@moh.gov.kh"


def test_a_list_makes_no_user_and_grants_no_role_to_sign_in_with():
    make_user(Role.OFFICIAL, official_id=known().id)
    names = {"position": "administrator", "office": "coordinator"}
    kept = reviewed(
        person(roles=("ADM.SECURITY", "AP.APPROVE"), **names),
        person(official_id="0777777777", khmer_name="ម៉ៅ ដារា", roles=("ADM.SECURITY",), **names),
    )
    before = people()
    apply(kept, by=None, on=RECEIVED, at=NOON)
    after = people()
    assert (after["user"], after["role_grant"]) == (before["user"], before["role_grant"])
    held = select(RoleAssignment.role_code).order_by(RoleAssignment.role_code)
    assert db.session.scalars(held).all() == ["ADM.SECURITY", "ADM.SECURITY", "AP.APPROVE"]
