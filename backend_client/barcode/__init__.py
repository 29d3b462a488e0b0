"""From the text of a scan to what it says: pure functions without a clock, a database or a screen.

`router.route` is the one door in, `events` what comes out. `k1` is the grammar of the labels this program prints,
`gs1` reads what GS1 labels say, `plain` the numbers that Business Central prints.
"""
