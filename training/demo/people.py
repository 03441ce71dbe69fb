"""Made-up people for the demo: common names joined by chance, the same for the same seed. Nobody real."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

FAMILY = (
    ("សុខ", "SOK"), ("ចាន់", "CHAN"), ("កែវ", "KEO"), ("ហេង", "HENG"), ("លី", "LY"), ("អ៊ុំ", "OUM"),
    ("ញ៉ែម", "NHEM"),
    ("ប្រាក់", "PRAK"), ("សេង", "SENG"), ("ទេព", "TEP"), ("ម៉ៅ", "MAO"), ("ឈួន", "CHHUON"), ("ឡុង", "LONG"),
    ("ឃុន", "KHUN"),
    ("ជា", "CHEA"), ("ស៊ឹម", "SIM"), ("ពេជ្រ", "PECH"), ("វ៉ាន់", "VANN"), ("យឹម", "YIM"), ("អ៊ុក", "OUK"),
    ("ហ៊ុន", "HUN"),
    ("ថាច់", "THACH"), ("នូ", "NOU"), ("គង់", "KONG"), ("មាស", "MEAS"), ("រស់", "ROS"), ("សៀង", "SIENG"),
    ("អ៊ិត", "IT"),
)  # fmt: skip
MEN = (
    ("សុភា", "SOPHEA"), ("វិចិត្រ", "VICHET"), ("បូរ៉ា", "BORA"), ("រដ្ឋា", "RATHA"), ("ពិសិដ្ឋ", "PISETH"),
    ("សំណាង", "SAMNANG"), ("ដារ៉ា", "DARA"), ("វុទ្ធី", "VUTHY"), ("ចំរើន", "CHAMROEUN"), ("សុវណ្ណ", "SOVANN"),
    ("ភារុណ", "PHEARUN"), ("មុនី", "MUNY"), ("កុសល", "KOSAL"), ("រិទ្ធី", "RITHY"), ("សម្បត្តិ", "SAMBATH"),
    ("វណ្ណៈ", "VANNAK"), ("ធារ៉ា", "THEARA"), ("ប៊ុនថន", "BUNTHAN"), ("សុផល", "SOPHAL"), ("រតនៈ", "RATANAK"),
)  # fmt: skip
WOMEN = (
    ("ស្រីមុំ", "SREYMOM"), ("ចាន់ធី", "CHANTHY"), ("សុខា", "SOKHA"), ("បុប្ផា", "BOPHA"), ("កល្យាណ", "KALYAN"),
    ("ធីតា", "THIDA"), ("មាលា", "MALEA"), ("ស្រីពៅ", "SREYPOV"), ("វណ្ណា", "VANNA"), ("រស្មី", "RASMEY"),
    ("សុភ័ក្ត្រ", "SOPHEAK"), ("ផល្លា", "PHALLA"), ("ច័ន្ទបុត្រី", "CHANBOTREY"), ("នារី", "NEARY"), ("ទេវី", "TEVY"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Person:
    staff_id: str
    name_km: str
    name_latin: str
    sex: str  # M or F
    born: date
    phone: str


def invent(count: int, *, seed: int, women: int = 27) -> list[Person]:
    """Make up ``count`` people, ``women`` of a hundred women, no two with one name."""
    chance = Random(seed)  # noqa: S311 - nothing secret hangs on it
    people: list[Person] = []
    names: set[object] = set()
    while len(people) < count:
        sex = "F" if chance.randrange(100) < women else "M"
        family, given = chance.choice(FAMILY), chance.choice(WOMEN if sex == "F" else MEN)
        if (family, given) in names:
            continue
        names.add((family, given))
        people.append(_person(family, given, sex=sex, number=seed * 1000 + len(people), chance=chance))
    return people


def _person(
    family: tuple[str, str], given: tuple[str, str], *, sex: str, number: int, chance: Random
) -> Person:
    return Person(
        staff_id=f"{number * 7919 % 9_000_000_000 + 100_000_000:010}",
        name_km=f"{family[0]} {given[0]}",
        name_latin=f"{family[1]} {given[1]}",
        sex=sex,
        born=date(1968, 1, 1) + timedelta(days=chance.randrange(9500)),
        phone=f"0{chance.choice(('12', '17', '69', '89', '96'))}{chance.randrange(100_000, 999_999)}",
    )
