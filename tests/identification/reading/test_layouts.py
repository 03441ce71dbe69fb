"""The same officials in every layout that a ministry may choose must read as the same officials."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import pytest

from tests.identification.reading.making import csv_bytes, ods_bytes, read_bytes, xlsx_bytes
from training.identification.reading.model import ListedOfficial, Reading


@dataclass(frozen=True)
class Official:
    """What the tests know of one official."""

    id: str
    family: str
    given: str
    latin: tuple[str, str]
    sex: str
    born: date
    unit: str
    position: str
    phone: str
    roles: tuple[str, ...]


PEOPLE = (
    Official("9012345678", "សុខ", "សុភា", ("SOK", "SOPHEA"), "F", date(1985, 3, 12), "នាយកដ្ឋានគណនេយ្យ", "មន្ត្រី",
             "+85512345678", ("AP.ENTRY", "GL.REVIEW")),
    Official("0987654321", "ចាន់", "វិសាល", ("CHAN", "VISAL"), "M", date(1962, 12, 1), "នាយកដ្ឋានគណនេយ្យ",
             "ប្រធានការិយាល័យ", "+855977654321", ("BA.APPROVE",)),
    Official("9055555555", "ភី", "ភក្តី", ("PHY", "PHEAKDEY"), "M", date(1990, 2, 28), "អគ្គនាយកដ្ឋានរតនាគារជាតិ",
             "អនុប្រធាន", "+85589000111", ("CM.INQUIRY", "PO.ENTRY", "PO.REVIEW")),
)  # fmt: skip
KHMER_MONTHS = ("មករា", "កុម្ភៈ", "មីនា", "មេសា", "ឧសភា", "មិថុនា", "កក្កដា", "សីហា", "កញ្ញា", "តុលា", "វិច្ឆិកា", "ធ្នូ")
ENGLISH_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
                  "November", "December")  # fmt: skip
TO_KHMER = str.maketrans("0123456789", "០១២៣៤៥៦៧៨៩")
MODULES = {"BA": "វិភាជន៍ថវិកា", "PO": "ការបញ្ជាទិញ", "AP": "គណនីត្រូវទូទាត់", "CM": "គ្រប់គ្រងសាច់ប្រាក់",
           "GL": "សៀវភៅធំ"}  # fmt: skip
STEPS = {"ENTRY": "បញ្ចូល", "REVIEW": "ពិនិត្យ", "APPROVE": "អនុម័ត", "INQUIRY": "សាកសួរ"}


def sex_word(official: Official) -> str:
    return "ស្រី" if official.sex == "F" else "ប្រុស"


def name(official: Official) -> str:
    return f"{official.family} {official.given}"


def latin(official: Official) -> str:
    return " ".join(official.latin)


DATES: dict[str, Callable[[date], object]] = {
    "slashes": lambda d: f"{d:%d/%m/%Y}",
    "no zeros": lambda d: f"{d.day}-{d.month}-{d.year}",
    "dots": lambda d: f"{d:%d.%m.%Y}",
    "spaces": lambda d: f"{d:%d %m %Y}",
    "iso": lambda d: d.isoformat(),
    "khmer digits": lambda d: f"{d:%d/%m/%Y}".translate(TO_KHMER),
    "khmer long": lambda d: f"ថ្ងៃទី{d:%d} ខែ{KHMER_MONTHS[d.month - 1]} ឆ្នាំ{d.year}".translate(TO_KHMER),
    "khmer short": lambda d: f"{d.day}-{KHMER_MONTHS[d.month - 1]}-{d.year}".translate(TO_KHMER),
    "khmer month": lambda d: f"{d.day} ខែ{KHMER_MONTHS[d.month - 1]} ឆ្នាំ{d.year}".translate(TO_KHMER),
    "english": lambda d: f"{d.day} {ENGLISH_MONTHS[d.month - 1]} {d.year}",
    "english short": lambda d: f"{d:%d}-{ENGLISH_MONTHS[d.month - 1][:3]}-{d:%y}",
    "buddhist": lambda d: f"{d.day}/{d.month}/{d.year + 543}",
    "two digits": lambda d: f"{d:%d/%m/%y}",
    "serial": lambda d: str((d - date(1899, 12, 30)).days),
    "invisible signs": lambda d: f"\u200b{d:%d}/\u200b{d:%m}/{d:%Y}\u00a0",
}

ROLE_TEXTS: dict[str, Callable[[Official], str]] = {
    "semicolons": lambda o: "; ".join(role.replace(".", " ") for role in o.roles),
    "codes and commas": lambda o: ",".join(o.roles),
    "lines": lambda o: "\n".join(f"{MODULES[r[:2]]} - {STEPS[r[3:]]}" for r in o.roles),
    "step first": lambda o: " + ".join(f"{STEPS[r[3:]]} ({MODULES[r[:2]]})" for r in o.roles),
    "english brackets": lambda o: "\r\n".join(f"{r[3:].title()} ({r[:2]})" for r in o.roles),
    "shared module": lambda o: _shared(o, "/"),
    "shared module, commas": lambda o: _shared(o, ", "),
}


def _shared(official: Official, between: str) -> str:
    modules = dict.fromkeys(role[:2] for role in official.roles)
    return "; ".join(
        f"{module} {between.join(r[3:].title() for r in official.roles if r[:2] == module)}"
        for module in modules
    )


def table(
    *,
    headings: dict[str, str],
    born: Callable[[date], object] = DATES["slashes"],
    roles: Callable[[Official], str] = ROLE_TEXTS["semicolons"],
) -> list[list[object]]:
    """Rows with the given headings (kind of column: heading), one for each official."""
    texts: dict[str, Callable[[Official], object]] = {
        "no": lambda o: str(PEOPLE.index(o) + 1), "id": lambda o: o.id, "name": name, "family": lambda o: o.family,
        "given": lambda o: o.given, "latin": latin, "latin family": lambda o: o.latin[0],
        "latin given": lambda o: o.latin[1], "sex": sex_word, "born": lambda o: born(o.born), "unit": lambda o: o.unit,
        "position": lambda o: o.position, "phone": lambda o: o.phone, "roles": roles,
        "card": lambda _: "012345678", "joined": lambda _: "01/01/2010",
    }  # fmt: skip
    return [list(headings.values()), *([texts[kind](official) for kind in headings] for official in PEOPLE)]


KHMER = {
    "no": "ល.រ", "id": "អត្តលេខមន្ត្រីរាជការ", "name": "គោត្តនាម និងនាម", "latin": "ឈ្មោះជាអក្សរឡាតាំង", "sex": "ភេទ",
    "born": "ថ្ងៃខែឆ្នាំកំណើត", "unit": "អង្គភាព", "position": "តួនាទី", "phone": "លេខទូរស័ព្ទ", "roles": "តួនាទីក្នុងប្រព័ន្ធ FMIS",
}  # fmt: skip
ENGLISH = {
    "no": "No.", "latin family": "Surname", "latin given": "Given Name", "name": "Khmer Name", "sex": "Sex",
    "born": "Date of Birth", "joined": "Date Joined", "id": "Civil Servant ID", "unit": "Department",
    "position": "Position", "phone": "Phone Number", "roles": "FMIS Role",
}  # fmt: skip
TWO_COLUMNS = {
    "no": "N°", "family": "គោត្តនាម", "given": "នាម", "latin": "Full Name", "sex": "Gender", "born": "D.O.B",
    "card": "លេខអត្តសញ្ញាណប័ណ្ណ", "id": "ID No.", "position": "Title", "unit": "Organisation Unit", "phone": "Tel",
    "roles": "User Role",
}  # fmt: skip
BILINGUAL = {
    "no": "ល.រ\nNo.", "id": "អត្តលេខមន្ត្រី / Official ID", "name": "Name in Khmer\nឈ្មោះខ្មែរ", "latin": "Latin Name\nឈ្មោះឡាតាំង",
    "sex": "ភេទ (Sex)", "born": "ថ្ងៃ-ខែ-ឆ្នាំ កំណើត\n(Date of Birth)", "unit": "នាយកដ្ឋាន/Department", "position": "មុខតំណែង*",
    "phone": "ទូរស័ព្ទ :", "roles": "សិទ្ធិ\u200bប្រើប្រាស់ / FMIS Role",
}  # fmt: skip


def seen(reading: Reading) -> list[tuple[object, ...]]:
    return [_seen(official) for official in reading.officials]


def _seen(official: ListedOfficial) -> tuple[object, ...]:
    p = official.person
    return (
        p.official_id,
        p.khmer_name,
        p.latin_name,
        p.sex,
        p.birth_date,
        p.unit,
        p.position,
        p.phone,
        p.roles,
    )


WANTED = [
    (o.id, name(o), latin(o), o.sex, o.born, o.unit, o.position, o.phone, o.roles) for o in PEOPLE
]  # fmt: skip
WRITERS: dict[str, Callable[[list[list[object]]], bytes]] = {
    "csv": csv_bytes,
    "semicolon": lambda rows: csv_bytes(rows, delimiter=";", encoding="utf-8"),
    "tab utf-16": lambda rows: b"\xff\xfe" + csv_bytes(rows, delimiter="\t", encoding="utf-16-le"),
    "xlsx": xlsx_bytes,
    "xlsx far out": lambda rows: xlsx_bytes(rows, first_cell=(6, 3)),
    "ods": ods_bytes,
}


@pytest.mark.parametrize(
    "headings", [KHMER, ENGLISH, TWO_COLUMNS, BILINGUAL], ids=["km", "en", "two", "bilingual"]
)
@pytest.mark.parametrize("writer", WRITERS)
def test_every_file_kind_and_language_of_headings_reads_the_same(headings, writer):
    assert seen(read_bytes(WRITERS[writer](table(headings=headings)))) == WANTED


@pytest.mark.parametrize("form", DATES)
def test_every_form_of_date_reads_the_same(form):
    assert seen(read_bytes(csv_bytes(table(headings=KHMER, born=DATES[form])))) == WANTED


@pytest.mark.parametrize("writer", [xlsx_bytes, ods_bytes, lambda rows: xlsx_bytes(rows, from_1904="yes")])
def test_date_cells_read_the_same_in_every_date_system(writer):
    assert seen(read_bytes(writer(table(headings=KHMER, born=lambda day: day)))) == WANTED


def test_serial_numbers_read_the_same():
    def serial(day: date) -> int:
        return (day - date(1899, 12, 30)).days

    assert seen(read_bytes(xlsx_bytes(table(headings=KHMER, born=serial)))) == WANTED


@pytest.mark.parametrize("form", ROLE_TEXTS)
def test_every_form_of_roles_in_a_cell_reads_the_same(form):
    assert seen(read_bytes(csv_bytes(table(headings=KHMER, roles=ROLE_TEXTS[form])))) == WANTED


def test_mark_columns_with_roles_in_their_headings_read_the_same():
    roles = sorted({role for official in PEOPLE for role in official.roles})
    rows = without_roles()
    rows[0] += [role.replace(".", " ").title().replace("Ap", "AP") for role in roles]
    for row, official in zip(rows[1:], PEOPLE, strict=True):
        row += ["✓" if role in official.roles else "" for role in roles]

    assert seen(read_bytes(xlsx_bytes(rows))) == WANTED


@pytest.mark.parametrize("mark", ["x", "X", "✓", "√", "✔", 1, "១", "●", "មាន", "Yes"])
def test_two_rows_of_headings_with_steps_under_modules_read_the_same(mark):
    steps = ("ENTRY", "REVIEW", "APPROVE", "INQUIRY")
    rows = without_roles()
    under: list[object] = [""] * len(rows[0])
    for module in MODULES:
        rows[0] += [MODULES[module], "", "", ""]
        under += [STEPS[step] for step in steps]
        for row, official in zip(rows[1:], PEOPLE, strict=True):
            row += [mark if f"{module}.{step}" in official.roles else "-" for step in steps]
    numbers = [str(n) for n in range(1, len(under) + 1)]

    assert seen(read_bytes(xlsx_bytes([rows[0], under, numbers, *rows[1:]]))) == WANTED


@pytest.mark.parametrize("between", ["/", ", ", " ", "", "\n", ";"])
def test_module_columns_with_letters_read_the_same(between):
    rows = without_roles()
    rows[0] += list(MODULES.values())
    for row, official in zip(rows[1:], PEOPLE, strict=True):
        row += [between.join(r[3] for r in official.roles if r[:2] == module) for module in MODULES]

    assert seen(read_bytes(xlsx_bytes(rows))) == WANTED


def test_module_and_step_columns_with_a_row_for_each_role_read_the_same():
    rows = without_roles()
    table_rows = [[*rows[0], "ម៉ូឌុល", "ដំណាក់កាល"]]
    for row, official in zip(rows[1:], PEOPLE, strict=True):
        table_rows += [[*row, MODULES[role[:2]], STEPS[role[3:]]] for role in official.roles]
    reading = read_bytes(csv_bytes(table_rows))

    assert seen(reading) == WANTED
    assert [len(official.rows) for official in reading.officials] == [2, 1, 3]
    assert reading.duplicates == ()


def test_continuation_rows_under_merged_cells_read_the_same():
    rows = without_roles()
    table_rows: list[list[object]] = [[*rows[0], "FMIS Role"]]
    merges = []
    for row, official in zip(rows[1:], PEOPLE, strict=True):
        first = len(table_rows) + 1
        for number, role in enumerate(official.roles):
            table_rows.append([*(row if number == 0 else [""] * len(row)), role])
        if len(official.roles) > 1:
            merges += [f"{letter}{first}:{letter}{len(table_rows)}" for letter in "ABCDEFGHI"]

    assert seen(read_bytes(xlsx_bytes(table_rows, merges=merges))) == WANTED


def test_birth_dates_in_three_columns_and_sex_in_two_read_the_same():
    upper = [
        "ល.រ",
        "អត្តលេខ",
        "ឈ្មោះ",
        "អក្សរឡាតាំង",
        "ភេទ",
        "",
        "ថ្ងៃខែឆ្នាំកំណើត",
        "",
        "",
        "អង្គភាព",
        "តួនាទី",
        "Mobile",
        "FMIS Role",
    ]
    lower = ["", "", "", "", "ប្រុស", "ស្រី", "ថ្ងៃ", "ខែ", "ឆ្នាំ", "", "", "", ""]
    rows: list[list[object]] = [upper, lower]
    for o in PEOPLE:
        marks = ["x", ""] if o.sex == "M" else ["", "x"]
        born = [o.born.day, KHMER_MONTHS[o.born.month - 1], o.born.year]
        rows.append(
            ["1", o.id, name(o), latin(o), *marks, *born, o.unit, o.position, o.phone, "; ".join(o.roles)]
        )

    assert seen(read_bytes(xlsx_bytes(rows, merges=["E1:F1", "G1:I1"]))) == WANTED


def test_units_from_sections_ditto_marks_merges_and_a_line_above_read_the_same():
    headings = {kind: text for kind, text in KHMER.items() if kind != "unit"}
    rows = table(headings=headings)
    sections = [
        rows[0],
        ["ក. នាយកដ្ឋានគណនេយ្យ (២ នាក់)"],
        rows[1],
        rows[2],
        ["២- អគ្គនាយកដ្ឋានរតនាគារជាតិ"],
        rows[3],
    ]
    with_units = table(headings=KHMER)
    ditto = [*with_units[:2], [*with_units[2][:6], "ដូចលើ", *with_units[2][7:]], with_units[3]]
    merged = [*with_units[:2], [*with_units[2][:6], "", *with_units[2][7:]], with_units[3]]
    above = [["អង្គភាព៖ នាយកដ្ឋានគណនេយ្យ"], [], *rows[:3], ["អគ្គនាយកដ្ឋានរតនាគារជាតិ"], rows[3]]

    assert seen(read_bytes(csv_bytes(sections))) == WANTED
    assert seen(read_bytes(csv_bytes(ditto))) == WANTED
    assert seen(read_bytes(xlsx_bytes(merged, merges=["G2:G3"]))) == WANTED
    assert seen(read_bytes(csv_bytes(above))) == WANTED


def test_whatever_stands_around_the_people_is_no_person():
    rows = table(headings=KHMER)
    around = [
        ["ព្រះរាជាណាចក្រកម្ពុជា"], [], ["បញ្ជីឈ្មោះ"], rows[0], [str(n) for n in range(1, 11)], rows[1], ["", " ", "\u200b"],
        rows[0], ["១", "២", "៣", "៤"], rows[2], ["3"], ["", "", "សរុបរង៖ ២ នាក់"], rows[3], ["៤."], ["Total", "3"],
        ["", "", "", "", "រាជធានីភ្នំពេញ ថ្ងៃទី១២ ខែកុម្ភៈ ឆ្នាំ២០១៨"], ["", "បានឃើញ និងឯកភាព", "", "", "អ្នករៀបចំ"],
        ["1", "9000000000", "ម៉ៅ សុធា", "", "ប្រុស", "01/01/1980", "", "", "", "AP Entry"],
    ]  # fmt: skip

    assert seen(read_bytes(csv_bytes(around))) == WANTED
    assert [row.kind.value for row in read_bytes(csv_bytes(around)).rows] == [
        "numbers", "person", "heading", "numbers", "person", "total", "person", "total", "footer",
    ]  # fmt: skip


def test_titles_numbers_and_brackets_are_no_part_of_a_name():
    rows = table(headings=KHMER)
    for number, before in enumerate(("១. លោកស្រី ", "ឯកឧត្តម", "លោក "), start=1):
        rows[number][2] = f"{before}{rows[number][2]} (ថ្មី)"
        rows[number][3] = f"H.E. Mr. {rows[number][3]} (new)"

    assert seen(read_bytes(csv_bytes(rows))) == WANTED


def without_roles() -> list[list[object]]:
    return table(headings={kind: text for kind, text in KHMER.items() if kind != "roles"})
