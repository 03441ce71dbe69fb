"""Somebody gives a name and a secret: a password, or a printed code for the first time."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update

from training.accounts.models import User
from training.accounts.secret import fits, plain_code
from training.db import db


@dataclass(frozen=True, slots=True)
class Visitor:
    """A user who proved who he is; ``came_by_code`` says that he must choose a password now."""

    user: User
    came_by_code: bool


def visitor(name: str, secret: str, *, at: datetime) -> Visitor | None:
    """The user who may come in; ``None`` alike for an unknown name, a disabled user and a wrong secret.

    One hash is worked out in every case. A printed code is used up.
    """
    user = db.session.scalar(select(User).where(User.user_name == name))
    by_code = user is not None and user.password_hash is None
    known = _known_hash(user, at=at)
    if not fits(plain_code(secret) if by_code else secret, known=known) or user is None:
        return None
    if by_code and not _use_up(user, known=known):
        return None
    return Visitor(user, came_by_code=by_code)


def _known_hash(user: User | None, *, at: datetime) -> str | None:
    if user is None or user.disabled_at:
        return None
    if user.password_hash:
        return user.password_hash
    return user.code_hash if user.code_ends_at and user.code_ends_at > at else None


def _use_up(user: User, *, known: str | None) -> bool:
    """Two browsers with one code: only the first comes in."""
    used = (
        update(User)
        .where(User.id == user.id, User.code_hash == known)
        .values(code_hash=None, code_ends_at=None)
    )
    return db.session.execute(used).rowcount == 1  # type: ignore[attr-defined]
