"""Identification lists of any length for the benchmarks: made-up people, 14 columns, Khmer and Latin."""

import random
from datetime import date, timedelta
from pathlib import Path

import xlsxwriter

HEADINGS = (
    "ល.រ", "អត្តលេខមន្ត្រីរាជការ", "គោត្តនាម និងនាម", "ឈ្មោះជាអក្សរឡាតាំង", "ភេទ", "ថ្ងៃខែឆ្នាំកំណើត", "អង្គភាព",
    "ការិយាល័យ", "តួនាទី", "លេខទូរស័ព្ទ", "អ៊ីមែល", "តួនាទីក្នុងប្រព័ន្ធ FMIS", "ថ្ងៃខែឆ្នាំចូលបម្រើការងារ", "ផ្សេងៗ",
)  # fmt: skip
_FAMILIES = (
    ("សុខ", "SOK"), ("ចាន់", "CHAN"), ("លី", "LY"), ("ហេង", "HENG"), ("គឹម", "KIM"), ("សៅ", "SAO"), ("មាស", "MEAS"),
    ("ទូច", "TOUCH"), ("អ៊ុក", "OUK"), ("ប៉ែន", "PEN"), ("ឡុង", "LONG"), ("ជា", "CHEA"), ("ឈុន", "CHHUN"),
    ("ណែម", "NEM"), ("កែវ", "KEO"), ("យឹម", "YIM"), ("នួន", "NUON"), ("រស់", "ROS"), ("ថោង", "THONG"), ("ពេជ្រ", "PICH"),
)  # fmt: skip
_SYLLABLES = (
    "សុ", "វណ្ណ", "រ៉ា", "ភា", "ចន្ធូ", "ធី", "តា", "ប៊ុន", "រិទ្ធ", "មុន្នី", "សម្", "បត្តិ", "ពិ", "សិដ្ឋ", "កល្យាណ",
    "ស្រី", "ពៅ", "រតនៈ", "ភក្ដី", "ឧត្ដម", "វិសាល", "ណារ៉ុង",
)  # fmt: skip
_MODULES = (
    "Accounts Payable",
    "Accounts Receivable",
    "Cash Management",
    "General Ledger",
    "Budget Allocation",
)
_FURTHER_ROLE = "Purchasing - Entry"
_STEPS = ("Entry", "Review", "Approve", "Inquiry")
_LETTERS = str.maketrans("0123456789", "ABCDEFGHIJ")


def write_list(path: Path, *, rows: int, spoilt: int = 0, seed: int = 1, version: int = 1) -> None:
    """Write an .xlsx of ``rows`` officials; ``spoilt`` percent of them have invisible signs, titles, odd dates.

    In a second ``version`` the same people have another telephone and one role more.
    """
    draw = random.Random(seed)
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    sheet = book.add_worksheet("បញ្ជីឈ្មោះ")
    sheet.write_row(0, 0, ["ព្រះរាជាណាចក្រកម្ពុជា"])
    sheet.write_row(2, 0, HEADINGS)
    for row in range(rows):
        cells = official(draw, row)
        if version > 1:
            cells[9], cells[11] = f"017 {row:06}", f"{cells[11]}; {_FURTHER_ROLE}"
        sheet.write_row(row + 3, 0, _spoilt(draw, cells) if draw.randrange(100) < spoilt else cells)
    book.close()


def official(draw: random.Random, row: int) -> list[object]:
    """One official: what repeats in life repeats here, names and addresses do not."""
    khmer, latin = draw.choice(_FAMILIES)
    given = "".join(draw.choices(_SYLLABLES, k=draw.randint(2, 4)))
    latin = f"{latin} {draw.randrange(10**6):06}".translate(_LETTERS)
    born = date(1945, 1, 1) + timedelta(days=draw.randrange(19_000))
    roles = [f"{draw.choice(_MODULES)} - {draw.choice(_STEPS)}" for _ in range(draw.randint(1, 3))]
    return [
        row + 1,
        f"90{row:08}",
        f"{khmer} {given}",
        latin,
        draw.choice(("ប្រុស", "ស្រី")),
        f"{born:%d/%m/%Y}",
        f"នាយកដ្ឋានទី {draw.randrange(60)}",
        f"ការិយាល័យ {draw.randrange(300)}",
        draw.choice(("មន្ត្រី", "ប្រធានការិយាល័យ")),
        f"012 {draw.randrange(10**6):06}",
        f"{latin.replace(' ', '.').lower()}@example.gov.kh",
        "; ".join(roles),
        f"{born + timedelta(days=9_000):%d/%m/%Y}",
        "",
    ]


def _spoilt(draw: random.Random, cells: list[object]) -> list[object]:
    cells[2] = f"លោក {cells[2]}\u200b "
    cells[5] = str(cells[5]).replace("/", draw.choice("-. "))
    cells[8] = f"{cells[8]}\u200b"
    cells[11] = str(cells[11]).replace("; ", "\n")
    return cells
