"""A course asked for by name is withdrawn from a day on, and the need by roles stays."""

from datetime import date

import pytest

from tests.factories import make_course, make_official, make_unit, make_user
from training import dates
from training.courses.queries import needed_by, nominations_of
from training.courses.service import WithdrawnBeforeNamed, nominate, withdraw_nomination
from training.permissions import Role

NAMED, EVE, DAY = date(2017, 9, 1), date(2017, 10, 31), date(2017, 11, 1)


def test_a_withdrawn_course_is_needed_until_the_day_before():
    official, course = make_official(), make_course()
    withdraw_nomination(nominate(official, course, on=NAMED, by=None), on=DAY, by=make_user())
    assert [list(needed_by(official, on=day)) for day in (EVE, DAY)] == [[course], []]


def test_what_was_withdrawn_may_be_asked_for_again():
    official, course = make_official(), make_course()
    withdraw_nomination(nominate(official, course, on=NAMED, by=None), on=EVE, by=None)
    nominate(official, course, on=DAY, by=None)
    assert [each.withdrawn_on for each in nominations_of(official)] == [None, EVE]


def test_a_course_is_not_withdrawn_before_it_was_asked_for():
    nomination = nominate(make_official(), make_course(), on=NAMED, by=None)
    with pytest.raises(WithdrawnBeforeNamed):
        withdraw_nomination(nomination, on=date(2017, 8, 31), by=None)


def test_a_nomination_is_withdrawn_from_the_page_of_the_official(browser_of):
    coordinator, official = browser_of(make_user()), make_official()
    nomination = nominate(official, make_course(name_en="Ledger"), on=NAMED, by=None)
    assert "No longer ask for it" in coordinator.get(f"/officials/{official.id}/courses").text
    path = f"/nominations/{nomination.id}/withdrawal"
    assert "Ledger" in coordinator.get(path).text
    early = coordinator.send(path, {"on": "2017-08-31"})
    assert (early.status_code, "cannot be withdrawn before" in early.text) == (422, True)
    assert coordinator.send(path, {"on": "2017-11-01"}).status_code == 303
    assert nominations_of(official)[0].withdrawn_on == DAY
    assert list(needed_by(official, on=dates.today())) == []


def test_a_focal_person_withdraws_nothing_of_another_ministry(browser_of):
    nomination = nominate(make_official(), make_course(), on=NAMED, by=None)
    focal = browser_of(make_user(Role.FOCAL, unit=make_unit()))
    path = f"/nominations/{nomination.id}/withdrawal"
    assert [focal.get(path).status_code, focal.send(path, {"on": "2017-11-01"}).status_code] == [404, 404]
