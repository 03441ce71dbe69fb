"""The seats of a class: who has one, who might get one, and how one changes hands."""

from collections.abc import Callable, Mapping
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from training import dates
from training.classes.queries import get_class
from training.db import db
from training.enrolments import queries, queue, requests, service, waiting
from training.enrolments.asking import Way
from training.enrolments.forms import ReasonForm, SearchForm
from training.enrolments.models import Enrolment
from training.enrolments.views.fresh import settle_all
from training.errors import NotFound, RuleViolation
from training.i18n import Text, _, lazy
from training.permissions import Action
from training.web.access import requires
from training.web.errors import said

bp = Blueprint("seats", __name__, url_prefix="/classes/<int:class_id>/seats")
VERBS: Mapping[Way, Callable[..., object]] = {
    Way.SEAT: service.enrol,
    Way.REQUEST: requests.ask,
    Way.WAITING: queue.wait_for,
}
DONE: Mapping[Way, Text] = {
    Way.SEAT: lazy("%(official)s has a seat."),
    Way.REQUEST: lazy("A seat is asked for %(official)s; the coordinator decides."),
    Way.WAITING: lazy("%(official)s is on the waiting list."),
}


@bp.get("/")
@requires(Action.SEE_SEATS)
def index(class_id: int) -> ResponseReturnValue:
    training_class = get_class(class_id, for_user=current_user)
    settle_all(waiting.lapsed_offers(at=dates.now(), of_class=class_id), at=dates.now())
    seats = queries.seats_of(training_class, for_user=current_user)
    total, women = queries.women_among(seats)
    return render_template(
        "enrolments/index.html", training_class=training_class, seats=seats, total=total, women=women
    )


@bp.route("/new", methods=["GET", "POST"])
@requires(Action.ENROL)
def new(class_id: int) -> ResponseReturnValue:
    """Bring an official into the class: give him a seat, ask for one, or put him on the waiting list."""
    training_class = get_class(class_id, for_user=current_user)
    refusal = None
    if request.method == "POST":
        official, way = queries.get_official(_number("official"), for_user=current_user), chosen_way()
        try:
            VERBS[way](official, to=training_class, by=current_user, at=dates.now())
        except RuleViolation as violation:
            refusal = violation
        else:
            db.session.commit()
            said(str(DONE[way]) % {"official": official.name})
            return redirect(url_for(".new", class_id=class_id, q=request.args.get("q")), 303)
    return _choice("enrolments/new.html", class_id, refusal=refusal)


@bp.get("/<int:enrolment_id>")
@requires(Action.ENROL)
def show(class_id: int, enrolment_id: int) -> ResponseReturnValue:
    return _page(class_id, enrolment_id, refusal=None)


@bp.post("/<int:enrolment_id>/confirmation")
@requires(Action.ENROL)
def confirm(class_id: int, enrolment_id: int) -> ResponseReturnValue:
    enrolment = _seat(class_id, enrolment_id)
    service.confirm(enrolment, by=current_user, at=dates.now())
    db.session.commit()
    said(_("The seat of %(official)s is confirmed.", official=enrolment.official.name))
    return redirect(url_for(".index", class_id=class_id), 303)


@bp.post("/<int:enrolment_id>/refusal")
@requires(Action.ENROL)
def decline(class_id: int, enrolment_id: int) -> ResponseReturnValue:
    return _give_up(class_id, enrolment_id, verb=service.decline)


@bp.post("/<int:enrolment_id>/withdrawal")
@requires(Action.ENROL)
def withdraw(class_id: int, enrolment_id: int) -> ResponseReturnValue:
    return _give_up(class_id, enrolment_id, verb=service.withdraw)


@bp.route("/<int:enrolment_id>/replacement", methods=["GET", "POST"])
@requires(Action.ENROL)
def replace(class_id: int, enrolment_id: int) -> ResponseReturnValue:
    enrolment, refusal = _seat(class_id, enrolment_id), None
    if request.method == "POST":
        other = queries.get_official(_number("official"), for_user=current_user)
        reason = request.form.get("reason", "")[:300]
        try:
            service.replace(enrolment, with_=other, reason=reason, by=current_user, at=dates.now())
        except RuleViolation as violation:
            refusal = violation
        else:
            db.session.commit()
            said(_("%(official)s has the seat now.", official=other.name))
            return redirect(url_for(".index", class_id=class_id), 303)
    return _choice("enrolments/replace.html", class_id, refusal=refusal, enrolment_id=enrolment_id)


def _seat(class_id: int, enrolment_id: int) -> Enrolment:
    enrolment = queries.get_enrolment(enrolment_id, for_user=current_user)
    if enrolment.class_id != class_id:
        raise NotFound
    return enrolment


def chosen_way() -> Way:
    """The way that stood on the button: a class that filled up meanwhile refuses, and does not surprise."""
    sent = request.form.get("way", Way.SEAT)
    return Way(sent) if sent in set(Way) else Way.SEAT


def _number(name: str) -> int:
    text = request.form.get(name, "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0


def _give_up(class_id: int, enrolment_id: int, *, verb: Callable[..., None]) -> ResponseReturnValue:
    enrolment, form = _seat(class_id, enrolment_id), ReasonForm()
    if not form.accepts():
        return _page(class_id, enrolment_id, refusal=None)
    try:
        verb(enrolment, reason=form.reason.data, by=current_user, at=dates.now())
    except RuleViolation as violation:
        return _page(class_id, enrolment_id, refusal=violation)
    db.session.commit()
    said(_("The seat is free again."))
    return redirect(url_for(".index", class_id=class_id), 303)


def _page(class_id: int, enrolment_id: int, *, refusal: RuleViolation | None) -> ResponseReturnValue:
    """The page of one seat; a refused verb is taken back before it is shown again."""
    if refusal:
        db.session.rollback()
    form = ReasonForm()
    shown = {"training_class": get_class(class_id, for_user=current_user), "form": form, "refusal": refusal}
    status = 422 if refusal or (request.method == "POST" and not form.validate()) else 200
    return render_template("enrolments/show.html", enrolment=_seat(class_id, enrolment_id), **shown), status


def _choice(
    template: str, class_id: int, *, refusal: RuleViolation | None, enrolment_id: int | None = None
) -> ResponseReturnValue:
    """A page on which an official is chosen, with the reason why this one or that one cannot be."""
    if refusal:
        db.session.rollback()
    training_class = get_class(class_id, for_user=current_user)
    search = SearchForm.from_address()
    facts: dict[str, Any] = {
        "training_class": training_class,
        "search": search,
        "refusal": refusal,
        "enrolment": _seat(class_id, enrolment_id) if enrolment_id else None,
        "candidates": queries.candidates(
            training_class, for_user=current_user, search=search.words, at=dates.now()
        ),
    }
    return render_template(template, **facts), 422 if refusal else 200
