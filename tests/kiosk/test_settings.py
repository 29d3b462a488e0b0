"""Settings come from one file and the environment; what is wrong in them is named."""

from pathlib import Path

import pytest

from kiosk.printing.station import station_printers
from kiosk.settings import Settings, SettingsWrong, read_settings
from screens.paper.printers import NetworkTarget, QueueTarget


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / ".config" / "kiosk").mkdir(parents=True)
    return tmp_path


def settings(home: Path, text: str = "", **environ: str) -> Settings:
    if text:
        (home / ".config" / "kiosk" / "kiosk.toml").write_text(text, "utf-8")
    return read_settings({"HOME": str(home), **environ})


def test_without_anything_the_database_is_the_users_own(home):
    found = settings(home)
    assert found.database == f"sqlite:///{home}/.local/share/kiosk/plant.sqlite"
    assert found.database_is_own
    assert found.terminal
    assert found.source is None


def test_the_file_says_everything(home):
    found = settings(
        home,
        'database = "postgresql://kiosk@server/plant"\n'
        '[station]\nterminal = "T7"\nwork_center = "100"\nname = "Assembly"\ntheme = "light"\nsound = false\n'
        '[scanner]\nprefix = "<"\nsuffix = ">"\ngs_keys = ["f11", "f12"]\n',
    )
    assert found == Settings(
        database="postgresql://kiosk@server/plant",
        terminal="T7",
        work_center="100",
        station_name="Assembly",
        theme="light",
        sound=False,
        scanner_prefix="<",
        scanner_suffix=">",
        scanner_gs_keys=("f11", "f12"),
        source=home / ".config" / "kiosk" / "kiosk.toml",
    )


def test_the_environment_overrules_the_file(home):
    found = settings(
        home, 'database = "sqlite:///a.sqlite"\n', KIOSK_DATABASE="sqlite:///b.sqlite", KIOSK_SOUND="no"
    )
    assert (found.database, found.sound) == ("sqlite:///b.sqlite", False)


def test_a_path_is_a_database_too(home):
    assert settings(home, KIOSK_DATABASE="/data/plant.sqlite").database == "sqlite:////data/plant.sqlite"


def test_another_place_for_data_and_settings_is_kept_to(home, tmp_path):
    (tmp_path / "own.toml").write_text('[station]\nterminal = "T9"\n')
    found = settings(home, XDG_DATA_HOME="/data", KIOSK_SETTINGS=str(tmp_path / "own.toml"))
    assert (found.database, found.terminal) == ("sqlite:////data/kiosk/plant.sqlite", "T9")


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ('databse = "x"\n', "databse", "database"),
        ('[station]\nwork_centre = "1"\n', "[station] work_centre", "work_center"),
        ("[printers]\nname = 1\n", "[printers] name", "[printer]"),
        ('[printer]\nlabel = "10.0.0.7:0"\n', "[printer] label", "65535"),
        ('[printer]\nlabel = "a b"\n', "[printer] label", "queue"),
        ('[printer]\npaper = "-o"\n', "[printer] paper", "queue"),
        ("[printer]\nlabel_dpi = 204\n", "[printer] label_dpi", "203 | 300"),
        ('theme = "dark"\n', "theme", "[station] theme"),
        ('[station]\ntheme = "pink"\n', "[station] theme", "high-contrast"),
        ('[station]\nsound = "loud"\n', "[station] sound", "true | false"),
        ("[station]\nterminal = 7\n", "[station] terminal", '"text"'),
        ('[station]\nterminal = "T\\u001b"\n', "[station] terminal", "A-Z"),
        (f'[station]\nname = "{"x" * 300}"\n', "[station] name", "200"),
        ("[scanner]\ngs_keys = [1]\n", "[scanner] gs_keys", "f11"),
        ("[server]\nport = 70000\n", "[server] port", "65535"),
        ('[server]\nport = "8421"\n', "[server] port", "65535"),
        ("[server]\nworkers = true\n", "[server] workers", "64"),
        ("[server]\ntokens = [1]\n", "[server] tokens", "T7="),
        ("database = \n", "", "line 1"),
        (f"# {'x' * 70_000}\n", "", "65536"),
    ],
)
def test_a_wrong_setting_is_named_with_what_was_expected(home, text, name, expected):
    with pytest.raises(SettingsWrong) as wrong:
        settings(home, text)
    assert wrong.value.name == name
    assert expected in wrong.value.expected
    assert wrong.value.source.endswith("kiosk.toml")


def test_what_a_server_is_told_comes_from_its_own_section(home):
    """Numbers, names and tokens; no token is shown when settings are."""
    found = settings(
        home,
        '[station]\ntoken = "tell-nobody-this"\n[server]\nport = 0\nworkers = 2\ntokens = ["T7=tell-nobody-that"]\n',
        KIOSK_SERVER_WORKERS="3",
    )
    assert (found.server_port, found.server_workers, found.server_tokens) == (0, 3, ("T7=tell-nobody-that",))
    assert "tell-nobody" not in repr(found)
    with pytest.raises(SettingsWrong, match="KIOSK_SERVER_PORT"):
        settings(home, KIOSK_SERVER_PORT="-1")


def test_a_wrong_variable_is_named(home):
    with pytest.raises(SettingsWrong) as wrong:
        settings(home, KIOSK_THEME="pink")
    assert (wrong.value.name, wrong.value.source) == ("KIOSK_THEME", "")
    with pytest.raises(SettingsWrong, match="KIOSK_SOUND"):
        settings(home, KIOSK_SOUND="maybe")


@pytest.mark.parametrize(
    ("label", "target"),
    [
        ("10.0.0.7", NetworkTarget("10.0.0.7", 9100)),
        ("zebra.plant:6101", NetworkTarget("zebra.plant", 6101)),
        ("[fe80::7]:6101", NetworkTarget("fe80::7", 6101)),
        ("localhost:9100", NetworkTarget("localhost", 9100)),
        ("Zebra_2", QueueTarget("Zebra_2", raw=True)),
    ],
)
def test_a_label_printer_is_an_address_or_a_queue(home, label, target):
    """With a dot or a colon it is an address; without, a queue, which is given ZPL as it is."""
    found = station_printers(settings(home, f'[printer]\nlabel = "{label}"\nlabel_dpi = 300\n'))
    assert found is not None
    assert (found.label, found.paper) == (target, None)
    assert (found.dots_an_inch, found.label_at_output) == (300, True)


def test_papers_go_to_a_queue_and_labels_need_not_come_by_themselves(home):
    found = station_printers(
        settings(home, '[printer]\npaper = "Office"\nlabel_at_output = false\n', KIOSK_PRINTER_LABEL="Z")
    )
    assert found is not None
    assert (found.label, found.paper) == (QueueTarget("Z", raw=True), QueueTarget("Office"))
    assert not found.label_at_output
    assert station_printers(settings(home, KIOSK_PRINTER_LABEL="", KIOSK_PRINTER_PAPER="")) is None


def test_themes_are_those_of_the_screens():
    from kiosk.settings import THEMES
    from screens.themes import ThemeName

    assert set(THEMES) == set(ThemeName)
