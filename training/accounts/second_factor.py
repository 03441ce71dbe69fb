"""The second factor: a code from the telephone, good for 30 seconds and for one use."""

from datetime import datetime

from sqlalchemy import update

from training import audit
from training.accounts.models import SignIn, SignInEnd, User
from training.accounts.rules import raise_first, within_reach
from training.accounts.secret import step_of
from training.accounts.sign_ins import end_sign_ins, renew
from training.db import db


def show_code(sign_in: SignIn, code: str, *, at: datetime) -> bool:
    """Accept a code of the telephone once: of two requests with the same code one finds the step taken."""
    user = sign_in.user
    step = step_of(code, secret=user.totp_secret, at=at) if user.totp_secret else None
    if step is None or not _take_step(user, step):
        return False
    renew(sign_in, at=at)
    return True


def enrol(sign_in: SignIn, code: str, *, secret: str, at: datetime) -> bool:
    """Make ``secret`` the second factor when the telephone shows its code; other sign-ins end."""
    step = step_of(code, secret=secret, at=at)
    if step is None:
        return False
    user = sign_in.user
    user.totp_secret, user.totp_step = secret, step
    audit.record("set up a second factor", user, by=user)
    end_sign_ins(user, why=SignInEnd.PASSWORD_CHANGED, at=at, but=sign_in)
    renew(sign_in, at=at)
    return True


def remove(user: User, *, by: User | None, at: datetime) -> None:
    """Forget a lost telephone; who needs a second factor sets up a new one at his next sign-in.

    Raises:
        UserOutOfReach: ``by`` may not equip a user with these roles.
    """
    raise_first(within_reach(by, user.roles))
    user.totp_secret = None
    audit.record("removed the second factor", user, by=by)
    end_sign_ins(user, why=SignInEnd.ENDED_BY_ADMINISTRATOR, at=at)


def _take_step(user: User, step: int) -> bool:
    taken = update(User).where(User.id == user.id, User.totp_step < step).values(totp_step=step)
    return db.session.execute(taken.execution_options(synchronize_session=False)).rowcount == 1  # type: ignore[attr-defined]
