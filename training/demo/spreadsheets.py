"""Makes the demo's identification lists as ministries send them: ``python -m training.demo.spreadsheets``.

The results are kept in ``training/demo/lists``; run it again only when the layout or the cast changes.
"""

import json
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import xlsxwriter

from training.demo.people import Person, invent

FOLDER = Path(__file__).parent / "lists"
REFERENCE = Path(__file__).parent.parent / "reference.json"
MADE_ON = date(2017, 7, 3)
MOTTO = ("ព្រះរាជាណាចក្រកម្ពុជា", "ជាតិ សាសនា ព្រះមហាក្សត្រ")
HEADINGS = (
    "ល.រ", "អត្តលេខមន្ត្រី", "គោត្តនាម និងនាម", "ឈ្មោះជាអក្សរឡាតាំង", "ភេទ", "ថ្ងៃខែឆ្នាំកំណើត", "មុខតំណែង",
    "អង្គភាព", "លេខទូរស័ព្ទ",
)  # fmt: skip
TREASURY_MODULES = ("BA", "AP", "AR", "CM", "GL")
PDEF_MODULES = ("BA", "PO", "AP", "AR")
MINISTRY_MODULES = ("BA", "PO", "AP", "AR", "CM", "GL")
POSITIONS = ("មន្ត្រី", "អនុប្រធានការិយាល័យ", "ប្រធានការិយាល័យ")
STEPS = ("Entry", "Review", "Approve")


@dataclass(frozen=True, slots=True)
class Line:
    person: Person
    unit: str
    position: str
    roles: str = ""


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    units = json.loads(REFERENCE.read_text(encoding="utf-8"))["organisations"]["items"]
    treasuries = _spread(units, "treasury", seed=1, sizes=[3] * 25, modules=TREASURY_MODULES)
    departments = _spread(units, "pdef", seed=2, sizes=[4] * 13 + [3] * 12, modules=PDEF_MODULES)
    _write("IT_foundation_treasuries", "បញ្ជីឈ្មោះមន្ត្រីចូលរៀនមូលដ្ឋានព័ត៌មានវិទ្យា", treasuries, roles=False)
    _write("IT_foundation_PDEF", "បញ្ជីឈ្មោះមន្ត្រីចូលរៀនមូលដ្ឋានព័ត៌មានវិទ្យា", departments, roles=False)
    _write("FMIS_users_treasuries", "បញ្ជីកំណត់អត្តសញ្ញាណអ្នកប្រើប្រាស់ប្រព័ន្ធ FMIS", treasuries, roles=True)
    for number, unit in enumerate(u for u in units if u["kind"] == "ministry"):
        lines = _ministry(unit["km"], seed=10 + number, size=9 + number % 4)
        _write(f"FMIS_users_{unit['code']}", "បញ្ជីកំណត់អត្តសញ្ញាណអ្នកប្រើប្រាស់ប្រព័ន្ធ FMIS", lines, roles=True)
        if unit["code"] == "MOE":
            _write(
                "FMIS_users_MOE_late", "បញ្ជីបន្ថែមអ្នកប្រើប្រាស់ប្រព័ន្ធ FMIS", _late(lines, unit["km"]), roles=True
            )
        if unit["code"] == "MIH":
            _write("FMIS_users_MIH_v2", "បញ្ជីកំណត់អត្តសញ្ញាណអ្នកប្រើប្រាស់ប្រព័ន្ធ FMIS", _newer(lines), roles=True)


def _spread(
    units: list[dict], kind: str, *, seed: int, sizes: list[int], modules: tuple[str, ...]
) -> list[Line]:
    names = [unit["km"] for unit in units if unit["kind"] == kind]
    places = [(name, n) for name, size in zip(names, sizes, strict=True) for n in range(size)]
    people = invent(len(places), seed=seed)
    return [
        Line(
            person,
            unit,
            POSITIONS[min(n, 2)],
            "; ".join(f"{module} {STEPS[min(n, 2)]}" for module in modules),
        )
        for person, (unit, n) in zip(people, places, strict=True)
    ]


def _ministry(unit: str, *, seed: int, size: int) -> list[Line]:
    lines = []
    for n, person in enumerate(invent(size, seed=seed)):
        module, second = MINISTRY_MODULES[n // 2 % 6], MINISTRY_MODULES[(n // 2 + 1) % 6]
        step = STEPS[n % 3]
        lines.append(Line(person, unit, POSITIONS[n % 3], f"{module} {step}; {second} {step}"))
    return lines


def _late(lines: list[Line], unit: str) -> list[Line]:
    """A supplement with what lists have: somebody known, a look-alike, a bad ID, a role nobody knows."""
    new = invent(6, seed=77)
    alike = replace(lines[1].person, staff_id="0999000111", name_km=lines[1].person.name_km + "ា")
    people = [*new[:3], lines[0].person, alike, replace(new[4], staff_id="12345"), new[5]]
    roles = ["AP Entry", "AP Review", "GL Entry", "BA Approve", "AP Entry", "AR Entry", "Fixed Assets Entry"]
    return [Line(person, unit, POSITIONS[0], role) for person, role in zip(people, roles, strict=True)]


def _newer(lines: list[Line]) -> list[Line]:
    """The next version of a list: corrects a name, an ID, a telephone; one does less, one is missing."""
    first, second, _missing, fourth, fifth, *others = lines
    first = replace(first, person=replace(first.person, name_km="ហេង សុភី", name_latin="HENG SOPHY"))
    second = replace(second, person=replace(second.person, staff_id=second.person.staff_id[:-1] + "0"))
    fourth = replace(fourth, person=replace(fourth.person, phone="012345678"))
    fifth = replace(fifth, roles=fifth.roles.partition(";")[0])
    return [first, second, fourth, fifth, *others]


def _write(name: str, title: str, lines: list[Line], *, roles: bool) -> None:
    book = xlsxwriter.Workbook(str(FOLDER / f"{name}.xlsx"))
    book.set_properties({"created": MADE_ON, "author": "demo"})
    sheet = book.add_worksheet("បញ្ជី")
    bold = book.add_format({"bold": True, "border": 1, "text_wrap": True, "align": "center"})
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    for row, text in enumerate((*MOTTO, "", title)):
        sheet.write_string(row, 2, text)
    for column, heading in enumerate((*HEADINGS, "តួនាទីក្នុងប្រព័ន្ធ FMIS")[: len(HEADINGS) + roles]):
        sheet.write_string(5, column, heading, bold)
        sheet.set_column(column, column, (5, 16, 24, 24, 7, 14, 20, 46, 14, 40)[column])
    for number, line in enumerate(lines, start=1):
        person, row = line.person, 5 + number
        sheet.write_number(row, 0, number)
        texts = (person.staff_id, person.name_km, person.name_latin, "ស្រី" if person.sex == "F" else "ប្រុស")
        for column, text in enumerate(texts, start=1):
            sheet.write_string(row, column, text)
        sheet.write_datetime(row, 5, person.born, day)
        for column, text in enumerate(
            (line.position, line.unit, person.phone, line.roles)[: 3 + roles], start=6
        ):
            sheet.write_string(row, column, text)
    sheet.write_string(7 + len(lines), 2, f"សរុប {len(lines)} នាក់")
    sheet.write_string(9 + len(lines), 6, "រាជធានីភ្នំពេញ ថ្ងៃទី ៣ ខែ កក្កដា ឆ្នាំ ២០១៧")
    book.close()


if __name__ == "__main__":
    main()
