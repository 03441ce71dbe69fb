"""Users: the list, one of them, his roles, and what shuts him out or lets him in."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from werkzeug.wrappers import Response
from wtforms.fields import SelectChoice

from training import dates
from training.accounts import queries, second_factor, service
from training.accounts.forms import GrantForm, UserFilters, UserForm, choices_of
from training.accounts.models import RoleGrant, SignInEnd, User
from training.accounts.rules import raise_first, reach, within_reach
from training.db import db
from training.errors import NotFound
from training.i18n import _
from training.permissions import Action, Role
from training.web.access import requires
from training.web.errors import said

bp = Blueprint("users", __name__, url_prefix="/users")


@bp.get("")
@requires(Action.SEE_USERS)
def index() -> ResponseReturnValue:
    filters = UserFilters.from_address()
    chosen = filters.chosen
    role = Role[chosen["role"]] if "role" in chosen else None
    wanted = queries.Wanted(text=chosen.get("q", ""), role=role, state=chosen.get("state", ""))
    page = queries.users(wanted, by=current_user, after=request.args.get("after", ""))
    following = url_for(".index", **chosen, after=page[-1].user_name) if len(page) == queries.PAGE else None
    total = queries.count_users(wanted, by=current_user)
    return render_template(
        "accounts/users.html", users=page, filters=filters, total=total, following=following
    )


@bp.get("/new")
@requires(Action.MANAGE_USERS)
def new() -> ResponseReturnValue:
    return render_template("accounts/new_user.html", form=_user_form())


@bp.post("")
@requires(Action.MANAGE_USERS)
def create() -> ResponseReturnValue:
    form = _user_form()
    if form.accepts() and (made := _create(form)):
        db.session.commit()
        said(_("%(name)s is now a user; print his one-time code.", name=made.name))
        return redirect(url_for(".show", number=made.id), 303)
    db.session.rollback()
    return render_template("accounts/new_user.html", form=form), 422


@bp.get("/<int:number>")
@requires(Action.SEE_USERS)
def show(number: int) -> ResponseReturnValue:
    user = queries.user(number, by=current_user)
    manages = current_user.may(Action.MANAGE_USERS) and user.roles <= reach(current_user)
    return render_template(
        "accounts/user.html", user=user, form=_grant_form(), manages=manages,
        sign_ins=queries.living_sign_ins(user), itself=user.id == current_user.id,
    )  # fmt: skip


@bp.post("/<int:number>/grants")
@requires(Action.GRANT_ROLES)
def grant(number: int) -> ResponseReturnValue:
    user, form = queries.user(number, by=current_user), _grant_form()
    if form.accepts():
        role = Role[form.role.data]
        unit = queries.unit_numbered(form.unit.data or "") if role is Role.FOCAL else None
        service.grant(user, role, unit=unit, by=current_user, at=dates.now())
    return _done(user)


@bp.post("/<int:number>/grants/<int:given>/end")
@requires(Action.GRANT_ROLES)
def end_grant(number: int, given: int) -> ResponseReturnValue:
    user = queries.user(number, by=current_user)
    service.end_grant(user, _grant_of(user, given), by=current_user, at=dates.now())
    return _done(user)


@bp.post("/<int:number>/disabling")
@requires(Action.MANAGE_USERS)
def disabling(number: int) -> ResponseReturnValue:
    user = queries.user(number, by=current_user)
    service.disable(user, by=current_user, at=dates.now())
    return _done(user)


@bp.post("/<int:number>/enabling")
@requires(Action.MANAGE_USERS)
def enabling(number: int) -> ResponseReturnValue:
    user = queries.user(number, by=current_user)
    service.enable(user, by=current_user)
    return _done(user)


@bp.post("/<int:number>/sign-ins/end")
@requires(Action.MANAGE_USERS)
def end_sign_ins(number: int) -> ResponseReturnValue:
    user = queries.user(number, by=current_user)
    raise_first(within_reach(current_user, user.roles))
    service.end_sign_ins(user, why=SignInEnd.ENDED_BY_ADMINISTRATOR, at=dates.now())
    return _done(user)


@bp.post("/<int:number>/second-factor-removal")
@requires(Action.MANAGE_USERS)
def second_factor_removal(number: int) -> ResponseReturnValue:
    user = queries.user(number, by=current_user)
    second_factor.remove(user, by=current_user, at=dates.now())
    return _done(user)


def _done(user: User) -> Response:
    db.session.commit()
    said(_("Done."))
    return redirect(url_for(".show", number=user.id), 303)


def _grant_of(user: User, given: int) -> RoleGrant:
    for grant in user.grants:
        if grant.id == given:
            return grant
    raise NotFound


def _user_form() -> UserForm:
    form = UserForm()
    form.roles.choices = choices_of(role for role in Role if role in reach(current_user))
    form.unit.choices = _unit_choices()
    return form


def _grant_form() -> GrantForm:
    form = GrantForm()
    form.role.choices = choices_of(Role)
    form.unit.choices = _unit_choices()
    return form


def _unit_choices() -> list[SelectChoice]:
    units = [SelectChoice(str(unit.id), str(unit.name)) for unit in queries.units()]
    return [SelectChoice("", "–"), *units]


def _create(form: UserForm) -> User | None:
    with form.tells_refusals():
        return service.create_user(
            user_name=form.user_name.data or "",
            name_km=form.name_km.data or "",
            name_en=form.name_en.data or "",
            roles=[Role[name] for name in form.roles.data or []],
            unit=queries.unit_numbered(form.unit.data or ""),
            by=current_user,
            at=dates.now(),
        )
    return None
