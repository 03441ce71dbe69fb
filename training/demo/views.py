"""Pages of the demo: a button per role, the story in ten steps, start over; a real database knows none."""

from dataclasses import dataclass

from flask import Blueprint, current_app, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user, login_user

from training import dates
from training.accounts.service import open_sign_in
from training.db import db
from training.demo import case
from training.demo.queries import user_with
from training.demo.story import STEPS, Step
from training.errors import NotFound
from training.i18n import Text, _
from training.institution import institution
from training.permissions import Role
from training.web.access import public
from training.web.errors import said

bp = Blueprint("demo", __name__, url_prefix="/demo")


@dataclass(frozen=True, slots=True)
class ShownStep:
    number: int
    title: Text
    url: str
    done: bool
    current: bool


@dataclass(frozen=True, slots=True)
class Demo:
    steps: list[ShownStep]
    reset_url: str


@bp.before_request
def only_in_a_demo() -> None:
    if not institution().is_demo:
        raise NotFound


@bp.post("/sign-in")
@public
def enter() -> ResponseReturnValue:
    role = request.form.get("role", "")
    if role not in set(Role):
        raise NotFound
    _become(Role(role))
    return redirect("/", 303)


@bp.post("/steps/<int:number>")
@public
def step(number: int) -> ResponseReturnValue:
    wanted = {step.number: step for step in STEPS}.get(number)
    if wanted is None or wanted.endpoint not in current_app.view_functions:
        raise NotFound
    _become(wanted.role)
    session["demo_step"] = number
    arguments = wanted.arguments()
    return redirect("/" if arguments is None else url_for(wanted.endpoint, **arguments), 303)


@bp.post("/reset")
@public
def reset() -> ResponseReturnValue:
    """Lay the case anew around today; everybody is signed out."""
    case.start_over(on=dates.today(), at=dates.now())
    db.session.commit()
    language = session.get("language", "km")
    session.clear()
    session["language"] = language
    said(_("The story begins again, around today."))
    return redirect(url_for("accounts.sign_in"), 303)


def _become(role: Role) -> None:
    """Sign in as the demo's user with ``role``, as a fresh sign-in."""
    user = user_with(role)
    kept = {name: session[name] for name in ("language", "theme", "demo_step") if name in session}
    session.clear()
    session.update(kept)
    user.sign_in = open_sign_in(user, at=dates.now(), browser="demo")  # type: ignore[misc]
    user.sign_in.second_factor_at = dates.now()
    db.session.commit()
    login_user(user)


@bp.app_context_processor
def surroundings() -> dict[str, Demo | None]:
    if not institution().is_demo:
        return {"demo": None}
    current = session.get("demo_step", 0) if current_user.is_authenticated else 0
    return {"demo": Demo([_shown(step, current=current) for step in STEPS], url_for("demo.reset"))}


def _shown(step: Step, *, current: int) -> ShownStep:
    url = url_for("demo.step", number=step.number)
    return ShownStep(step.number, step.title, url, step.number < current, step.number == current)


blueprints = (bp,)
