"""The administrator says how the institution stands on pages and papers, and when half-days begin and end."""

from datetime import time

import pytest
from sqlalchemy import select

from tests.factories import make_user, saved
from training.audit import AuditEntry
from training.db import db
from training.institution import Institution, default_institution, institution
from training.operation import service
from training.permissions import Role

SENT = {
    "name_km": "ក្រសួងសាកល្បង", "name_en": "Ministry of Trial", "contact_km": "ការិយាល័យ", "contact_en": "Office",
    "place_km": "ខេត្តកំពត", "place_en": "Kampot", "signatory_name_km": "សុខ សុភា",
    "signatory_name_en": " SOK SOPHEA ", "signatory_title_km": "ប្រធាន", "signatory_title_en": "Chairman",
    "morning_starts": "08:00", "morning_ends": "11:00", "afternoon_starts": "13:30",
    "afternoon_ends": "17:00", "offer_hours": "24",
}  # fmt: skip
HOURS = {
    "morning_starts": time(8), "morning_ends": time(11),
    "afternoon_starts": time(13, 30), "afternoon_ends": time(17),
}  # fmt: skip


@pytest.fixture
def administrator(browser_of):
    return browser_of(make_user(Role.ADMINISTRATOR))


def deeds() -> list[AuditEntry]:
    return list(db.session.scalars(select(AuditEntry).where(AuditEntry.verb == "changed settings")))


@pytest.mark.parametrize("begun", [True, False])
def test_every_column_of_the_form_is_written(administrator, begun):
    if begun:
        saved(default_institution())
    answer = administrator.send("/settings", SENT)
    house = db.session.get_one(Institution, 1)
    assert answer.status_code == 303
    assert {name: getattr(house, name) for name in SENT} == {
        **SENT, **HOURS, "signatory_name_en": "SOK SOPHEA", "offer_hours": 24,
    }  # fmt: skip
    assert "The settings are changed." in administrator.get("/settings").text


def test_the_page_shows_what_stands_and_the_navigation_leads_to_it(administrator):
    page = administrator.get("/settings").text
    assert 'href="/settings"' in page
    assert 'value="Phnom Penh"' in page
    assert 'value="07:30"' in page


def test_the_audit_log_tells_what_was_changed_and_nothing_else(administrator):
    saved(default_institution())
    administrator.send("/settings", SENT)
    administrator.send("/settings", {**SENT, "place_en": "Kep"})
    administrator.send("/settings", {**SENT, "place_en": "Kep"})
    assert [entry.facts for entry in deeds()][1:] == [{"place_en": "Kep"}]


@pytest.mark.parametrize(
    "wrong",
    [
        {"name_km": " "},
        {"morning_ends": "25:00"},
        {"morning_starts": ""},
        {"place_en": "x" * 81},
        {"offer_hours": "0"},
    ],
)
def test_what_has_not_the_right_shape_changes_nothing(administrator, wrong):
    saved(default_institution())
    answer = administrator.send("/settings", {**SENT, **wrong})
    assert (answer.status_code, institution().name_en, deeds()) == (422, default_institution().name_en, [])


@pytest.mark.parametrize(
    "wrong", [{"morning_ends": "08:00"}, {"afternoon_starts": "10:59"}, {"afternoon_ends": "13:30"}]
)
def test_hours_out_of_order_are_refused_with_the_reason(administrator, wrong):
    saved(default_institution())
    answer = administrator.send("/settings", {**SENT, **wrong})
    assert (answer.status_code, institution().morning_starts, deeds()) == (422, time(7, 30), [])
    assert str(service.HoursOutOfOrder()) in answer.text


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
def test_nobody_else_changes_the_settings(browser_of, role):
    browser = browser_of(make_user(role))
    assert browser.send("/settings", SENT).status_code == 403
    assert 'href="/settings"' not in browser.get("/").text
