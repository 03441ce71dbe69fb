"""The rules about users: who may change whom, what a password must be, and who may not be lost."""

from collections.abc import Iterable, Iterator

from training.accounts.models import User
from training.accounts.secret import LONGEST, SHORTEST, plain_name
from training.errors import RuleViolation
from training.i18n import lazy
from training.organisation.models import Unit
from training.permissions import Role

MANAGED_BY_COORDINATOR = frozenset({Role.TRAINER, Role.FOCAL, Role.OFFICIAL})
EQUIPPED_BY_FOCAL = frozenset({Role.OFFICIAL})


class UserOutOfReach(RuleViolation):
    message = lazy("A user with these roles is managed by an administrator.")


class NameTaken(RuleViolation):
    message = lazy("The user name %(name)s is already taken.")


class FocalNeedsUnit(RuleViolation):
    message = lazy("A focal person needs the unit he answers for.")


class RoleHeldAlready(RuleViolation):
    message = lazy("This user already has this role.")


class NotOnOneself(RuleViolation):
    message = lazy("Nobody disables himself or ends his own role; ask another administrator.")


class PasswordTooShort(RuleViolation):
    message = lazy("A password needs at least %(least)s characters.")


class PasswordTooLong(RuleViolation):
    message = lazy("A password has at most %(most)s characters.")


class PasswordIsName(RuleViolation):
    message = lazy("A password must not be the user name or the name of the person.")


def reach(by: User | None) -> frozenset[Role]:
    """The roles whose users ``by`` may create and equip; the program itself may all."""
    if by is None or by.has(Role.ADMINISTRATOR):
        return frozenset(Role)
    if by.has(Role.COORDINATOR):
        return MANAGED_BY_COORDINATOR
    return EQUIPPED_BY_FOCAL if by.has(Role.FOCAL) else frozenset()


def within_reach(by: User | None, roles: Iterable[Role]) -> Iterator[RuleViolation]:
    if not set(roles) <= reach(by):
        yield UserOutOfReach()


def grant_obstacles(user: User, role: Role, *, unit: Unit | None, by: User | None) -> Iterator[RuleViolation]:
    yield from within_reach(by, [role, *user.roles])
    if role is Role.FOCAL and unit is None:
        yield FocalNeedsUnit()
    wanted = unit.id if unit else None
    if any(grant.role is role and grant.unit_id == wanted for grant in user.grants):
        yield RoleHeldAlready()


def password_obstacles(user: User, password: str) -> Iterator[RuleViolation]:
    if len(password) < SHORTEST:
        yield PasswordTooShort(least=SHORTEST)
    if len(password) > LONGEST:
        yield PasswordTooLong(most=LONGEST)
    if plain_name(password) in {user.user_name, user.name_km.lower(), user.name_en.lower()}:
        yield PasswordIsName()


def taking_obstacles(user: User, *, by: User | None) -> Iterator[RuleViolation]:
    """What stands against taking rights away from ``user``."""
    yield from within_reach(by, user.roles)
    if by is not None and by.id == user.id:
        yield NotOnOneself()


def raise_first(obstacles: Iterator[RuleViolation]) -> None:
    for obstacle in obstacles:
        raise obstacle
