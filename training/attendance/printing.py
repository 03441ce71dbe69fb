"""The facts of the sheet that is signed by hand."""

from collections.abc import Sequence
from datetime import date

from training.attendance.sheet import SheetFacts, SheetRow, SheetSession
from training.attendance.wording import Language
from training.classes.models import TrainingClass, TrainingSession
from training.enrolments.models import Enrolment
from training.errors import NotFound
from training.i18n import Bilingual, speaking
from training.institution import Institution


def sheet_facts(
    training_class: TrainingClass,
    seats: Sequence[Enrolment],
    sessions: Sequence[TrainingSession],
    *,
    day: date,
    language: Language,
    house: Institution,
    address: str,
) -> SheetFacts:
    """The class on one of its days, in one language.

    Raises:
        NotFound: the class has no session on that day.
    """
    of_day = [each for each in sessions if each.day == day]
    if not of_day:
        raise NotFound
    with speaking(language):
        return SheetFacts(
            language=language,
            institution=str(house.name),
            course=str(training_class.course.name),
            class_name=f"{training_class.course.code} {training_class.number}",
            day=day,
            sessions=tuple(SheetSession(each.half, _hours(each, house)) for each in of_day),
            room=str(_place(of_day[0])),
            trainer=str(of_day[0].trainer.name),
            rows=tuple(_row(seat) for seat in seats),
            address=address,
            demo=house.is_demo or not address,
        )


def _hours(training_session: TrainingSession, house: Institution) -> str:
    first, last = house.hours(training_session.half)
    return f"{first:%H:%M}–{last:%H:%M}"


def _place(training_session: TrainingSession) -> Bilingual:
    room = training_session.room
    return Bilingual(f"{room.name_km} {room.centre.name_km}", f"{room.name_en}, {room.centre.name_en}")


def _row(seat: Enrolment) -> SheetRow:
    official = seat.official
    return SheetRow(official.name_km, official.name_latin, str(seat.unit.name), official.is_woman)
