"""Key figures of production and what was lost: sums over the capacity ledger beside calendars, routings and clocks."""
