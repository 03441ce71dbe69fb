"""Rows of one list that a person declared to be one person: the earlier row speaks for both."""

from collections import defaultdict
from collections.abc import Iterable
from functools import reduce

from sqlalchemy import select

from training.db import db
from training.identification.marking import person_of
from training.identification.models import ListRow, RowOutcome
from training.identification.reading.joining import united
from training.identification.reading.model import Person, Place

SAME_AS = "same_as"  # in the facts of the later row: where the earlier one stands


def is_joined(outcome: RowOutcome, official_id: int | None) -> bool:
    """Whether another row speaks for this one; else one that is the same as somebody names an official."""
    return outcome is RowOutcome.SAME and official_id is None


def joined_people(list_id: int) -> dict[int, list[Person]]:
    """Who was declared to be the person of an earlier row, by the number of that row."""
    later = select(ListRow).where(ListRow.list_id == list_id, ListRow.outcome == RowOutcome.SAME)
    rows = db.session.scalars(later.where(ListRow.official_id.is_(None)).order_by(ListRow.id)).all()
    leads = {Place(row.sheet, row.row): Place(*row.facts[SAME_AS]) for row in rows if SAME_AS in row.facts}
    people: dict[int, list[Person]] = defaultdict(list)
    for row in rows:
        place = Place(row.sheet, row.row)
        while place in leads:
            place = leads[place]
        standing = select(ListRow.id).where(ListRow.list_id == list_id, ListRow.sheet == place.sheet)
        for number in db.session.scalars(standing.where(ListRow.row == place.row)):
            people[number].append(person_of(row.facts))
    return people


def whole(person: Person, others: Iterable[Person]) -> Person:
    """What all rows of one person say together."""
    return reduce(united, others, person)
