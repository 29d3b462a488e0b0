"""The two pages: sign on, and the terminal. Every text that is not ours is cleaned, then escaped."""

from html import escape

from screens.display import clean
from screens.language.text import TRANSLATOR, _

SECURITY = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; "
    "base-uri 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-store",
}
"""Headers of every answer: the page's own files only, in nobody's frame, kept by no cache. xterm.js sets styles."""


def sign_on_page(plant_name: str, said: tuple[str, ...] = (), number: str = "") -> str:
    """Ask for number and PIN; `said`: why the last ones were not taken."""
    refused = "".join(
        f'<p class="refused" role="alert">{_text(sentence)}</p>' for sentence in said if sentence
    )
    sign_on, badge_or_number, pin = _("Sign on"), _("Badge or number"), _("Your PIN")
    return _page(
        f"""<main><h1>{_text(plant_name or sign_on)}</h1>{refused}
<form method="post" action="sign-on">
<label for="number">{_text(badge_or_number)}</label>
<input id="number" name="number" value="{_text(number)}" maxlength="200" autocomplete="off" autofocus required>
<label for="pin">{_text(pin)}</label>
<input id="pin" name="pin" type="password" maxlength="64" autocomplete="off" inputmode="numeric" required>
<button>{_text(sign_on)}</button>
</form></main>"""
    )


def terminal_page() -> str:
    """Show the kiosk."""
    lost, again = _("The line to the kiosk is gone. What was entered is kept."), _("Open it again")
    return _page(
        f"""<link rel="stylesheet" href="static/xterm.css">
<div id="terminal"></div>
<p id="lost" role="alert" hidden>{_text(lost)} <a href="./">{_text(again)}</a></p>
<script type="module" src="static/terminal.js"></script>"""
    )


def _page(body: str) -> str:
    title = _("Kiosk")
    return f"""<!doctype html>
<html lang="{_text(TRANSLATOR.language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>{_text(title)}</title>
<link rel="stylesheet" href="static/page.css">
</head>
<body>{body}</body>
</html>
"""


def _text(text: str) -> str:
    return escape(clean(text, 400))
