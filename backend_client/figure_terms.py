"""The words of key figures and of what is lost: how they are grouped, and what is counted."""

from enum import StrEnum


class FigureGroup(StrEnum):
    """What a line of key figures is of."""

    CENTER = "center"
    ORDER = "order"
    OPERATION = "operation"
    SHIFT = "shift"
    DAY = "day"


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
