"""While a list is under review, the coordinator says whether it is a newer version or stands beside another."""

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import select

from tests.factories import NOON, make_user
from tests.identification.test_life_of_a_list import (  # noqa: F401
    RECEIVED,
    person,
    reading,
    reference,
    reviewed,
    rows_of,
    unit,
)
from tests.identification.test_working import done, long_lists, only_job  # noqa: F401
from training.audit import AuditEntry
from training.db import db
from training.identification import placing, reviewing, service, stamps, undoing
from training.identification.applying import apply
from training.identification.models import ListKind, ListState, RowDecision, RowOutcome
from training.identification.service import Place
from training.permissions import Role
from training.states import ForbiddenMove

OTHER = {"official_id": "0222222222", "khmer_name": "ចាន់ ដារ៉ា"}
NEW_NAME = {"khmer_name": "សុខ បុប្ផា"}  # of the official whom the list before named
LABELS = {
    "newer": "This is a newer version of list no. %s",
    "beside": "This stands beside list no. %s",
}


def applied(*people, content: bytes = b"one"):
    kept = reviewed(*people, content=content)
    apply(kept, by=None, on=RECEIVED, at=NOON)
    return kept


def further(*people, place=Place.BESIDE, kind=ListKind.FMIS_USERS):
    kept = service.receive(
        b"two", file_name="list.xlsx", unit=unit("MOH"), kind=kind, received_on=RECEIVED, by=None, at=NOON,
        place=place,
    )  # fmt: skip
    reviewing.review(kept, reading(*people))
    db.session.commit()
    return kept


def outcomes(kept) -> list[RowOutcome]:
    return [row.outcome for row in rows_of(kept)]


def decided(row, decision, *, by) -> None:
    service.decide(row, decision=decision, by=by, at=NOON)
    db.session.commit()


def offered(browser, kept) -> list[str]:
    page = BeautifulSoup(browser.get(f"/lists/{kept.id}").text, "html.parser").main
    return [one["value"] for one in page.find_all("input", {"name": "place"})]


def placed(browser, kept, place: Place):
    answer = browser.send(f"/lists/{kept.id}/place", {"place": place.value})
    db.session.expire_all()
    return answer


def test_the_coordinator_makes_a_further_list_a_newer_version_and_back(browser_of):
    older, kept = applied(person()), further(person(**NEW_NAME))
    browser = browser_of(make_user())
    assert (outcomes(kept), offered(browser, kept)) == ([RowOutcome.HELD], ["newer"])

    assert placed(browser, kept, Place.NEWER).status_code == 303
    assert (kept.replaces_id, kept.counts) == (older.id, {"changed": 1})
    assert (outcomes(kept), offered(browser, kept)) == ([RowOutcome.CHANGED], ["beside"])

    assert placed(browser, kept, Place.BESIDE).status_code == 303
    assert (kept.replaces_id, kept.counts) == (None, {"held": 1})
    assert (outcomes(kept), offered(browser, kept)) == ([RowOutcome.HELD], ["newer"])


def test_a_list_placed_otherwise_is_as_one_received_so():
    applied(person(), person(**OTHER))
    people = (person(**NEW_NAME), person(**OTHER), person(official_id="0333333333", khmer_name="កែវ វណ្ណា"))
    kept = further(*people)
    columns = ("outcome", "official_id", "alike_id", "changes", "findings", "decision", "decided_at")
    seen = []
    for place in (Place.NEWER, Place.BESIDE):
        placing.put(kept, place=place, by=None)
        seen.append([[getattr(row, name) for name in columns] for row in rows_of(kept)])
    placing.put(kept, place=Place.NEWER, by=None)
    service.refuse(kept, reason="again", by=None)
    kept.sha256 = "0" * 64

    for place, was in zip((Place.NEWER, Place.BESIDE), seen, strict=True):
        anew = further(*people, place=place)
        assert [[getattr(row, name) for name in columns] for row in rows_of(anew)] == was
        anew.sha256 = f"{anew.id:064}"
        db.session.flush()


def test_the_page_says_how_the_list_stands_and_what_would_follow(browser_of):
    older, kept = applied(person()), further(person(**NEW_NAME))
    browser = browser_of(make_user())
    for place, now in ((Place.NEWER, "A newer version of"), (Place.BESIDE, "Stands beside")):
        assert LABELS[place.value] % older.id in browser.get(f"/lists/{kept.id}").text
        placed(browser, kept, place)
        assert f"{now} list no. {older.id}." in browser.get(f"/lists/{kept.id}").text


def test_the_one_who_is_newer_replaces_and_the_one_beside_does_not():
    older, kept = applied(person()), further(person(), person(**OTHER))
    placing.put(kept, place=Place.NEWER, by=None)
    apply(kept, by=None, on=RECEIVED, at=NOON)

    assert older.state is ListState.REPLACED
    undoing.undo(kept, by=None, at=NOON)
    assert older.state is ListState.APPLIED


def test_what_a_person_decided_on_rows_is_kept():
    applied(person())
    kept, user = further(person(**NEW_NAME), person(**OTHER)), make_user()
    decided(rows_of(kept)[1], RowDecision.HOLD, by=user)

    for place in (Place.NEWER, Place.BESIDE):
        placing.put(kept, place=place, by=None)
        assert [row.decision for row in rows_of(kept)] == [None, RowDecision.HOLD]
        assert rows_of(kept)[1].decided_by_id == user.id


def test_a_held_row_stays_held_when_something_else_becomes_true_of_it():
    applied(person())
    kept, user = further(person(**NEW_NAME)), make_user()
    placing.put(kept, place=Place.NEWER, by=None)
    decided(rows_of(kept)[0], RowDecision.HOLD, by=user)

    placing.put(kept, place=Place.BESIDE, by=None)
    placing.put(kept, place=Place.NEWER, by=None)

    (row,) = rows_of(kept)
    assert (row.outcome, row.decision, row.decided_by_id) == (RowOutcome.CHANGED, RowDecision.HOLD, user.id)


def test_an_accepted_row_that_contradicts_the_register_now_is_decided_again():
    applied(person())
    kept, user = further(person(**NEW_NAME)), make_user()
    placing.put(kept, place=Place.NEWER, by=None)
    for decision in (RowDecision.HOLD, RowDecision.ACCEPT):
        decided(rows_of(kept)[0], decision, by=user)

    placing.put(kept, place=Place.BESIDE, by=None)

    (row,) = rows_of(kept)
    assert (row.outcome, row.decision, row.decided_by_id) == (RowOutcome.HELD, None, None)


def test_whom_only_the_version_before_holds_is_held_in_a_newer_version_alone():
    older, user = reviewed(person(), person(**OTHER)), make_user()
    decided(rows_of(older)[0], RowDecision.HOLD, by=user)
    apply(older, by=None, on=RECEIVED, at=NOON)
    kept, held = further(person(), person(**OTHER)), []

    for place in (Place.NEWER, Place.BESIDE):
        placing.put(kept, place=place, by=None)
        db.session.flush()
        held.append([row.decision for row in rows_of(kept)])

    assert held == [[RowDecision.HOLD, None], [None, None]]


def test_whom_a_person_accepted_is_not_held_because_the_version_before_holds_him():
    older, user = reviewed(person(), person(**OTHER)), make_user()
    decided(rows_of(older)[0], RowDecision.HOLD, by=user)
    apply(older, by=None, on=RECEIVED, at=NOON)
    kept = further(person(), person(**OTHER))
    decided(rows_of(kept)[0], RowDecision.ACCEPT, by=user)

    placing.put(kept, place=Place.NEWER, by=None)

    assert [row.decision for row in rows_of(kept)] == [RowDecision.ACCEPT, None]


def test_the_audit_names_what_the_list_replaced_and_replaces(browser_of):
    older, kept = applied(person()), further(person())
    user = make_user()
    for place in (Place.NEWER, Place.NEWER, Place.BESIDE):  # the second says nothing new
        placed(browser_of(user), kept, place)

    entries = select(AuditEntry).where(AuditEntry.verb == "placed list").order_by(AuditEntry.id)
    told = [(entry.actor_id, entry.facts) for entry in db.session.scalars(entries)]
    assert told == [
        (user.id, {"replaces": [None, older.id]}),
        (user.id, {"replaces": [older.id, None]}),
    ]


def test_nothing_is_offered_without_an_applied_list_before(browser_of):
    reviewed(person())  # never applied
    kept, browser = further(person()), browser_of(make_user())

    assert offered(browser, kept) == []
    with pytest.raises(placing.NoListBefore):
        placing.put(kept, place=Place.NEWER, by=None)


def test_a_list_of_another_kind_is_none_before(browser_of):
    applied(person())
    kept = further(person(), kind=ListKind.IT_FOUNDATION)

    assert offered(browser_of(make_user()), kept) == []


def test_a_list_received_later_is_none_before(browser_of):
    older, kept = applied(person()), further(person(), place=Place.NEWER)
    applied(person(), content=b"three")
    db.session.commit()

    assert (older.state, kept.replaces_id) == (ListState.REPLACED, older.id)
    assert offered(browser_of(make_user()), kept) == []


def test_where_the_older_version_was_taken_back_both_are_offered_for_the_list_before_it(browser_of):
    first = applied(person())
    second = further(person(**OTHER))
    apply(second, by=None, on=RECEIVED, at=NOON)
    second.sha256 = "0" * 64
    kept, browser = further(person(), place=Place.NEWER), browser_of(make_user())
    undoing.undo(second, by=None, at=NOON)
    db.session.commit()

    assert (kept.replaces_id, offered(browser, kept)) == (second.id, ["newer", "beside"])
    placed(browser, kept, Place.NEWER)
    assert (kept.replaces_id, offered(browser, kept)) == (first.id, ["beside"])


@pytest.mark.parametrize("place", list(Place))
def test_after_the_review_a_list_stands_as_it_stands(browser_of, place):
    applied(person())
    kept, browser = further(person()), browser_of(make_user())
    apply(kept, by=None, on=RECEIVED, at=NOON)
    db.session.commit()

    assert offered(browser, kept) == []
    assert placed(browser, kept, place).status_code == 409
    with pytest.raises(placing.NotUnderReview):
        placing.put(kept, place=place, by=None)


def test_a_refused_list_stays_as_it_is():
    applied(person())
    kept = further(person())
    service.refuse(kept, reason="wrong", by=None)

    with pytest.raises(placing.NotUnderReview):
        placing.put(kept, place=Place.NEWER, by=None)
    with pytest.raises(ForbiddenMove):
        apply(kept, by=None, on=RECEIVED, at=NOON)


def test_who_may_not_apply_lists_places_none(browser_of):
    applied(person())
    kept = further(person())
    auditor, trainer = (browser_of(make_user(role)) for role in (Role.AUDITOR, Role.TRAINER))

    assert offered(auditor, kept) == []
    assert [placed(one, kept, Place.NEWER).status_code for one in (auditor, trainer)] == [403, 403]


def test_a_list_of_another_ministry_is_not_there_to_be_placed(browser_of):
    applied(person())
    kept = further(person())
    stranger = browser_of(make_user(Role.FOCAL, unit=unit("MOE")))

    assert placed(stranger, kept, Place.NEWER).status_code == 404
    assert kept.replaces_id is None


def test_nonsense_changes_nothing(browser_of):
    applied(person())
    kept = further(person())

    answer = browser_of(make_user()).send(f"/lists/{kept.id}/place", {"place": "above"})

    assert (answer.status_code, kept.replaces_id) == (303, None)


def test_a_long_list_is_looked_at_anew_by_a_worker(long_lists, browser_of):  # noqa: F811
    older = applied(person(), person(**OTHER))
    kept, browser = further(person(**NEW_NAME), person(**OTHER)), browser_of(make_user())

    placed(browser, kept, Place.NEWER)

    assert (kept.replaces_id, only_job().task) == (None, "identification.placing.place_list")
    assert "The list is being looked at anew." in browser.get(f"/lists/{kept.id}").text
    assert offered(browser, kept) == []
    assert done(placing.place_list) == {"rows": 1}
    assert (kept.replaces_id, outcomes(kept)) == (older.id, [RowOutcome.CHANGED, RowOutcome.SAME])


def test_a_worker_looks_again_when_the_register_changed_meanwhile(long_lists, browser_of, monkeypatch):  # noqa: F811
    applied(person(), person(**OTHER))
    kept = further(person(**NEW_NAME), person(**OTHER))
    placed(browser_of(make_user()), kept, Place.NEWER)
    monkeypatch.setattr(stamps, "TRIES", 0)  # as if somebody had always been quicker

    assert done(placing.place_list) == {"rows": 1}
    assert outcomes(kept) == [RowOutcome.CHANGED, RowOutcome.SAME]
