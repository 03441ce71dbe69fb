"""What a new certificate will say: gathered once from class, official, unit of the day and institution."""

from datetime import date

from sqlalchemy import or_, select

from training.certificates.facts import CertificateFacts
from training.certificates.wording import Kind
from training.classes.models import TrainingClass
from training.db import db
from training.enrolments.models import Enrolment, Outcome
from training.institution import institution
from training.khmer import has_khmer
from training.officials.models import Official
from training.organisation.models import Unit, UnitName
from training.reference import reference


def facts_for(
    enrolment: Enrolment, training_class: TrainingClass, *, number: str, issued_on: date, verify_url: str
) -> CertificateFacts:
    """Gather them; without an address to verify at, the paper says that it is a demo."""
    official, house, course = _official(enrolment), institution(), training_class.course
    unit = _unit_on(enrolment, training_class.ends_on)
    title_km, title_en = titles(official)
    return CertificateFacts(
        number=number, kind=Kind(_outcome(enrolment).value),
        name_km=official.name_km, name_latin=official.name_latin, title_km=title_km, title_en=title_en,
        unit_km=unit.name_km, unit_en=unit.name_en, course_km=course.name_km, course_en=course.name_en,
        class_name=f"{course.code} {training_class.number}",
        first_day=training_class.starts_on, last_day=training_class.ends_on,
        half_days=enrolment.taught or 0, issued_on=issued_on,
        place_km=house.place_km, place_en=house.place_en,
        signatory_name_km=house.signatory_name_km, signatory_name_en=house.signatory_name_en,
        signatory_title_km=house.signatory_title_km, signatory_title_en=house.signatory_title_en,
        institution_km=house.name_km, institution_en=house.name_en,
        verify_url=verify_url, birth_date=official.birth_date, demo=house.is_demo or not verify_url,
    )  # fmt: skip


def titles(official: Official) -> tuple[str, str]:
    """The titles before a name in Khmer and English: the one on the list, else by sex."""
    known, given = reference().honorifics, official.honorific or ""
    if official.sex is None:
        return (given, "") if has_khmer(given) else ("", given)
    khmer, latin = (known.km_f[0], "Ms.") if official.is_woman else (known.km_m[0], "Mr.")
    if has_khmer(given):
        return given, latin
    return khmer, given or latin


def _official(enrolment: Enrolment) -> Official:
    return db.session.get_one(Official, enrolment.official_id)


def _outcome(enrolment: Enrolment) -> Outcome:
    assert enrolment.outcome is not None  # the caller takes decided seats only
    return enrolment.outcome


def _unit_on(enrolment: Enrolment, day: date) -> Unit | UnitName:
    """The unit of the seat, by the name it had on that day."""
    then = select(UnitName).where(
        UnitName.unit_id == enrolment.unit_id,
        UnitName.valid_from <= day,
        or_(UnitName.valid_to.is_(None), UnitName.valid_to >= day),
    )
    return db.session.scalars(then.limit(1)).first() or db.session.get_one(Unit, enrolment.unit_id)
