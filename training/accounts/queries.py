"""Reads of users. Each is narrowed to what the reader may see."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Select, distinct, exists, func, or_, select

from training.accounts.models import RoleGrant, SignIn, User
from training.accounts.scope import seen_by
from training.db import db
from training.errors import NotFound
from training.organisation.models import Unit
from training.permissions import Role

PAGE = 50


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list of users is narrowed to."""

    text: str = ""
    role: Role | None = None
    state: str = ""


def users(wanted: Wanted, *, by: User, after: str = "") -> list[User]:
    """One page of users by user name, from the one ``after``."""
    page = _matching(wanted, by=by).where(User.user_name > after).order_by(User.user_name)
    return list(db.session.scalars(page.limit(PAGE)))


def count_users(wanted: Wanted, *, by: User) -> int:
    return db.session.scalar(select(func.count()).select_from(_matching(wanted, by=by).subquery())) or 0


def users_by_role(*, by: User) -> dict[Role, int]:
    """How many users who may sign in have each role; who has two counts in both."""
    query = (
        select(RoleGrant.role, func.count(distinct(RoleGrant.user_id)))
        .join(User, User.id == RoleGrant.user_id)
        .where(seen_by(by, User), RoleGrant.ended_at.is_(None), User.disabled_at.is_(None))
    )
    found = dict(db.session.execute(query.group_by(RoleGrant.role)).all())
    return {role: found.get(role, 0) for role in Role}


def user(number: int, *, by: User) -> User:
    """One user.

    Raises:
        NotFound: there is none, or ``by`` does not see him.
    """
    found = db.session.scalar(select(User).where(User.id == number, seen_by(by, User)))
    if found is None:
        raise NotFound
    return found


def users_of(numbers: Collection[int], *, by: User) -> list[User]:
    """Those of ``numbers`` whom ``by`` sees, by user name."""
    chosen = select(User).where(User.id.in_(numbers), seen_by(by, User))
    return list(db.session.scalars(chosen.order_by(User.user_name)))


def without_password(*, by: User, within: frozenset[Role], after: str = "") -> list[User]:
    """One page of users with only roles ``within`` who never chose a password: who may need a code."""
    beyond = exists().where(
        RoleGrant.user_id == User.id, RoleGrant.ended_at.is_(None), RoleGrant.role.not_in(within)
    )
    waiting = select(User).where(
        seen_by(by, User), User.password_hash.is_(None), User.disabled_at.is_(None), User.id != by.id, ~beyond
    )
    page = waiting.where(User.user_name > after).order_by(User.user_name)
    return list(db.session.scalars(page.limit(PAGE)))


def user_named(name: str) -> User | None:
    """For commands, which see everything."""
    return db.session.scalar(select(User).where(User.user_name == name))


def unit_coded(code: str) -> Unit | None:
    return db.session.scalar(select(Unit).where(Unit.code == code))


def units() -> list[Unit]:
    """Every unit, each below the one it belongs to."""
    return list(db.session.scalars(select(Unit).order_by(Unit.path)))


def unit_numbered(number: str) -> Unit | None:
    return db.session.get(Unit, int(number)) if number.isdecimal() else None


def living_sign_ins(user: User) -> list[SignIn]:
    living = select(SignIn).where(SignIn.user_id == user.id, SignIn.ended_at.is_(None))
    return list(db.session.scalars(living.order_by(SignIn.seen_at.desc()).limit(20)))


def _matching(wanted: Wanted, *, by: User) -> Select[User]:
    found = select(User).where(seen_by(by, User))
    if wanted.text:
        text = wanted.text.strip()
        columns = (User.user_name, User.name_km, User.name_en)
        found = found.where(or_(*(column.icontains(text, autoescape=True) for column in columns)))
    if wanted.role:
        live = exists().where(
            RoleGrant.user_id == User.id, RoleGrant.role == wanted.role, RoleGrant.ended_at.is_(None)
        )
        found = found.where(live)
    return found.where(*_in_state(wanted.state))


def _in_state(state: str) -> tuple:
    return {
        "disabled": (User.disabled_at.is_not(None),),
        "waiting": (User.disabled_at.is_(None), User.password_hash.is_(None)),
        "active": (User.disabled_at.is_(None), User.password_hash.is_not(None)),
    }.get(state, ())
