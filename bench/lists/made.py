"""Identification lists of any length for the benchmarks: made-up people, 14 columns, Khmer and Latin."""

import random
from datetime import date, timedelta
from pathlib import Path

import xlsxwriter

HEADINGS = ("ល.រ", "អត្តលេខមន្ត្រីរាជការ", "គោត្តនាម និងនាម", "ឈ្មោះជាអក្សរឡាតាំង", "ភេទ", "ថ្ងៃខែឆ្នាំកំណើត",
            "អង្គភាព", "ការិយាល័យ", "តួនាទី", "លេខទូរស័ព្ទ", "អ៊ីមែល", "តួនាទីក្នុងប្រព័ន្ធ FMIS", "ថ្ងៃខែឆ្នាំចូលបម្រើការងារ",
            "ផ្សេងៗ")  # fmt: skip
_FAMILY = "សុខ ចាន់ លី ហេង គឹម សៅ មាស ទូច អ៊ុក ប៉ែន ឡុង ជា ឈុន ណែម កែវ យឹម នួន រស់ ថោង ពេជ្រ".split()
_SYLLABLES = "សុ វណ្ណ រ៉ា ភា ចន្ធូ ធី តា ប៊ុន រិទ្ធ មុន្នី សម្ បត្តិ ពិ សិដ្ឋ កល្ យាណ ស្រី ពៅ រតនៈ ភក្ដី ឧត្ដម វិសាល ណារ៉ុង".split()
_LATIN = "SOK CHAN LY HENG KIM SAO MEAS TOUCH OUK PEN LONG CHEA CHHUN NEM KEO YIM NUON ROS THONG PICH".split()
_MODULES = (
    "Accounts Payable",
    "Accounts Receivable",
    "Cash Management",
    "General Ledger",
    "Budget Allocation",
)
_STEPS = ("Entry", "Review", "Approve", "Inquiry")


def write_list(path: Path, *, rows: int, seed: int = 1) -> None:
    """Write an .xlsx of ``rows`` officials; what repeats in life repeats here, and nothing else."""
    draw = random.Random(seed)
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    sheet = book.add_worksheet("បញ្ជីឈ្មោះ")
    sheet.write_row(0, 0, ["ព្រះរាជាណាចក្រកម្ពុជា"])
    sheet.write_row(2, 0, HEADINGS)
    for row in range(rows):
        sheet.write_row(row + 3, 0, official(draw, row))
    book.close()


def official(draw: random.Random, row: int) -> list[object]:
    family = draw.randrange(len(_FAMILY))
    given = "".join(draw.choices(_SYLLABLES, k=draw.randint(2, 4)))
    born = date(1945, 1, 1) + timedelta(days=draw.randrange(19_000))
    joined = born + timedelta(days=9_000)
    role = "; ".join(f"{draw.choice(_MODULES)} - {draw.choice(_STEPS)}" for _ in range(draw.randint(1, 3)))
    latin = f"{_LATIN[family]} {draw.randrange(10**6):06}".translate(
        str.maketrans("0123456789", "ABCDEFGHIJ")
    )
    return [
        row + 1, f"90{row:08}", f"{_FAMILY[family]} {given}", latin, draw.choice(("ប្រុស", "ស្រី")), f"{born:%d/%m/%Y}",
        f"នាយកដ្ឋានទី {draw.randrange(60)}", f"ការិយាល័យ {draw.randrange(300)}", draw.choice(("មន្ត្រី", "ប្រធានការិយាល័យ")),
        f"012 {draw.randrange(10**6):06}", f"{latin.replace(' ', '.').lower()}@example.gov.kh", role, f"{joined:%d/%m/%Y}", "",
    ]  # fmt: skip
