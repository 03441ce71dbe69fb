"""The rows of one sheet: which are people, which add roles, which name a unit, where the signatures begin."""

from collections.abc import Sequence

from training.identification.reading.cells import Cell, id_of, sex_of, shown
from training.identification.reading.columns import NOWHERE, Columns, Line, roles_in
from training.identification.reading.drafts import Draft
from training.identification.reading.headings import is_heading_row, meaning_of
from training.identification.reading.model import Fate, Finding, RowKind
from training.identification.reading.people import Around, PersonReader
from training.identification.reading.texts import Beginning, Texts
from training.identification.reading.words import ONES, is_counting, number_of, section_name
from training.identification.reading.workbooks import Sheet


class SheetReader:
    """Goes once through the rows of a sheet below its headings."""

    def __init__(self, sheet: Sheet, people: PersonReader, around: Around) -> None:
        self.sheet = sheet
        self.people = people
        self.columns = people.columns
        self.around = around
        self.findings: list[Finding] = []
        self.drafts: list[Draft] = []
        self._texts = Texts()
        self._hidden = sheet.marks.hidden_rows
        self._headings = _texts_of_headings(self.columns)
        self._merged = MergedColumns(sheet, self.columns)
        self._above: Draft | None = None  # the person row above

    def read(self) -> None:
        """Take all rows that are not blank, up to the signatures."""
        below = self.columns.headings.row + self.columns.headings.height
        for number, cells in enumerate(self.sheet.rows):
            if number >= below:
                line = self._line(number + 1, cells)
                if any(line.texts) and not self._take(line):
                    break
        self._settle()

    def _line(self, number: int, row: Sequence[Cell]) -> Line:
        missing = len(self.columns.headings.meanings) - len(row)
        cells = [*row, *[""] * missing] if missing > 0 else [*row]
        texts, row_text = self._texts.of_row(cells)
        cells.append("")
        texts.append("")
        line = Line(number, cells, texts, row_text)
        line.hidden = number in self._hidden
        return line

    def _take(self, line: Line) -> bool:
        """Take one row for what it is; False where the signatures begin."""
        self._merged.start(line)
        beginning = self._texts.beginning(line.texts)
        if beginning is Beginning.TOTAL:
            self._add(line, RowKind.TOTAL)
        elif beginning is Beginning.FOOTER and self._above is not None and self._is_footer(line):
            self._add(line, RowKind.FOOTER)
            return False
        elif kind := self._kind_beside_people(line):
            self._take_beside_people(line, kind)
        elif not self._is_nothing(line):
            self._take_of_people(line)
        return True

    def _is_footer(self, line: Line) -> bool:
        """A footer word begins the footer, unless it stands in the row of a person or is a role itself."""
        columns = self.columns
        if self._is_of_somebody(line):
            return False
        footers = [at for at, text in enumerate(line.texts) if text in self._texts.special]
        return not columns.role_columns.issuperset(footers) or not roles_in(line, columns)[0]

    def _is_of_somebody(self, line: Line) -> bool:
        columns = self.columns
        number, official_id = line.first(columns.number), line.first(columns.official_id)
        if number_of(line.texts[number]) is not None or sex_of(line.texts[line.first(columns.sex[0])]):
            return True
        return id_of(line.cells[official_id], line.texts[official_id])[0] is not None

    def _kind_beside_people(self, line: Line) -> RowKind | None:
        """Repeated headings, column numbers and sections; None for every other row."""
        first = 0
        while not line.texts[first]:
            first += 1
        if (
            first < len(self._headings)
            and line.texts[first] in self._headings[first]
            and self._is_heading(line)
        ):
            return RowKind.HEADING
        if line.texts[first] in ONES and is_counting(line.texts):
            return RowKind.NUMBERS
        if first > self.columns.headings.first_name or any(line.texts[first + 1 :]):
            return None
        is_text = isinstance(line.cells[first], str) and number_of(line.texts[first]) is None
        return RowKind.SECTION if is_text else None

    def _is_heading(self, line: Line) -> bool:
        """Whether a row repeats the headings: the same texts, or enough other ones that are known."""
        filled = [column for column, text in enumerate(line.texts) if text]
        if all(
            column < len(self._headings) and line.texts[column] in self._headings[column] for column in filled
        ):
            return True
        return is_heading_row([meaning_of(shown(line.cells[column])) for column in filled])

    def _take_beside_people(self, line: Line, kind: RowKind) -> None:
        if kind is RowKind.SECTION:
            self.around.section = section_name(next(text for text in line.texts if text))
        self._add(line, kind)

    def _is_nothing(self, line: Line) -> bool:
        """Nothing but a row number, or nothing in the columns that are used."""
        if line.first(self.columns.used) == NOWHERE:
            return True
        if len(line.texts) - line.texts.count("") > 1:
            return False
        return number_of(next(text for text in line.texts if text)) is not None

    def _take_of_people(self, line: Line) -> None:
        if self._above is not None and line.first(self.columns.identifying) == NOWHERE:
            roles, at = roles_in(line, self.columns)
            if roles != ():
                self._take_continuation(line, roles, at)
                return
        self._take_person(line)

    def _take_person(self, line: Line) -> None:
        self._settle()
        self._merged.fill(line)
        draft = self._add(line, RowKind.PERSON)
        draft.person, errors, findings = self.people.read(line, self.around)
        self._above = draft
        if line.hidden:
            draft.become(Fate.HELD, "H_HIDDEN")
            draft.person = None if errors else draft.person  # with faults, nobody can use it
            findings = [self.columns.finding("H_HIDDEN", line)]
        else:
            draft.become(Fate.REJECTED if errors else Fate.ACCEPTED, *errors)
        self.findings += findings
        self._warn_of_error_values(line)

    def _take_continuation(self, line: Line, roles: tuple[str, ...] | None, at: int) -> None:
        """Add roles to the person above; under a rejected or held row nothing is listed."""
        draft = self._add(line, RowKind.CONTINUATION)
        draft.head = head = self._above
        if head is None or head.person is None or head.fate is not Fate.ACCEPTED:
            return
        if line.hidden:
            draft.become(Fate.HELD, "H_HIDDEN")
            self.findings.append(self.columns.finding("H_HIDDEN", line))
        elif roles is None:
            draft.become(Fate.REJECTED, "E_ROLE_UNKNOWN")
            self.findings.append(self.columns.finding("E_ROLE_UNKNOWN", line, at=at))
        else:
            draft.become(Fate.ACCEPTED)
            if self.people.reads_roles:
                head.person = head.person._replace(roles=tuple(sorted({*head.person.roles, *roles})))

    def _settle(self) -> None:
        """No more roles can come for the person above: a user without any is rejected."""
        head = self._above
        if head is None or head.person is None or head.fate is not Fate.ACCEPTED:
            return
        if self.people.reads_roles and not head.person.roles:
            head.become(Fate.REJECTED, "E_NO_ROLE")
            self.findings.append(Finding("E_NO_ROLE", head.sheet, head.row, "", "", ""))

    def _add(self, line: Line, kind: RowKind) -> Draft:
        draft = Draft(self.sheet.name, line, kind)
        self.drafts.append(draft)
        return draft

    def _warn_of_error_values(self, line: Line) -> None:
        errors = self.sheet.marks.error_cells
        if not errors and not self._texts.saw_error:
            return
        for at in self.columns.used:
            value = line.cells[at]
            typed = isinstance(value, str) and value.startswith("#") and not line.texts[at]
            if typed or (errors and (line.number, at + self.sheet.left) in errors):
                self.findings.append(self.columns.finding("W_CELL_ERROR", line, at=at))


class MergedColumns:
    """Gives the rows of a vertical merge the unit, office or position that stands in its first row."""

    def __init__(self, sheet: Sheet, columns: Columns) -> None:
        carried = {column for places in columns.carried for column in places}
        self._starts: dict[tuple[int, int], tuple[int, int]] = {}
        for merge in sheet.merges:
            for column in carried:
                if merge.bottom > merge.top and merge.left <= column + sheet.left <= merge.right:
                    self._starts[merge.top + 1, column] = (merge.bottom + 1, merge.left - sheet.left)
        self._columns = sorted({column for _, column in self._starts})
        self._carrying: dict[int, tuple[int, str]] = {}

    def start(self, line: Line) -> None:
        """Note what stands in the first row of an area; every row must be shown."""
        for column in self._columns:
            if area := self._starts.get((line.number, column)):
                bottom, left = area
                self._carrying[column] = (bottom, line.texts[left] if left >= 0 else "")

    def fill(self, line: Line) -> None:
        for column, (bottom, text) in self._carrying.items():
            if line.number <= bottom and not line.texts[column]:
                line.texts[column] = text


def _texts_of_headings(columns: Columns) -> list[frozenset[str]]:
    """For each column the texts of its heading rows, by which repeated headings are recognised."""
    rows = columns.headings.above
    width = max(map(len, rows))
    return [frozenset(row[column] for row in rows if column < len(row)) - {""} for column in range(width)]
