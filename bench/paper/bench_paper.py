"""Certificates per CPU-second, as a ratio to a bare reportlab page: ``python -m bench.paper.bench_paper``.

Compare the ratios, not the milliseconds: those depend on the machine. No name is written twice, so that the
caches help only with the fixed sentences, as in life.
"""

import dataclasses
import io
import time
from collections.abc import Callable
from datetime import date

from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfgen.canvas import Canvas

from training.certificates.layout import CertificateFacts, certificate_pdf, certificates_pdf
from training.certificates.wording import Kind
from training.paper.breaking import pieces
from training.paper.shaping import shape

ROUNDS = 100
FACTS = CertificateFacts(
    number="0123/17",
    kind=Kind.ACHIEVEMENT,
    name_km="ចាន់ សុភា",
    name_latin="CHAN Sophea",
    title_km="លោកស្រី",
    title_en="Ms",
    unit_km="មន្ទីរសេដ្ឋកិច្ច និងហិរញ្ញវត្ថុ ខេត្តបន្ទាយមានជ័យ",
    unit_en="Department of Economy and Finance, Banteay Meanchey",
    course_km="មូលដ្ឋានព័ត៌មានវិទ្យា",
    course_en="IT foundation",
    class_name="IT-3",
    first_day=date(2017, 11, 6),
    last_day=date(2017, 11, 10),
    half_days=10,
    issued_on=date(2017, 11, 24),
    place_km="រាជធានីភ្នំពេញ",
    place_en="Phnom Penh",
    signatory_name_km="សុខ វណ្ណា",
    signatory_name_en="SOK Vanna",
    signatory_title_km="អគ្គនាយក",
    signatory_title_en="Director General",
    institution_km="ក្រសួងសេដ្ឋកិច្ច និងហិរញ្ញវត្ថុ",
    institution_en="Ministry of Economy and Finance",
    verify_url="https://training.example.org/v/7Q2K9XWM4TPAB6ZD",
    birth_date=date(1985, 3, 3),
)
_used = 0


def fresh() -> CertificateFacts:
    """Facts with a name, number and address that no earlier certificate had."""
    global _used  # noqa: PLW0603  a counter of one script
    _used += 1
    khmer = "".join(chr(0x1780 + int(digit)) + "្រ" for digit in str(_used))
    return dataclasses.replace(
        FACTS,
        number=f"{_used:05}/17",
        name_km=f"ចាន់ {khmer}",
        name_latin=f"CHAN Sophea{_used}",
        verify_url=f"https://training.example.org/v/{_used:016}",
    )


def bare_page() -> None:
    canvas = Canvas(io.BytesIO(), pagesize=landscape(A4), pageCompression=1)
    for line in range(14):
        canvas.drawString(50, 60 + 30 * line, "The quick brown fox jumps over the lazy dog")
    canvas.save()


def cold_certificate() -> None:
    shape.cache_clear()
    pieces.cache_clear()
    certificate_pdf(fresh())


def cost(task: Callable[[], object], *, pages: int = 1, rounds: int = ROUNDS) -> float:
    """CPU milliseconds for a page, after one round to warm up."""
    task()
    start = time.process_time()
    for _ in range(rounds):
        task()
    return (time.process_time() - start) * 1000 / rounds / pages


def main() -> None:
    floor = cost(bare_page)
    lot = cost(lambda: certificates_pdf([fresh() for _ in range(300)]), pages=300, rounds=2)
    costs = {
        "bare reportlab page": floor,
        "one certificate, caches warm": cost(lambda: certificate_pdf(fresh())),
        "one certificate, caches empty": cost(cold_certificate),
        "a page of one file of 300 certificates": lot,
    }
    for name, milliseconds in costs.items():
        ratio = f"{1000 / milliseconds:7.0f}/s{milliseconds / floor:6.1f} x floor"
        print(f"{name:42}{milliseconds:7.2f} CPU-ms{ratio}")
    print(f"size: {len(certificate_pdf(FACTS)) / 1000:.0f} kB for one, ", end="")
    print(f"{len(certificates_pdf([fresh() for _ in range(300)])) / 300_000:.1f} kB a page of 300")


if __name__ == "__main__":
    main()
