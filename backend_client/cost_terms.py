"""The words of a plant's cost settings; those of entries and orders are in terms.py."""

from enum import StrEnum


class AutomaticCostAdjustment(StrEnum):
    """When late costs are forwarded by themselves."""

    NEVER = "never"
    ALWAYS = "always"


class AverageCostPeriod(StrEnum):
    """Over what time an average cost is taken."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


class AverageCostCalculationType(StrEnum):
    """Over what stock an average cost is taken: all of an item, or each location and variant for itself."""

    ITEM = "item"
    ITEM_LOCATION_VARIANT = "item_location_variant"


class CostLevels(StrEnum):
    """How far down standard costs are calculated: the item alone, or everything produced that it is made of too."""

    SINGLE = "single"
    ALL = "all"
