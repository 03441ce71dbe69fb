"""Every finding and every refusal has a sentence in both languages."""

import re
from pathlib import Path

import pytest

from tests.identification.reading.making import HEADINGS, read_rows
from training import i18n
from training.identification.reading import rows, sentences
from training.identification.reading.model import Finding, Place, Refusal

KHMER_LETTER = re.compile("[\u1780-\u17b3]")
FINDING = Finding("E_BAD_ID", "បញ្ជី", 12, "C", "អត្តលេខ\nID", "12 3", Place("បញ្ជី", 3), "M")


@pytest.mark.parametrize("code", sentences.REASONS)
def test_every_finding_has_a_sentence_in_khmer_and_english(app, code):
    finding = FINDING._replace(code=code)
    with i18n.speaking("en"):
        english = sentences.sentence(finding)
    with i18n.speaking("km"):
        khmer = sentences.sentence(finding)

    assert "row 12, column C" in english
    assert "%(" not in english + khmer
    assert len(KHMER_LETTER.findall(sentences_without_facts(khmer))) > 10


def sentences_without_facts(sentence: str) -> str:
    return sentence.replace("បញ្ជី", "").replace("អត្តលេខ ID", "")


@pytest.mark.parametrize("refusal", Refusal)
def test_every_refusal_has_a_sentence_in_khmer_and_english(app, refusal):
    with i18n.speaking("en"):
        english = sentences.refusal_sentence(refusal)
    with i18n.speaking("km"):
        khmer = sentences.refusal_sentence(refusal)

    assert english.endswith(".")
    assert KHMER_LETTER.search(khmer)


def test_every_code_that_the_reader_knows_has_a_sentence():
    folder = Path(rows.__file__).parent
    source = "".join(
        path.read_text(encoding="utf-8") for path in folder.glob("*.py") if path.stem != "sentences"
    )
    source += (folder.parent / "matching.py").read_text(encoding="utf-8")
    codes = set(re.findall(r'"([EWCHDSN]_[A-Z0-9_]+)"', source))

    assert codes == set(sentences.REASONS)


def test_a_sentence_names_sheet_row_column_and_reason(app):
    with i18n.speaking("en"):
        assert sentences.sentence(FINDING) == (
            "Sheet “បញ្ជី”, row 12, column C (អត្តលេខ ID): “12 3” is no civil servant ID: it must have exactly 10 digits."
        )
        other = FINDING._replace(code="C_ID_NAME", sheet="", column="", other=Place("ទំព័រ", 3))
        assert (
            sentences.sentence(other)
            == "Row 12: The same ID stands in sheet “ទំព័រ”, row 3 with another Khmer name."
        )
    with i18n.speaking("km"):
        assert sentences.where(FINDING) == "សន្លឹក «បញ្ជី» ជួរទី 12 ជួរឈរ C (អត្តលេខ ID)"


def test_hostile_texts_are_shown_and_fill_no_sentence(app):
    finding = read_rows([HEADINGS, ("1", "%(heading)s %s", "សុខ", "ប", "12/03/1985", "AP Entry")]).findings[0]
    with i18n.speaking("en"):
        assert "“%(heading)s %s” is no civil servant ID" in sentences.sentence(finding)
