"""Receiving a list, seeing what is in it, applying it, taking it back, refusing it."""

from flask import current_app, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from training import dates, jobs
from training.db import db
from training.errors import NotFound, TrainingError
from training.i18n import _
from training.identification import (
    answering,
    applying,
    hidden,
    moving,
    placing,
    queries,
    reviewing,
    service,
    undoing,
    working,
)
from training.identification.forms import ListForm, PlaceForm, RefusalForm
from training.identification.models import ListKind, RowDecision, RowOutcome
from training.identification.views.shared import bp, given_to_a_worker
from training.permissions import Action
from training.web.access import requires
from training.web.errors import said


@bp.get("")
@requires(Action.SEE_LISTS)
def index() -> ResponseReturnValue:
    found = queries.lists(current_user, before=request.args.get("before", type=int))
    return render_template("identification/index.html", lists=found, page_size=queries.PAGE)


@bp.route("/new", methods=["GET", "POST"])
@requires(Action.SEND_LISTS)
def new() -> ResponseReturnValue:
    form = ListForm(senders=queries.senders(current_user), received_on=dates.today())
    if form.accepts():
        try:
            return _received(form)
        except TrainingError as refusal:
            db.session.rollback()
            form.file.errors = [str(refusal)]
            return render_template("identification/new.html", form=form), refusal.status
    return render_template("identification/new.html", form=form), form.status


def _received(form: ListForm) -> ResponseReturnValue:
    kept = service.receive(
        form.content,
        file_name=form.file.data.filename or "",
        unit=form.sender,
        kind=ListKind(form.kind.data),
        received_on=form.received_on.data,
        letter_number=form.letter_number.data or "",
        letter_date=form.letter_date.data,
        place=service.Place(form.place.data),
        by=current_user,
        at=dates.now(),
    )
    job = jobs.submit(reviewing.read_list, by=current_user, list_id=kept.id)
    db.session.commit()
    jobs.wake(current_app, job)
    said(_("The list was received and is being read."))
    return redirect(url_for(".show", number=kept.id), 303)


@bp.get("/<int:number>")
@requires(Action.SEE_LISTS)
def show(number: int) -> ResponseReturnValue:
    found = queries.get_list(number, user=current_user)
    wanted = request.args.get("outcome", "")
    chosen = wanted if wanted in set(RowOutcome) else None
    wanted = request.args.get("decision", "")
    decided = wanted if wanted in set(RowDecision) else None
    rows = queries.rows(found, outcome=chosen, decision=decided, after=request.args.get("after", 0, type=int))
    before = placing.list_before(found)
    return render_template(
        "identification/show.html",
        list=found,
        before=before,
        choices=placing.choices(found, before=before),
        rows=rows,
        chosen=chosen,
        decided=decided,
        decisions=queries.decisions(found),
        work=working.work_on(found),
        undecided=queries.undecided(found),
        reason=reviewing.why_refused(found),
        findings=reviewing.sentences(rows),
        fields=reviewing.FIELDS,
        in_reach=queries.in_reach(rows, user=current_user),
        movable={row.id for row in rows if moving.is_movable(row)},
        usable={row.id for row in rows if hidden.is_usable(row, of=found)},
        refusal=RefusalForm(),
        can_be_answered=not any(answering.obstacles(found)),
        is_long=working.is_long(found),
        has_answer=not working.is_long(found) or answering.is_kept(found),
    )


@bp.get("/<int:number>/undoing")
@requires(Action.APPLY_LISTS)
def undoing_page(number: int) -> ResponseReturnValue:
    found = queries.get_list(number, user=current_user)
    return render_template("identification/undoing.html", list=found, preview=undoing.preview(found))


@bp.post("/<int:number>/application")
@requires(Action.APPLY_LISTS)
def application(number: int) -> ResponseReturnValue:
    found = queries.get_list(number, user=current_user)
    if working.is_long(found):
        return given_to_a_worker(applying.apply_list, found)
    marked_anew = applying.apply(found, by=current_user, on=found.received_on, at=dates.now())
    db.session.commit()
    changed = applying.RegisterChanged(count=marked_anew)
    said(str(changed) if marked_anew else _("The list is applied. You can take it back whole."))
    return redirect(url_for(".show", number=number), 303)


@bp.post("/<int:number>/place")
@requires(Action.APPLY_LISTS)
def place(number: int) -> ResponseReturnValue:
    """Let the list be a newer version of the one before, or stand beside it."""
    found, form = queries.get_list(number, user=current_user), PlaceForm()
    if not form.accepts():
        return redirect(url_for(".show", number=number), 303)
    wanted = service.Place(form.place.data)
    if working.is_long(found):
        for obstacle in placing.obstacles(found, place=wanted):
            raise obstacle
        return given_to_a_worker(placing.place_list, found, place=wanted.value)
    rows = placing.put(found, place=wanted, by=current_user)
    db.session.commit()
    said(_("The list was looked at anew; rows of which something else is true now: %(count)s.", count=rows))
    return redirect(url_for(".show", number=number), 303)


@bp.get("/<int:number>/work.json")
@requires(Action.SEE_LISTS)
def work(number: int) -> ResponseReturnValue:
    """How far the worker is with the list."""
    told = working.work_on(queries.get_list(number, user=current_user))
    if told is None:
        raise NotFound
    return jsonify(state=told.state, done=told.done, total=told.total, words=str(told.words))


@bp.post("/<int:number>/undoing")
@requires(Action.APPLY_LISTS)
def undo(number: int) -> ResponseReturnValue:
    found = queries.get_list(number, user=current_user)
    if working.is_long(found):
        return given_to_a_worker(undoing.undo_list, found)
    undoing.undo(found, by=current_user, at=dates.now())
    db.session.commit()
    said(_("The whole list was taken back."))
    return redirect(url_for(".show", number=number), 303)


@bp.post("/<int:number>/refusal")
@requires(Action.APPLY_LISTS)
def refusal(number: int) -> ResponseReturnValue:
    found = queries.get_list(number, user=current_user)
    form = RefusalForm()
    if not form.accepts():
        return redirect(url_for(".show", number=number), 303)
    service.refuse(found, reason=form.reason.data, by=current_user)
    db.session.commit()
    said(_("The list was refused."))
    return redirect(url_for(".show", number=number), 303)
