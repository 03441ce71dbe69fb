"""The page of doubtful pairs: two buttons, who decided and when, and the way back."""

import pytest
from bs4 import BeautifulSoup

from tests.factories import make_user
from tests.identification.test_life_of_a_list import person, reference, rows_of, unit
from tests.identification.test_pairs import alike, reviewed
from training.db import db
from training.identification.models import IdentityDecision, RowOutcome
from training.permissions import Role

_ = reference  # a fixture of every test here


@pytest.fixture
def focal(browser_of):
    return browser_of(make_user(Role.FOCAL, unit=unit("MOH"), name_en="Focal Person of Health"))


def buttons(browser, kept) -> list[str]:
    page = BeautifulSoup(browser.get(f"/lists/{kept.id}/pairs").text, "html.parser").main
    return [button.get_text(strip=True) for button in page.find_all("button", type="submit")]


def address(kept, official, verb) -> str:
    return f"/lists/{kept.id}/rows/{rows_of(kept)[0].id}/pairs/official-{official.id}/{verb}"


def test_a_focal_person_decides_a_pair_of_his_ministry_and_takes_it_back(focal):
    official, kept = alike(), reviewed(person())
    assert buttons(focal, kept) == ["The same person", "Not the same person"]
    done = focal.send(address(kept, official, "decision"), {"verdict": "not the same person"})
    assert (done.status_code, done.location) == (303, f"/lists/{kept.id}/pairs")
    assert rows_of(kept)[0].outcome is RowOutcome.NEW
    page = focal.get(f"/lists/{kept.id}/pairs").text
    assert "Not the same person: decided by Focal Person of Health," in page
    assert focal.send(address(kept, official, "withdrawal")).status_code == 303
    assert rows_of(kept)[0].outcome is RowOutcome.DOUBTFUL


def test_a_pair_with_another_ministry_is_not_there_for_a_focal_person(focal, browser_of):
    official, kept = alike(unit=unit("MOE")), reviewed(person())
    assert buttons(focal, kept) == []
    assert focal.send(address(kept, official, "decision"), {"verdict": "same"}).status_code == 404
    assert buttons(browser_of(make_user()), kept) == ["The same person", "Not the same person"]
    assert db.session.query(IdentityDecision).count() == 0


def test_an_auditor_reads_pairs_and_decides_none(browser_of):
    official, kept = alike(), reviewed(person())
    auditor = browser_of(make_user(Role.AUDITOR))
    assert official.name_km in auditor.get(f"/lists/{kept.id}/pairs").text
    assert buttons(auditor, kept) == []
    assert auditor.send(address(kept, official, "decision"), {"verdict": "same"}).status_code == 403


def test_the_page_of_the_list_leads_to_its_pairs(focal):
    kept = reviewed(person())
    assert f'href="/lists/{kept.id}/pairs"' in focal.get(f"/lists/{kept.id}").text


def test_the_page_of_the_list_shows_only_what_is_to_be_decided(focal):
    official, kept = alike(), reviewed(person())
    asked, part = f"/lists/{kept.id}/pairs", {"HX-Request": "true"}
    assert "pair__name" in focal.get(asked, headers=part).text
    focal.send(address(kept, official, "decision"), {"verdict": "not the same person"})
    assert ["pair__name" in focal.get(asked, headers=headers).text for headers in (part, {})] == [False, True]
