"""Every route names its permission; who is not signed in is asked to, who may not is refused."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

from flask_login import current_user

from training.errors import NotAllowed, SignInNeeded
from training.permissions import Action

View = TypeVar("View", bound=Callable[..., Any])


def requires(action: Action) -> Callable[[View], View]:
    """Let only users whose roles grant ``action`` reach the view."""

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(*args: Any, **kwargs: Any) -> Any:
            if not current_user.is_authenticated:
                raise SignInNeeded
            if not current_user.may(action):
                raise NotAllowed
            return view(*args, **kwargs)

        guarded.action = action  # type: ignore[attr-defined]
        return cast("View", guarded)

    return guard


def public(view: View) -> View:
    """Mark a view that anybody may open."""
    view.action = None  # type: ignore[attr-defined]
    return view
