"""What can be asked about production orders: lists, one of them whole, substitutes of a component."""
