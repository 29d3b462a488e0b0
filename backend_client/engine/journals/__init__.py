"""The journals: consumption by hand, batches of many lines, and what is proposed for them."""
