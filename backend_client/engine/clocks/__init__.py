"""Clocks of the floor: who works at what, since when; kept as stamps, never as running counters."""
