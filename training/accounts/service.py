"""What is done with users: made, given roles and codes, shut out, let in again."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, Protocol

from sqlalchemy import select

from training import audit
from training.accounts.models import RoleGrant, SignIn, SignInEnd, User
from training.accounts.rules import (
    NameTaken,
    grant_obstacles,
    password_obstacles,
    raise_first,
    taking_obstacles,
    within_reach,
)
from training.accounts.secret import hashed, new_code, plain_code, plain_name
from training.accounts.sign_ins import end_sign_ins, hash_of, living_sign_in, open_sign_in
from training.db import db
from training.organisation.models import Unit
from training.permissions import Role

__all__ = [
    "create_user",
    "disable",
    "enable",
    "end_grant",
    "end_sign_ins",
    "give_code",
    "grant",
    "hash_of",
    "living_sign_in",
    "open_sign_in",
    "set_password",
    "user_of_official",
]

CODE_LASTS = timedelta(days=14)


class Person(Protocol):
    """What is asked of an official, who stands later in the story."""

    id: Any
    staff_id: Any
    name_km: Any
    name_latin: Any


def create_user(
    *,
    user_name: str,
    name_km: str,
    name_en: str,
    roles: Iterable[Role],
    by: User | None,
    at: datetime,
    unit: Unit | None = None,
    official_id: int | None = None,
) -> User:
    """Make a user with ``roles`` (``unit`` is a focal person's); he needs a one-time code to come in.

    Raises:
        UserOutOfReach, NameTaken, FocalNeedsUnit: see the rules.
    """
    wanted, name = set(roles), plain_name(user_name)
    raise_first(within_reach(by, wanted))
    if db.session.scalar(select(User.id).where(User.user_name == name)):
        raise NameTaken(name=name)
    user = User(user_name=name, name_km=name_km, name_en=name_en, official_id=official_id, created_at=at)
    db.session.add(user)
    db.session.flush()
    audit.record("created", user, by=by)
    for role in sorted(wanted):
        _give_role(user, role, unit=unit if role is Role.FOCAL else None, by=by, at=at)
    return user


def user_of_official(official: Person, *, by: User | None, at: datetime) -> User:
    """The user of an official, made when there is none: his user name is his official ID."""
    found = db.session.scalar(select(User).where(User.official_id == official.id))
    return found or create_user(
        user_name=official.staff_id or f"m{official.id:06}",
        name_km=official.name_km,
        name_en=official.name_latin,
        roles={Role.OFFICIAL},
        official_id=official.id,
        by=by,
        at=at,
    )


def grant(user: User, role: Role, *, by: User | None, at: datetime, unit: Unit | None = None) -> RoleGrant:
    """Give ``user`` a role from now on; he signs in anew.

    Raises:
        UserOutOfReach, FocalNeedsUnit, RoleHeldAlready: see the rules.
    """
    given = _give_role(user, role, unit=unit, by=by, at=at)
    end_sign_ins(user, why=SignInEnd.ROLE_CHANGED, at=at)
    return given


def end_grant(user: User, given: RoleGrant, *, by: User | None, at: datetime) -> None:
    """Take a role away; every sign-in of ``user`` ends.

    Raises:
        NotOnOneself: one's own role.
    """
    raise_first(taking_obstacles(user, by=by))
    given.ended_at = at
    db.session.flush()
    db.session.expire(user, ["grants"])
    audit.record("ended role", user, by=by, role=given.role.value, unit=given.unit_id)
    end_sign_ins(user, why=SignInEnd.ROLE_CHANGED, at=at)


def disable(user: User, *, by: User | None, at: datetime) -> None:
    """Shut ``user`` out from the next request on; what he did stays.

    Raises:
        NotOnOneself, UserOutOfReach: see the rules.
    """
    raise_first(taking_obstacles(user, by=by))
    user.disabled_at = user.disabled_at or at
    audit.record("disabled", user, by=by)
    end_sign_ins(user, why=SignInEnd.DISABLED, at=at)


def enable(user: User, *, by: User | None) -> None:
    raise_first(within_reach(by, user.roles))
    user.disabled_at = None
    audit.record("enabled", user, by=by)


def set_password(user: User, password: str, *, at: datetime, keep: SignIn | None = None) -> None:
    """Give ``user`` his password; a printed code is worth nothing from now on, and sign-ins but ``keep`` end.

    Raises:
        PasswordTooShort, PasswordTooLong, PasswordIsName: see the rules.
    """
    raise_first(password_obstacles(user, password))
    user.password_hash, user.code_hash, user.code_ends_at = hashed(password), None, None
    audit.record("chose a password", user, by=user)
    end_sign_ins(user, why=SignInEnd.PASSWORD_CHANGED, at=at, but=keep)


def give_code(user: User, *, at: datetime, by: User | None) -> str:
    """Make the one-time code of ``user``, for 14 days; it replaces his password and ends his sign-ins.

    Raises:
        UserOutOfReach: ``by`` may not equip a user with these roles.
    """
    raise_first(within_reach(by, user.roles))
    code = new_code()
    user.password_hash, user.code_hash = None, hashed(plain_code(code))
    user.code_ends_at = at + CODE_LASTS
    audit.record("gave a one-time code", user, by=by)
    end_sign_ins(user, why=SignInEnd.ENDED_BY_ADMINISTRATOR, at=at)
    return code


def _give_role(user: User, role: Role, *, unit: Unit | None, by: User | None, at: datetime) -> RoleGrant:
    raise_first(grant_obstacles(user, role, unit=unit, by=by))
    given = RoleGrant(
        user_id=user.id, role=role, unit_id=unit.id if unit else None, granted_at=at,
        granted_by_id=by.id if by else None,
    )  # fmt: skip
    db.session.add(given)
    db.session.flush()
    db.session.expire(user, ["grants"])
    audit.record("gave role", user, by=by, role=role.value, unit=given.unit_id)
    return given
