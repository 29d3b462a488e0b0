"""The casebook: worked cases as JSON, run through the seam in a fresh plant each.

loading    a folder of case files -> cases, or what is wrong with a file
plant      base plant + a case's own rows -> the full rows of a plant
databases  a fresh database with that plant, by copy where a like one was built before
actions    each `do` -> the request message that is posted     questions  likewise for what is asked
tables     each table of an expectation -> the rows that stand in the database
running    the steps in order, with references and confirmations
comparing  expected rows against actual ones: matching, differences as text
"""
