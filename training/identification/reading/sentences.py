"""Findings and refusals as sentences for the person who corrects the list, in the reader's language."""

from collections.abc import Mapping

from training.i18n import Text, _, lazy
from training.identification.reading.model import Finding, Place, Refusal
from training.reference import reference

REASONS: Mapping[str, Text] = {
    "E_NO_NAME": lazy("There is no name, neither in Khmer nor in Latin letters."),
    "E_NAME_NOT_KHMER": lazy("“%(value)s” is no Khmer Unicode text: please type the name in Khmer Unicode."),
    "E_BAD_ID": lazy("“%(value)s” is no civil servant ID: it must have exactly %(digits)s digits."),
    "E_DATE_IMPOSSIBLE": lazy("“%(value)s” is no real date: please write day/month/year."),
    "E_DATE_RANGE": lazy(
        "“%(value)s” cannot be the birth date of an official of %(youngest)s to %(oldest)s years."
    ),
    "E_ROLE_UNKNOWN": lazy(
        "“%(value)s” has a role that cannot be read: please write module and step (“AP Entry”)."
    ),
    "E_NO_ROLE": lazy("No FMIS role is asked for."),
    "E_NO_IDENTITY": lazy(
        "Nobody can be identified by this: give the ID, or Khmer name, birth date and sex."
    ),
    "H_HIDDEN": lazy("The row is hidden in the file; it waits until somebody decides."),
    "W_NO_KHMER_NAME": lazy("There is no Khmer name."),
    "W_SEX_MISSING": lazy("The sex is not told."),
    "W_SEX_FROM_TITLE": lazy("The sex is not told; it was taken from the title (%(read_as)s)."),
    "W_ID_PADDED": lazy("The ID “%(value)s” had lost its first zero; it was read as %(read_as)s."),
    "W_DATE_PARTIAL": lazy("“%(value)s” tells only the year; no birth date was taken."),
    "W_DATE_SERIAL": lazy("The number “%(value)s” was read as the date %(read_as)s."),
    "W_DATE_2DIGIT": lazy("“%(value)s” has two digits for the year; it was read as %(read_as)s."),
    "W_DATE_BE": lazy("“%(value)s” has a year of the Buddhist era; it was read as %(read_as)s."),
    "W_PHONE_BAD": lazy("“%(value)s” is no phone number of Cambodia; none was taken."),
    "W_EMAIL_BAD": lazy("“%(value)s” is no e-mail address; none was taken."),
    "W_CELL_ERROR": lazy("The cell holds an error of the spreadsheet (such as #N/A); it was taken as empty."),
    "C_ID_NAME": lazy("The same ID stands in %(other)s with another Khmer name."),
    "C_ID_DOB": lazy("The same ID stands in %(other)s with another birth date."),
    "C_ID_SEX": lazy("The same ID stands in %(other)s with another sex."),
    "C_PERSON_TWO_IDS": lazy(
        "The same name, birth date and sex stand in %(other)s with another ID: two officials."
    ),
    "C_AMBIGUOUS": lazy("Without an ID this may be the official in %(other)s or another one."),
    "D_REPEAT": lazy("This official stands in %(other)s already; the row brings no new role."),
    "S_SIMILAR": lazy(
        "This may be the official in %(other)s: same birth date and sex, nearly the same name."
    ),
    "N_COLUMN_IGNORED": lazy("The heading “%(heading)s” is not known; the column was not read."),
}

REFUSALS: Mapping[Refusal, Text] = {
    Refusal.EMPTY: lazy("The file is empty."),
    Refusal.DAMAGED: lazy("The file is damaged, perhaps on its way: please send it again."),
    Refusal.NOT_UNICODE: lazy(
        "The text is neither UTF-8 nor UTF-16: please save the list as an Excel workbook."
    ),
    Refusal.ENCRYPTED: lazy("The file is protected by a password: please send it without one."),
    Refusal.HTML: lazy(
        "This is a web page, whatever it is called: please save the list as an Excel workbook."
    ),
    Refusal.PDF: lazy("This is a PDF: please send the spreadsheet it was made from."),
    Refusal.XML: lazy("This is an XML file: please save the list as an Excel workbook."),
    Refusal.WORD: lazy("This is a text document: please send the list as a spreadsheet."),
    Refusal.MACROS: lazy("The workbook holds macros: please save it without them, as .xlsx."),
    Refusal.OTHER: lazy("This is no spreadsheet: .xlsx, .xls, .ods, .csv and .tsv can be read."),
    Refusal.DOCTYPE: lazy(
        "The workbook holds a document type declaration, which no spreadsheet program writes."
    ),
    Refusal.TOO_BIG: lazy("The file is bigger than 40 MB."),
    Refusal.UNPACKS_TOO_BIG: lazy("Unpacked, the file would be bigger than 300 MB."),
    Refusal.PACKED_TOO_TIGHT: lazy("The file is packed more than 100 times: this is no list of officials."),
    Refusal.TOO_MANY_PARTS: lazy("The file has more than 200 parts: this is no list of officials."),
    Refusal.TOO_WIDE: lazy("Cells of the sheet lie too far out: please delete what is far from the list."),
    Refusal.TOO_LONG: lazy("The list is too long to be read at once: please send it in parts."),
    Refusal.TOO_SLOW: lazy("The file takes too long to read: please send the list alone in a new workbook."),
    Refusal.TOO_MUCH_MEMORY: lazy(
        "The file takes too much memory: please send the list alone in a new workbook."
    ),
    Refusal.READER_DIED: lazy("The file cannot be read: please send the list alone in a new workbook."),
    Refusal.NO_HEADING: lazy("No sheet has a row of headings that can be recognised (name, ID, sex, …)."),
}


def sentence(finding: Finding) -> str:
    """Where it is and what is the matter: Sheet “A”, row 12, column F (DOB): “31/06/1990” is no real date."""
    return f"{where(finding)}: {reason(finding)}"


def where(finding: Finding) -> str:
    """The place of a finding: sheet, row, column and its heading, as far as there are any."""
    place = _place(Place(finding.sheet, finding.row))
    if not finding.column:
        return place
    heading = " ".join(finding.heading.split())
    facts = {"place": place, "column": finding.column, "heading": heading}
    if not heading:
        return _("%(place)s, column %(column)s") % facts
    return _("%(place)s, column %(column)s (%(heading)s)") % facts


def reason(finding: Finding) -> str:
    """What is the matter, without the place."""
    limits = reference()
    facts = {
        "value": " ".join(finding.value.split()),
        "heading": " ".join(finding.heading.split()),
        "read_as": _SEXES.get(finding.read_as, finding.read_as),
        "other": _other(finding),
        "digits": limits.id_digits,
        "youngest": limits.youngest,
        "oldest": limits.oldest,
    }
    return str(REASONS[finding.code]) % facts


def refusal_sentence(refusal: Refusal) -> str:
    return str(REFUSALS[refusal])


_SEXES: Mapping[str, Text] = {"M": lazy("man"), "F": lazy("woman")}


def _other(finding: Finding) -> str:
    """The other row, in the middle of a sentence; its sheet only when that is another one."""
    other = finding.other
    if other is None:
        return ""
    if other.sheet == finding.sheet:
        return _("row %(row)s") % {"row": other.row}
    return _("sheet “%(sheet)s”, row %(row)s") % {"sheet": other.sheet, "row": other.row}


def _place(place: Place) -> str:
    if not place.sheet:
        return _("Row %(row)s") % {"row": place.row}
    return _("Sheet “%(sheet)s”, row %(row)s") % {"sheet": place.sheet, "row": place.row}
