"""Who plays which role in the demo."""

from sqlalchemy import select

from training.accounts.models import RoleGrant, User
from training.db import db
from training.errors import NotFound
from training.permissions import Role


def user_with(role: Role) -> User:
    """The first user with ``role``: the one whom the demo's buttons sign in.

    Raises:
        NotFound: there is none.
    """
    query = select(User).join(RoleGrant, RoleGrant.user_id == User.id)
    query = query.where(RoleGrant.role == role, RoleGrant.ended_at.is_(None), User.disabled_at.is_(None))
    user = db.session.scalar(query.order_by(RoleGrant.id).limit(1))
    if user is None:
        raise NotFound
    return user
