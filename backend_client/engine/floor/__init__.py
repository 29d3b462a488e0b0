"""Rules of the floor: what a plant restricts beyond Business Central. Everything is off until a plant asks for it."""
