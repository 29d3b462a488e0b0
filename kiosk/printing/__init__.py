"""`kiosk print`: papers to work from, to a file, a queue of CUPS or a label printer."""
