"""The people of a plant: who belongs to it, in which role, with which badge and PIN."""
