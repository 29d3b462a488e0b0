"""`kiosk serve` refuses settings that would leave a plant open or a server without use, and names them."""

import socket

import pytest

from tests.kiosk.running import Home

TOKEN = "T7=token-of-terminal-seven"


@pytest.mark.parametrize(
    ("environment", "named"),
    [
        ({"KIOSK_SERVER_HOST": "0.0.0.0", "KIOSK_SERVER_TOKENS": TOKEN}, "tls_certificate"),
        ({"KIOSK_SERVER_TOKENS": "T7=short"}, "tokens"),
        ({"KIOSK_SERVER_TOKENS": "token-of-nobody-at-all"}, "tokens"),
        ({"KIOSK_SERVER_TOKENS": f"{TOKEN},{TOKEN}"}, "tokens"),
        ({"KIOSK_SERVER_WORKERS": "0"}, "workers"),
        ({"KIOSK_DATABASE": "https://plant-server"}, "database"),
        ({"KIOSK_SERVER_TLS_CERTIFICATE": "/nowhere.pem", "KIOSK_SERVER_TOKENS": TOKEN}, "/nowhere.pem"),
    ],
)
def test_a_server_that_is_not_safe_does_not_start(tmp_path, environment, named):
    """Exit status 4, one sentence, the setting's name; no token in it."""
    done = Home(tmp_path).run("serve", **environment)
    assert done.returncode == 4
    assert named in done.stderr
    assert "token-of" not in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_port_that_is_taken_is_named(tmp_path):
    """As the system says it."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        done = Home(tmp_path).run("serve", KIOSK_SERVER_TOKENS=TOKEN, KIOSK_SERVER_PORT=port)
    assert done.returncode == 4
    assert "in use" in done.stderr
