"""The timetable as a calendar, in which a session can be dragged to another half-day or room."""

from datetime import date
from typing import Any

from flask import Blueprint, jsonify, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from training import dates
from training.classes.queries import get_session
from training.enrolments import sessions, timetable
from training.enrolments.forms import DropForm
from training.errors import InvalidInput
from training.permissions import Action
from training.web.access import requires
from training.web.frame import known_institution

bp = Blueprint("calendar", __name__, url_prefix="/calendar")
VIEWS = ("month", "week", "rooms")


@bp.get("/")
@requires(Action.SEE_CLASSES)
def index() -> ResponseReturnValue:
    wanted = request.args.get("view", "month")
    view = wanted if wanted in VIEWS else "month"
    first = (_day("day") or dates.today()).replace(day=1)
    month = timetable.events(first, _end_of_month(first), for_user=current_user, house=known_institution())
    return render_template("calendar/index.html", view=view, day=_day("day") or dates.today(), month=month)


@bp.get("/events")
@requires(Action.SEE_CLASSES)
def events() -> ResponseReturnValue:
    first, last = _day("start"), _day("end")
    if first is None or last is None:
        raise InvalidInput
    found = timetable.events(first, last, for_user=current_user, house=known_institution())
    return jsonify([_with_address(event) for event in found])


@bp.get("/rooms")
@requires(Action.SEE_CLASSES)
def rooms() -> ResponseReturnValue:
    return jsonify(timetable.rows())


@bp.post("/move")
@requires(Action.MOVE_SESSIONS)
def move() -> ResponseReturnValue:
    """Say whether a session may stand where it is held; a drop leads to the page that asks for the reason."""
    form = DropForm()
    if not form.accepts():
        raise InvalidInput
    moved = get_session(form.id.data, for_user=current_user)
    slot = form.slot(moved)
    clash = next(sessions.obstacles_to_moving(moved, to=slot, at=dates.now()), None)
    if request.form.get("ask"):
        return jsonify({"clash": str(clash)} if clash else {})
    if clash:
        raise clash
    url = url_for(
        "sessions.edit", class_id=moved.class_id, session_id=moved.id, day=slot.day.isoformat(),
        half=slot.half.value, room=slot.room.id,
    )  # fmt: skip
    return jsonify({"words": "", "url": url})


def _day(name: str) -> date | None:
    try:
        return date.fromisoformat(request.args.get(name, ""))
    except ValueError:
        return None


def _end_of_month(first: date) -> date:
    return date(first.year + first.month // 12, first.month % 12 + 1, 1)


def _with_address(event: dict[str, Any]) -> dict[str, Any]:
    number = event.pop("class", None)
    return {**event, "url": url_for("classes.show", class_id=number)} if number else event
