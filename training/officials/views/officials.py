"""Pages of officials: the list, one official, and what may be changed about him."""

from typing import Any

from flask import Blueprint, Response, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from training import dates
from training.accounts.models import User
from training.accounts.rules import reach
from training.accounts.views.codes import codes_on_paper
from training.db import db
from training.errors import RuleViolation
from training.i18n import Text, _, lazy
from training.officials import queries, service
from training.officials.forms import CorrectionForm, NewOfficialForm, OfficialFilterForm
from training.officials.models import Official
from training.permissions import Action
from training.web.access import requires
from training.web.downloads import CSV, PDF, XLSX, csv_text, download, xlsx_bytes
from training.web.errors import said

bp = Blueprint("officials", __name__, url_prefix="/officials")
TABS: tuple[tuple[Text, str, Action], ...] = (
    (lazy("Postings"), "officials.show", Action.SEE_OFFICIALS),
    (lazy("Workflow roles"), "workflow.of_official", Action.SEE_WORKFLOW),
    (lazy("Courses and needs"), "courses.of_official", Action.SEE_OFFICIALS),
    (lazy("Seats"), "seats.of_official", Action.SEE_SEATS),
    (lazy("Certificates"), "certificates.of_official", Action.SEE_CERTIFICATES),
    (lazy("Licences"), "licences.of_official", Action.SEE_LICENCES),
    (lazy("Doubles"), "doubles.of_official", Action.MANAGE_OFFICIALS),
)


def official_tabs(official: Official) -> list[tuple[Text, str]]:
    """The chapters of an official's story that there are and that the reader may open."""
    return [
        (label, url_for(endpoint, official_id=official.id))
        for label, endpoint, action in TABS
        if endpoint in current_app.view_functions and current_user.may(action)
    ]


@bp.app_context_processor
def words() -> dict[str, Any]:
    return {"official_tabs": official_tabs, "user_of": queries.user_of, "may_equip": may_equip}


def may_equip(user: User) -> bool:
    """Whether the reader may print a new one-time code for ``user``."""
    return user.id != current_user.id and user.roles <= reach(current_user)


@bp.get("/")
@requires(Action.SEE_OFFICIALS)
def index() -> ResponseReturnValue:
    form = OfficialFilterForm.from_address(units=queries.units(current_user))
    edges = {name: request.args.get(name, type=int) for name in ("after", "before")}
    page = queries.officials(current_user, form.wanted, **edges)
    return render_template("officials/index.html", form=form, page=page)


@bp.get("/officials.csv")
@requires(Action.SEE_OFFICIALS)
def as_csv() -> Response:
    return download(csv_text(_headings(), _rows()), name="officials.csv", kind=CSV)


@bp.get("/officials.xlsx")
@requires(Action.SEE_OFFICIALS)
def as_xlsx() -> Response:
    return download(xlsx_bytes(_("Officials"), _headings(), _rows()), name="officials.xlsx", kind=XLSX)


def _headings() -> list[str]:
    return [_("Official ID"), _("Name in Khmer"), _("Name in Latin letters"), _("Sex"), _("Unit")]


def _rows() -> list[list[str]]:
    form = OfficialFilterForm.from_address(units=queries.units(current_user))
    return [
        [
            who.staff_id or "",
            who.name_km,
            who.name_latin,
            who.sex.value if who.sex else "",
            str(who.unit.name),
        ]
        for who in queries.every_official(current_user, form.wanted)
    ]


@bp.get("/<int:official_id>")
@requires(Action.SEE_OFFICIALS)
def show(official_id: int) -> ResponseReturnValue:
    official = queries.get_official(official_id, user=current_user)
    if official.id != official_id:
        return redirect(url_for(".show", official_id=official.id), 303)
    return render_template("officials/show.html", official=official)


@bp.route("/new", methods=["GET", "POST"])
@requires(Action.MANAGE_OFFICIALS)
def new() -> ResponseReturnValue:
    form = NewOfficialForm(units=queries.units(current_user), on=dates.today())
    if form.accepts():
        unit = queries.unit_of_ones_own(form.unit.data, user=current_user)
        with form.tells_refusals():
            official = service.register_official(unit=unit, by=current_user, **form.facts, **form.place)
            db.session.commit()
            said(_("The official is registered."))
            return redirect(url_for(".show", official_id=official.id), 303)
    return render_template("officials/new.html", form=form), form.status


@bp.route("/<int:official_id>/correction", methods=["GET", "POST"])
@requires(Action.MANAGE_OFFICIALS)
def correction(official_id: int) -> ResponseReturnValue:
    official = queries.get_official(official_id, user=current_user)
    form = CorrectionForm.showing(official)
    if form.accepts():
        with form.tells_refusals():
            service.correct(official, by=current_user, **form.facts)
            db.session.commit()
            said(_("The correction is written."))
            return redirect(url_for(".show", official_id=official.id), 303)
    return render_template("officials/correction.html", form=form, official=official), form.status


@bp.post("/<int:official_id>/sign-in")
@requires(Action.PRINT_CODES)
def sign_in(official_id: int) -> ResponseReturnValue:
    """A user for the official, and the slip with his one-time code; nobody can read it again later."""
    official = queries.get_official(official_id, user=current_user)
    at = dates.now()
    try:
        user = service.give_user(official, by=current_user, at=at)
    except RuleViolation as refusal:
        return render_template("officials/show.html", official=official, refusal=refusal), refusal.status
    content = codes_on_paper([user], at=at)
    db.session.commit()
    return download(content, name=f"code-{user.id}.pdf", kind=PDF)
