"""Names of people as lists write them: with number, title and remark in brackets."""

import re
from functools import cache

from training.khmer import canonical, clean, without_edges, without_title
from training.reference import reference

_LATIN_LETTER = re.compile("[A-Za-z]")


def khmer_name(text: str) -> tuple[str, str | None]:
    """The Khmer name without title, and the sex that the title tells."""
    name, title = without_title(text)
    return name, _sex_of_title().get(title)


def latin_name(text: str) -> tuple[str, str | None]:
    """The Latin name in a cleaned text, upper case, "" without a letter; and the sex its title tells."""
    name = without_edges(text)
    title, sex = _latin_title(), None
    while (match := title.match(name)) and match.end() < len(name):
        sex = sex or _sex_of_title().get(match[1].replace(".", "").upper())
        name = name[match.end() :].strip(" .")
    if not _LATIN_LETTER.search(name):
        return "", sex
    return (clean(name.replace(",", " ")) if "," in name else name).upper(), sex


@cache
def _latin_title() -> re.Pattern[str]:
    words = reference().honorifics
    bare = {title.rstrip(".") for title in (*words.la_m, *words.la_f, *words.la_any)}
    longest_first = "|".join(re.escape(title) for title in sorted(bare, key=len, reverse=True))
    return re.compile(rf"({longest_first})\.?(?=[\s.]|$)\s*", re.IGNORECASE)


@cache
def _sex_of_title() -> dict[str, str]:
    """Titles as they are found, and the sex they tell; those that tell none are not in it."""
    words = reference().honorifics
    khmer = {canonical(t): "M" for t in words.km_m} | {canonical(t): "F" for t in words.km_f}
    latin_m = {title.replace(".", "").upper(): "M" for title in words.la_m}
    return khmer | latin_m | {title.replace(".", "").upper(): "F" for title in words.la_f}
