"""Shaping: which face and script each sign gets, and what is cleaned away."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.paper.hard_words import WITH_NON_JOINER, WORDS
from training.paper import BOLD, TEXT, TITLE, Sheet, readable
from training.paper.fonts import UNKNOWN, face
from training.paper.shaping import clean, clusters, shape

DOTTED_CIRCLE = 0x25CC


def faces_of(text, font=TEXT) -> list[str]:
    return [run.face.name for run in shape(text, font).runs]


def glyphs_of(text, font=TEXT) -> list[int]:
    return [glyph.code for run in shape(text, font).runs for glyph in run.glyphs]


def test_khmer_and_latin_of_one_line_come_from_one_face():
    assert set(faces_of("Certificate កម្ពុជា 2017 – “é”")) == {"KantumruyPro-Regular"}


@pytest.mark.parametrize(
    ("text", "font", "faces"),
    [
        ("កΩ", TEXT, ["KantumruyPro-Regular", "NotoSans-Regular"]),
        ("ក–ខ", TITLE, ["Moul-Regular", "KantumruyPro-Bold", "Moul-Regular"]),
        ("é", TITLE, ["KantumruyPro-Bold"]),
        ("ệ", BOLD, ["NotoSans-Bold"]),
        ("᧠", TEXT, ["NotoSansKhmer-Regular"]),
        ("字", TEXT, ["NotoSans-Regular"]),
    ],
)
def test_a_sign_that_the_hand_lacks_comes_from_the_next_face(text, font, faces):
    assert faces_of(text, font) == faces


def test_a_sign_that_no_font_has_prints_the_sign_for_unknown():
    unknown = face("NotoSans-Regular")
    shown = glyphs_of("ក字😀")

    assert shown == [0x1780, ord(UNKNOWN), ord(UNKNOWN)]
    assert ord(UNKNOWN) in unknown.signs


def test_private_codes_never_reach_the_glyphs_that_we_numbered_with_them():
    assert glyphs_of("\ue000\ue0a8") == [ord(UNKNOWN)] * 2


@pytest.mark.parametrize("name", [name for hand in (TEXT, BOLD, TITLE) for name in hand.faces])
def test_every_glyph_of_a_font_has_a_code(name):
    one = face(name)

    assert sorted(one.codes) == list(range(one.shaper.face.glyph_count))


def test_khmer_after_latin_is_shaped_as_khmer():
    """HarfBuzz left to guess would take the script of the first letter for the whole line."""
    assert glyphs_of("PFMកម្ពុជា")[3:] == glyphs_of("កម្ពុជា")


def test_digits_take_the_script_before_them_and_leading_ones_the_script_that_follows():
    assert [len(shape(text, TEXT).runs) for text in ("ថ្ងៃទី 14", "14 ថ្ងៃ", "14")] == [1, 1, 1]
    assert len(shape("14 Nov ថ្ងៃ", TEXT).runs) == 2


@pytest.mark.parametrize("word", WITH_NON_JOINER)
def test_a_non_joiner_keeps_the_shifter_with_its_letter(word):
    assert DOTTED_CIRCLE not in glyphs_of(word)


def test_no_hard_word_shows_a_dotted_circle():
    assert [
        word for word in WORDS for hand in (TEXT, BOLD, TITLE) if DOTTED_CIRCLE in glyphs_of(word, hand)
    ] == []


def test_zero_width_spaces_take_no_room():
    assert shape("ទៅ\u200bណា", TEXT).width == shape("ទៅ", TEXT).width + shape("ណា", TEXT).width


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("ចាន់\tសុភា\n", "ចាន់ សុភា "),
        ("a\x00b\x1bc\x7f", "abc"),
        ("\u202eabc\u2066", "abc"),
        ("\ufeffក\u00adខ", "កខ"),
        ("a\ud800b", f"a{UNKNOWN}b"),
        ("\uffff\U0001fffe", UNKNOWN * 2),
        ("e\u0301", "é"),
        ("e\u200d\u0301", "e\u200d\u0301"),
        ("ទៅ\u200bណា", "ទៅ\u200bណា"),
        (12, "12"),
    ],
)
def test_cleaning_keeps_what_is_read_and_drops_what_is_not(typed, kept):
    assert clean(typed) == kept


def test_cleaning_twice_changes_nothing():
    typed = "e\u202e\u0301\u0316 ក\u200b្\u00adរ"

    assert clean(clean(typed)) == clean(typed)
    assert readable(readable(typed)) == readable(typed)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("ស្ត្រីប្រុស", ["ស្ត្រី", "ប្រុ", "ស"]),
        ("ញ៉ាំAe\u0301", ["ញ៉ាំ", "A", "e\u0301"]),
        ("", []),
    ],
)
def test_clusters_keep_subscripts_vowels_and_marks_with_their_letter(text, parts):
    assert list(clusters(text)) == parts


def test_many_threads_draw_the_same_paper():
    def paper(number: int) -> bytes:
        sheet = Sheet(title="same")
        for line, word in enumerate(WORDS[:40]):
            sheet.text(20, 10 + line * 6, word, font=(TEXT, BOLD, TITLE)[number % 3])
        return sheet.pdf()

    alone = [paper(number) for number in range(3)]
    with ThreadPoolExecutor(8) as threads:
        together = list(threads.map(paper, range(24)))

    assert together == alone * 8
