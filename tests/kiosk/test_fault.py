"""A fault of the program's own: one sentence on the screen, the details in a file of its owner."""

import stat
from pathlib import Path

import pytest

from kiosk.fault import tell


def fail(data: str) -> None:
    """Fail, with data in the error."""
    raise ZeroDivisionError(data)


def fault_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let something fail and tell of it."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    try:
        fail("secret \x1b[2J data")
    except ZeroDivisionError as error:
        tell(type(error), error, error.__traceback__)


def test_a_person_sees_one_sentence_and_no_data(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What failed, and with which data, is not shown; the file with the details is named."""
    fault_told(tmp_path, monkeypatch)
    told = capsys.readouterr().err
    assert told.count("\n") == 1
    assert "fault of its own" in told
    assert "secret" not in told
    assert "Traceback" not in told
    assert str(tmp_path) in told


def test_the_details_are_for_their_owner_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The file holds the traceback and nobody else may read it."""
    fault_told(tmp_path, monkeypatch)
    (file,) = (tmp_path / "kiosk" / "faults").iterdir()
    assert "ZeroDivisionError" in file.read_text()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_full_disk_does_not_hide_the_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where no file can be written, that is said, and nothing else fails."""
    (tmp_path / "kiosk").write_text("in the way")
    fault_told(tmp_path, monkeypatch)
    assert "could not be written" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["kiosk"]
