"""One's own calendar address: make it, end it, and the file that is read there."""

from flask import Blueprint, Response, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from training import dates, i18n
from training.db import db
from training.enrolments import feeds
from training.enrolments.ics import calendar_file
from training.i18n import _
from training.permissions import Action
from training.web.access import public, requires
from training.web.downloads import CALENDAR
from training.web.errors import said
from training.web.frame import known_institution

bp = Blueprint("feeds", __name__)


@bp.get("/calendar-address")
@requires(Action.SUBSCRIBE_CALENDAR)
def index() -> ResponseReturnValue:
    return render_template("schedule/address.html", feed=feeds.address_of(current_user), address=None)


@bp.post("/calendar-address")
@requires(Action.SUBSCRIBE_CALENDAR)
def make() -> ResponseReturnValue:
    """Show the new address this once: afterwards nobody can read it again, only make another."""
    token = feeds.make_address(current_user, at=dates.now())
    db.session.commit()
    address = _absolute(url_for(".read", token=token))
    return render_template("schedule/address.html", feed=feeds.address_of(current_user), address=address), 201


@bp.post("/calendar-address/end")
@requires(Action.SUBSCRIBE_CALENDAR)
def end() -> ResponseReturnValue:
    feeds.end_address(current_user, at=dates.now())
    db.session.commit()
    said(_("The address is dead; calendars that read it get nothing more."))
    return redirect(url_for(".index"), 303)


@bp.get("/feeds/<token>.ics")
@public
def read(token: str) -> ResponseReturnValue:
    reader = feeds.reader(token)
    house = known_institution()
    with i18n.speaking(reader.language):
        content = calendar_file(feeds.entries_of(reader, house=house), name=str(house.name))
    answer = Response(content, content_type=CALENDAR)
    answer.headers["Content-Disposition"] = 'inline; filename="sessions.ics"'
    answer.headers["Referrer-Policy"] = "no-referrer"
    return answer


def _absolute(path: str) -> str:
    return (current_app.config["PUBLIC_URL"] or request.host_url.rstrip("/")) + path
