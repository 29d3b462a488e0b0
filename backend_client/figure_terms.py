"""The words of key figures and of what is lost: how they are grouped, and what is counted."""

from enum import StrEnum


class FigureGroup(StrEnum):
    """What a line of key figures is of."""

    CENTER = "center"
    ORDER = "order"
    OPERATION = "operation"
    SHIFT = "shift"
    DAY = "day"
    WORK_CENTER = "work_center"


class StopType(StrEnum):
    """What a stop counts as: a delay; one that began with a failure of the center; or none, because it was planned."""

    UNPLANNED = "unplanned"
    FAILURE = "failure"
    PLANNED = "planned"


class WorkerGroup(StrEnum):
    """What a line of worker efficiency is of."""

    DAY = "day"
    PERSON = "person"


class LossGroup(StrEnum):
    """What a line of losses is of."""

    REASON = "reason"
    CENTER = "center"
    ITEM = "item"
    DAY = "day"
    WEEK = "week"


class Loss(StrEnum):
    """What is lost: pieces, or time."""

    SCRAP = "scrap"
    STOP = "stop"
