"""The attendance sheet of a class for one day, to be signed by hand: a column for each half-day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from training.attendance.wording import Language, Wording, wording
from training.dates import HalfDay
from training.i18n import official_date, speaking
from training.paper import CENTRE, Column, Document, Signature

SIGNING_HEIGHT = 11  # millimetres, enough for a hand
SIGNING_WIDTH = 30


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One official on the list."""

    name_km: str
    name_latin: str
    unit: str
    woman: bool


@dataclass(frozen=True, slots=True)
class SheetSession:
    """One half-day of the day, with its hours as they are written: ``07:30–11:30``."""

    half_day: HalfDay
    hours: str = ""


@dataclass(frozen=True, slots=True)
class SheetFacts:
    """All that the sheet says."""

    language: Language
    institution: str
    course: str
    class_name: str
    day: date
    sessions: tuple[SheetSession, ...]
    room: str
    trainer: str
    rows: tuple[SheetRow, ...]
    address: str = ""  # of the page where these marks are entered, for the code in the corner
    demo: bool = False


def sheet_pdf(facts: SheetFacts) -> bytes:
    """The sheet; heads are repeated on each page, and places to sign follow the list."""
    words = wording(facts.language)
    paper = Document(
        title=f"{words.title} {facts.class_name} {facts.day.isoformat()}",
        language=facts.language,
        author=facts.institution,
        demo=facts.demo,
        foot=f"{facts.class_name} · {_day(facts)}",
    )
    if facts.address:
        paper.qr(facts.address)
    paper.letterhead(institution=[facts.institution])
    paper.title(words.title)
    paper.facts(_heading(facts, words), label_width=38)
    paper.table(
        _columns(facts, words), _rows(facts, words), summary=_listed(facts, words), row_height=SIGNING_HEIGHT
    )
    for session in facts.sessions:
        paper.para(words.present.format(half=_half_day(session, words)))
    paper.signatures(
        Signature(words.coordinator_signs),
        Signature(words.trainer_signs, facts.trainer, words.place_and_date),
    )
    return paper.pdf()


def _heading(facts: SheetFacts, words: Wording) -> Iterator[tuple[str, str]]:
    yield words.course, facts.course
    yield words.class_, facts.class_name
    yield words.day, _day(facts)
    yield words.room, facts.room
    yield words.trainer, facts.trainer


def _columns(facts: SheetFacts, words: Wording) -> list[Column]:
    signing = [
        Column(f"{words.half_days[session.half_day]}\n{words.digits(session.hours)}".strip(), SIGNING_WIDTH)
        for session in facts.sessions
    ]
    return [
        Column(words.number, 11, CENTRE),
        Column(words.name, 48),
        Column(words.unit),
        Column(words.sex, 14, CENTRE),
        *signing,
    ]


def _rows(facts: SheetFacts, words: Wording) -> Iterator[list[str]]:
    for number, row in enumerate(facts.rows, start=1):
        sex = words.woman if row.woman else words.man
        names = f"{row.name_km}\n{row.name_latin}".strip()
        yield [words.digits(number), names, row.unit, sex, *("" for _ in facts.sessions)]


def _listed(facts: SheetFacts, words: Wording) -> str:
    women = sum(row.woman for row in facts.rows)
    return words.listed.format(total=words.digits(len(facts.rows)), women=words.digits(women))


def _half_day(session: SheetSession, words: Wording) -> str:
    name = words.half_days[session.half_day]
    return name.lower()


def _day(facts: SheetFacts) -> str:
    with speaking(facts.language):
        return official_date(facts.day)
