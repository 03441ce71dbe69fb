"""What the pages of requests, the waiting list and offers show."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, exists, or_, select
from sqlalchemy.orm import aliased, joinedload

from training import dates
from training.accounts.models import User
from training.accounts.scope import seen_by
from training.classes.models import ClassState, TrainingClass
from training.db import db
from training.enrolments.models import Enrolment, PassedOver, Seat

Notes = Sequence[PassedOver]


@dataclass(frozen=True, slots=True)
class Wish:
    """A seat that somebody asked for, waits for or is offered, as he and his unit see it.

    ``place`` and ``length`` are of the whole list, whoever reads; ``notes`` tell how he was passed over.
    """

    enrolment: Enrolment
    place: int | None = None
    length: int = 0
    notes: Notes = ()


@dataclass(frozen=True, slots=True)
class Queue:
    """The wishes of a class that a reader sees, and how many wait in all."""

    requests: Sequence[Wish]
    offers: Sequence[Wish]
    waiting: Sequence[Wish]
    length: int


def queue_of(training_class: TrainingClass, *, for_user: User, at: datetime) -> Queue:
    """The requests, the open offers and the waiting list of a class, narrowed to what the user sees."""
    theirs = select(Enrolment).where(Enrolment.class_id == training_class.id, _hopes(at))
    theirs = theirs.where(seen_by(for_user, Enrolment)).order_by(Enrolment.id)
    with_person = (joinedload(Enrolment.official), joinedload(Enrolment.unit))
    places = _places({training_class.id})
    wishes = _wishes(db.session.scalars(theirs.options(*with_person)).all(), places)
    return Queue(
        requests=[wish for wish in wishes if wish.enrolment.state is Seat.REQUESTED],
        offers=[wish for wish in wishes if wish.enrolment.state is Seat.OFFERED],
        waiting=[wish for wish in wishes if wish.enrolment.state is Seat.WAITING],
        length=len(places[training_class.id]),
    )


def wishes_of(official_id: int, *, at: datetime) -> list[Wish]:
    """What an official asked for and was not yet given, and what became of it; offers stand first."""
    answered = or_(Enrolment.state.in_((Seat.REFUSED, Seat.EXPIRED)), _ended_by_the_program())
    today = dates.local(at).date()
    his = (
        select(Enrolment)
        .join(Enrolment.training_class)
        .where(Enrolment.official_id == official_id, TrainingClass.state != ClassState.CANCELLED)
        .where(or_(_hopes(at), and_(answered, TrainingClass.ends_on >= today)))
        .where(~_came_again())
        .options(joinedload(Enrolment.training_class))
        .order_by(Enrolment.state != Seat.OFFERED, TrainingClass.starts_on, Enrolment.id)
    )
    found = db.session.scalars(his).all()
    return _wishes(found, _places({each.class_id for each in found}))


def due(*, at: datetime) -> list[int]:
    """The classes in which the program has to act: an offer lapsed, a seat is free, the first day is over."""
    free = TrainingClass.taken < TrainingClass.seats
    today = dates.local(at).date()
    waits = Enrolment.state == Seat.WAITING
    begun = Enrolment.state.in_((Seat.REQUESTED, Seat.WAITING)) & (TrainingClass.starts_on < today)
    offerable = waits & free & (TrainingClass.state == ClassState.PUBLISHED)
    return _classes(or_(_lapsed(at), offerable, begun))


def lapsed_offers(*, at: datetime, of_class: int | None = None, of_official: int | None = None) -> list[int]:
    """The classes with offers that nobody answered in time: one, or all in which an official has a hope."""
    wanted = _lapsed(at)
    if of_class is not None:
        wanted &= Enrolment.class_id == of_class
    if of_official is not None:
        hopes = Enrolment.state.in_((Seat.OFFERED, Seat.WAITING))
        his = select(Enrolment.class_id).where(Enrolment.official_id == of_official, hopes)
        wanted &= Enrolment.class_id.in_(his)
    return _classes(wanted)


def _wishes(enrolments: Sequence[Enrolment], places: dict[int, dict[int, int]]) -> list[Wish]:
    notes = _notes(enrolments)
    return [
        Wish(
            each,
            place=places[each.class_id].get(each.id),
            length=len(places[each.class_id]),
            notes=notes[each.id],
        )
        for each in enrolments
    ]


def _places(classes: set[int]) -> dict[int, dict[int, int]]:
    """For each class, the place of each enrolment on its waiting list."""
    waiting = select(Enrolment.class_id, Enrolment.id).where(
        Enrolment.class_id.in_(classes), Enrolment.state == Seat.WAITING
    )
    places: dict[int, dict[int, int]] = defaultdict(dict)
    for class_id, number in db.session.execute(waiting.order_by(Enrolment.id)):
        places[class_id][number] = len(places[class_id]) + 1
    return places


def _notes(enrolments: Sequence[Enrolment]) -> dict[int, list[PassedOver]]:
    numbers = [each.id for each in enrolments]
    notes: dict[int, list[PassedOver]] = defaultdict(list)
    query = select(PassedOver).where(PassedOver.enrolment_id.in_(numbers)).order_by(PassedOver.id)
    for note in db.session.scalars(query):
        notes[note.enrolment_id].append(note)
    return notes


def _hopes(at: datetime) -> ColumnElement[bool]:
    """Asked, waiting, or offered a seat whose time is not over."""
    asks = Enrolment.state.in_((Seat.REQUESTED, Seat.WAITING))
    return or_(asks, (Enrolment.state == Seat.OFFERED) & (Enrolment.offered_until > at))


def _lapsed(at: datetime) -> ColumnElement[bool]:
    return (Enrolment.state == Seat.OFFERED) & (Enrolment.offered_until <= at)


def _ended_by_the_program() -> ColumnElement[bool]:
    """Withdrawn in the instant in which the program wrote why."""
    told = exists().where(PassedOver.enrolment_id == Enrolment.id, PassedOver.at == Enrolment.changed_at)
    return (Enrolment.state == Seat.WITHDRAWN) & told


def _came_again() -> ColumnElement[bool]:
    later = aliased(Enrolment)
    same = (later.class_id == Enrolment.class_id) & (later.official_id == Enrolment.official_id)
    return exists().where(same, later.id > Enrolment.id)


def _classes(wanted: ColumnElement[bool]) -> list[int]:
    numbers = select(Enrolment.class_id).join(Enrolment.training_class).where(wanted)
    return list(db.session.scalars(numbers.distinct().order_by(Enrolment.class_id)))
