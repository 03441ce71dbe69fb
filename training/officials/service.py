"""What is done with officials: registered, corrected, transferred to another unit."""

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import false, not_, or_, select

from training import audit, dates, khmer
from training.accounts import service as accounts
from training.accounts.models import User
from training.audit import Actor
from training.db import db, hold_open
from training.errors import RuleViolation
from training.i18n import lazy, short_date
from training.officials import queries
from training.officials.models import Official, Posting, Sex
from training.organisation.models import Unit
from training.organisation.service import obstacles_to_sending
from training.reference import reference


class StaffIdMalformed(RuleViolation):
    message = lazy("An official ID has %(digits)s digits.")


class StaffIdTaken(RuleViolation):
    message = lazy("Another official has this ID: %(name)s.")


class StaffIdInUse(RuleViolation):
    message = lazy("This official ID is in use already; ask the coordinator.")


class NameMissing(RuleViolation):
    message = lazy("An official needs a name, in Khmer or in Latin letters.")


class AlreadyThere(RuleViolation):
    message = lazy("The official already serves in this unit.")


class TransferTooEarly(RuleViolation):
    message = lazy("The present posting began on %(day)s; the transfer must be on that day or later.")


class SignsInAlready(RuleViolation):
    message = lazy("This official already signs in as %(name)s; print a new one-time code instead.")


def register_official(
    *, unit: Unit, staff_id: str | None, name_km: str, name_latin: str, sex: Sex | None,
    birth_date: date | None, on: date, by: Actor | None, position: str = "", department: str = "",
    office: str = "", phone: str | None = None, email: str | None = None, honorific: str | None = None,
    at: datetime | None = None,
) -> Official:  # fmt: skip
    """Write an official who serves in ``unit`` from ``on`` on; his ID, if he has one, has ten digits.

    Raises:
        RuleViolation: ``unit`` is closed, or the first of ``obstacles``.
    """
    facts = _cleaned(staff_id=staff_id, name_km=name_km, name_latin=name_latin)
    hold_open(unit)
    for obstacle in (*obstacles_to_sending(unit), *obstacles(**facts, by=by)):
        raise obstacle
    official = Official(
        unit_id=unit.id, sex=sex, birth_date=birth_date, phone=phone or None, email=email or None,
        honorific=honorific, created_at=at or dates.now(), **facts,
    )  # fmt: skip
    _set_keys(official)
    db.session.add(official)
    db.session.flush()
    posting = Posting(official_id=official.id, unit_id=unit.id, valid_from=on)
    posting.department, posting.office, posting.position = department, office, position
    db.session.add(posting)
    audit.record("registered official", official, by=by, unit=unit.id)
    return official


def correct(
    official: Official, *, staff_id: str | None, name_km: str, name_latin: str, by: Actor | None, **facts: Any
) -> None:
    """Correct what is written about ``official``; ``facts`` are further columns (sex, phone).

    Raises:
        RuleViolation: the first of ``obstacles``.
    """
    facts |= _cleaned(staff_id=staff_id, name_km=name_km, name_latin=name_latin)
    for obstacle in obstacles(
        staff_id=facts["staff_id"],
        name_km=facts["name_km"],
        name_latin=facts["name_latin"],
        by=by,
        but=official,
    ):
        raise obstacle
    changed = sorted(name for name, value in facts.items() if getattr(official, name) != value)
    for name, value in facts.items():
        setattr(official, name, value)
    _set_keys(official)
    audit.record("corrected official", official, by=by, fields=changed)


def transfer(
    official: Official, *, to: Unit, on: date, by: Actor | None, position: str = "", department: str = "",
    office: str = "",
) -> Posting:  # fmt: skip
    """Let ``official`` serve in ``to`` from ``on`` on; his roles in the former unit stay.

    Raises:
        RuleViolation: the first of ``obstacles_to_transfer``.
    """
    hold_open(to)
    for obstacle in obstacles_to_transfer(official, to=to, on=on):
        raise obstacle
    present = _present_posting(official)
    if present and present.valid_from == on:
        db.session.delete(present)
    elif present:
        present.valid_to = on - timedelta(days=1)
    db.session.flush()
    posting = Posting(official_id=official.id, unit_id=to.id, valid_from=on)
    posting.department, posting.office, posting.position = department, office, position
    db.session.add(posting)
    audit.record("transferred official", official, by=by, was=official.unit_id, to=to.id, on=on.isoformat())
    official.unit_id = to.id
    db.session.flush()
    db.session.expire(official, ["unit", "postings"])
    return posting


def give_user(official: Official, *, by: User | None, at: datetime) -> User:
    """Make the user with whom ``official`` signs in; a one-time code is still to be given.

    Raises:
        SignsInAlready: he has one.
        UserOutOfReach, NameTaken: see the rules of users.
    """
    if found := queries.user_of(official):
        raise SignsInAlready(name=found.user_name)
    return accounts.user_of_official(official, by=by, at=at)


def obstacles(
    *, staff_id: str | None, name_km: str, name_latin: str, by: Actor | None, but: Official | None = None
) -> Iterator[RuleViolation]:
    """Say why such an official cannot be written; ``but`` is the one that is corrected.

    The ID of a merged record stays that of the one who was kept. Whom ``by`` does not see is not named.
    """
    if not (name_km or name_latin):
        yield NameMissing()
    if not staff_id:
        return
    if not re.fullmatch(rf"[0-9]{{{reference().id_digits}}}", staff_id):
        yield StaffIdMalformed(digits=reference().id_digits)
    same = select(Official).where(Official.staff_id == staff_id)
    his = or_(Official.id == but.id, Official.merged_into_id == but.id) if but else false()
    other = db.session.scalar(same.where(not_(his)).limit(1))
    if other and (not isinstance(by, User) or queries.sees(by, other)):
        yield StaffIdTaken(name=other.name)
    elif other:
        yield StaffIdInUse()


def obstacles_to_transfer(official: Official, *, to: Unit, on: date) -> Iterator[RuleViolation]:
    """Say why ``official`` cannot serve in ``to`` from ``on`` on."""
    present = _present_posting(official)
    if official.unit_id == to.id:
        yield AlreadyThere()
    yield from obstacles_to_sending(to)
    if present and on < present.valid_from:
        yield TransferTooEarly(day=short_date(present.valid_from))


def _present_posting(official: Official) -> Posting | None:
    return db.session.scalar(
        select(Posting).where(Posting.official_id == official.id, Posting.valid_to.is_(None))
    )


def _cleaned(*, staff_id: str | None, name_km: str, name_latin: str) -> dict[str, Any]:
    number = khmer.ascii_digits(khmer.clean(staff_id or ""))
    return {
        "staff_id": number or None,
        "name_km": khmer.canonical(name_km),
        "name_latin": khmer.clean(name_latin).upper(),
    }


def _set_keys(official: Official) -> None:
    official.name_key = khmer.name_key(official.name_km)
    official.sort_key = khmer.sort_key(official.name_km or official.name_latin)
