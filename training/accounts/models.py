"""Users, their roles, their sign-ins: rights end on the server, not in a cookie."""

from datetime import datetime
from enum import StrEnum
from typing import ClassVar

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from training.db import db, text_enum
from training.i18n import Bilingual
from training.organisation.models import Unit
from training.permissions import NEEDS_SECOND_FACTOR, Action, Role, allowed


class RoleGrant(db.Model):
    """A role somebody has from an instant to an instant; a focal person's names the unit he answers for."""

    __table_args__ = (
        CheckConstraint("role <> 'focal person' OR unit_id IS NOT NULL", name="focal_person_has_unit"),
        Index("uq_role_grant_live", "user_id", "role", text("coalesce(unit_id, 0)"), unique=True,
              sqlite_where=text("ended_at IS NULL"), postgresql_where=text("ended_at IS NULL")),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    role: Mapped[Role] = mapped_column(text_enum(Role))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    granted_at: Mapped[datetime]
    granted_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    ended_at: Mapped[datetime | None]

    unit: Mapped[Unit | None] = relationship(lazy="joined")


class User(db.Model):
    """Somebody who signs in: by user name, or by the official ID of the official that he is.

    No e-mail is needed. A password or a printed one-time code is kept only as a hash.
    """

    id: Mapped[int] = mapped_column(primary_key=True)
    user_name: Mapped[str] = mapped_column(String(60), unique=True)  # lower case; an official's is his ID
    official_id: Mapped[int | None] = mapped_column(ForeignKey("official.id"), unique=True)
    name_km: Mapped[str] = mapped_column(String(120))
    name_en: Mapped[str] = mapped_column(String(120))
    email: Mapped[str | None] = mapped_column(String(200))
    language: Mapped[str] = mapped_column(String(2), default="km")
    theme: Mapped[str] = mapped_column(String(5), default="auto")
    password_hash: Mapped[str | None] = mapped_column(String(200))
    code_hash: Mapped[str | None] = mapped_column(String(200))  # printed one-time code
    code_ends_at: Mapped[datetime | None]
    totp_secret: Mapped[str | None] = mapped_column(String(64))
    totp_step: Mapped[int] = mapped_column(default=0)  # the last 30-second step that was used
    created_at: Mapped[datetime]
    disabled_at: Mapped[datetime | None]

    grants: Mapped[list[RoleGrant]] = relationship(
        primaryjoin="and_(User.id == RoleGrant.user_id, RoleGrant.ended_at.is_(None))",
        foreign_keys=[RoleGrant.user_id],
        lazy="selectin",
        viewonly=True,
    )

    is_active = True  # Flask-Login asks; a disabled user has no live sign-in
    is_authenticated = True
    is_anonymous = False
    sign_in: ClassVar["SignIn | None"] = None  # the one that brought this request

    @property
    def name(self) -> Bilingual:
        return Bilingual(self.name_km, self.name_en)

    @property
    def roles(self) -> frozenset[Role]:
        return frozenset(grant.role for grant in self.grants)

    @property
    def answers_for(self) -> list[Unit]:
        """The units whose people a focal person sees, each with all below it."""
        return [grant.unit for grant in self.grants if grant.role is Role.FOCAL and grant.unit]

    def may(self, action: Action) -> bool:
        return action in allowed(self.roles)

    def has(self, role: Role) -> bool:
        return role in self.roles

    @property
    def state(self) -> str:
        """What a list of users says of him."""
        if self.disabled_at:
            return "disabled"
        return "active" if self.password_hash else "waiting_for_first_sign_in"

    @property
    def needs_second_factor(self) -> bool:
        return bool(self.roles & NEEDS_SECOND_FACTOR)

    def get_id(self) -> str:
        """What the browser's cookie holds: the token of the sign-in, never the user's number."""
        return self.sign_in.token if self.sign_in else ""


class SignInEnd(StrEnum):
    SIGNED_OUT = "signed out"
    PASSWORD_CHANGED = "password changed"  # noqa: S105 - a reason
    DISABLED = "disabled"
    ROLE_CHANGED = "role changed"
    ENDED_BY_ADMINISTRATOR = "ended by administrator"


class SignIn(db.Model):
    """What a browser holds after signing in; dead in the next request once ``ended_at`` is set."""

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    second_factor_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    end: Mapped[SignInEnd | None] = mapped_column(text_enum(SignInEnd))
    browser: Mapped[str] = mapped_column(String(120), default="")

    user: Mapped[User] = relationship(lazy="joined")
    token: ClassVar[str] = ""  # known only while the request runs


class Door(StrEnum):
    """Where guessing is counted."""

    SIGN_IN = "sign in"
    CERTIFICATE = "certificate"  # the public check


class CountedTry(db.Model):
    """One try at a door, kept for an hour to slow down the next ones."""

    __tablename__ = "counted_try"
    __table_args__ = (Index(None, "door", "address", "at"), Index(None, "at"))

    id: Mapped[int] = mapped_column(primary_key=True)
    door: Mapped[Door] = mapped_column(text_enum(Door))
    name: Mapped[str] = mapped_column(String(60))
    address: Mapped[str] = mapped_column(String(60))
    at: Mapped[datetime]
