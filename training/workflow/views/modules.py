"""Forms of FMIS modules."""

from flask.typing import ResponseReturnValue
from flask_login import current_user

from training.i18n import lazy
from training.permissions import Action
from training.web.access import requires
from training.workflow import modules, queries
from training.workflow.forms import ModuleForm, NewModuleForm
from training.workflow.models import Module
from training.workflow.views.index import answered, bp


@bp.route("/workflow/modules/new", methods=["GET", "POST"])
@requires(Action.MANAGE_WORKFLOW)
def new_module() -> ResponseReturnValue:
    form = NewModuleForm()
    return answered(
        form, title=lazy("Add a module"), facts=lazy("It comes with a workflow role for each step."),
        done=lazy("The module and its roles are written."),
        write=lambda: modules.add_module(by=current_user, **form.facts),
    )  # fmt: skip


@bp.route("/workflow/modules/<code>", methods=["GET", "POST"])
@requires(Action.MANAGE_WORKFLOW)
def module(code: str) -> ResponseReturnValue:
    found = queries.get_module(code)
    form = ModuleForm(obj=found, kinds=[kind.value for kind in queries.kinds_that_run(found)])
    return answered(
        form, title=found.name, done=lazy("The module is changed."), write=lambda: _change(found, form)
    )


def _change(found: Module, form: ModuleForm) -> None:
    facts = form.facts
    modules.let_run(found, kinds=facts.pop("kinds"), by=current_user)
    modules.rename_module(found, by=current_user, **facts)
