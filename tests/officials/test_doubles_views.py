"""Pages of records that may be one person: compared, decided, merged and made two again."""

from datetime import date

import pytest
from bs4 import BeautifulSoup

from tests.factories import make_official, make_unit, make_user
from training.db import db
from training.officials.models import Merge, Official, PairDecision
from training.permissions import Role

GIVEN = {"name_km": "សុខ ដារា", "name_key": "សុខដារា", "birth_date": date(1980, 5, 17)}


@pytest.fixture
def unit():
    return make_unit()


@pytest.fixture
def two(unit):
    return make_official(unit=unit, phone="+85512000001", **GIVEN), make_official(unit=unit, **GIVEN)


@pytest.fixture
def coordinator(browser_of):
    return browser_of(make_user(Role.COORDINATOR))


@pytest.fixture
def focal(browser_of, unit):
    return browser_of(make_user(Role.FOCAL, unit=unit))


def address(two, verb="") -> str:
    return f"/officials/{two[0].id}/doubles/{two[1].id}{verb}"


def buttons(answer) -> list[str]:
    page = BeautifulSoup(answer.text, "html.parser").main
    return [button.get_text(strip=True) for button in page.find_all("button", type="submit")]


def test_the_coordinator_merges_two_records_and_takes_it_back(coordinator, two):
    kept, other = two
    assert buttons(coordinator.get(address(two))) == ["Not the same person", "Merge the two records"]
    done = coordinator.send(address(two, "/merge"), {"take": "name_latin"})
    assert (done.status_code, done.location) == (303, f"/officials/{kept.id}")
    assert (db.session.get(Official, other.id).merged_into_id, kept.name_latin) == (kept.id, other.name_latin)
    merge = db.session.query(Merge).one()
    assert "Make them two records again" in buttons(coordinator.get(f"/officials/merges/{merge.id}"))
    back = coordinator.send(f"/officials/merges/{merge.id}/undoing")
    assert (back.status_code, back.location) == (303, address(two))
    assert db.session.get(Official, other.id).merged_into_id is None


def test_the_old_address_leads_to_the_one_who_stays(coordinator, two):
    coordinator.send(address(two, "/merge"))
    led = coordinator.get(f"/officials/{two[1].id}")
    assert (led.status_code, led.location) == (303, f"/officials/{two[0].id}")


def test_what_forbids_a_merge_stands_on_the_page_and_is_refused(coordinator, two):
    for official in two:
        make_user(Role.OFFICIAL, official_id=official.id)
    page = coordinator.get(address(two))
    assert "Both can sign in" in page.text
    assert buttons(page) == ["Not the same person"]
    refused = coordinator.send(address(two, "/merge"))
    assert (refused.status_code, "Both can sign in" in refused.text) == (409, True)
    assert db.session.query(Merge).count() == 0


def test_a_forged_fact_is_refused(coordinator, two):
    assert coordinator.send(address(two, "/merge"), {"take": "merged_into_id"}).status_code == 422


def test_a_focal_person_decides_and_proposes_but_never_merges(focal, two):
    assert buttons(focal.get(address(two))) == ["Not the same person", "The same person: propose to merge"]
    assert focal.send(address(two, "/decision"), {"verdict": "same"}).status_code == 303
    assert buttons(focal.get(address(two))) == ["Take the decision back"]
    assert focal.send(address(two, "/withdrawal")).status_code == 303
    assert db.session.query(PairDecision).count() == 0
    assert focal.send(address(two, "/merge")).status_code == 403


def test_a_focal_person_finds_no_pair_with_another_ministry(focal, two):
    pair = (two[0], make_official(**GIVEN))
    answers = [focal.get(address(pair)), focal.send(address(pair, "/decision"), {"verdict": "same"})]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert pair[1].staff_id not in focal.get(f"/officials/{two[0].id}/doubles").text


def test_nonsense_is_no_decision(focal, two):
    assert focal.send(address(two, "/decision"), {"verdict": "perhaps"}).status_code == 303
    assert db.session.query(PairDecision).count() == 0


def test_what_differs_is_said_in_words(coordinator, two):
    page = BeautifulSoup(coordinator.get(address(two)).text, "html.parser")
    rows = page.select("tr.pair--differs")
    assert [row.th.contents[0].strip() for row in rows] == ["Name in Latin letters", "Official ID"]
    assert {row.select_one(".pair__sign").get_text(strip=True) for row in rows} == {"different"}


def test_the_doubles_of_the_register_are_listed(coordinator, two):
    page = coordinator.get("/officials/doubles")
    assert f'href="{address(two)}"' in page.text
