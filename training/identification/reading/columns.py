"""The columns of a sheet, ready for reading its rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from training.identification.reading import roles
from training.identification.reading.cells import Cell, shown
from training.identification.reading.headings import Headings
from training.identification.reading.markup import column_letters
from training.identification.reading.model import Finding, ListedColumn, ListedSheet

Places = tuple[int, ...]
NOWHERE = -1  # the text there is always ""; see ``Line``


class Line:
    """One row while it is read: cells as they came, and their cleaned texts with a "" more at the end."""

    __slots__ = ("cells", "hidden", "number", "row_text", "texts")

    def __init__(self, number: int, cells: list[Cell], texts: list[str], row_text: str) -> None:
        self.number = number
        self.cells = cells
        self.texts = texts
        self.row_text = row_text
        self.hidden = False

    def first(self, columns: Places) -> int:
        """The first of ``columns`` that has a text, or ``NOWHERE``."""
        for column in columns:
            if self.texts[column]:
                return column
        return NOWHERE

    def lines_of(self, column: int) -> str:
        """The text of a cell with its line breaks."""
        value = self.cells[column]
        return value if isinstance(value, str) else self.texts[column]


@dataclass(frozen=True)
class Columns:
    """Which columns of a sheet hold what; ``left`` is how many columns stand before the first one used."""

    sheet: str
    left: int
    headings: Headings

    def of(self, *kinds: str) -> Places:
        return self.headings.columns(*kinds)

    @cached_property
    def number(self) -> Places:
        return self.of("no")

    @cached_property
    def official_id(self) -> Places:
        return self.of("id")

    @cached_property
    def khmer(self) -> tuple[Places, Places, Places]:
        """Whole name, family name, given name."""
        return self.of("name_kh"), self.of("fam_kh"), self.of("giv_kh")

    @cached_property
    def first_khmer(self) -> int:
        return min((column for places in self.khmer for column in places), default=NOWHERE)

    @cached_property
    def latin(self) -> tuple[Places, Places, Places]:
        return self.of("name_lat"), self.of("fam_lat"), self.of("giv_lat")

    @cached_property
    def sex(self) -> tuple[Places, Places, Places]:
        """Sex as a word; mark columns for men and for women."""
        return self.of("sex"), self.of("sex_m"), self.of("sex_f")

    @cached_property
    def birth(self) -> Places:
        return self.of("dob")

    @cached_property
    def birth_parts(self) -> tuple[Places, Places, Places]:
        return self.of("dob_d"), self.of("dob_m"), self.of("dob_y")

    @cached_property
    def carried(self) -> tuple[Places, Places, Places]:
        """Unit, office and position: a merged area or a ditto mark carries them down."""
        return self.of("unit"), self.of("office"), self.of("position")

    @cached_property
    def phone(self) -> Places:
        return self.of("phone")

    @cached_property
    def email(self) -> Places:
        return self.of("email")

    @cached_property
    def role(self) -> Places:
        return self.of("role")

    @cached_property
    def pair(self) -> tuple[Places, Places]:
        """Module and step."""
        return self.of("module"), self.of("step")

    @cached_property
    def marks(self) -> tuple[tuple[int, str], ...]:
        """Mark columns and their roles."""
        return tuple((column, m.of) for column, m in enumerate(self.headings.meanings) if m.kind == "mark")

    @cached_property
    def steps(self) -> tuple[tuple[int, str], ...]:
        """Columns that hold steps, and their modules; "" is a module that is not in scope."""
        return tuple((column, m.of) for column, m in enumerate(self.headings.meanings) if m.kind == "steps")

    @cached_property
    def role_columns(self) -> frozenset[int]:
        return frozenset(self.of("role", "module", "step", "mark", "steps"))

    @cached_property
    def used(self) -> Places:
        return tuple(c for c, m in enumerate(self.headings.meanings) if m.kind not in {"", "ignore"})

    @cached_property
    def identifying(self) -> Places:
        """A continuation row has nothing in these."""
        names = ("name_kh", "fam_kh", "giv_kh", "name_lat", "fam_lat", "giv_lat")
        birth = ("dob", "dob_d", "dob_m", "dob_y")
        return self.of("no", "id", *names, *birth, "sex", "sex_m", "sex_f", "phone")

    def finding(self, code: str, line: Line, *, at: int = NOWHERE, read_as: str = "") -> Finding:
        """What was found in a cell of ``line``, or in the whole of it."""
        if at == NOWHERE:
            return Finding(code, self.sheet, line.number, "", "", "", None, read_as)
        heading = self.headings.texts[at] if at < len(self.headings.texts) else ""
        value = shown(line.cells[at])
        return Finding(code, self.sheet, line.number, self.letter(at), heading, value, None, read_as)

    def letter(self, column: int) -> str:
        return column_letters(self.left + column)

    def listed(self) -> ListedSheet:
        columns = zip(self.headings.texts, self.headings.meanings, strict=True)
        return ListedSheet(
            name=self.sheet,
            heading_row=self.headings.row + 1,
            columns=tuple(
                ListedColumn(self.letter(n), text, meaning.kind) for n, (text, meaning) in enumerate(columns)
            ),
        )


def roles_in(line: Line, columns: Columns) -> tuple[roles.Roles | None, int]:
    """The roles of a row, or None when a part of them cannot be read; and the column that says so."""
    found: list[str] = []
    for column in columns.role:
        if line.texts[column]:
            if (named := roles.roles_of(line.lines_of(column))) is None:
                return None, column
            found += named
    module, step = line.first(columns.pair[0]), line.first(columns.pair[1])
    if module != NOWHERE or step != NOWHERE:
        if (named := roles.roles_of_pair(line.texts[module], line.lines_of(step))) is None:
            return None, module if module != NOWHERE else step
        found += named
    return _marked(line, columns, found)


def _marked(line: Line, columns: Columns, found: list[str]) -> tuple[roles.Roles | None, int]:
    for column, role in columns.marks:
        if line.texts[column]:
            marked = roles.is_marked(line.texts[column])
            if marked is None or (marked and not role):
                return None, column
            if marked:
                found.append(role)
    for column, module in columns.steps:
        if line.texts[column]:
            if (named := roles.steps_of(line.lines_of(column), module)) is None:
                return None, column
            found += named
    return tuple(found), NOWHERE


def without_columns(headings: Headings) -> Sequence[int]:
    """Columns with a heading that no reader knows: they are ignored, and named."""
    pairs = zip(headings.texts, headings.meanings, strict=True)
    return [column for column, (text, meaning) in enumerate(pairs) if text.strip() and not meaning.kind]
