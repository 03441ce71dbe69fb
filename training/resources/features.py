"""What rooms may have and courses may need: named, renamed, dropped when nothing asks for it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from training import audit, khmer
from training.audit import Actor
from training.courses.models import Course, Feature
from training.courses.queries import features
from training.db import db
from training.errors import NotFound, RuleViolation
from training.i18n import Bilingual, lazy
from training.resources.models import Room


class FeatureIsThere(RuleViolation):
    message = lazy("There is already something of this name: %(name)s.")


class FeatureInUse(RuleViolation):
    message = lazy("%(name)s is named by %(users)s; take it away there first.")


@dataclass(frozen=True, slots=True)
class FeatureRow:
    """A feature with the courses that need it and the rooms that have it."""

    feature: Feature
    courses: Sequence[Course]
    rooms: Sequence[Room]


def feature_rows() -> list[FeatureRow]:
    courses = db.session.scalars(select(Course).order_by(Course.position)).all()
    rooms = db.session.scalars(select(Room).order_by(Room.name_en)).all()
    return [
        FeatureRow(
            feature,
            [course for course in courses if feature.code in course.features],
            [room for room in rooms if feature.code in room.features],
        )
        for feature in features()
    ]


def get_feature(code: str) -> Feature:
    found = db.session.get(Feature, code)
    if found is None:
        raise NotFound
    return found


def add_feature(*, name_km: str, name_en: str, by: Actor | None) -> Feature:
    """Name something that a room may have; its English name of today becomes its lasting code.

    Raises:
        FeatureIsThere: something has this code or one of these names.
    """
    name_km, name_en = khmer.canonical(name_km), khmer.clean(name_en)
    for obstacle in obstacles_to_naming(name_km=name_km, name_en=name_en):
        raise obstacle
    feature = Feature(code=name_en, name_km=name_km, name_en=name_en)
    db.session.add(feature)
    audit.record("added feature", feature, by=by)
    return feature


def rename_feature(feature: Feature, *, name_km: str, name_en: str, by: Actor | None) -> None:
    """Call it otherwise; rooms and courses that name it keep it.

    Raises:
        FeatureIsThere: another one is called so.
    """
    name_km, name_en = khmer.canonical(name_km), khmer.clean(name_en)
    for obstacle in obstacles_to_naming(name_km=name_km, name_en=name_en, but=feature):
        raise obstacle
    audit.record("renamed feature", feature, by=by, was_km=feature.name_km, was_en=feature.name_en)
    feature.name_km, feature.name_en = name_km, name_en
    db.session.flush()


def drop_feature(feature: Feature, *, by: Actor | None) -> None:
    """Take the feature off the list.

    Raises:
        FeatureInUse: a room has it or a course needs it.
    """
    for obstacle in obstacles_to_dropping(feature):
        raise obstacle
    audit.record("dropped feature", feature, by=by, name=feature.name_en)
    db.session.delete(feature)
    db.session.flush()


def obstacles_to_naming(*, name_km: str, name_en: str, but: Feature | None = None) -> Iterator[RuleViolation]:
    """Say which other feature is called so, however it is written."""
    wanted = {khmer.key(name_km), khmer.key(name_en)}
    for other in features():
        taken = {khmer.key(text) for text in (other.code, other.name_km, other.name_en)}
        if other is not but and wanted & taken:
            yield FeatureIsThere(name=other.name)


def obstacles_to_dropping(feature: Feature) -> Iterator[RuleViolation]:
    for row in feature_rows():
        users: list[Bilingual] = [*(each.name for each in row.courses), *(each.name for each in row.rooms)]
        if row.feature is feature and users:
            yield FeatureInUse(name=feature.name, users=", ".join(str(name) for name in users))
