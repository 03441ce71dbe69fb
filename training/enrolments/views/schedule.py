"""An official's own page on the phone: his next session, all of them, and the classes he may join."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from training import dates
from training.classes.queries import get_class
from training.db import db
from training.enrolments import queries, service
from training.errors import NotFound, RuleViolation
from training.i18n import _
from training.officials.models import Official
from training.permissions import Action
from training.web.access import requires
from training.web.errors import said

bp = Blueprint("schedule", __name__, url_prefix="/schedule")


@bp.get("/")
@requires(Action.SEE_OWN_STORY)
def index() -> ResponseReturnValue:
    return _page(refusal=None)


@bp.post("/seats")
@requires(Action.TAKE_SEAT)
def take() -> ResponseReturnValue:
    text = request.form.get("class", "")
    wanted = get_class(int(text) if text.isdecimal() and len(text) < 10 else 0, for_user=current_user)
    try:
        service.take_seat(_himself(), to=wanted, by=current_user, at=dates.now())
    except RuleViolation as violation:
        return _page(refusal=violation)
    db.session.commit()
    said(_("You have a seat in %(what)s.", what=wanted.name))
    return redirect(url_for(".index"), 303)


@bp.post("/seats/<int:enrolment_id>/return")
@requires(Action.TAKE_SEAT)
def give_back(enrolment_id: int) -> ResponseReturnValue:
    enrolment = queries.get_enrolment(enrolment_id, for_user=current_user)
    if enrolment.official_id != current_user.official_id:
        raise NotFound
    try:
        service.give_back(enrolment, by=current_user, at=dates.now())
    except RuleViolation as violation:
        return _page(refusal=violation)
    db.session.commit()
    said(_("You gave your seat back. You may take one again while there are any."))
    return redirect(url_for(".index"), 303)


def _himself() -> Official:
    return queries.get_official(current_user.official_id or 0, for_user=current_user)


def _page(*, refusal: RuleViolation | None) -> ResponseReturnValue:
    """The whole page; a refused wish is taken back before it is shown again with the reason."""
    if refusal:
        db.session.rollback()
    official, today = _himself(), dates.today()
    schedule = queries.schedule_of(official.id)
    page = {
        "official": official,
        "next": queries.next_appointment(schedule, on=today),
        "coming": [each for each in schedule if each.training_session.day >= today],
        "past": [each for each in schedule if each.training_session.day < today],
        "seats": queries.own_seats(official.id),
        "offers": queries.offers_to(official, on=today),
        "refusal": refusal,
    }
    return render_template("schedule/index.html", **page), 422 if refusal else 200
