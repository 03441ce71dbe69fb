"""Sign-ins begin and end on the server."""

import hashlib
import secrets
from datetime import datetime, timedelta

from sqlalchemy import select, update

from training import audit
from training.accounts.models import SignIn, SignInEnd, User
from training.db import db
from training.permissions import Role

LONGEST = timedelta(hours=12)
ON_OWN_PHONE = timedelta(days=30)  # officials, who see only their own data
IDLE_STRICT = timedelta(minutes=30)
IDLE = timedelta(hours=3)
STRICT = frozenset({Role.ADMINISTRATOR, Role.COORDINATOR, Role.HR_OFFICER})


def open_sign_in(user: User, *, at: datetime, browser: str = "") -> SignIn:
    """Give ``user`` a new sign-in; its ``token`` (256 bits, stored as a hash) goes into the cookie."""
    lasts = ON_OWN_PHONE if user.roles == {Role.OFFICIAL} else LONGEST
    sign_in = SignIn(
        user_id=user.id, created_at=at, seen_at=at, ends_at=at + lasts, browser=browser[:120], token_hash=""
    )
    _give_token(sign_in)
    db.session.add(sign_in)
    db.session.flush()
    return sign_in


def living_sign_in(token: str, *, at: datetime) -> SignIn | None:
    """The sign-in of ``token`` if it lives: not ended, not too old or idle, its user not disabled."""
    found = db.session.scalar(select(SignIn).where(SignIn.token_hash == hash_of(token)))
    if found is None or found.ended_at or found.ends_at <= at or found.user.disabled_at:
        return None
    if found.user.roles != {Role.OFFICIAL}:
        idle = IDLE_STRICT if found.user.roles & STRICT else IDLE
        if found.seen_at + idle <= at:
            return None
    found.token = token
    return found


def renew(sign_in: SignIn, *, at: datetime) -> None:
    """Give the sign-in a new token once the second factor was shown; the old cookie is worth nothing."""
    sign_in.second_factor_at = at
    _give_token(sign_in)
    db.session.flush()


def end_sign_in(sign_in: SignIn, *, at: datetime) -> None:
    """Sign out."""
    sign_in.ended_at, sign_in.end = at, SignInEnd.SIGNED_OUT
    db.session.flush()


def end_sign_ins(user: User, *, why: SignInEnd, at: datetime, but: SignIn | None = None) -> None:
    """End every sign-in of ``user`` (``but`` one): each is refused in its next request."""
    living = update(SignIn).where(SignIn.user_id == user.id, SignIn.ended_at.is_(None))
    if but is not None:
        living = living.where(SignIn.id != but.id)
    db.session.execute(living.values(ended_at=at, end=why))
    audit.record("ended sign-ins", user, by=None, why=why.value)


def hash_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _give_token(sign_in: SignIn) -> None:
    sign_in.token = secrets.token_urlsafe(32)  # type: ignore[misc]
    sign_in.token_hash = hash_of(sign_in.token)
