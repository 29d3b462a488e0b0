"""Tests of what a supervisor looks at stand on the plant of clocks."""

from tests.engine.clocks.at_eight import each_plant, plant

__all__ = ["each_plant", "plant"]
