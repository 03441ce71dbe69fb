"""What becomes of certificates when two records of one official become one, or two again."""

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import aliased

from training.certificates.models import Certificate, CertificateState
from training.classes.models import TrainingClass
from training.db import db
from training.enrolments.models import Enrolment
from training.errors import RuleViolation
from training.i18n import lazy
from training.officials.merging import Couple, refuses
from training.officials.models import Merge
from training.officials.unmerging import stays


class BothCertified(RuleViolation):
    message = lazy(
        "Both hold a valid certificate of one course, %(first)s and %(second)s; void one of the two first."
    )


@refuses
def one_course_is_certified_once(couple: Couple) -> Iterator[RuleViolation]:
    """Two valid certificates of one kind and course; whose paper counts, a person decides."""
    mine, my_seat, my_class = aliased(Certificate), aliased(Enrolment), aliased(TrainingClass)
    twice = (
        select(mine.number, Certificate.number)
        .join(Enrolment, Enrolment.id == Certificate.enrolment_id)
        .join(TrainingClass, TrainingClass.id == Enrolment.class_id)
        .join(my_class, my_class.course_id == TrainingClass.course_id)
        .join(my_seat, my_seat.class_id == my_class.id)
        .join(mine, (mine.enrolment_id == my_seat.id) & (mine.kind == Certificate.kind))
        .where(Certificate.official_id == couple.other.id, Certificate.state == CertificateState.VALID)
        .where(mine.official_id == couple.kept.id, mine.state == CertificateState.VALID)
        .order_by(mine.number, Certificate.number)
    )
    for first, second in db.session.execute(twice):
        yield BothCertified(first=first, second=second)


@stays(Enrolment)
def seats_certified_since(merge: Merge, numbers: set[int]) -> set[int]:
    """A seat with a certificate issued after the merge stays with the one whose name the paper bears."""
    issued = select(Certificate.enrolment_id).where(
        Certificate.enrolment_id.in_(numbers), Certificate.id > merge.last_ids["certificate"]
    )
    return set(db.session.scalars(issued))
