"""Make problems of the family of ``docs/planner.md``: 25 provinces, ten courses, six roles."""

import math
import random
from datetime import date, timedelta
from typing import Any

# Name, latitude and longitude of the province's town (public geography), in hundredths of a degree.
PROVINCES = {
    "PNH": (1156, 10492), "BMC": (1359, 10297),
    "BTB": (1310, 10320), "KPC": (1199, 10546), "KPN": (1225, 10466),
    "KPS": (1145, 10452), "KPT": (1271, 10489),
    "KPO": (1061, 10418), "KDL": (1148, 10495), "KKG": (1162, 10298),
    "KRT": (1249, 10602), "MDK": (1246, 10719),
    "OMC": (1418, 10352), "PLN": (1285, 10261), "PSN": (1062, 10352),
    "PVH": (1381, 10498), "PST": (1254, 10392),
    "PVG": (1149, 10533), "RTK": (1374, 10698), "SRP": (1336, 10386),
    "STG": (1353, 10597), "SVR": (1109, 10580),
    "TKO": (1099, 10478), "KEP": (1048, 10432), "TBK": (1191, 10565),
}  # fmt: skip
COURSES = {
    "ITF": (4, []), "KHM": (2, []), "FMC": (4, ["ITF"]), "BUD": (4, ["FMC"]), "AP": (4, ["FMC"]),
    "PO": (4, ["FMC"]), "GL": (6, ["FMC"]), "CM": (2, ["AP"]), "RPT": (2, ["GL"]), "SEC": (2, ["ITF"]),
}  # fmt: skip
ROLES = (["BUD"], ["AP", "CM"], ["PO", "SEC"], ["GL"], ["GL", "RPT"], ["KHM", "SEC"])


def make(officials: int, *, seed: int) -> dict[str, Any]:
    """Return a problem with so many officials."""
    rng = random.Random(seed)
    slots, breaks = _slots(22 if officials <= 1000 else 44 if officials <= 5000 else 84)
    people, units = _people(rng, officials, len(slots))
    demand = sum(COURSES[c][0] for o in people for c in o["needs"])
    rooms = max(4, round(demand / 22 / len(slots) * 2))
    places = ["PNH", *rng.sample(list(PROVINCES)[1:], min(24, rooms // 2))]
    return {
        "format": "training-plan/1",
        "slots": slots,
        "breaks_after": breaks,
        "courses": [
            {
                "id": c,
                "half_days": k,
                "min_size": 8,
                "max_size": 24 if c in ("GL", "RPT") else 30,
                "prerequisites": p,
            }
            for c, (k, p) in COURSES.items()
        ],
        "centres": [{"id": f"C-{p}", "province": p} for p in places],
        "rooms": [_room(rng, n, places, len(slots)) for n in range(rooms)],
        "trainers": [_trainer(rng, n, len(slots)) for n in range(rooms + 3)],
        "units": units,
        "officials": people,
        "km": {a: {b: _km(a, b) for b in PROVINCES} for a in PROVINCES},
    }


def _slots(days: int) -> tuple[list[str], list[int]]:
    slots: list[str] = []
    breaks, day = [], date(2026, 11, 2)
    while len(slots) < 2 * days:
        if day.weekday() < 5 and day not in {date(2026, 11, d) for d in (9, 23, 24, 25)}:
            slots += [f"{day}/AM", f"{day}/PM"]
        elif slots and len(slots) - 1 not in breaks:
            breaks.append(len(slots) - 1)
        day += timedelta(days=1)
    return slots, breaks


def _people(rng: random.Random, number: int, slots: int) -> tuple[list[Any], list[Any]]:
    units, people = [], []
    while len(people) < number:
        home = "PNH" if rng.random() < 0.4 else rng.choice(list(PROVINCES))
        size = min(rng.randrange(3, 26), number - len(people))
        name = f"U{len(units):03d}"
        limit = max(2, size * 6 // 10)
        units.append({"id": name, "province": home, "headcount": size, "max_away": limit})
        people += [_official(rng, len(people) + n, name, home, slots) for n in range(size)]
    return people, units


def _official(rng: random.Random, number: int, unit: str, home: str, slots: int) -> dict[str, Any]:
    held = ["ITF"] if rng.random() < 0.35 else []
    wanted = list(rng.choice(ROLES))
    if wanted[0] != "KHM":
        wanted = ["ITF", "FMC", *wanted]
    elif "SEC" in wanted:
        wanted = ["ITF", *wanted]
    needs = [c for c in dict.fromkeys(wanted) if c not in held]
    first, blocked = rng.randrange(slots), []
    if rng.random() < 0.08:
        blocked = [s for s in range(first, first + 2 * rng.randrange(1, 4)) if s < slots]
    return {
        "id": f"O{number:05d}",
        "unit": unit,
        "province": home,
        "needs": needs,
        "held": held,
        "blocked": blocked,
    }


def _room(rng: random.Random, number: int, places: list[str], slots: int) -> dict[str, Any]:
    where = places[number % len(places)] if rng.random() < 0.7 else places[0]
    blocked = sorted(rng.sample(range(slots), 4)) if rng.random() < 0.2 else []
    return {
        "id": f"R{number:03d}",
        "centre": f"C-{where}",
        "seats": rng.choice([20, 24, 30, 40]),
        "blocked": blocked,
    }


def _trainer(rng: random.Random, number: int, slots: int) -> dict[str, Any]:
    home = "PNH" if rng.random() < 0.5 else rng.choice(list(PROVINCES))
    names = list(COURSES)
    teaches = {names[number % len(names)], *rng.sample(names, rng.randrange(1, 3))}
    blocked = [s for s in range(slots) if rng.random() < 0.08]
    return {"id": f"T{number:03d}", "province": home, "courses": sorted(teaches), "blocked": blocked}


def _km(a: str, b: str) -> int:
    """Road kilometres: 1.3 times the great circle."""
    (la, ga), (lb, gb) = ([math.radians(x / 100) for x in PROVINCES[p]] for p in (a, b))
    half = math.sin((lb - la) / 2) ** 2 + math.cos(la) * math.cos(lb) * math.sin((gb - ga) / 2) ** 2
    return round(1.3 * 2 * 6371 * math.asin(math.sqrt(half)))
