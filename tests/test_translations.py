"""Every text of the program has one Khmer translation."""

import re
from collections import defaultdict
from pathlib import Path

from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from training import i18n

HOME = Path(__file__).parent.parent
JINJA = {"**.html": {"trimmed": "true", "trim_blocks": "true", "lstrip_blocks": "true"}}
SOURCES = (
    ("training", [("**.py", "python")], {}),
    ("templates", [("**.html", "jinja2.ext:babel_extract")], JINJA),
)
KEYWORDS = {"_": None, "gettext": None, "lazy": None, "lazy_gettext": None, "ngettext": (1, 2)}
NAMED = re.compile(r"%\((\w+)\)")


def texts_of_the_program() -> dict[object, str]:
    """Every msgid with the first place where it stands."""
    found: dict[object, str] = {}
    for folder, methods, options in SOURCES:
        extracted = extract_from_dir(str(HOME / folder), methods, options, keywords=KEYWORDS)
        for name, line, text, _comments, _context in extracted:
            if text:
                found.setdefault(text, f"{folder}/{name}:{line}")
    return found


def khmer() -> dict[str, dict[str, object]]:
    """Each catalogue's msgids with their translations."""
    catalogues = {}
    for path in i18n.catalogue_files():
        with path.open("rb") as file:
            catalogue = read_po(file, locale="km")
        catalogues[path.name] = {message.id: message for message in catalogue if message.id}
    return catalogues


def test_every_text_has_a_khmer_translation():
    known = {text if isinstance(text, str) else text[0] for words in khmer().values() for text in words}
    missing = {
        place: text
        for text, place in texts_of_the_program().items()
        if (text if isinstance(text, str) else text[0]) not in known
    }
    assert missing == {}


def test_no_translation_is_empty_or_a_guess():
    assert [
        (name, message.id)
        for name, words in khmer().items()
        for message in words.values()
        if message.fuzzy or not all([message.string] if isinstance(message.string, str) else message.string)
    ] == []


def test_one_text_has_one_translation():
    said = defaultdict(set)
    for words in khmer().values():
        for text, message in words.items():
            said[text].add(message.string)
    assert {text: found for text, found in said.items() if len(found) > 1} == {}


def test_translations_name_the_same_facts():
    wrong = []
    for name, words in khmer().items():
        for text, message in words.items():
            wanted = set(NAMED.findall(text if isinstance(text, str) else text[-1]))
            given = message.string if isinstance(message.string, str) else " ".join(message.string)
            if set(NAMED.findall(given)) - wanted or (wanted - set(NAMED.findall(given)) - {"num"}):
                wrong.append((name, text))
    assert wrong == []
