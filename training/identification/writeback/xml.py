"""Texts as they stand in the XML of a workbook, where a text can never become a formula."""

import re
from xml.sax.saxutils import escape

LONGEST_TEXT = 32_000  # characters; a cell holds 32,767
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_LOOKS_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")  # spreadsheets read _x0041_ as A


def text(value: str) -> str:
    cut = _FORBIDDEN.sub("", value)[:LONGEST_TEXT]
    return escape(_LOOKS_ESCAPED.sub("_x005F_", cut))


def attribute(value: str) -> str:
    return escape(_FORBIDDEN.sub("", value), {'"': "&quot;"})


def text_cell(reference: str, value: str, *, style: str = "") -> str:
    """A cell with a text of its own; ``style`` is the number of its look."""
    look = f' s="{style}"' if style else ""
    return f'<c r="{reference}"{look} t="inlineStr"><is><t xml:space="preserve">{text(value)}</t></is></c>'
