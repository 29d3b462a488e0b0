"""Moving orders to other days: what if, proposals, and the move itself."""
