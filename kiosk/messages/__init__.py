"""`kiosk post NAME` and `kiosk ask NAME`: every message of the seam as a command, derived from the catalogue."""
