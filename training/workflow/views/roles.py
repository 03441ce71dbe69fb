"""Pages of one workflow role: who holds it, its name, its end."""

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from training import dates
from training.i18n import lazy
from training.permissions import Action
from training.web.access import requires
from training.workflow import modules, queries
from training.workflow.forms import ClosingForm, NamesForm, NewRoleForm
from training.workflow.views.index import answered, bp, kept


@bp.get("/workflow/<code>")
@requires(Action.SEE_WORKFLOW)
def role(code: str) -> ResponseReturnValue:
    shown, on = queries.get_role(code), dates.today()
    after = request.args.get("after", type=int)
    return render_template(
        "workflow/role.html",
        role=shown,
        holders=queries.holders(shown, user=current_user, on=on, after=after),
        count=queries.count_of(shown, user=current_user, on=on),
        page_size=queries.PAGE,
    )


@bp.route("/workflow/roles/new", methods=["GET", "POST"])
@requires(Action.MANAGE_WORKFLOW)
def new_role() -> ResponseReturnValue:
    form = NewRoleForm()
    return answered(
        form, title=lazy("Add a role outside the chains"),
        facts=lazy("Every kind of unit may have it. Roles of a module come with the module."),
        done=lazy("The role can now be given."),
        write=lambda: modules.add_role(by=current_user, **form.facts),
    )  # fmt: skip


@bp.route("/workflow/<code>/name", methods=["GET", "POST"])
@requires(Action.MANAGE_WORKFLOW)
def role_name(code: str) -> ResponseReturnValue:
    found = queries.get_role(code)
    form = NamesForm(obj=found)
    return answered(
        form, title=lazy("Rename the workflow role"), done=lazy("The name is changed."), to=_page(code),
        facts=lazy("Its code, by which FMIS knows it, stays."),
        write=lambda: modules.rename_role(found, by=current_user, **form.facts),
    )  # fmt: skip


@bp.route("/workflow/<code>/closing", methods=["GET", "POST"])
@requires(Action.MANAGE_WORKFLOW)
def role_closing(code: str) -> ResponseReturnValue:
    found = queries.get_role(code)
    form = ClosingForm(on=dates.today())
    return answered(
        form, title=lazy("Close the workflow role"), done=lazy("The role is closed from that day on."),
        facts=lazy("Nobody is given it from this day on; whoever holds it, holds it until the day before."),
        write=lambda: modules.close_role(found, on=form.on.data, by=current_user), to=_page(code),
    )  # fmt: skip


@bp.post("/workflow/<code>/reopening")
@requires(Action.MANAGE_WORKFLOW)
def role_reopening(code: str) -> ResponseReturnValue:
    modules.reopen_role(queries.get_role(code), by=current_user)
    return kept(lazy("The role can be given again."), to=_page(code))


def _page(code: str) -> str:
    return url_for("workflow.role", code=code)
