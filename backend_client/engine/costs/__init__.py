"""Costs: what things should cost, what they did cost, and how the difference reaches the ledgers."""
