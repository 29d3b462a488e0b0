"""What a supervisor looks at and decides: the floor now, orders to look after, what was refused, forgotten or odd."""
