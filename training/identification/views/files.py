"""A list as it came, and as it goes back with its results."""

from flask import redirect, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from training.i18n import language
from training.identification import answering, queries, working
from training.identification.views.shared import bp, given_to_a_worker
from training.permissions import Action
from training.web.access import requires
from training.web.downloads import XLSX, download


@bp.get("/<int:number>/file")
@requires(Action.SEE_LISTS)
def file(number: int) -> ResponseReturnValue:
    found = queries.get_list(number, user=current_user)
    ending = found.file_name.rpartition(".")[2] or "bin"
    return download(queries.content(found), name=f"list-{found.id}.{ending}", kind="application/octet-stream")


@bp.get("/<int:number>/answer")
@requires(Action.SEE_LISTS)
def answer(number: int) -> ResponseReturnValue:
    """The sender's own list back: made at once, or kept since a worker made it."""
    found = queries.get_list(number, user=current_user)
    if working.is_long(found):
        kept = answering.kept_answer(found)
        if kept is None:
            return redirect(url_for(".show", number=number), 303)
        return download(kept, name=f"list-{number}-results.xlsx", kind=XLSX)
    return download(answering.answer(found), name=f"list-{number}-results.xlsx", kind=XLSX)


@bp.post("/<int:number>/answer")
@requires(Action.SEE_LISTS)
def make_answer(number: int) -> ResponseReturnValue:
    """Let a worker write a long list with its results; its page tells how far it is."""
    found = queries.get_list(number, user=current_user)
    for obstacle in answering.obstacles(found):
        raise obstacle
    return given_to_a_worker(answering.answer_list, found, wanted=language())
