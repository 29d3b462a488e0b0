"""What people of a shift tell each other."""
