"""Pages of requests, the waiting list and offers: for coordinator, focal person and official."""

from datetime import timedelta

import pytest

from tests.enrolments.queues import enrol, full_class, nominate, states, wait, who, withdraw
from tests.enrolments.test_views import as_official, coming, soup, words
from tests.factories import make_class, make_official, make_unit, make_user
from training import dates
from training.db import db
from training.enrolments import requests
from training.enrolments.models import Enrolment, Seat
from training.permissions import Role


def full(**given):
    return full_class(on=tuple(coming(2)), **given)


def now():
    return dates.now()


def ask(training_class, official=None):
    official = official or make_official()
    return requests.ask(official, to=training_class, by=make_user(), at=now())


def granting_class(**given):
    return make_class(on=tuple(coming(2)), by_approval=True, **given)


def page_of(training_class):
    return f"/classes/{training_class.id}/waiting/"


def lapse(enrolment):
    db.session.get(Enrolment, enrolment.id).offered_until = now() - timedelta(minutes=1)
    db.session.commit()


def test_the_class_shows_its_waiting_list_with_places(browser_of):
    training_class, _there = full()
    first, second = wait(training_class, at=now()), wait(training_class, at=now())

    page = soup(browser_of(make_user()).get(page_of(training_class)))

    rows = [row.get_text(" ", strip=True) for row in page.select("tbody tr")]
    assert [row.split()[0] for row in rows] == ["1", "2"]
    assert [who(each).name_latin in row for row, each in zip(rows, (first, second), strict=True)] == [
        True
    ] * 2
    assert page.select_one(".tabs [aria-current]").get_text(strip=True) == "Waiting list"


def test_a_focal_person_sees_only_his_officials_on_the_list_and_changes_only_theirs(browser_of):
    unit = make_unit()
    training_class, _there = full()
    foreign = wait(training_class, at=now())
    own = wait(training_class, make_official(unit=unit), at=now())
    focal = browser_of(make_user(Role.FOCAL, unit=unit))
    form = {"reason": "on mission"}

    page = words(focal.get(page_of(training_class)))
    assert who(own).name_latin in page
    assert who(foreign).name_latin not in page
    assert focal.send(f"{page_of(training_class)}{foreign.id}/withdrawal", form).status_code == 404
    assert focal.send(f"{page_of(training_class)}{own.id}/withdrawal").status_code == 422
    assert focal.send(f"{page_of(training_class)}{own.id}/withdrawal", form).status_code == 303
    assert states(foreign, own) == [Seat.WAITING, Seat.WITHDRAWN]


def test_the_seats_are_one_list_and_who_waits_is_another(browser_of):
    training_class, (seat,) = full()
    waiting = wait(training_class, at=now())
    coordinator = browser_of(make_user())

    seats, line = (
        words(coordinator.get(f"/classes/{training_class.id}/{part}/")) for part in ("seats", "waiting")
    )

    for each, there in ((seat, (True, False)), (waiting, (False, True))):
        assert (who(each).name_latin in seats, who(each).name_latin in line) == there


def test_a_focal_person_without_officials_on_the_list_reads_how_many_others_wait(browser_of):
    training_class, _there = full()
    wait(training_class, at=now())

    page = words(browser_of(make_user(Role.FOCAL)).get(page_of(training_class)))

    assert "1 official of other units waits." in page


def test_a_focal_person_asks_and_the_coordinator_grants_or_refuses_with_a_reason(browser_of):
    unit, training_class = make_unit(), granting_class()
    first, second = make_official(unit=unit), make_official(unit=unit)
    focal, coordinator = browser_of(make_user(Role.FOCAL, unit=unit)), browser_of(make_user())
    new, page = f"/classes/{training_class.id}/seats/new", page_of(training_class)

    assert "Ask for a seat" in words(focal.get(f"{new}?q={first.staff_id}"))
    assert focal.send(new, {"official": first.id, "way": "seat"}).status_code == 422
    for each in (first, second):
        assert focal.send(new, {"official": each.id, "way": "request"}).status_code == 303
    one, other = db.session.query(Enrolment).order_by(Enrolment.id)
    assert focal.send(f"{page}{one.id}/approval").status_code == 403
    assert coordinator.send(f"{page}{one.id}/approval").status_code == 303
    assert coordinator.send(f"{page}{other.id}/refusal").status_code == 422
    assert coordinator.send(f"{page}{other.id}/refusal", {"reason": "treasuries first"}).status_code == 303
    assert states(one, other) == [Seat.CALLED, Seat.REFUSED]


def test_a_verb_is_not_for_the_seat_of_another_class(browser_of):
    training_class, other = granting_class(), make_class()
    request = ask(training_class)

    answer = browser_of(make_user()).send(f"{page_of(other)}{request.id}/approval")

    assert (answer.status_code, states(request)) == (404, [Seat.REQUESTED])


def test_a_grant_that_came_too_late_says_why(browser_of):
    request = ask(granting_class())
    coordinator = browser_of(make_user())
    path = f"/classes/{request.class_id}/waiting/{request.id}/approval"

    assert coordinator.send(path).status_code == 303
    again = coordinator.send(path)
    assert again.status_code == 422
    assert "does not wait for a seat" in soup(again).select_one(".summary").text


@pytest.mark.parametrize(("verb", "after"), [("acceptance", Seat.CALLED), ("return", Seat.DECLINED)])
def test_the_unit_answers_for_an_official_without_a_telephone(browser_of, verb, after):
    training_class, (seat,) = full()
    unit = make_unit()
    offered = wait(training_class, make_official(unit=unit), at=now())
    withdraw(seat, at=now())
    focal = browser_of(make_user(Role.FOCAL, unit=unit))

    assert "He comes" in words(focal.get(page_of(training_class)))
    assert focal.send(f"{page_of(training_class)}{offered.id}/{verb}").status_code == 303
    assert states(offered) == [after]


def test_an_official_waits_is_offered_a_seat_and_accepts_it_on_his_phone(browser_of):
    training_class, (seat,) = full(open_to_all=True)
    official = make_official()
    nominate(official, training_class.course)
    phone = browser_of(as_official(official))

    assert "Join the waiting list" in words(phone.get("/schedule/"))
    joined = phone.send("/schedule/seats", {"class": training_class.id, "way": "waiting"})
    assert joined.status_code == 303
    for path in ("/schedule/", "/"):
        assert "Your place on the waiting list: 1 of 1" in words(phone.get(path))
    withdraw(db.session.get(Enrolment, seat.id), at=now())
    db.session.commit()
    for path in ("/schedule/", "/"):
        page = soup(phone.get(path))
        buttons = [each.get_text(strip=True) for each in page.select(".answers button")]
        assert ("A seat is offered to you" in page.get_text(), buttons) == (True, ["Accept", "Decline"])
    offered = db.session.query(Enrolment).filter_by(official_id=official.id).one()
    assert phone.send(f"/schedule/seats/{offered.id}/acceptance").status_code == 303
    assert states(offered) == [Seat.CALLED]
    assert "Next session" in words(phone.get("/schedule/"))


def test_an_official_declines_and_another_cannot_answer_for_him(browser_of):
    training_class, (seat,) = full()
    first, second = wait(training_class, at=now()), wait(training_class, at=now())
    withdraw(seat, at=now())
    phone, other = browser_of(as_official(who(first))), browser_of(as_official(who(second)))

    assert other.send(f"/schedule/seats/{first.id}/refusal").status_code == 404
    assert phone.send(f"/schedule/seats/{first.id}/refusal").status_code == 303
    assert states(first, second) == [Seat.DECLINED, Seat.OFFERED]


def test_an_official_asks_and_takes_his_request_back(browser_of):
    training_class, official = granting_class(open_to_all=True), make_official()
    nominate(official, training_class.course)
    phone = browser_of(as_official(official))

    assert "Ask for a seat" in words(phone.get("/schedule/"))
    assert phone.send("/schedule/seats", {"class": training_class.id, "way": "seat"}).status_code == 422
    assert phone.send("/schedule/seats", {"class": training_class.id, "way": "request"}).status_code == 303
    assert "The coordinator has not decided yet." in words(phone.get("/schedule/"))
    request = db.session.query(Enrolment).filter_by(official_id=official.id).one()
    assert phone.send(f"/schedule/seats/{request.id}/withdrawal").status_code == 303
    assert states(request) == [Seat.WITHDRAWN]


def test_an_official_reads_why_his_request_was_refused(browser_of):
    request = ask(granting_class(open_to_all=True))
    requests.refuse(request, reason="treasuries first", by=make_user(), at=now())

    assert "Reason: treasuries first" in words(browser_of(as_official(who(request))).get("/schedule/"))


def test_reading_passes_a_lapsed_offer_on_to_who_reads(browser_of):
    training_class, (seat,) = full()
    first, second = wait(training_class, at=now()), wait(training_class, at=now())
    withdraw(seat, at=now())
    lapse(first)

    assert "A seat is offered to you" in words(browser_of(as_official(who(second))).get("/schedule/"))
    assert states(first, second) == [Seat.EXPIRED, Seat.OFFERED]


@pytest.mark.parametrize("part", ["waiting", "seats"])
def test_the_pages_of_the_class_are_never_older_than_the_clock(browser_of, part):
    training_class, (seat,) = full()
    first, second = wait(training_class, at=now()), wait(training_class, at=now())
    withdraw(seat, at=now())
    lapse(first)

    assert browser_of(make_user()).get(f"/classes/{training_class.id}/{part}/").status_code == 200
    assert states(first, second) == [Seat.EXPIRED, Seat.OFFERED]


def test_accepting_too_late_says_so(browser_of):
    training_class, (seat,) = full()
    offered = wait(training_class, at=now())
    withdraw(seat, at=now())
    lapse(offered)

    late = browser_of(as_official(who(offered))).send(f"/schedule/seats/{offered.id}/acceptance")

    assert late.status_code == 422
    assert "The time to answer this offer is over" in soup(late).select_one(".summary").text


def test_the_page_says_that_somebody_was_passed_over(browser_of):
    training_class, (seat,) = full()
    blocked = wait(training_class, at=now())
    wait(training_class, at=now())
    enrol(who(blocked), to=make_class(on=tuple(coming(2))), at=now())
    withdraw(seat, at=now())

    for page in (
        browser_of(make_user()).get(page_of(training_class)),
        browser_of(as_official(who(blocked))).get("/schedule/"),
    ):
        assert "passed over: " in words(page)
        assert "already has a class at that time" in words(page)


def test_a_waiting_list_asks_the_database_as_often_for_three_as_for_one(browser_of, queries):
    training_class, _there = full()
    coordinator, asked = browser_of(make_user()), []
    for _ in range(2):
        wait(training_class, at=now())
        with queries() as sent:
            assert coordinator.get(page_of(training_class)).status_code == 200
        asked.append(len(sent))
        wait(training_class, at=now())
    assert asked == [10, 10]
