"""What goes on paper: job cards, command sheets, badges, scanner tests and labels, drawn and never sent from here.

    job_card.py      an order line, its operations with a bar code each, its components, lines to write on
    sheet.py         the plate, the commands and the reasons of one machine, to scan from
    badge.py         a person's badge
    scanner_test.py  three codes that tell how a scanner is set up
    label.py         the label of what was made: PDF, or ZPL for a label printer
    page.py          millimetres on a page, in PDF;  symbols.py  bar codes as black and white modules
    printers.py      where it goes: a file, a queue of CUPS, a label printer on the network

Facts in, bytes out: the same facts make the same bytes, so a print can be compared with the one before.
"""
