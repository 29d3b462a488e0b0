"""Taking postings back: single entries, whole postings, and the question what can be taken back."""
