"""The fixed words of the attendance sheet in both languages."""

from dataclasses import dataclass
from typing import Literal

from training.dates import HalfDay
from training.i18n import khmer_digits

Language = Literal["km", "en"]


@dataclass(frozen=True, slots=True)
class Wording:
    """The heads, labels and sentences of the sheet in one language."""

    title: str
    course: str
    class_: str
    day: str
    room: str
    trainer: str
    number: str
    name: str
    unit: str
    sex: str
    woman: str
    man: str
    half_days: dict[HalfDay, str]
    listed: str
    present: str
    trainer_signs: str
    coordinator_signs: str
    place_and_date: str
    digits_are_khmer: bool = False

    def digits(self, value: object) -> str:
        return khmer_digits(value) if self.digits_are_khmer else str(value)


KHMER = Wording(
    title="បញ្ជីវត្តមាន",
    course="វគ្គសិក្សា៖",
    class_="ថ្នាក់៖",
    day="កាលបរិច្ឆេទ៖",
    room="បន្ទប់៖",
    trainer="គ្រូបណ្តុះបណ្តាល៖",
    number="ល.រ",
    name="គោត្តនាម និងនាម",
    unit="អង្គភាព",
    sex="ភេទ",
    woman="ស្រី",
    man="ប្រុស",
    half_days={HalfDay.MORNING: "ព្រឹក", HalfDay.AFTERNOON: "រសៀល"},
    listed="សរុបក្នុងបញ្ជី {total} នាក់ (ស្រី {women} នាក់)",
    present="វត្តមាន{half} …………… នាក់ (ស្រី …………… នាក់)",
    trainer_signs="ហត្ថលេខាគ្រូបណ្តុះបណ្តាល",
    coordinator_signs="ហត្ថលេខាអ្នកសម្របសម្រួល",
    place_and_date="ធ្វើនៅ…………… ថ្ងៃទី…… ខែ………… ឆ្នាំ………",
    digits_are_khmer=True,
)
ENGLISH = Wording(
    title="Attendance sheet",
    course="Course:",
    class_="Class:",
    day="Date:",
    room="Room:",
    trainer="Trainer:",
    number="No.",
    name="Name",
    unit="Unit",
    sex="Sex",
    woman="F",
    man="M",
    half_days={HalfDay.MORNING: "Morning", HalfDay.AFTERNOON: "Afternoon"},
    listed="On the list: {total} (women: {women})",
    present="Present, {half}: …………… (women: ……………)",
    trainer_signs="Signature of the trainer",
    coordinator_signs="Signature of the coordinator",
    place_and_date="Place and date: ………………………",
)


def wording(language: Language) -> Wording:
    return ENGLISH if language == "en" else KHMER
