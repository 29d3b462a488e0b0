"""Job codes sent back to back into the real kiosk in a real terminal open their order lines, every one, in order."""

from pathlib import Path

import pytest

from benchmarks.scan_burst import FORMS, fill, order_no, right, send

CODES, RATE = 100, 5_000


@pytest.fixture(scope="module")
def plant_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A plant with an order for each code."""
    path = tmp_path_factory.mktemp("burst") / "plant.sqlite"
    fill(path, CODES)
    return path


@pytest.mark.parametrize("form", FORMS)
def test_a_hundred_codes_at_5000_characters_a_second_are_all_right(form: str, plant_file: Path) -> None:
    """Ended by CR, by Tab, and as one bracketed paste."""
    assert right(send(plant_file, form, CODES, RATE, 0), CODES) == CODES


def test_a_hundred_codes_are_all_right_while_a_posting_takes_a_second(plant_file: Path) -> None:
    """What is scanned during a save waits for it, in order."""
    assert right(send(plant_file, "CR", CODES, 20_000, 1), CODES) == CODES


def test_the_count_notices_what_is_merged_lost_or_out_of_order() -> None:
    """A line that is missing or in another's place does not count."""
    lines = [f"{order_no(number)} 10000 10,20 P" for number in (1, 2, 3)]
    assert right(lines, 3) == 3
    assert right(lines[:2], 3) < 3
    assert right([lines[1], lines[0], lines[2]], 3) == 1
    assert right([*lines, lines[2]], 3) < 3
