"""Hostile and odd inputs, each with the reaction it must get, run through the real scan line, router and readers."""
