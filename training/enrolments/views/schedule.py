"""An official's own page on the phone: his next session, all of them, and the classes he may join."""

from collections.abc import Callable, Mapping

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from training import dates
from training.classes.queries import get_class
from training.db import db
from training.enrolments import queries, queue, service, waiting
from training.enrolments.asking import Way
from training.enrolments.views.fresh import settle_all
from training.enrolments.views.seats import VERBS, chosen_way
from training.errors import NotFound, RuleViolation
from training.i18n import Text, _, lazy
from training.officials.models import Official
from training.permissions import Action
from training.web.access import requires
from training.web.errors import said

bp = Blueprint("schedule", __name__, url_prefix="/schedule")


DONE: Mapping[Way, Text] = {
    Way.SEAT: lazy("You have a seat in %(what)s."),
    Way.REQUEST: lazy("You asked for a seat in %(what)s; the coordinator decides."),
    Way.WAITING: lazy("You are on the waiting list of %(what)s."),
}


@bp.get("/")
@requires(Action.SEE_OWN_STORY)
def index() -> ResponseReturnValue:
    lapsed = waiting.lapsed_offers(at=dates.now(), of_official=current_user.official_id or 0)
    settle_all(lapsed, at=dates.now())
    return _page(refusal=None)


@bp.post("/seats")
@requires(Action.TAKE_SEAT)
def take() -> ResponseReturnValue:
    """Take a seat, ask for one, or wait for one: what stood on the button."""
    text, way = request.form.get("class", ""), chosen_way()
    wanted = get_class(int(text) if text.isdecimal() and len(text) < 10 else 0, for_user=current_user)
    verb = service.take_seat if way is Way.SEAT else VERBS[way]
    try:
        verb(_himself(), to=wanted, by=current_user, at=dates.now())
    except RuleViolation as violation:
        return _page(refusal=violation)
    db.session.commit()
    said(str(DONE[way]) % {"what": wanted.name})
    return redirect(url_for(".index"), 303)


@bp.post("/seats/<int:enrolment_id>/return")
@requires(Action.TAKE_SEAT)
def give_back(enrolment_id: int) -> ResponseReturnValue:
    words = _("You gave your seat back. You may take one again while there are any.")
    return _change(enrolment_id, service.give_back, words=words)


@bp.post("/seats/<int:enrolment_id>/acceptance")
@requires(Action.TAKE_SEAT)
def accept(enrolment_id: int) -> ResponseReturnValue:
    return _change(enrolment_id, queue.accept, words=_("You have the seat. Its sessions stand below."))


@bp.post("/seats/<int:enrolment_id>/refusal")
@requires(Action.TAKE_SEAT)
def decline(enrolment_id: int) -> ResponseReturnValue:
    words = _("You declined; the seat goes to the next one who waits.")
    return _change(enrolment_id, queue.decline_offer, words=words)


@bp.post("/seats/<int:enrolment_id>/withdrawal")
@requires(Action.TAKE_SEAT)
def leave(enrolment_id: int) -> ResponseReturnValue:
    return _change(enrolment_id, queue.leave, words=_("You took your wish back."))


def _change(enrolment_id: int, verb: Callable[..., None], *, words: str) -> ResponseReturnValue:
    enrolment = queries.get_enrolment(enrolment_id, for_user=current_user)
    if enrolment.official_id != current_user.official_id:
        raise NotFound
    try:
        verb(enrolment, by=current_user, at=dates.now())
    except RuleViolation as violation:
        return _page(refusal=violation)
    db.session.commit()
    said(words)
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
        "offers": queries.offers_to(official, for_user=current_user, at=dates.now()),
        "wishes": waiting.wishes_of(official.id, at=dates.now()),
        "refusal": refusal,
    }
    return render_template("schedule/index.html", **page), 422 if refusal else 200
