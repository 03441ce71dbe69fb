"""A row that is hidden in the file waits, until a person says that it is to be used like the others."""

from datetime import date

import pytest

from tests.factories import NOON, make_user
from tests.identification.reading.making import CHAN, HEADINGS, SOK, xlsx_bytes
from tests.identification.test_hands import codes
from tests.identification.test_life_of_a_list import (  # noqa: F401
    RECEIVED,
    known,
    person,
    reference,
    register,
    rows_of,
    unit,
)
from training.db import db
from training.identification import hidden, reviewing, service, undoing
from training.identification.applying import apply
from training.identification.models import ListKind, RowDecision, RowOutcome
from training.identification.reading.read import read
from training.khmer import name_key
from training.officials.models import Official


def reviewed(*rows, hidden_rows=(3,), kind=ListKind.FMIS_USERS):
    content = xlsx_bytes([HEADINGS, *rows], hidden_rows=hidden_rows)
    kept = service.receive(
        content, file_name="l.xlsx", unit=unit("MOH"), kind=kind, received_on=RECEIVED, by=None, at=NOON
    )
    reviewing.review(kept, read(content, org="MOH", kind=kind, received=RECEIVED))
    db.session.flush()
    return kept


def use(row, kept, by=None) -> None:
    hidden.use(row, of=kept, by=by or make_user(), at=NOON)


def test_a_hidden_row_is_applied_once_a_person_uses_it_and_taken_back_with_the_list():
    kept, before = reviewed(SOK, CHAN), register()
    first, second = rows_of(kept)
    assert (second.outcome, hidden.is_usable(second, of=kept)) == (RowOutcome.HELD, True)

    use(second, kept)
    assert (second.outcome, second.decision, kept.counts) == (RowOutcome.NEW, RowDecision.ACCEPT, {"new": 2})
    assert apply(kept, by=None, on=RECEIVED, at=NOON) == 0
    officials = [db.session.get_one(Official, one.official_id) for one in (first, second)]
    assert [one.staff_id for one in officials] == [SOK[1], CHAN[1]]

    undoing.undo(kept, by=None, at=NOON)
    assert register() == before


def test_a_hidden_row_that_nobody_uses_is_left_out():
    kept = reviewed(SOK, CHAN)
    assert apply(kept, by=None, on=RECEIVED, at=NOON) == 0
    assert [row.official_id is None for row in rows_of(kept)] == [False, True]


def test_a_used_row_may_be_held_back_again():
    kept, by = reviewed(SOK, CHAN), make_user()
    row = rows_of(kept)[1]
    use(row, kept, by)
    service.decide(row, decision=RowDecision.HOLD, by=by, at=NOON)
    assert row.will_be_applied is False


@pytest.mark.parametrize(
    "again",
    [
        pytest.param([*SOK[:5], "AP Review"], id="the same person"),
        pytest.param(["2", SOK[1], *CHAN[2:]], id="the ID of somebody else"),
        pytest.param(["2", "", *SOK[2:]], id="without his ID"),
    ],
)
def test_a_hidden_row_beside_one_of_the_same_person_or_id_is_not_used(again):
    kept = reviewed(SOK, again)
    with pytest.raises(hidden.StandsInFile, match="2"):
        use(rows_of(kept)[1], kept)


def test_of_two_hidden_rows_of_one_person_only_one_is_used():
    kept = reviewed(SOK, CHAN, ["3", *CHAN[1:]], hidden_rows=(3, 4))
    _, second, third = rows_of(kept)
    use(second, kept)
    with pytest.raises(hidden.StandsInFile, match="3"):
        use(third, kept)


@pytest.mark.parametrize(
    "faulty",
    [
        pytest.param([*CHAN[:2], "", *CHAN[3:]], id="no name"),
        pytest.param([*CHAN[:4], "31/02/1990", CHAN[5]], id="no day of any month"),
        pytest.param([*CHAN[:5], ""], id="no role"),
    ],
)
def test_a_hidden_row_with_faults_is_not_used(faulty):
    kept = reviewed(SOK, faulty)
    with pytest.raises(service.CannotBeAccepted, match="3"):
        use(rows_of(kept)[1], kept)


def test_a_hidden_row_of_an_it_foundation_list_needs_no_role():
    kept = reviewed(SOK[:5], CHAN[:5], kind=ListKind.IT_FOUNDATION)
    row = rows_of(kept)[1]
    use(row, kept)
    assert row.outcome is RowOutcome.NEW


def test_a_row_that_can_be_seen_is_not_used_twice():
    kept = reviewed(SOK, CHAN)
    with pytest.raises(service.CannotBeAccepted):
        use(rows_of(kept)[0], kept)


def test_after_the_review_no_hidden_row_is_used():
    kept = reviewed(SOK, CHAN)
    apply(kept, by=None, on=RECEIVED, at=NOON)
    with pytest.raises(service.AlreadyDecided):
        use(rows_of(kept)[1], kept)


def test_a_hidden_row_that_looks_like_an_official_waits_for_the_decision():
    other = known(name_km="ចាន់ ធីតី", name_key=name_key("ចាន់ ធីតី"), birth_date=date(1990, 2, 1))
    kept = reviewed(SOK, CHAN)
    row = rows_of(kept)[1]
    use(row, kept)
    assert (row.outcome, row.alike_id, row.decision) == (RowOutcome.DOUBTFUL, other.id, None)


def test_the_page_offers_a_hidden_row_and_uses_it(browser_of):
    kept, browser = reviewed(SOK, CHAN), browser_of(make_user())
    row = rows_of(kept)[1]
    db.session.commit()
    address = f"/lists/{kept.id}/rows/{row.id}/use"
    assert address in browser.get(f"/lists/{kept.id}").text

    sent = browser.send(f"{address}?outcome=held", {})

    assert (sent.status_code, sent.location) == (303, f"/lists/{kept.id}?outcome=held")
    assert address not in browser.get(f"/lists/{kept.id}").text
    db.session.refresh(row)
    assert (row.outcome, codes(row)[0]) == (RowOutcome.NEW, "H_HIDDEN")
