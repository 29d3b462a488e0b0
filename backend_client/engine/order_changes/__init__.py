"""Changing what stands on a production order, as long as it is not finished."""
