"""The command line in the language of the settings: help, answers, and what is refused."""

from pathlib import Path

import pytest

from tests.kiosk.running import Home


@pytest.mark.parametrize(
    ("language", "about", "unknown"),
    [
        ("en", "Shop-floor terminal for production orders.", "there is no nothing"),
        ("nb", "Verkstedsterminal for produksjonsordrer.", "nothing finnes ikke"),
        ("fi", "Tuotantotilausten verstaspääte.", "nothing puuttuu"),
        ("nl", "Werkvloerterminal voor productieorders.", "nothing bestaat niet"),
    ],
)
def test_commands_speak_the_language_of_the_settings(
    language: str, about: str, unknown: str, tmp_path: Path
) -> None:
    """Help, and a mistake, whether the language comes from the environment or from a file that is named."""
    settings = tmp_path / "settings.toml"
    settings.write_text(f'[station]\nlanguage = "{language}"\n', "utf-8")
    home = Home(tmp_path)
    assert about in home.run("--help", KIOSK_LANGUAGE=language).stdout
    asked = home.run("--settings", str(settings), "ask", "nothing")
    assert unknown in asked.stdout + asked.stderr
    assert asked.returncode != 0


def test_settings_that_cannot_be_read_are_told_in_english(tmp_path: Path) -> None:
    """A broken file costs no help: that speaks English then."""
    settings = tmp_path / "settings.toml"
    settings.write_text("[station\n", "utf-8")
    assert "Shop-floor terminal" in Home(tmp_path).run("--settings", str(settings), "--help").stdout
