"""Pages of certificates, and the public check."""

import pytest
from sqlalchemy import select

from tests.assessments.steps import attended_by
from tests.certificates.steps import decided, issue
from tests.factories import NOON, make_official, make_unit, make_user
from training.certificates import queries as certificates
from training.certificates import service
from training.certificates.models import Certificate, CertificateState
from training.db import db
from training.officials.models import Sex
from training.permissions import Role


@pytest.fixture
def coordinator(browser_of):
    return browser_of(make_user(Role.COORDINATOR))


def issued(**given) -> Certificate:
    (certificate,) = issue(decided(make_official(**given)))
    return certificate


def test_a_coordinator_issues_the_certificates_of_a_class(coordinator):
    training_class = decided(make_official(), make_official())
    path = f"/classes/{training_class.id}/certificates"
    assert "Issue 2 certificates" in coordinator.get(path).text
    assert coordinator.send(path).status_code == 303
    certificate = db.session.scalars(select(Certificate)).first()
    assert certificate.facts["verify_url"] == f"http://localhost/verify/{certificate.code}"
    assert certificate.number in coordinator.get(path).text


def test_a_class_without_outcomes_says_why_nothing_is_issued(coordinator):
    training_class, _seats = attended_by()
    path = f"/classes/{training_class.id}/certificates"
    assert "when the outcomes of the class are decided" in coordinator.get(path).text
    assert coordinator.send(path).status_code == 409


def test_all_certificates_of_a_class_come_in_one_file(coordinator):
    training_class = decided(make_official(), make_official())
    assert coordinator.get(f"/classes/{training_class.id}/certificates.pdf").status_code == 404
    issue(training_class)
    answer = coordinator.get(f"/classes/{training_class.id}/certificates.pdf")
    assert answer.data.startswith(b"%PDF-")


def test_a_trainer_issues_nothing(browser_of):
    training_class = decided()
    browser = browser_of(make_user(Role.TRAINER))
    assert browser.send(f"/classes/{training_class.id}/certificates").status_code == 403


def test_the_file_has_the_bytes_as_issued(coordinator):
    certificate = issued()
    answer = coordinator.get(f"/certificates/{certificate.id}/file")
    assert answer.data == certificates.content(certificate)
    assert 'filename="certificate-001-17.pdf"' in answer.headers["Content-Disposition"]


def test_a_certificate_is_voided_with_a_reason(coordinator):
    certificate = issued()
    path = f"/certificates/{certificate.id}"
    assert coordinator.send(f"{path}/voiding", {"reason": ""}).status_code == 422
    assert coordinator.send(f"{path}/voiding", {"reason": "issued in error"}).status_code == 303
    assert certificate.state is CertificateState.VOID
    assert "issued in error" in coordinator.get(path).text


def test_a_certificate_is_replaced_with_a_reason(coordinator):
    certificate = issued()
    path = f"/certificates/{certificate.id}"
    assert coordinator.send(f"{path}/replacement", {"reason": ""}).status_code == 422
    assert coordinator.send(f"{path}/replacement", {"reason": "misspelt"}).status_code == 303
    new = db.session.scalars(select(Certificate).where(Certificate.replaces_id == certificate.id)).one()
    assert f"Replaced by certificate {new.number}" in coordinator.get(path).text


def test_the_register_finds_by_number_name_unit_and_state(coordinator):
    unit = make_unit()
    found = issued(name_latin="SOK Dara", unit=unit, sex=Sex.FEMALE)
    issued(name_latin="CHAN Vanna")
    for question in ("words=sok", f"words={found.number}", f"unit={unit.id}", f"course={course_of(found)}"):
        text = coordinator.get(f"/certificates?{question}").text
        assert ("SOK Dara" in text, "CHAN Vanna" in text, "1 (1 women)" in text) == (True, False, True)
    assert "SOK Dara" not in coordinator.get("/certificates?state=void").text


def course_of(certificate):
    enrolment = db.session.get_one(service.Enrolment, certificate.enrolment_id)
    return db.session.get_one(service.TrainingClass, enrolment.class_id).course_id


def test_the_register_goes_on_where_a_page_ends(coordinator, monkeypatch):
    first, second = issued(name_latin="SOK Dara"), issued(name_latin="CHAN Vanna")
    monkeypatch.setattr(certificates, "PAGE", 1)
    assert f"before={second.id}" in coordinator.get("/certificates").text
    text = coordinator.get(f"/certificates?before={second.id}").text
    assert (first.number in text, "CHAN Vanna" in text) == (True, False)


def test_a_focal_person_sees_the_certificates_of_his_units_only(browser_of):
    unit = make_unit()
    ours, theirs = issued(unit=unit, name_latin="SOK Dara"), issued(name_latin="CHAN Vanna")
    browser = browser_of(make_user(Role.FOCAL, unit=unit))
    text = browser.get("/certificates").text
    assert ("SOK Dara" in text, "CHAN Vanna" in text) == (True, False)
    assert browser.get(f"/certificates/{ours.id}").status_code == 200
    assert browser.get(f"/certificates/{theirs.id}").status_code == 404
    assert browser.get(f"/certificates/{theirs.id}/file").status_code == 404


def test_an_official_finds_his_certificates_and_no_others(browser_of):
    official, others = make_official(), issued()
    (own,) = issue(decided(official))
    browser = browser_of(make_user(Role.OFFICIAL, official_id=official.id))
    text = browser.get("/own/certificates").text
    assert (own.number in text, others.number in text) == (True, False)
    assert browser.get(f"/certificates/{own.id}/file").status_code == 200
    assert browser.get(f"/certificates/{others.id}/file").status_code == 404


def test_the_register_takes_the_same_queries_for_any_number(coordinator, queries):
    counts = []
    for people in (1, 3):
        issue(decided(*(make_official() for _ in range(people))))
        coordinator.get("/certificates")
        with queries() as sent:
            coordinator.get("/certificates")
        counts.append(len(sent))
    assert counts[0] == counts[1]


def test_the_code_on_the_paper_shows_what_the_paper_says_and_no_more(browser):
    certificate = issued(name_latin="SOK Dara", staff_id="0000000777")
    answer = browser.get(f"/verify/{certificate.code}", headers={"Accept-Language": "en"})
    assert ("SOK Dara" in answer.text, "is valid" in answer.text) == (True, True)
    assert ("0000000777" in answer.text, "1985" in answer.text) == (False, False)
    assert (answer.headers["X-Robots-Tag"], answer.headers["Cache-Control"]) == (
        "noindex, nofollow", "no-store",
    )  # fmt: skip


def test_a_voided_certificate_says_so_to_everybody(browser):
    certificate = issued()
    service.void(certificate, reason="issued in error", by=None, at=NOON)
    text = browser.get(f"/verify/{certificate.code}", headers={"Accept-Language": "en"}).text
    assert ("later voided" in text, "issued in error" in text) == (True, False)


def test_a_replaced_certificate_says_so_to_everybody(browser):
    certificate = issued()
    service.reissue(certificate, reason="misspelt", by=None, at=NOON, on=NOON.date())
    text = browser.get(f"/verify/{certificate.code}", headers={"Accept-Language": "en"}).text
    assert "was replaced by another one" in text


@pytest.mark.parametrize("name", ["SOK", "sok", "សុខ"])
def test_number_and_family_name_find_the_certificate(browser, name):
    certificate = issued(name_latin="SOK Dara", name_km="សុខ ដារា")
    answer = browser.get("/verify", query_string={"number": certificate.number, "family_name": name})
    assert (answer.status_code, "SOK Dara" in answer.text) == (200, True)


@pytest.mark.parametrize(("number", "name"), [("001/17", "CHAN"), ("999/17", "SOK"), ("001/17", "")])
def test_another_number_or_name_finds_nothing(browser, number, name):
    issued(name_latin="SOK Dara")
    answer = browser.get("/verify", query_string={"number": number, "family_name": name})
    assert (answer.status_code, "SOK Dara" in answer.text) == (404, False)


def test_the_empty_page_asks_for_number_and_name(browser):
    answer = browser.get("/verify")
    assert (answer.status_code, 'name="family_name"' in answer.text) == (200, True)


def test_an_unknown_code_is_not_found(browser):
    assert browser.get("/verify/AAAAAAAAAAAAAAAAAAAAAA").status_code == 404


def test_guessing_is_slowed_down(browser):
    answers = [browser.get(f"/verify/{number}").status_code for number in range(31)]
    assert answers == [404] * 30 + [429]
