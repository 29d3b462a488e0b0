"""The pages let nobody in without a PIN, and nobody act for somebody else."""

import hashlib
import http.client
from urllib.parse import urlsplit

import httpx
import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from kiosk.failures import Exit
from kiosk.web.gate import COOKIE
from kiosk.web.pages import sign_on_page
from tests.kiosk.running import ROOT, Home
from tests.kiosk.web.conftest import PIN, Served, environ_of

HASHES = {
    "xterm.mjs": "b336ec65a086c056d4804b3d4c2347da5663d3f23c3f25be866467bd8857ad59",
    "xterm.css": "854a7c0fb70e8b1a083c16797ab827299fb18744f5ad34f227b48337e33293c6",
    "addon-fit.mjs": "2d87e1bddc73be9111de8beee5370c3bb7aac9c94e18e6f245f02ca741ef1769",
}


def signing_on(served: Served, origin: str | None = None, **form: str) -> httpx.Response:
    """What the server answers to a form of an origin, by default its own."""
    own = served.address.rstrip("/")
    headers = {"Origin": own if origin is None else origin}
    return httpx.post(f"{own}/sign-on", data=form, headers=headers, trust_env=False)


def cookie_of(served: Served) -> str:
    """The cookie of OP01, signed on."""
    answer = signing_on(served, number="OP01", pin=PIN)
    assert answer.status_code == 303
    told = answer.headers["set-cookie"]
    assert "HttpOnly" in told
    assert "SameSite=strict" in told
    return str(answer.cookies[COOKIE])


@pytest.mark.parametrize(
    ("form", "status"),
    [
        ({"number": "OP01"}, 401),
        ({"number": "OP01", "pin": ""}, 401),
        ({"number": "OP01", "pin": "135790"}, 401),
        ({"number": "NOBODY", "pin": PIN}, 401),
        ({}, 401),
        ({"number": "OP01", "pin": "1" * 3000}, 413),
        ({"number": "\x1b[31m<script>", "pin": "x\x00"}, 401),
    ],
)
def test_nobody_gets_in_without_their_pin(served: Served, form: dict[str, str], status: int) -> None:
    """No PIN, a wrong one, an unknown number, too much, hostile signs: refused, without a cookie."""
    answer = signing_on(served, **form)
    assert answer.status_code == status
    assert "set-cookie" not in answer.headers
    assert "<script>" not in answer.text


def test_unknown_and_wrong_are_not_told_apart(served: Served) -> None:
    """A wrong PIN and an unknown number are answered by the same words."""
    wrong, unknown = (signing_on(served, number=number, pin="135790").text for number in ("OP02", "OP99"))
    assert wrong.replace("OP02", "") == unknown.replace("OP99", "")


@pytest.mark.parametrize("origin", ["http://evil.example", "null", ""])
def test_another_page_cannot_act_for_somebody(served: Served, origin: str) -> None:
    """A form or a terminal that comes from another origin, or from none, is not let in."""
    assert signing_on(served, origin, number="OP01", pin=PIN).status_code == 403
    assert closed_with(served, cookie_of(served), origin) == 4003


def test_a_terminal_wants_a_cookie(served: Served) -> None:
    """None, and one that was never given: closed at once, no kiosk is started."""
    own = served.address.rstrip("/")
    assert [closed_with(served, cookie, own) for cookie in ("", "A" * 43)] == [4003, 4003]


def test_every_answer_is_the_page_s_own(served: Served) -> None:
    """Only the page's own files, in nobody's frame, kept by no cache; the same for what is not there."""
    for path in ("", "static/terminal.js", "static/../gate.py", "nowhere"):
        headers = httpx.get(served.address + path, trust_env=False).headers
        assert "default-src 'none'" in headers["content-security-policy"]
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
        assert headers["cache-control"] == "no-store"
    place = urlsplit(served.address)
    assert place.port is not None
    raw = http.client.HTTPConnection("127.0.0.1", place.port)
    raw.request("GET", "/static/../gate.py")  # as it stands: a client of good manners would tidy it up
    answer = raw.getresponse()
    assert answer.status == 404
    raw.close()


def test_a_number_comes_back_as_text() -> None:
    """What was typed stands in the form again as signs, never as markup."""
    page = sign_on_page("<b>Plant</b>", ("no",), '"><script>')
    assert "<b>" not in page
    assert "<script>" not in page
    assert "&lt;b&gt;Plant" in page


def test_what_was_not_written_here_is_as_it_was_published() -> None:
    """The terminal in the page is xterm.js, byte for byte."""
    folder = ROOT / "kiosk" / "web" / "static"
    assert {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in HASHES} == HASHES


@pytest.mark.parametrize(
    ("variables", "named"),
    [
        ({"KIOSK_SERVER_PEPPER_FILE": ""}, "[server] pepper_file"),
        ({"KIOSK_WEB_HOST": "0.0.0.0"}, "[server] tls_certificate"),
        ({"KIOSK_DATABASE": "https://plant.example"}, "database"),
    ],
)
def test_what_would_be_unsafe_is_not_served(with_pins: Home, variables: dict[str, str], named: str) -> None:
    """Without what PINs are checked with, in the clear on a network, or without a database: refused by name."""
    done = with_pins.run("web", **(environ_of(with_pins) | variables))
    assert done.returncode == Exit.SETTING
    assert named in done.stderr


def closed_with(served: Served, cookie: str, origin: str) -> int:
    """The code that a terminal's socket is closed with."""
    address = served.address.replace("http", "ws", 1) + "terminal"
    headers = {"Cookie": f"{COOKIE}={cookie}"}
    with (
        connect(address, additional_headers=headers, origin=origin or None, proxy=None) as socket,  # type: ignore[arg-type]
        pytest.raises(ConnectionClosed) as closed,
    ):
        socket.recv(timeout=60)
    assert closed.value.rcvd is not None
    return closed.value.rcvd.code
