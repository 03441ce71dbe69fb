"""What was put right afterwards, and taken out: what an auditor looks at first."""

from datetime import date, datetime

from sqlalchemy import select

from training.accounts.models import User
from training.attendance import service as attendance
from training.attendance.models import Mark, Presence
from training.certificates import service as certificates
from training.certificates.models import Certificate
from training.classes.models import ClassState, TrainingClass, TrainingSession
from training.db import db
from training.demo.queries import user_with
from training.permissions import Role
from training.statistics import service as statistics
from training.statistics.queries import Filter, names

DAMAGED = "ក្រដាសខូចដោយសារទឹក"  # the paper was damaged by water
MISREAD = "អានបញ្ជីវត្តមានខុស"  # the attendance list was misread


def put_right(on: date, *, by: User, at: datetime) -> None:
    """A certificate is replaced, a sealed mark corrected, and the HR officer takes the names out."""
    last = db.session.scalars(select(Certificate).order_by(Certificate.id.desc()).limit(1)).one()
    certificates.reissue(last, reason=DAMAGED, by=by, at=at, on=on)
    late = (
        select(Mark)
        .join(TrainingSession, TrainingSession.id == Mark.session_id)
        .join(TrainingClass, TrainingClass.id == TrainingSession.class_id)
        .where(TrainingClass.state == ClassState.RUNNING, Mark.presence == Presence.LATE)
        .order_by(Mark.id)
    )
    wrong = db.session.scalars(late.limit(1)).one()
    attendance.correct(wrong, presence=Presence.PRESENT, reason=MISREAD, by=by, at=at)
    reader = user_with(Role.HR_OFFICER)
    taken = names(reader, Filter(), most=None)
    women = sum(seat.official.is_woman for seat in taken)
    statistics.note_export("completion", narrowed=Filter(), rows=len(taken), women=women, by=reader)
