"""The waiting list of a class: requests to decide, open offers, and who waits in which place."""

from collections.abc import Callable
from functools import partial

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from training import dates
from training.classes.queries import get_class
from training.db import db
from training.enrolments import queries, queue, requests, waiting
from training.enrolments.views.fresh import settle_all
from training.errors import NotFound, RuleViolation
from training.i18n import _
from training.permissions import Action
from training.web.access import requires
from training.web.errors import said

bp = Blueprint("waiting", __name__, url_prefix="/classes/<int:class_id>/waiting")


@bp.get("/")
@requires(Action.SEE_SEATS)
def index(class_id: int) -> ResponseReturnValue:
    get_class(class_id, for_user=current_user)
    settle_all(waiting.lapsed_offers(at=dates.now(), of_class=class_id), at=dates.now())
    return _page(class_id, refusal=None)


@bp.post("/<int:enrolment_id>/approval")
@requires(Action.DECIDE_REQUESTS)
def grant(class_id: int, enrolment_id: int) -> ResponseReturnValue:
    return _change(class_id, enrolment_id, requests.grant, words=_("The request of %(official)s is granted."))


@bp.post("/<int:enrolment_id>/refusal")
@requires(Action.DECIDE_REQUESTS)
def refuse(class_id: int, enrolment_id: int) -> ResponseReturnValue:
    words = _("The request of %(official)s is refused.")
    return _change(class_id, enrolment_id, partial(requests.refuse, reason=_reason()), words=words)


@bp.post("/<int:enrolment_id>/call")
@requires(Action.ENROL)
def call(class_id: int, enrolment_id: int) -> ResponseReturnValue:
    return _change(class_id, enrolment_id, queue.call_waiting, words=_("%(official)s has a seat."))


@bp.post("/<int:enrolment_id>/acceptance")
@requires(Action.ENROL)
def accept(class_id: int, enrolment_id: int) -> ResponseReturnValue:
    """What an official without a sign-in told his unit."""
    return _change(class_id, enrolment_id, queue.accept, words=_("%(official)s has a seat."))


@bp.post("/<int:enrolment_id>/return")
@requires(Action.ENROL)
def decline(class_id: int, enrolment_id: int) -> ResponseReturnValue:
    words = _("%(official)s declined; the seat goes to the next one who waits.")
    return _change(class_id, enrolment_id, queue.decline_offer, words=words)


@bp.post("/<int:enrolment_id>/withdrawal")
@requires(Action.ENROL)
def withdraw(class_id: int, enrolment_id: int) -> ResponseReturnValue:
    words = _("%(official)s does not wait any more.")
    return _change(class_id, enrolment_id, partial(queue.leave, reason=_reason()), words=words)


def _reason() -> str:
    return request.form.get("reason", "")[:300]


def _change(
    class_id: int, enrolment_id: int, verb: Callable[..., None], *, words: str
) -> ResponseReturnValue:
    enrolment = queries.get_enrolment(enrolment_id, for_user=current_user)
    if enrolment.class_id != class_id:
        raise NotFound
    try:
        verb(enrolment, by=current_user, at=dates.now())
    except RuleViolation as violation:
        return _page(class_id, refusal=violation)
    db.session.commit()
    said(words % {"official": enrolment.official.name})
    return redirect(url_for(".index", class_id=class_id), 303)


def _page(class_id: int, *, refusal: RuleViolation | None) -> ResponseReturnValue:
    """The whole page; a refused verb is taken back before it is shown again with the reason."""
    if refusal:
        db.session.rollback()
    training_class = get_class(class_id, for_user=current_user)
    page = {
        "training_class": training_class,
        "queue": waiting.queue_of(training_class, for_user=current_user, at=dates.now()),
        "refusal": refusal,
    }
    return render_template("enrolments/waiting.html", **page), 422 if refusal else 200
