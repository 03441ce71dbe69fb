"""Pages of completion figures, and what is taken out of them."""

import csv
import io

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from tests.factories import make_unit, make_user
from tests.statistics.steps import decided
from training.audit import AuditEntry
from training.db import db
from training.enrolments.models import Outcome
from training.officials.models import Sex
from training.permissions import Role


@pytest.fixture
def coordinator(browser_of):
    return browser_of(make_user(Role.COORDINATOR))


def test_the_page_shows_figures_bars_and_tables(coordinator):
    decided(unit=make_unit(name_en="Ministry of X"), sex=Sex.FEMALE)
    text = coordinator.get("/statistics").text
    assert ("1 (1 women)" in text, 'class="bars"' in text, "Ministry of X" in text) == (True, True, True)


def test_without_figures_the_page_says_why(coordinator):
    assert "No outcome has been decided" in coordinator.get("/statistics").text


def test_a_figure_opens_to_its_names(coordinator):
    unit = make_unit()
    decided(unit=unit, name_latin="SOK Dara")
    decided(Outcome.NONE, unit=unit, name_latin="CHAN Vanna")
    address = f"/statistics/names?unit={unit.id}&amp;outcome=achievement"
    assert address in coordinator.get("/statistics").text.replace(
        f"outcome=achievement&amp;unit={unit.id}", f"unit={unit.id}&amp;outcome=achievement"
    )
    text = coordinator.get(address.replace("&amp;", "&")).text
    assert ("SOK Dara" in text, "CHAN Vanna" in text) == (True, False)


def test_nonsense_in_the_address_is_ignored(coordinator):
    assert coordinator.get("/statistics?unit=x&first=never").status_code == 200
    assert coordinator.get("/statistics/names?outcome=x").status_code == 200


def test_the_figures_come_as_csv(coordinator):
    unit = make_unit(code="MOX", name_en="Ministry of X")
    decided(unit=unit, sex=Sex.FEMALE)
    answer = coordinator.get("/statistics/units.csv")
    rows = list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"))))
    assert rows[1] == ["MOX", "Ministry of X", "1", "1", "1", "1", "0", "0", "0", "0"]


def test_the_figures_come_as_a_workbook_with_numbers(coordinator):
    decided()
    sheet = load_workbook(io.BytesIO(coordinator.get("/statistics/months.xlsx").data)).active
    month, _course, *counts = [cell.value for cell in sheet[2]]
    assert (month, counts) == ("November 2017", [1, 0, 1, 0, 0, 0, 0, 0])


@pytest.mark.parametrize("path", ["/statistics/others.csv", "/statistics/units.pdf"])
def test_a_file_that_does_not_exist_is_not_found(coordinator, path):
    assert coordinator.get(path).status_code == 404


def test_an_export_of_names_is_written_into_the_log(browser_of):
    user = make_user(Role.HR_OFFICER)
    decided(name_latin="=SUM(A1)")
    answer = browser_of(user).send("/statistics/name-list.csv?outcome=achievement")
    rows = list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"))))
    assert rows[1][2] == "'=SUM(A1)"
    entry = db.session.scalars(select(AuditEntry).where(AuditEntry.verb == "exported names")).one()
    assert (entry.actor_id, entry.facts["rows"]) == (user.id, 1)


def test_names_in_a_workbook_are_text(coordinator):
    decided(name_latin="=SUM(A1)")
    answer = coordinator.send("/statistics/name-list.xlsx")
    cell = load_workbook(io.BytesIO(answer.data)).active["C2"]
    assert (cell.value, cell.data_type) == ("=SUM(A1)", "s")


def test_an_auditor_sees_figures_and_exports_nothing(browser_of):
    browser = browser_of(make_user(Role.AUDITOR))
    decided()
    assert "units.csv" not in browser.get("/statistics").text
    assert browser.get("/statistics/units.csv").status_code == 403
    assert browser.send("/statistics/name-list.csv").status_code == 403


def test_a_trainer_sees_no_figures(browser_of):
    assert browser_of(make_user(Role.TRAINER)).get("/statistics").status_code == 403


def test_a_focal_person_takes_out_the_names_of_his_units_only(browser_of):
    unit = make_unit()
    decided(unit=unit, name_latin="SOK Dara")
    decided(name_latin="CHAN Vanna")
    text = browser_of(make_user(Role.FOCAL, unit=unit)).send("/statistics/name-list.csv").data.decode()
    assert ("SOK Dara" in text, "CHAN Vanna" in text) == (True, False)


@pytest.mark.parametrize("path", ["/statistics", "/statistics/names"])
def test_the_pages_take_the_same_queries_for_any_number(coordinator, queries, path):
    counts = []
    for people in (1, 3):
        for _ in range(people):
            decided()
        coordinator.get(path)
        with queries() as sent:
            coordinator.get(path)
        counts.append(len(sent))
    assert counts[0] == counts[1]
