"""What becomes of an official's sign-in, posting and facts when two records of one person become one."""

from collections.abc import Iterator
from datetime import timedelta

from sqlalchemy import select

from training.accounts.models import User
from training.db import db
from training.errors import RuleViolation
from training.i18n import lazy, short_date
from training.officials.doubles import decision_about
from training.officials.merging import Change, Couple, refuses, settles
from training.officials.models import Official, PairVerdict, Posting

FIELDS = ("staff_id", "name_km", "name_latin", "honorific", "sex", "birth_date", "phone", "email")
WITH_NAME = {"name_km": ("name_km", "name_key", "sort_key")}


class DecidedNotTheSame(RuleViolation):
    message = lazy("It was decided on %(day)s that these are two persons; take that decision back first.")


class BothSignIn(RuleViolation):
    message = lazy("Both can sign in, as %(first)s and as %(second)s; disable one of the two users first.")


@refuses
def decided_otherwise(couple: Couple) -> Iterator[RuleViolation]:
    decided = decision_about(couple.kept, couple.other)
    if decided and decided.verdict is PairVerdict.NOT_SAME:
        yield DecidedNotTheSame(day=short_date(decided.decided_at.date()))


@refuses
def one_person_signs_in_once(couple: Couple) -> Iterator[RuleViolation]:
    kept, other = _user_of(couple.kept), _user_of(couple.other)
    if kept and other and not kept.disabled_at and not other.disabled_at:
        yield BothSignIn(first=kept.user_name, second=other.user_name)


@settles
def hand_over_the_sign_in(couple: Couple) -> Iterator[Change]:
    """The user who may sign in goes to the one who stays; of two, the disabled one to the other."""
    kept, other = _user_of(couple.kept), _user_of(couple.other)
    if other is None or (kept and not kept.disabled_at) or (kept and other.disabled_at):
        return
    if kept:
        yield Change(kept, "official_id", None)
    yield Change(other, "official_id", couple.kept.id)
    if kept:
        yield Change(kept, "official_id", couple.other.id)


@settles
def serve_in_one_unit(couple: Couple) -> Iterator[Change]:
    """One present posting stays; the other ends the day before, or on its first day."""
    kept, other = _present(couple.kept), _present(couple.other)
    moves = "unit_id" in couple.take or kept is None
    if kept and other:
        ending = kept if moves else other
        eve = couple.on - timedelta(days=1)
        yield Change(ending, "valid_to", max(ending.valid_from, eve))
    if other and moves:
        yield Change(couple.kept, "unit_id", couple.other.unit_id)


@settles
def take_what_is_right(couple: Couple) -> Iterator[Change]:
    """Facts chosen from the other's record, and those that the one who stays lacks.

    An ID that gives way goes to the other record, so that it still leads to the one who stays.
    """
    if "staff_id" in couple.take and couple.kept.staff_id and couple.other.staff_id:
        yield Change(couple.other, "staff_id", couple.kept.staff_id)
    for field in FIELDS:
        was, said = getattr(couple.kept, field), getattr(couple.other, field)
        if said and said != was and (field in couple.take or not was):
            for column in WITH_NAME.get(field, (field,)):
                yield Change(couple.kept, column, getattr(couple.other, column))


def _user_of(official: Official) -> User | None:
    return db.session.scalar(select(User).where(User.official_id == official.id))


def _present(official: Official) -> Posting | None:
    mine = select(Posting).where(Posting.official_id == official.id)
    return db.session.scalar(mine.where(Posting.valid_to.is_(None)))
