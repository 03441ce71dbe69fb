"""A newer version is shown beside the older one; filters and counts follow what people decide."""

from bs4 import BeautifulSoup

from tests.factories import NOON, make_user
from tests.identification.test_life_of_a_list import (  # noqa: F401
    RECEIVED,
    person,
    reference,
    reviewed,
    rows_of,
    unit,
)
from training.db import db
from training.identification.applying import apply
from training.identification.comparing import comparison
from training.permissions import Role

CHAN = {"official_id": "0222222222", "khmer_name": "ចាន់ ដារ៉ា"}
MAO = {"official_id": "0333333333", "khmer_name": "ម៉ៅ ដារា"}


def two_versions():
    older = reviewed(person(), person(**CHAN), content=b"one")
    apply(older, by=None, on=RECEIVED, at=NOON)
    newer = reviewed(person(roles=("AP.REVIEW",), phone="+85512000000"), person(**MAO), content=b"two")
    db.session.commit()
    return newer


def test_a_newer_version_says_who_came_who_is_missing_and_what_changed():
    delta = comparison(two_versions())

    assert [one.person.official_id for one in delta.added] == [MAO["official_id"]]
    assert [one.person.official_id for one in delta.removed] == [CHAN["official_id"]]
    assert [(one.field, one.old, one.new) for change in delta.changed for one in change.fields] == [
        ("phone", None, "+85512000000"),
        ("roles", ("AP.ENTRY",), ("AP.REVIEW",)),
    ]


def test_the_page_shows_the_three_and_says_that_nobody_is_deleted(browser_of):
    newer = two_versions()
    page = browser_of(make_user(Role.FOCAL, unit=unit("MOH"))).get(f"/lists/{newer.id}/comparison").text

    tables = {
        table.caption.get_text(" ", strip=True): table.tbody.get_text(" ", strip=True)
        for table in BeautifulSoup(page, "html.parser").find_all("table")
    }
    assert [CHAN["khmer_name"] in tables["Missing in the newer version 1"],
            MAO["khmer_name"] in tables["Added by the newer version 1"],
            "Roles: AP.ENTRY → AP.REVIEW" in tables["Changed in the newer version 1"]] == [True] * 3  # fmt: skip
    assert "Nobody is deleted because he is missing" in page


def test_a_first_list_is_compared_with_nothing(browser_of):
    kept = reviewed(person())
    db.session.commit()

    assert browser_of(make_user()).get(f"/lists/{kept.id}/comparison").status_code == 404


def test_a_decision_is_counted_and_filtered_at_once_and_the_filter_stays(browser_of):
    kept, browser = reviewed(person(), person(**CHAN)), browser_of(make_user())
    row = rows_of(kept)[0]
    db.session.commit()

    sent = browser.send(f"/lists/{kept.id}/rows/{row.id}/decision?outcome=new", {"decision": "hold"})
    assert sent.location == f"/lists/{kept.id}?outcome=new"
    page = BeautifulSoup(browser.get(f"/lists/{kept.id}?decision=hold").text, "html.parser")

    assert page.select_one(".chips [aria-current]").get_text(" ", strip=True) == "held back 1"
    assert [cell.get_text(strip=True) for cell in page.select("tbody th")] == [str(row.row)]
