"""The certificate on paper says exactly its facts, in both languages, and its code can be read."""

import dataclasses
import json
from datetime import date

import pytest
import zxingcpp

from tests.paper.tools import facts_of, fonts_of, needs_poppler, pictures_of, text_of
from training.certificates.facts import CertificateFacts
from training.certificates.layout import certificate_pdf, certificates_pdf
from training.certificates.wording import Kind, wording

FACTS = CertificateFacts(
    number="0123/17",
    kind=Kind.ACHIEVEMENT,
    name_km="ចាន់ សុភា",
    name_latin="CHAN Sophea",
    title_km="លោកស្រី",
    title_en="Ms",
    unit_km="រតនាគារខេត្តកំពត",
    unit_en="Kampot Provincial Treasury",
    course_km="មូលដ្ឋានព័ត៌មានវិទ្យា",
    course_en="IT foundation",
    class_name="IT-3",
    first_day=date(2017, 11, 6),
    last_day=date(2017, 11, 10),
    half_days=10,
    hours=30,
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


def lines_of(facts: CertificateFacts) -> set[str]:
    return {line.strip() for line in text_of(certificate_pdf(facts)).splitlines() if line.strip()}


@needs_poppler
def test_a_certificate_says_its_facts_in_both_languages_and_nothing_else():
    assert lines_of(FACTS) == {
        "ព្រះរាជាណាចក្រកម្ពុជា",
        "ជាតិ សាសនា ព្រះមហាក្សត្រ",
        "Kingdom of Cambodia · Nation Religion King",
        "ក្រសួងសេដ្ឋកិច្ច និងហិរញ្ញវត្ថុ",
        "វិញ្ញាបនបត្រ",
        "សូមបញ្ជាក់ថា",
        "លោកស្រី ចាន់ សុភា",
        "កើតថ្ងៃទី៣ ខែមីនា ឆ្នាំ១៩៨៥",
        "មន្ត្រីនៃរតនាគារខេត្តកំពត",
        "បានបញ្ចប់ដោយជោគជ័យនូវវគ្គបណ្តុះបណ្តាល",
        "មូលដ្ឋានព័ត៌មានវិទ្យា",
        "ចាប់ពីថ្ងៃទី៦ ខែវិច្ឆិកា ឆ្នាំ២០១៧ ដល់ថ្ងៃទី១០ ខែវិច្ឆិកា ឆ្នាំ២០១៧",
        "ថ្នាក់ IT-3 · ចំនួន ១០ វេន (៣០ ម៉ោង)",
        "Ministry of Economy and Finance",
        "Certificate",
        "This is to certify that",
        "Ms CHAN Sophea",
        "born on 3 March 1985",
        "of the Kampot Provincial Treasury",
        "has successfully completed the training course",
        "IT foundation",
        "from 6 November 2017 to 10 November 2017",
        "Class IT-3 · 10 half-days (30 hours)",
        "លេខ៖ No. 0123/17",
        "សូមស្កេនកូដ ដើម្បីផ្ទៀងផ្ទាត់វិញ្ញាបនបត្រ",
        "Scan the code to verify this certificate",
        "https://training.example.org/v/7Q2K9XWM4TPAB6ZD",
        "រាជធានីភ្នំពេញ ថ្ងៃទី២៤ ខែវិច្ឆិកា ឆ្នាំ២០១៧",
        "Phnom Penh, 24 November 2017",
        "អគ្គនាយក",
        "Director General",
        "សុខ វណ្ណា · SOK Vanna",
    }


@needs_poppler
def test_attendance_is_certified_in_other_words():
    lines = lines_of(dataclasses.replace(FACTS, kind=Kind.ATTENDANCE))

    assert {
        "វិញ្ញាបនបត្របញ្ជាក់ការចូលរួម",
        "បានចូលរួមវគ្គបណ្តុះបណ្តាល",
        "Certificate of Attendance",
        "has attended the training course",
    } < lines
    assert "has successfully completed the training course" not in lines


@needs_poppler
def test_what_is_not_known_is_left_out():
    facts = dataclasses.replace(FACTS, birth_date=None, hours=None, half_days=1, last_day=FACTS.first_day)
    lines = lines_of(facts)

    assert {"Class IT-3 · 1 half-day", "on 6 November 2017", "នៅថ្ងៃទី៦ ខែវិច្ឆិកា ឆ្នាំ២០១៧"} < lines
    assert [line for line in lines if "born" in line or "កើត" in line] == []


@needs_poppler
@pytest.mark.parametrize("demo", [False, True])
def test_the_code_leads_to_the_address_of_verification(demo):
    (page,) = pictures_of(certificate_pdf(dataclasses.replace(FACTS, demo=demo)), resolution=150)

    assert [code.text for code in zxingcpp.read_barcodes(page)] == [FACTS.verify_url]


@needs_poppler
def test_without_an_address_there_is_no_code():
    (page,) = pictures_of(certificate_pdf(dataclasses.replace(FACTS, verify_url="")), resolution=100)

    assert zxingcpp.read_barcodes(page) == []


@needs_poppler
def test_a_demo_certificate_says_that_it_is_one():
    assert "ឯកសារសាកល្បង គ្មានតម្លៃជាផ្លូវការ" in lines_of(dataclasses.replace(FACTS, demo=True))


@needs_poppler
def test_many_certificates_are_one_file_in_order_with_fonts_embedded_once():
    pdf = certificates_pdf([dataclasses.replace(FACTS, number=f"{number:04}/17") for number in range(30)])
    pages = text_of(pdf).split("\f")[:-1]

    assert [f"{number:04}/17" in page for number, page in enumerate(pages)] == [True] * 30
    assert sorted(fonts_of(pdf)) == [
        ("KantumruyPro-Bold", True),
        ("KantumruyPro-Regular", True),
        ("Moul-Regular", True),
    ]


@needs_poppler
def test_a_name_of_any_length_and_any_signs_stands_whole_on_one_page():
    name = "<b>ហេង</b> " + "Chansovannarattanak " * 6
    pdf = certificate_pdf(dataclasses.replace(FACTS, name_latin=name, unit_en="Unit " * 40))

    assert facts_of(pdf)["Pages"] == "1"
    text = text_of(pdf)
    assert (text.count("Chansovannarattanak"), text.count("Unit"), "…" in text) == (6, 40, False)


@pytest.mark.parametrize("birth_date", [None, date(1985, 3, 3)])
def test_facts_kept_as_json_print_the_same_certificate(birth_date):
    facts = dataclasses.replace(FACTS, birth_date=birth_date, demo=True)
    kept = json.loads(json.dumps(facts.as_json()))

    assert CertificateFacts.from_json(kept) == facts


def test_the_same_facts_give_the_same_bytes():
    assert certificate_pdf(FACTS) == certificate_pdf(dataclasses.replace(FACTS))


@pytest.mark.parametrize("kind", list(Kind))
@pytest.mark.parametrize("language", ["km", "en"])
def test_every_kind_has_its_words_in_every_language(kind, language):
    words = wording(kind, language)

    assert all(getattr(words, field.name) for field in dataclasses.fields(words))
