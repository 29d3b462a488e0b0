"""The pepper's file, and hashes of PINs."""

import os
from pathlib import Path

import pytest

from backend_client.engine.pins import Pins, make_pepper, pins_of
from backend_client.store.trouble import DatabaseUnsafe, Problem


def test_a_pepper_is_made_once_and_is_its_owner_s_alone(tmp_path: Path) -> None:
    """0600, 32 random bytes; a second one is never written over it, since every PIN would be wrong."""
    file = tmp_path / "pepper"
    make_pepper(file)
    assert file.stat().st_mode & 0o777 == 0o600
    kept = file.read_text()
    assert len(bytes.fromhex(kept)) == 32
    with pytest.raises(FileExistsError):
        make_pepper(file)
    assert file.read_text() == kept


def test_a_pepper_that_others_may_read_is_not_used(tmp_path: Path) -> None:
    """Open to the group, a link, a folder, missing, too short, no hexadecimal: each is told with its place."""
    good = tmp_path / "pepper"
    make_pepper(good)
    assert pins_of(str(good)).ready
    opened, link, short, words = (tmp_path / name for name in ("open", "link", "short", "words"))
    opened.write_text(good.read_text())
    opened.chmod(0o640)
    link.symlink_to(good)
    for file, text in ((short, "ab" * 31), (words, "pepper" * 10)):
        file.write_text(text)
        file.chmod(0o600)
    for file in (opened, link, short, words, tmp_path, tmp_path / "missing"):
        with pytest.raises(DatabaseUnsafe) as trouble:
            pins_of(str(file))
        assert (trouble.value.problem, str(file) in str(trouble.value)) == (Problem.PEPPER, True)
    assert not pins_of("").ready


def test_a_hash_is_one_person_s_and_one_pepper_s() -> None:
    """The same PIN of another person, or under another pepper, does not fit; nor does anything fit nobody."""
    pins = Pins(os.urandom(32))
    kept = pins.hashed("ADA", "482915")
    assert "482915" not in kept
    assert pins.fits("ADA", "482915", kept)
    assert not pins.fits("SUE", "482915", kept)
    assert not Pins(os.urandom(32)).fits("ADA", "482915", kept)
    assert not pins.fits("", "482915", "")


def test_what_can_be_no_pin_is_never_hashed() -> None:
    """A million digits, other scripts' digits, a space behind: no, at once."""
    pins = Pins(os.urandom(32))
    for text in ("1" * 1_000_000, "٤٨٢٩١٥", "482915 ", "48291", "' OR 1=1--", ""):
        assert not pins.fits("ADA", text, "")
    assert pins.computed == 0
