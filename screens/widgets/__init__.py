"""Pieces of screens: each draws one thing and says in messages what the person did."""
