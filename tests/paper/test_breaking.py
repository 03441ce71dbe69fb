"""Line breaks: at words where ICU sees them, at clusters where nothing else fits, never inside."""

import random
from itertools import pairwise

import pytest

from tests.paper.hard_words import WORDS
from training.paper import BOLD, TEXT, TITLE
from training.paper.breaking import pieces, wrap, wrap_at_most
from training.paper.shaping import joined, width

SENTENCE = "ក្រសួងសេដ្ឋកិច្ច និងហិរញ្ញវត្ថុ សូមជូនភ្ជាប់មកជាមួយនូវបញ្ជីឈ្មោះមន្ត្រីដែលត្រូវចូលរួមវគ្គបណ្តុះបណ្តាលប្រព័ន្ធ FMIS លើកទី៣"


def without_spaces(text: str) -> str:
    return "".join(text.split())


def test_breaks_stand_between_khmer_words():
    assert pieces("មន្ត្រីត្រូវចូលរួមវគ្គបណ្តុះបណ្តាល") == ("មន្ត្រី", "ត្រូវ", "ចូលរួម", "វគ្គ", "បណ្តុះបណ្តាល")


def test_a_typed_zero_width_space_is_a_place_to_break():
    assert pieces("កកក\u200bខខខ") == ("កកក\u200b", "ខខខ")


def test_signs_beyond_the_first_plane_do_not_shift_the_breaks():
    assert pieces("😀😀 មន្ត្រីដែលត្រូវ") == ("😀😀 ", "មន្ត្រី", "ដែល", "ត្រូវ")


@pytest.mark.parametrize("hand", [TEXT, BOLD, TITLE], ids=lambda hand: hand.name)
@pytest.mark.parametrize("within", [1, 20, 55, 130, 400])
def test_lines_fit_and_nothing_is_lost_or_cut_inside_a_cluster(hand, within):
    text = f"{SENTENCE} {' '.join(WORDS)} {''.join(WORDS)}"
    lines = wrap(text, hand, size=11, within=within)

    assert without_spaces("".join(lines)) == without_spaces(text)
    assert [line for line in lines if line and joined("ក", line[0])] == []
    assert [line for line in lines if line.endswith("\u17d2")] == []
    assert within < 60 or [line for line in lines if width(line, hand, 11) > within + 0.5] == []


def test_random_khmer_is_never_cut_inside_a_cluster():
    chance = random.Random(7)
    for _ in range(200):
        text = "".join(chr(chance.randrange(0x1780, 0x17D4)) for _ in range(60))
        lines = wrap(text, TEXT, size=11, within=40)

        assert "".join(lines) == text
        assert [(one, two) for one, two in pairwise(lines) if joined(one[-1], two[0])] == []


def test_line_ends_of_the_text_are_kept():
    assert wrap("ក\r\nខ\n\nគ", TEXT, size=11, within=100) == ["ក", "ខ", "", "គ"]


def test_a_long_word_without_breaks_is_cut():
    assert wrap("x" * 30, TEXT, size=10, within=width("x" * 10, TEXT, 10)) == ["x" * 10] * 3


def test_more_lines_than_allowed_end_in_an_ellipsis():
    lines = wrap_at_most(SENTENCE, TEXT, size=11, within=150, lines=2)

    assert len(lines) == 2
    assert lines[1].endswith("…")
    assert width(lines[1], TEXT, 11) <= 150


def test_a_text_that_fits_has_no_ellipsis():
    assert wrap_at_most("ក ខ", TEXT, size=11, within=150, lines=1) == ["ក ខ"]
