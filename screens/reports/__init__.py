"""What things cost and what the ledgers say of it: tables, and the entries behind each of their rows."""
