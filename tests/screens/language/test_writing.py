"""Amounts, days and times of day as each country writes them."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from screens.language.text import TRANSLATOR
from screens.language.writing import amount, clock, day, figure, full_day, moment

MORNING = datetime(2026, 11, 3, 7, 5)
GROUP = "\u00a0"


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("en", ("03.11", "03.11.2026", "07:05", "03.11 07:05", "1,234,567.80", "-1,234.50", "1.5")),
        (
            "nb",
            (
                "03.11",
                "03.11.2026",
                "07:05",
                "03.11 07:05",
                f"1{GROUP}234{GROUP}567,80",
                f"-1{GROUP}234,50",
                "1,5",
            ),
        ),
        (
            "fi",
            (
                "03.11.",
                "03.11.2026",
                "07.05",
                "03.11. 07.05",
                f"1{GROUP}234{GROUP}567,80",
                f"-1{GROUP}234,50",
                "1,5",
            ),
        ),
        ("nl", ("03-11", "03-11-2026", "07:05", "03-11 07:05", "1.234.567,80", "-1.234,50", "1,5")),
    ],
)
def test_a_country_reads_its_own_way(language: str, written: tuple[str, ...]) -> None:
    """Point, dash or colon; comma or point; a blank that does not break, a point or a comma between thousands."""
    TRANSLATOR.speak(language)
    assert written == (
        day(MORNING.date()),
        full_day(date(2026, 11, 3)),
        clock(MORNING),
        moment(MORNING),
        amount(Decimal("1234567.8")),
        amount(Decimal("-1234.5")),
        figure(Decimal("1.50000")),
    )
