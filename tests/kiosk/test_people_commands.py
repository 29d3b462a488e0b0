"""People, terminals and the audit trail from the command line."""

import json
import stat
import subprocess
import sys

from tests.kiosk.running import ROOT, Home


def with_pin(home: Home, pin: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a command that asks for a PIN."""
    pepper = home.database.with_name("pepper")
    return subprocess.run(
        [sys.executable, "-m", "kiosk", *arguments],
        cwd=ROOT,
        env={"HOME": str(home.folder), "PATH": "", "KIOSK_SERVER_PEPPER_FILE": str(pepper)},
        input=f"{pin}\n",
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_a_person_is_added_and_gets_badge_and_pin(home: Home) -> None:
    """No PIN stands among arguments, in the answer or in the audit trail; a weak one is refused with the reason."""
    assert home.run("people", "make-pepper").returncode == 0
    assert stat.S_IMODE(home.database.with_name("pepper").stat().st_mode) == 0o600
    assert home.run("people", "add", "OP77", "Ada Berg", "--role", "setter").returncode == 0
    weak = with_pin(home, "111111", "people", "pin", "OP77")
    assert (weak.returncode, "same-digits" in weak.stderr) == (1, True)
    done = with_pin(home, "482915", "people", "pin", "OP77")
    assert (done.returncode, done.stderr) == (0, "")
    badge = home.run("people", "badge", "OP77")
    assert "B." in badge.stdout
    (ada,) = [row for row in json.loads(home.run("people", "--json", "list").stdout) if row["no"] == "OP77"]
    assert (ada["role"], ada["has_badge"], ada["has_pin"]) == ("setter", True, True)
    told = home.run("audit", "--csv", "--terminal", "")
    assert "pin-set" in told.stdout
    assert "482915" not in told.stdout + done.stdout


def test_a_terminal_enrols_with_the_code_and_keeps_its_token(home: Home) -> None:
    """The token's file is its user's only; a second use of the code is refused, and leaves the first token."""
    invited = home.run("terminal", "invite", "T7", "--work-center", "100")
    code = invited.stdout.partition("code: ")[2].split()[0]
    assert home.run("terminal", "enrol", "T7", code.lower()).returncode == 0
    token = home.database.with_name("token")
    kept = token.read_text()
    assert (stat.S_IMODE(token.stat().st_mode), kept.startswith("kt1.T7.")) == (0o600, True)
    again = home.run("terminal", "enrol", "T7", code)
    assert (again.returncode, token.read_text()) == (1, kept)
    (line,) = json.loads(home.run("terminal", "--json", "list").stdout)
    assert (line["terminal"], line["has_token"], line["work_center_no"]) == ("T7", True, "100")
    assert home.run("terminal", "revoke", "T7", "--comment", "stolen").returncode == 0
    events = [
        line["event"] for line in json.loads(home.run("audit", "--json", "--most", "3").stdout)["entries"]
    ]
    assert events == ["terminal-revoked", "enrolment-failed", "terminal-enrolled"]
    assert home.run("audit", "--event", "' OR 1=1 --", "--json").stdout.count("event") == 0


def test_what_is_asked_wrongly_is_a_usage_error(home: Home) -> None:
    """No action, an unknown role, no date: told, nothing done."""
    for words in (("people",), ("people", "add", "A", "B", "--role", "king"), ("audit", "--from", "soon")):
        assert home.run(*words).returncode == 2
