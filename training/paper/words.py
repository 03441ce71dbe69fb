"""The few words that paper itself says, in the language of the document (not of the reader)."""

from dataclasses import dataclass

from training.i18n import khmer_digits


@dataclass(frozen=True, slots=True)
class Words:
    """Fixed wording of official papers in one language."""

    kingdom: str
    motto: str
    number: str
    page_of: str
    demo: str
    watermark: str

    def page(self, number: int, total: int) -> str:
        """``Page 2 of 3``; Khmer digits in Khmer."""
        return self.page_of.format(number=self.digits(number), total=self.digits(total))

    def digits(self, value: object) -> str:
        return khmer_digits(value) if self is KHMER else str(value)


KHMER = Words(
    kingdom="ព្រះរាជាណាចក្រកម្ពុជា",
    motto="ជាតិ សាសនា ព្រះមហាក្សត្រ",
    number="លេខ៖",
    page_of="ទំព័រ {number} នៃ {total}",
    demo="ឯកសារសាកល្បង គ្មានតម្លៃជាផ្លូវការ",
    watermark="ឯកសារសាកល្បង",
)
ENGLISH = Words(
    kingdom="KINGDOM OF CAMBODIA",
    motto="Nation Religion King",
    number="No.",
    page_of="Page {number} of {total}",
    demo="Demonstration, without official value",
    watermark="DEMONSTRATION",
)


def words(language: str) -> Words:
    return ENGLISH if language == "en" else KHMER
