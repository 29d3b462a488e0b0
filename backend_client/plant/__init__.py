"""The importer: a folder of CSV files, or rows in memory, becomes a plant in a database.

reading    folder -> rows, every fault of form with its file, row and column
checking   rows -> every fault of sense: references, units, circles, calendars, posting setup, stock, orders
writing    rows -> database, in one transaction, repeatable
building   rows without columns that have a default -> database
demo       the plant that ships with the kiosk, its dates moved to a given week
"""
