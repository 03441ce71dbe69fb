"""What comes out of reading an identification list: sheets, rows, officials, and everything that was found.

Records that occur once for each row are named tuples, because a list may have 100,000 rows and crosses a
process border; the others are frozen dataclasses.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

BETWEEN_CELLS = "\x1f"


class ListKind(StrEnum):
    FMIS_USERS = "fmis_users"  # who does which step of which workflow: every row needs a role
    IT_FOUNDATION = "it_foundation"  # who comes to the foundation course: roles are not read


class FileStatus(StrEnum):
    OK = "F_OK"
    UNREADABLE = "F_UNREADABLE"  # damaged, or text in no known encoding
    ENCRYPTED = "F_ENCRYPTED"  # protected by a password
    UNSUPPORTED = "F_UNSUPPORTED"  # something else than a spreadsheet, whatever it is called
    NO_HEADING = "F_NO_HEADER"  # readable, but no sheet has a heading row


class Refusal(StrEnum):
    """Why a whole file is refused; each has its own sentence (``sentences.refusal_sentence``)."""

    EMPTY = "empty"
    DAMAGED = "damaged"
    NOT_UNICODE = "not_unicode"
    ENCRYPTED = "encrypted"
    HTML = "html"
    PDF = "pdf"
    XML = "xml"
    WORD = "word"
    MACROS = "macros"
    OTHER = "other"
    DOCTYPE = "doctype"
    TOO_BIG = "too_big"
    UNPACKS_TOO_BIG = "unpacks_too_big"
    PACKED_TOO_TIGHT = "packed_too_tight"
    TOO_MANY_PARTS = "too_many_parts"
    TOO_WIDE = "too_wide"
    TOO_LONG = "too_long"
    TOO_SLOW = "too_slow"
    TOO_MUCH_MEMORY = "too_much_memory"
    READER_DIED = "reader_died"
    NO_HEADING = "no_heading"

    @property
    def status(self) -> FileStatus:
        return _STATUS.get(self, FileStatus.UNSUPPORTED)


_STATUS = {
    Refusal.EMPTY: FileStatus.UNREADABLE,
    Refusal.DAMAGED: FileStatus.UNREADABLE,
    Refusal.NOT_UNICODE: FileStatus.UNREADABLE,
    Refusal.TOO_SLOW: FileStatus.UNREADABLE,
    Refusal.TOO_MUCH_MEMORY: FileStatus.UNREADABLE,
    Refusal.READER_DIED: FileStatus.UNREADABLE,
    Refusal.ENCRYPTED: FileStatus.ENCRYPTED,
    Refusal.NO_HEADING: FileStatus.NO_HEADING,
}


class Refused(Exception):
    """The file as a whole cannot be read; carried inside the reading package only."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.value)
        self.refusal = refusal


class RowKind(StrEnum):
    PERSON = "person"
    CONTINUATION = "continuation"  # more roles of the person above
    SECTION = "section"  # the unit of the rows below
    TOTAL = "total"
    HEADING = "heading"  # the headings, repeated
    NUMBERS = "numbers"  # column numbers
    FOOTER = "footer"  # where signatures begin; nothing below is read


class Fate(StrEnum):
    """What will be made of a row."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"  # has an error; only its text is kept, for the person who corrects it
    HELD = "held"  # somebody must decide
    SKIPPED = "skipped"  # not a person


class Place(NamedTuple):
    """Where a row stands, counted from 1 as the spreadsheet shows it; ``sheet`` is "" for text files."""

    sheet: str
    row: int


class Person(NamedTuple):
    """One official as one row, or all rows together, tell of him; ``None`` where nothing can be read."""

    official_id: str | None  # 10 digits
    khmer_name: str | None  # canonical order, without title
    name_key: str  # comparison key of the Khmer name, "" without one
    latin_name: str | None
    sex: str | None  # "M" or "F"
    birth_date: date | None
    phone: str | None  # +855…
    email: str | None
    org: str  # code of the organisation whose name the unit is, else of the sender
    unit: str
    office: str | None
    position: str | None
    roles: tuple[str, ...]  # MODULE.STEP, sorted


class ListedRow(NamedTuple):
    """One row below the headings that is not blank, with what will be made of it and its text as it came."""

    sheet: str
    row: int
    kind: RowKind
    fate: Fate
    reasons: tuple[str, ...]  # errors of a rejected row, the one reason of a held row
    person: Person | None  # what could be read of it, also when rejected or held
    official: int | None  # place in ``Reading.officials`` of the official it belongs to
    hidden: bool
    text: str  # its cells; see ``cells``

    @property
    def place(self) -> Place:
        return Place(self.sheet, self.row)

    @property
    def cells(self) -> tuple[str, ...]:
        """The texts of its cells as they came, from the sheet's first column on."""
        return tuple(self.text.split(BETWEEN_CELLS))


class ListedOfficial(NamedTuple):
    """One official of a list: what his rows say together, and which rows they are, the first one first."""

    person: Person
    rows: tuple[Place, ...]


class Finding(NamedTuple):
    """One thing that was found, for the person who corrects the list; see ``sentences.sentence``."""

    code: str  # E_ rejects, W_ warns, C_ and H_ hold, D_ repeats, S_ asks, N_ informs
    sheet: str
    row: int
    column: str  # letter of the column as the spreadsheet shows it, "" for the whole row
    heading: str  # of that column
    value: str  # the text of the cell as it came
    other: Place | None = None  # the row it is about, beside this one
    read_as: str = ""  # what was understood, where that may surprise


class Relation(NamedTuple):
    """A duplicate, conflict or suggestion: the first row of each earlier official, then this row."""

    kind: str
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class ListedColumn:
    """One column of a sheet; ``meaning`` is the kind of its heading, "" when it is not used."""

    letter: str
    heading: str
    meaning: str


@dataclass(frozen=True, slots=True)
class ListedSheet:
    """A sheet that has a heading row, with its columns from the first one used on."""

    name: str
    heading_row: int
    columns: tuple[ListedColumn, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything one file says. A refused file has a ``refusal`` and nothing else."""

    status: FileStatus
    refusal: Refusal | None = None
    sheets: tuple[ListedSheet, ...] = ()
    rows: tuple[ListedRow, ...] = ()
    officials: tuple[ListedOfficial, ...] = ()
    duplicates: tuple[Relation, ...] = ()
    conflicts: tuple[Relation, ...] = ()
    suggestions: tuple[Relation, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def rejected(self) -> tuple[ListedRow, ...]:
        return tuple(row for row in self.rows if row.fate is Fate.REJECTED)

    @property
    def held(self) -> tuple[ListedRow, ...]:
        return tuple(row for row in self.rows if row.fate is Fate.HELD)


def refused(refusal: Refusal) -> Reading:
    return Reading(status=refusal.status, refusal=refusal)
