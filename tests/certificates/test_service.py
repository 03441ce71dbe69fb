"""Certificates: issued by class, frozen, voided and replaced."""

import hashlib
from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from tests.assessments.steps import MONDAY, attended_by
from tests.certificates.steps import decided, issue
from tests.factories import NOON, make_official, make_unit, make_user, saved
from training.attendance.models import Presence
from training.certificates import service
from training.certificates.layout import certificate_pdf
from training.certificates.models import Certificate, CertificateFile, CertificateKind, CertificateSeries
from training.certificates.models import CertificateState as State
from training.classes.rules import ReasonNeeded
from training.courses.models import EarnedCourse
from training.db import db
from training.enrolments.models import Enrolment, Outcome
from training.officials.models import Sex
from training.organisation.models import UnitName
from training.states import ForbiddenMove


def test_a_class_gets_certificates_numbered_within_the_year():
    certificates = issue(decided(make_official(), make_official()))
    assert [(each.number, each.kind) for each in certificates] == [
        ("001/17", CertificateKind.ACHIEVEMENT), ("002/17", CertificateKind.ACHIEVEMENT),
    ]  # fmt: skip


def test_the_numbers_begin_anew_each_year():
    saved(CertificateSeries(year=2017, last=162))
    (of_this_year,) = issue(decided())
    (of_next_year,) = issue(decided(), on=date(2018, 1, 2))
    assert (of_this_year.number, of_next_year.number) == ("163/17", "001/18")


def test_who_only_attended_gets_a_certificate_of_attendance():
    (certificate,) = issue(decided(marks=20))
    assert certificate.kind is CertificateKind.ATTENDANCE


def test_who_was_absent_gets_none():
    with pytest.raises(service.NobodyToCertify):
        issue(decided(presence=Presence.ABSENT))


def test_a_class_that_is_not_decided_gets_none():
    training_class, _seats = attended_by()
    with pytest.raises(service.OutcomesOpen):
        issue(training_class)


def test_nobody_gets_two_for_one_seat():
    training_class = decided()
    issue(training_class)
    with pytest.raises(service.NobodyToCertify):
        issue(training_class)


def test_the_file_is_kept_as_issued_and_its_hash_beside_it():
    (certificate,) = issue(decided())
    kept = db.session.get_one(CertificateFile, certificate.id).content
    assert kept == certificate_pdf(service.facts_of(certificate))
    assert hashlib.sha256(kept).hexdigest() == certificate.sha256


def test_the_code_has_128_bits_and_stands_in_the_address():
    (certificate,) = issue(decided(), public_url="https://training.example")
    assert len(certificate.code) == 22
    assert certificate.facts["verify_url"] == f"https://training.example/verify/{certificate.code}"
    assert certificate.facts["demo"] is False


def test_without_a_public_address_the_paper_says_demo_and_has_no_code():
    (certificate,) = issue(decided())
    assert (certificate.facts["verify_url"], certificate.facts["demo"]) == ("", True)


def test_the_unit_stands_by_the_name_of_the_last_day():
    unit = make_unit(name_en="New name")
    for name, first, last in (("Old name", date(2016, 1, 1), MONDAY), ("New name", date(2017, 11, 14), None)):
        saved(UnitName(unit_id=unit.id, name_km="ឈ្មោះ", name_en=name, valid_from=first, valid_to=last))
    (certificate,) = issue(decided(make_official(unit=unit)))
    assert certificate.facts["unit_en"] == "Old name"


@pytest.mark.parametrize(
    ("honorific", "sex", "expected"),
    [
        (None, Sex.FEMALE, ("លោកស្រី", "Ms.")),
        (None, Sex.MALE, ("លោក", "Mr.")),
        ("ឯកឧត្តម", Sex.MALE, ("ឯកឧត្តម", "Mr.")),
        ("Dr.", Sex.FEMALE, ("លោកស្រី", "Dr.")),
        (None, None, ("", "")),
    ],
)
def test_the_titles_are_those_of_the_list_or_of_the_sex(honorific, sex, expected):
    (certificate,) = issue(decided(make_official(honorific=honorific, sex=sex)))
    assert (certificate.facts["title_km"], certificate.facts["title_en"]) == expected


def test_a_later_change_of_name_leaves_the_certificate_as_it_was():
    official = make_official(name_latin="SOK Dara")
    (certificate,) = issue(decided(official))
    official.name_latin = "SOK Darareaksmey"
    db.session.flush()
    db.session.expire_all()
    assert certificate.facts["name_latin"] == "SOK Dara"


def test_a_voided_certificate_keeps_its_reason_and_takes_the_course_back():
    user = make_user()
    (certificate,) = issue(decided())
    service.void(certificate, reason="issued in error", by=user, at=NOON)
    db.session.flush()
    db.session.expire_all()
    assert (certificate.state, certificate.ended_reason, certificate.ended_by_id) == (
        State.VOID, "issued in error", user.id,
    )  # fmt: skip
    assert db.session.scalars(select(EarnedCourse.withdrawn_at)).all() == [NOON]


def test_voiding_needs_a_reason():
    (certificate,) = issue(decided())
    with pytest.raises(ReasonNeeded):
        service.void(certificate, reason="", by=None, at=NOON)


def test_a_void_certificate_stays_void():
    (certificate,) = issue(decided())
    service.void(certificate, reason="issued in error", by=None, at=NOON)
    with pytest.raises(ForbiddenMove):
        service.reissue(certificate, reason="again", by=None, at=NOON, on=MONDAY)


def test_after_voiding_the_class_is_not_issued_again():
    training_class = decided()
    (certificate,) = issue(training_class)
    service.void(certificate, reason="issued in error", by=None, at=NOON)
    with pytest.raises(service.NobodyToCertify):
        issue(training_class)


def test_a_reissued_certificate_has_a_new_number_and_the_corrected_name():
    official = make_official(name_latin="SOK Dra")
    (old,) = issue(decided(official))
    official.name_latin = "SOK Dara"
    new = service.reissue(old, reason="misspelt", by=None, at=NOON, on=MONDAY)
    assert (new.number, new.replaces_id, new.facts["name_latin"]) == ("002/17", old.id, "SOK Dara")
    assert old.state is State.REPLACED
    assert db.session.scalars(select(EarnedCourse.withdrawn_at)).all() == [None]


def test_an_outcome_that_allows_none_is_not_reissued():
    (certificate,) = issue(decided())
    enrolment = db.session.get_one(Enrolment, certificate.enrolment_id)
    enrolment.outcome = Outcome.NONE
    with pytest.raises(service.NotDeserved):
        service.reissue(certificate, reason="misspelt", by=None, at=NOON, on=MONDAY)


def test_the_database_refuses_a_second_valid_certificate_for_a_seat():
    (first,) = issue(decided())
    second = Certificate(
        number="x", code="x", kind=first.kind, enrolment_id=first.enrolment_id, official_id=first.official_id,
        facts={}, sha256="", issued_on=MONDAY, issued_at=NOON,
    )  # fmt: skip
    with pytest.raises(IntegrityError):
        saved(second)
