"""Who is let in: the user behind the cookie, and what he must do before he sees anything else."""

from datetime import datetime, timedelta

from flask import Flask, Response, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import LoginManager, current_user, login_user

from training import dates
from training.accounts.guessing import Try, judge_try, note_try, see_patience
from training.accounts.models import Door, SignIn, User
from training.accounts.sign_ins import living_sign_in, open_sign_in
from training.db import access, db
from training.permissions import Role
from training.web.frame import known_institution

SEEN_EVERY = timedelta(minutes=1)
ALWAYS_OPEN = frozenset(
    {"static", "web.language", "web.theme", "accounts.sign_in", "accounts.sign_in_send", "accounts.sign_out"}
)
login_manager = LoginManager()


def init_app(app: Flask) -> None:
    login_manager.init_app(app)
    app.before_request(next_step)
    app.after_request(remember_choice)


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


def let_in(user: User, *, at: datetime) -> SignIn:
    """Begin a sign-in in this browser: nothing of an earlier visitor stays but the language just chosen."""
    sign_in = open_sign_in(user, at=at, browser=request.user_agent.string)
    chosen = {key: session[key] for key in ("language", "theme") if key in session}
    user.language = chosen.get("language", user.language)
    user.theme = chosen.get("theme", user.theme)
    session.clear()
    session.update(language=user.language, theme=user.theme)
    session.permanent = user.roles == {Role.OFFICIAL}
    carry(sign_in)
    return sign_in


def carry(sign_in: SignIn) -> None:
    """Put the token of ``sign_in`` into this browser's cookie."""
    sign_in.user.sign_in = sign_in  # type: ignore[misc]
    login_user(sign_in.user)


def remember_choice(answer: Response) -> Response:
    """Keep the language or theme just chosen for the user's next sign-in."""
    if request.endpoint in {"web.language", "web.theme"} and current_user.is_authenticated:
        current_user.language = session.get("language", current_user.language)
        current_user.theme = session.get("theme", current_user.theme)
        db.session.commit()
    return answer


def begin_try(name: str, *, at: datetime, door: Door = Door.SIGN_IN) -> Try:
    """Write down that somebody tries ``name`` from this address; also where a request otherwise only reads.

    Raises:
        TooMany: he tried too often.
    """
    address = request.remote_addr or ""
    see_patience(name, door=door, address=address, at=at)
    db.session.rollback()
    with access(to_write=True):
        tried = note_try(name, door=door, address=address, at=at)
        db.session.commit()
        try:
            judge_try(tried)
        finally:
            db.session.commit()
    return tried


def next_step() -> ResponseReturnValue | None:
    """Lead who has no password yet, or has not shown his second factor, to where he does it."""
    if request.endpoint in ALWAYS_OPEN or request.endpoint is None or not current_user.is_authenticated:
        return None
    needed = step_needed(current_user)
    if needed is None or request.endpoint in {needed, f"{needed}_send", "accounts.second_factor_picture"}:
        return None
    return redirect(url_for(needed), 303)


def step_needed(user: User) -> str | None:
    """The page that stands between ``user`` and the others. A demo asks nobody for a telephone."""
    if session.get("came_by_code"):
        return "accounts.first_password"
    if known_institution().is_demo or (user.sign_in and user.sign_in.second_factor_at):
        return None
    if user.totp_secret:
        return "accounts.second_factor"
    return "accounts.new_second_factor" if user.needs_second_factor else None
