"""Only the coordinator moves an official between ministries; the sender learns nothing of where he was."""

from datetime import date

import pytest
from sqlalchemy import select

from tests.factories import NOON, make_user
from tests.identification.test_life_of_a_list import (  # noqa: F401
    RECEIVED,
    known,
    person,
    reference,
    reviewed,
    rows_of,
    unit,
)
from training.db import db
from training.identification import moving, undoing
from training.identification.applying import apply
from training.identification.models import RowDecision, RowOutcome
from training.identification.service import AlreadyDecided
from training.officials.models import Posting
from training.permissions import Role

FIRST = date(2017, 1, 1)


def elsewhere():
    official = known(unit=unit("MOE"))
    db.session.execute(Posting.__table__.update().values(valid_from=FIRST))
    return official


def postings():
    columns = (Posting.unit_id, Posting.valid_from, Posting.valid_to, Posting.position)
    return db.session.execute(select(*columns).order_by(Posting.id)).all()


def test_the_coordinator_moves_the_official_with_a_dated_posting(browser_of):
    official, kept = elsewhere(), reviewed(person())
    row = rows_of(kept)[0]
    db.session.commit()

    browser_of(make_user()).send(f"/lists/{kept.id}/rows/{row.id}/transfer")

    assert official.unit_id == unit("MOH").id
    assert postings()[-1] == (unit("MOH").id, RECEIVED, None, "មន្ត្រី")
    assert (row.outcome, row.changes) == (RowOutcome.CHANGED, {"roles": ["", "AP.ENTRY"]})
    assert apply(kept, by=None, on=RECEIVED, at=NOON) == 0
    undoing.undo(kept, by=None, at=NOON)
    assert official.unit_id == unit("MOH").id


def test_who_is_left_in_his_ministry_is_left_there_with_who_said_so(browser_of):
    official, kept, user = elsewhere(), reviewed(person()), make_user()
    row = rows_of(kept)[0]
    db.session.commit()

    browser_of(user).send(f"/lists/{kept.id}/rows/{row.id}/decision", {"decision": "hold"})

    assert (row.decision, row.decided_by_id) == (RowDecision.HOLD, user.id)
    assert row.decided_at is not None
    assert official.unit_id == unit("MOE").id


def test_the_sender_neither_moves_him_nor_sees_where_he_serves(browser_of):
    official, kept = elsewhere(), reviewed(person())
    row, focal = rows_of(kept)[0], browser_of(make_user(Role.FOCAL, unit=unit("MOH")))
    coordinator = browser_of(make_user())
    db.session.commit()
    seen = {who: who.get(f"/lists/{kept.id}").text for who in (focal, coordinator)}

    assert [unit("MOE").name_en in text for text in seen.values()] == [False, True]
    assert ["/transfer" in text for text in seen.values()] == [False, True]
    assert focal.send(f"/lists/{kept.id}/rows/{row.id}/transfer").status_code == 403
    assert official.unit_id == unit("MOE").id


def test_a_row_that_names_nobody_elsewhere_moves_nobody():
    kept = reviewed(person())

    with pytest.raises(moving.NobodyToMove):
        moving.move(rows_of(kept)[0], of=kept, by=make_user())


def test_after_the_review_nobody_is_moved():
    elsewhere()
    kept = reviewed(person(), person(official_id="0222222222", khmer_name="ចាន់ ដារ៉ា"))
    apply(kept, by=None, on=RECEIVED, at=NOON)

    with pytest.raises(AlreadyDecided):
        moving.move(rows_of(kept)[0], of=kept, by=make_user())
