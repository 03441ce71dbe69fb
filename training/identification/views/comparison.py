"""A list beside the version before it, and what is decided of those whom it names no more."""

from datetime import date

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from training import dates
from training.db import db
from training.errors import NotFound
from training.i18n import _, ngettext
from training.identification import comparing, departures, queries, working
from training.identification.forms import DepartureForm, LastDayForm
from training.identification.leaving import Kind, get_departure
from training.identification.models import IdentificationList
from training.identification.views.shared import bp, given_to_a_worker
from training.permissions import Action
from training.web.access import requires
from training.web.errors import said

Forms = dict[int | str, LastDayForm]  # by the number of an official, or for all of a kind


@bp.get("/<int:number>/comparison")
@requires(Action.SEE_LISTS)
def comparison(number: int) -> ResponseReturnValue:
    """The list beside the version before it."""
    return _page(_newer(number), refused={})


@bp.post("/<int:number>/departures/<int:official>/ending")
@requires(Action.APPLY_LISTS)
def end_departure(number: int, official: int) -> ResponseReturnValue:
    """What he still does, and only the older version names, ends on a day."""
    found = _newer(number)
    form = DepartureForm(departure=get_departure(official, of=found, user=current_user))
    if form.accepts():
        with form.tells_refusals():
            asked = {"official_id": official, "roles": form.chosen, "last_day": form.last_day.data}
            departures.end(found, **asked, by=current_user, at=dates.now())
            db.session.commit()
            return _kept(number, f"official-{official}")
    return _page(found, refused={official: form})


@bp.post("/<int:number>/departures/<int:official>/stay")
@requires(Action.APPLY_LISTS)
def keep_departure(number: int, official: int) -> ResponseReturnValue:
    departures.keep(_newer(number), official_id=official, by=current_user, at=dates.now())
    db.session.commit()
    return _kept(number, f"official-{official}")


@bp.post("/<int:number>/departures/<kind>")
@requires(Action.APPLY_LISTS)
def end_departures(number: int, kind: str) -> ResponseReturnValue:
    """What all of a kind who wait still do ends on a day; a worker does it for a long list."""
    if kind not in set(Kind):
        raise NotFound
    found, form = _newer(number), LastDayForm(prefix=f"{kind}-")
    if form.accepts():
        with form.tells_refusals():
            ending = _ending_by_a_worker if working.is_long(found) else _ending_at_once
            return ending(found, kind=Kind(kind), last_day=form.last_day.data)
    return _page(found, refused={kind: form})


def _ending_at_once(found: IdentificationList, *, kind: Kind, last_day: date) -> ResponseReturnValue:
    ended = departures.end_all(found, kind=kind, last_day=last_day, by=current_user, at=dates.now())
    db.session.commit()
    said(ngettext("It ended for %(num)s official.", "It ended for %(num)s officials.", ended))
    return redirect(url_for(".comparison", number=found.id), 303)


def _ending_by_a_worker(found: IdentificationList, *, kind: Kind, last_day: date) -> ResponseReturnValue:
    asked = {"kind": kind, "last_day": last_day, "user": current_user}
    for obstacle in departures.obstacles_to_ending_all(found, **asked):
        raise obstacle
    day = last_day.isoformat()
    return given_to_a_worker(departures.end_departures, found, kind=kind.value, last_day=day)


def _newer(number: int) -> IdentificationList:
    found = queries.get_list(number, user=current_user)
    if found.replaces_id is None:
        raise NotFound
    return found


def _kept(number: int, place: str) -> ResponseReturnValue:
    said(_("Your decision is kept."))
    return redirect(url_for(".comparison", number=number, _anchor=place), 303)


def _page(found: IdentificationList, *, refused: Forms) -> ResponseReturnValue:
    """The two versions side by side; a refused form stands in its place with what is wrong."""
    delta = comparing.comparison(found)
    leaving = comparing.leaving(found, delta, user=current_user)
    page = render_template(
        "identification/comparison.html",
        list=found,
        delta=delta,
        leaving=leaving,
        forms_of=_forms(leaving) | refused,
        refused=list(refused.values()),
        is_told=comparing.is_told(found),
        asks=departures.is_asked(found) and current_user.may(Action.APPLY_LISTS),
        fields=comparing.FIELDS,
        shown=comparing.shown,
        most=comparing.SHOWN,
    )
    return page, 422 if refused else 200


def _forms(leaving: comparing.Leaving) -> Forms:
    """A form for each official who is shown and waits, and one for all of each kind."""
    told = (*leaving.missing[: comparing.SHOWN], *leaving.fewer[: comparing.SHOWN])
    given = {"formdata": None, "last_day": dates.today()}
    forms: Forms = {one.number: DepartureForm(departure=one, **given) for _, one in told if one and one.waits}
    return forms | {kind.value: LastDayForm(prefix=f"{kind.value}-", **given) for kind in Kind}
