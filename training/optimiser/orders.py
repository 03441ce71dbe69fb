"""What lies before and behind each need: prerequisites, followers, and the tail of half-days."""

from collections.abc import Sequence

from training.optimiser.problem import Problem


def offsets(groups: Sequence[Sequence[object]]) -> list[int]:
    found = [0]
    for group in groups:
        found.append(found[-1] + len(group))
    return found


def orders(
    problem: Problem, needs: dict[tuple[str, str], int], lost: set[tuple[str, str]]
) -> dict[str, list[int]]:
    """Prerequisites and followers of each need, the tail behind it, the courses in order."""
    before: list[list[int]] = [[] for _ in needs]
    after: list[list[int]] = [[] for _ in needs]
    for (official, course), n in needs.items():
        for first in problem.courses[course].prerequisites:
            m = needs.get((official, first))
            if m is not None:
                before[n].append(m)
                after[m].append(n)
    depth = course_depths(problem)
    order = sorted(range(len(depth)), key=lambda c: (list(depth.values())[c], c))
    behind = course_tails(problem)
    return {
        "boff": offsets(before),
        "blist": [m for group in before for m in group],
        "aoff": offsets(after),
        "alist": [m for group in after for m in group],
        "tail": _tails(problem, list(needs), after, lost),
        "corder": order,
        "cbuild": sorted(order, key=lambda c: -list(behind.values())[c]),
    }


def course_depths(problem: Problem) -> dict[str, int]:
    """Return, per course, how many courses lie before it at most."""
    depth = dict.fromkeys(problem.courses, 0)
    for _ in problem.courses:
        for course in problem.courses.values():
            depth[course.id] = max((depth[p] + 1 for p in course.prerequisites), default=0)
    return depth


def course_tails(problem: Problem) -> dict[str, int]:
    """Return, per course, the most half-days that may follow it in a chain."""
    tail = dict.fromkeys(problem.courses, 0)
    for _ in problem.courses:
        for course in problem.courses.values():
            for first in course.prerequisites:
                tail[first] = max(tail[first], tail[course.id] + course.half_days)
    return tail


def _tails(
    problem: Problem, keys: list[tuple[str, str]], after: list[list[int]], lost: set[tuple[str, str]]
) -> list[int]:
    depth = course_depths(problem)
    tails = [0] * len(keys)
    for n in sorted(range(len(keys)), key=lambda n: -depth[keys[n][1]]):
        behind = [m for m in after[n] if keys[m] not in lost]
        tails[n] = max((tails[m] + problem.courses[keys[m][1]].half_days for m in behind), default=0)
    return tails
