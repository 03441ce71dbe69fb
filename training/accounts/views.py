"""Pages of accounts."""

from datetime import timedelta

from flask import Blueprint, Flask
from flask_login import LoginManager

from training import dates
from training.accounts.models import User
from training.accounts.service import living_sign_in
from training.db import access, db

SEEN_EVERY = timedelta(minutes=1)
blueprints: tuple[Blueprint, ...] = ()
login_manager = LoginManager()


def init_app(app: Flask) -> None:
    login_manager.init_app(app)


@login_manager.user_loader
def load_user(token: str) -> User | None:
    """Find the user of the sign-in whose token the cookie holds, and note that he was seen."""
    sign_in = living_sign_in(token, at=dates.now())
    if sign_in is None:
        return None
    if dates.now() - sign_in.seen_at > SEEN_EVERY:
        db.session.rollback()
        with access(to_write=True):
            sign_in.seen_at = dates.now()
            db.session.commit()
    sign_in.user.sign_in = sign_in  # type: ignore[misc]
    return sign_in.user
