"""What a supervisor asks: what happens at every center now, which orders need looking after, which entries are odd."""
