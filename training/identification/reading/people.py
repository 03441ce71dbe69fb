"""One row of a sheet as one person: every cell read, every problem found in one pass."""

from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache

from training.identification.reading import cells
from training.identification.reading.birthdates import BirthDate, birth_date, birth_date_of_parts
from training.identification.reading.columns import NOWHERE, Columns, Line, Places, roles_in
from training.identification.reading.model import Finding, ListKind, Person
from training.identification.reading.names import khmer_name, latin_name
from training.identification.reading.roles import is_marked
from training.khmer import canonical, clean, has_khmer, key, key_of_canonical
from training.reference import reference


@dataclass(frozen=True, slots=True)
class Delivery:
    """Who sent which kind of list, and when it arrived: dates are judged against that day."""

    org: str
    kind: ListKind
    received: date


class Around:
    """What stands around a row: the section above it, and what ditto marks mean."""

    __slots__ = ("above", "carried", "section")

    def __init__(self, above: str) -> None:
        self.above = above  # the unit named above the headings
        self.section = ""
        self.carried = ["", "", ""]  # unit, office, position of the person row above


class PersonReader:
    """Reads the rows of one sheet as persons."""

    def __init__(self, columns: Columns, delivery: Delivery) -> None:
        self.columns = columns
        self.delivery = delivery
        self._found: list[Finding] = []
        self._errors: list[str] = []

    @property
    def reads_roles(self) -> bool:
        return self.delivery.kind is ListKind.FMIS_USERS

    def read(self, line: Line, around: Around) -> tuple[Person, tuple[str, ...], list[Finding]]:
        """The person, the errors that reject the row (without ``E_NO_ROLE``), and all findings."""
        self._found, self._errors = [], []
        official_id = self._id(line)
        name, hint = self._khmer_name(line)
        latin, latin_hint = self._latin_name(line)
        if not name and "E_NAME_NOT_KHMER" not in self._errors:
            self._lacks_khmer_name(line, latin)
        sex = self._sex(line, hint or latin_hint)
        born = self._birth(line)
        unit, office, position = self._carried(line, around)
        unit = unit or around.section or around.above or _name_of(self.delivery.org)
        name_key = key_of_canonical(name)
        if not official_id and not (name_key and born and sex):
            self._error("E_NO_IDENTITY", line)
        person = Person(
            official_id, name or None, name_key, latin or None, sex, born,
            self._phone(line), self._email(line), organisation_named(unit) or self.delivery.org,
            unit, office or None, position or None, self._roles(line),
        )  # fmt: skip
        return person, tuple(self._errors), self._found

    def _error(self, code: str, line: Line, *, at: int = NOWHERE) -> None:
        self._errors.append(code)
        self._found.append(self.columns.finding(code, line, at=at))

    def _warn(self, code: str, line: Line, *, at: int = NOWHERE, read_as: str = "") -> None:
        self._found.append(self.columns.finding(code, line, at=at, read_as=read_as))

    def _id(self, line: Line) -> str | None:
        at = line.first(self.columns.official_id)
        if at == NOWHERE:
            return None
        official_id, padded = cells.id_of(line.cells[at], line.texts[at])
        if official_id is None:
            self._error("E_BAD_ID", line, at=at)
        elif padded:
            self._warn("W_ID_PADDED", line, at=at, read_as=official_id)
        return official_id

    def _khmer_name(self, line: Line) -> tuple[str, str | None]:
        text, at = _name_text(line, self.columns.khmer)
        if not text:
            return "", None
        if not has_khmer(text):
            self._error("E_NAME_NOT_KHMER", line, at=at)
            return "", None
        return khmer_name(text)

    def _lacks_khmer_name(self, line: Line, latin: str) -> None:
        if not latin:
            self._error("E_NO_NAME", line)
        elif self.columns.first_khmer != NOWHERE:
            self._warn("W_NO_KHMER_NAME", line, at=self.columns.first_khmer)

    def _latin_name(self, line: Line) -> tuple[str, str | None]:
        text, _ = _name_text(line, self.columns.latin)
        return latin_name(text) if text else ("", None)

    def _sex(self, line: Line, hint: str | None) -> str | None:
        words, men, women = self.columns.sex
        at = line.first(words)
        if at != NOWHERE and (sex := cells.sex_of(line.texts[at])):
            return sex
        if sex := _marked_sex(line, men, women):
            return sex
        self._warn("W_SEX_FROM_TITLE" if hint else "W_SEX_MISSING", line, at=at, read_as=hint or "")
        return hint

    def _birth(self, line: Line) -> date | None:
        at = line.first(self.columns.birth)
        if at == NOWHERE:
            at = line.first(self.columns.birth_parts[2])
            read = self._birth_in_parts(line)
        else:
            read = birth_date(line.cells[at], line.texts[at], received=self.delivery.received)
        if read.error:
            self._error(read.error, line, at=at)
        for warning in read.warnings:
            self._warn(warning, line, at=at, read_as=read.day.isoformat() if read.day else "")
        return read.day

    def _birth_in_parts(self, line: Line) -> BirthDate:
        day, month, year = (line.texts[line.first(part)] for part in self.columns.birth_parts)
        return birth_date_of_parts(day, month, year, received=self.delivery.received)

    def _carried(self, line: Line, around: Around) -> tuple[str, str, str]:
        """Unit, office and position; a ditto mark stands for what the person row above has."""
        for place, columns in enumerate(self.columns.carried):
            text = line.texts[line.first(columns)]
            if not text or not is_ditto(text):
                around.carried[place] = canonical(text) if text else ""
        unit, office, position = around.carried
        return unit, office, position

    def _phone(self, line: Line) -> str | None:
        at = line.first(self.columns.phone)
        if at == NOWHERE:
            return None
        phone = cells.phone_of(line.lines_of(at))
        if phone is None:
            self._warn("W_PHONE_BAD", line, at=at)
        return phone

    def _email(self, line: Line) -> str | None:
        at = line.first(self.columns.email)
        if at == NOWHERE:
            return None
        email = cells.email_of(line.texts[at])
        if email is None:
            self._warn("W_EMAIL_BAD", line, at=at)
        return email

    def _roles(self, line: Line) -> tuple[str, ...]:
        if not self.reads_roles:
            return ()
        found, at = roles_in(line, self.columns)
        if found is None:
            self._error("E_ROLE_UNKNOWN", line, at=at)
            return ()
        return tuple(sorted(set(found)))


def is_ditto(text: str) -> bool:
    return text.lower() in _ditto_marks()


@lru_cache(20_000)
def organisation_named(unit: str) -> str | None:
    """The code of the organisation that ``unit`` is the name of, or None."""
    return _organisations().get(key(unit))


def _name_text(line: Line, columns: tuple[Places, Places, Places]) -> tuple[str, int]:
    """The text of a name, whole or family and given name, and the column where it begins."""
    at = line.first(columns[0])
    if at != NOWHERE:
        return line.texts[at], at
    family, given = line.first(columns[1]), line.first(columns[2])
    if family == NOWHERE and given == NOWHERE:
        return "", NOWHERE
    return f"{line.texts[family]} {line.texts[given]}".strip(), family if family != NOWHERE else given


def _marked_sex(line: Line, men: Places, women: Places) -> str | None:
    marks = {"M": line.texts[line.first(men)], "F": line.texts[line.first(women)]}
    marked = [sex for sex, text in marks.items() if text and (is_marked(text) or cells.sex_of(text) == sex)]
    return marked[0] if len(marked) == 1 else None


@lru_cache(100)
def _name_of(org: str) -> str:
    return canonical(reference().organisation(org).km)


@cache
def _organisations() -> dict[str, str]:
    return {key(name): item.code for item in reference().organisations for name in (item.km, item.en)}


@cache
def _ditto_marks() -> frozenset[str]:
    return frozenset(
        form.lower() for mark in reference().ditto_marks for form in (mark, clean(mark), canonical(mark))
    )
