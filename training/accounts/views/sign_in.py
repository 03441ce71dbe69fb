"""Signing in and out, and one's password."""

from flask import Blueprint, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from training import dates
from training.accounts.forms import PasswordChangeForm, PasswordForm, SignInForm
from training.accounts.guessing import forget_tries
from training.accounts.knocking import Visitor, visitor
from training.accounts.secret import fits, plain_name
from training.accounts.service import set_password
from training.accounts.sign_ins import end_sign_in
from training.accounts.views.door import begin_try, let_in
from training.db import db
from training.errors import RuleViolation
from training.i18n import _
from training.permissions import Action
from training.web.access import public, requires
from training.web.errors import said
from training.web.frame import own_address

bp = Blueprint("accounts", __name__)


@bp.get("/sign-in")
@public
def sign_in() -> ResponseReturnValue:
    if current_user.is_authenticated:
        return redirect(own_address(request.args.get("next")), 303)
    form = SignInForm(data={"next": request.args.get("next", "")})
    return render_template("accounts/sign_in.html", form=form)


@bp.post("/sign-in")
@public
def sign_in_send() -> ResponseReturnValue:
    form = SignInForm()
    if form.accepts() and (found := _knock(form)):
        let_in(found.user, at=dates.now())
        session["came_by_code"] = found.came_by_code
        db.session.commit()
        return redirect(own_address(form.next.data), 303)
    db.session.rollback()
    return render_template("accounts/sign_in.html", form=form), 422


def _knock(form: SignInForm) -> Visitor | None:
    """Ask who this is; the try is written down before, so that no number of tries at once gets around it."""
    name, at = plain_name(form.name.data or ""), dates.now()
    tried = begin_try(name, at=at)
    found = visitor(name, form.secret.data or "", at=at)
    if found:
        forget_tries(tried)
    else:
        form.form_errors.append(_("The name or the password is not right."))
    return found


@bp.post("/sign-out")
@public
def sign_out() -> ResponseReturnValue:
    if current_user.is_authenticated:
        end_sign_in(current_user.sign_in, at=dates.now())
        db.session.commit()
    session.clear()
    return redirect(url_for("accounts.sign_in"), 303)


@bp.get("/password/first")
@requires(Action.CHANGE_OWN_ACCESS)
def first_password() -> ResponseReturnValue:
    if not session.get("came_by_code"):
        return redirect(url_for("accounts.password"), 303)
    return render_template("accounts/first_password.html", form=PasswordForm())


@bp.post("/password/first")
@requires(Action.CHANGE_OWN_ACCESS)
def first_password_send() -> ResponseReturnValue:
    form = PasswordForm()
    if not session.get("came_by_code"):
        return redirect(url_for("accounts.password"), 303)
    if form.accepts() and _choose(form):
        session.pop("came_by_code")
        return redirect("/", 303)
    return render_template("accounts/first_password.html", form=form), 422


@bp.get("/password")
@requires(Action.CHANGE_OWN_ACCESS)
def password() -> ResponseReturnValue:
    return render_template("accounts/password.html", form=PasswordChangeForm())


@bp.post("/password")
@requires(Action.CHANGE_OWN_ACCESS)
def password_send() -> ResponseReturnValue:
    form = PasswordChangeForm()
    if form.accepts() and _knows_present(form) and _choose(form):
        return redirect("/", 303)
    return render_template("accounts/password.html", form=form), 422


def _knows_present(form: PasswordChangeForm) -> bool:
    """The present password is guessed as slowly as at the door."""
    tried = begin_try(current_user.user_name, at=dates.now())
    if not fits(form.present.data or "", known=current_user.password_hash):
        form.present.errors = [_("This is not your present password.")]
        return False
    forget_tries(tried)
    return True


def _choose(form: PasswordForm) -> bool:
    try:
        set_password(current_user, form.password.data or "", at=dates.now(), keep=current_user.sign_in)
    except RuleViolation as refusal:
        form.password.errors = [str(refusal)]
        return False
    db.session.commit()
    said(_("Your password is set. Other sign-ins have ended."))
    return True
