"""The kiosk in a browser: a sign-on page, and behind it the same screens in a terminal of the page.

    browser                      this program                        the plant's database
    GET  /            page       sign-on page, or the terminal's
    POST /sign-on     number,PIN SignOnRequest ------------------->  checked, noted, delayed, locked as anywhere
    GET  /terminal    WebSocket  one kiosk on a terminal of its own, in the name of who signed on

Nobody reaches a screen without a PIN. The kiosk behind a page ends with sign-off, and when the page is gone; what
was entered is there again at the next sign-on, as on any terminal. Nothing but keys and the window's size goes in.
"""
