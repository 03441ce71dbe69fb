"""The page of two versions asks what ends for whom the newer one names no more, and shows what was decided."""

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import select

from tests.factories import NOON, make_unit, make_user
from tests.identification.test_departures import CHAN, LAST, chan, held, two_versions
from tests.identification.test_hands import applied
from tests.identification.test_life_of_a_list import person, reference, reviewed, unit  # noqa: F401
from training.db import db
from training.identification import departures, working
from training.identification.models import DepartureDecision
from training.jobs import Job
from training.permissions import Role
from training.workflow.models import RoleAssignment

MISSING = "Missing in the newer version"


def page_of(browser, newer, *, status: int = 200) -> BeautifulSoup:
    sent = browser.get(f"/lists/{newer.id}/comparison")
    assert sent.status_code == status
    return BeautifulSoup(sent.text, "html.parser")


def cells(page, caption: str) -> list[str]:
    """What stands in the last column of a table."""
    (table,) = [one for one in page.find_all("table") if one.caption.get_text(strip=True).startswith(caption)]
    return [row.find_all("td")[-1].get_text(" ", strip=True) for row in table.tbody.find_all("tr")]


def addresses(page) -> list[str]:
    return [form["action"].partition("/departures")[2] for form in page.select("main form[method=post]")]


def test_the_roles_of_one_end_and_the_decision_stands_in_the_place_of_the_form(browser_of):
    newer, user = two_versions(), make_user(name_en="Sok Dara")
    browser, at = browser_of(user), f"official-{chan().id}-last_day"
    assert addresses(page_of(browser, newer)) == ["/missing", f"/{chan().id}/ending", f"/{chan().id}/stay"]

    sent = browser.send(f"/lists/{newer.id}/departures/{chan().id}/ending", {at: LAST.isoformat()})

    assert (sent.status_code, sent.location) == (303, f"/lists/{newer.id}/comparison#official-{chan().id}")
    page = page_of(browser, newer)
    ((told),) = cells(page, MISSING)
    assert [told.startswith("Last day 11 Nov 2017: AP.ENTRY"), str(user.name) in told] == [True, True]
    assert (addresses(page), held(chan())) == ([], {"AP.ENTRY": LAST})


def test_the_page_of_the_list_says_how_many_wait_until_nobody_does(browser_of):
    newer, browser = two_versions(), browser_of(make_user())
    address = f"/lists/{newer.id}/comparison"
    page = BeautifulSoup(browser.get(f"/lists/{newer.id}").text, "html.parser")
    assert [tag["hx-select"] for tag in page.select(f"[hx-get='{address}']")] == ["#waits"]
    (waits,) = page_of(browser, newer).select("#waits")
    assert waits.get_text(strip=True) == "Waits until a person confirms what ends: 1 (0 women)."

    browser.send(f"/lists/{newer.id}/departures/{chan().id}/stay")

    assert page_of(browser, newer).select("#waits") == []


def test_who_stays_is_not_asked_for_again(browser_of):
    newer = two_versions()
    browser, address = browser_of(make_user()), f"/lists/{newer.id}/departures/{chan().id}/stay"

    assert [browser.send(address).status_code for _ in range(2)] == [303, 409]

    page = page_of(browser, newer)
    assert (cells(page, MISSING)[0].startswith("Left as it is"), addresses(page)) == (True, [])
    assert held(chan()) == {"AP.ENTRY": None}


@pytest.mark.parametrize(
    ("day", "told"),
    [
        ("", "Give the day."),
        ("2017-09-30", "The role is held since 2 Oct 2017; it cannot end before."),
        ("9999-12-31", "Give a day within a year from now."),
    ],
)
def test_a_refused_day_is_told_on_the_same_page(browser_of, day, told):
    newer = two_versions()
    browser, at = browser_of(make_user()), f"official-{chan().id}-last_day"

    for address, name in ((f"{chan().id}/ending", at), ("missing", "missing-last_day")):
        sent = browser.send(f"/lists/{newer.id}/departures/{address}", {name: day})
        summary = BeautifulSoup(sent.text, "html.parser").select_one(".summary").get_text(" ", strip=True)
        assert (sent.status_code, told in summary) == (422, True)
    assert held(chan()) == {"AP.ENTRY": None}


def test_of_several_roles_those_end_that_are_ticked(browser_of):
    newer = two_versions(roles=("AP.ENTRY", "GL.REVIEW", "AR.REVIEW"), now=("AP.ENTRY",))
    browser = browser_of(make_user())
    ticks = page_of(browser, newer).select("input[type=checkbox][name$=roles]")
    assert [tick.has_attr("checked") for tick in ticks] == [True, True]
    field, number = ticks[0]["name"], ticks[0]["name"].split("-")[1]
    address, day = (
        f"/lists/{newer.id}/departures/{number}/ending",
        {field.replace("roles", "last_day"): "2017-11-11"},
    )
    role = db.session.scalars(select(RoleAssignment).where(RoleAssignment.role_code == "GL.REVIEW")).one()

    assert browser.send(address, day).status_code == 422
    assert browser.send(address, day | {field: str(role.id)}).status_code == 303

    ended = select(RoleAssignment.role_code).where(RoleAssignment.valid_to == LAST)
    assert db.session.scalars(ended).all() == ["GL.REVIEW"]


def test_all_are_ended_at_once_after_the_consequences_were_told(browser_of):
    applied(person(), person(**CHAN), content=b"one")
    newer = applied(person(official_id="0444444444", khmer_name="ម៉ៅ ដារា"), content=b"two")
    browser = browser_of(make_user())
    confirm = page_of(browser, newer).select_one("details.confirm").get_text(" ", strip=True)
    assert "ends on the day you give (officials: 2, women: 1)" in confirm

    sent = browser.send(f"/lists/{newer.id}/departures/missing", {"missing-last_day": "2017-11-11"})

    assert (sent.status_code, sent.location) == (303, f"/lists/{newer.id}/comparison")
    page = page_of(browser, newer)
    assert ("It ended for 2 officials." in page.get_text(), addresses(page)) == (True, [])
    assert db.session.scalars(select(RoleAssignment.valid_to).order_by(RoleAssignment.id)).all()[:2] == [
        LAST,
        LAST,
    ]


def test_a_worker_ends_them_for_a_long_list(browser_of, monkeypatch):
    monkeypatch.setattr(working, "AT_ONCE", 0)
    newer = two_versions()
    browser, address = browser_of(make_user()), f"/lists/{newer.id}/departures/missing"

    assert browser.send(address, {"missing-last_day": "2017-09-30"}).status_code == 422
    sent = browser.send(address, {"missing-last_day": "2017-11-11"})

    assert (sent.status_code, sent.location) == (303, f"/lists/{newer.id}")
    job = db.session.scalars(select(Job)).one()
    assert (job.task, job.arguments["kind"], job.arguments["last_day"]) == (
        "identification.departures.end_departures", "missing", "2017-11-11"
    )  # fmt: skip
    assert "What the newer list names no more is being ended." in browser.get(f"/lists/{newer.id}").text


def test_before_the_newer_list_is_applied_nothing_is_asked(browser_of):
    applied(person(), person(**CHAN), content=b"one")
    newer = reviewed(person(), content=b"two")
    browser = browser_of(make_user())
    page = page_of(browser, newer)

    assert ("Once the newer list is applied" in page.get_text(), addresses(page)) == (True, [])
    assert browser.send(f"/lists/{newer.id}/departures/{chan().id}/stay").status_code == 409
    assert db.session.query(DepartureDecision).count() == 0


def test_an_auditor_sees_what_is_in_force_and_is_asked_nothing(browser_of):
    newer = two_versions()
    page = page_of(browser_of(make_user(Role.AUDITOR)), newer)

    assert (cells(page, MISSING), addresses(page)) == (["Accounts Payable – Entry"], [])


def test_what_is_not_ones_own_is_not_found(browser_of):
    newer = two_versions()
    focal = browser_of(make_user(Role.FOCAL, unit=make_unit(code="ELSE")))
    coordinator = browser_of(make_user())
    at = f"/lists/{newer.id}/departures"

    answers = [focal.send(f"{at}/{chan().id}/stay"), focal.send(f"{at}/missing"), coordinator.send(f"{at}/all"),
               coordinator.send(f"{at}/10000/ending")]  # fmt: skip

    assert [sent.status_code for sent in answers] == [404] * 4


def test_those_who_wait_come_first(browser_of):
    applied(person(), person(**CHAN), content=b"one")
    newer = applied(person(official_id="0444444444", khmer_name="ម៉ៅ ដារា"), content=b"two")
    first = db.session.scalars(select(RoleAssignment).order_by(RoleAssignment.id)).first()
    departures.keep(newer, official_id=first.official_id, by=make_user(), at=NOON)
    db.session.commit()

    told = cells(page_of(browser_of(make_user()), newer), MISSING)

    assert [each.startswith("Left as it is") for each in told] == [False, True]
