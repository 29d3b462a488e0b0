"""The trial of the manual, walked in every language: four good and one scrap, from the screen's own words alone.

What a person does next is looked up on the screen each time, never known beforehand: the question in the row above the
keys, a reason in the list by its description, the key in the words of what to do.
"""

import re
from collections.abc import Callable

import pytest

from backend_client.barcode.k1 import label
from backend_client.client import BackendClient
from screens.language.text import NAMES, TRANSLATOR
from screens.terminal.bells import BellPattern
from tests.screens.operator import Operator, at_kiosk

JOB = label("J", "101002", "10000", "10")
ASKED = {
    "en": ("Good quantity", "Scrap quantity", "Scrap reason"),
    "nb": ("Godkjent antall", "Vrakantall", "Vrakårsak"),
    "fi": ("Hyväksytty määrä", "Hukan määrä", "Hukan syy"),
    "nl": ("Aantal goed", "Aantal uitval", "Uitvalreden"),
}


def question(operator: Operator) -> str:
    """What is asked above the keys."""
    return operator.rows[-2].partition(">")[0].strip()


@pytest.mark.parametrize("language", list(NAMES))
def test_a_person_new_to_it_posts_an_output_with_scrap(
    language: str, open_client: Callable[[], BackendClient]
) -> None:
    """Three answers, each to a question that names its field, then the key that the screen names: posted."""

    async def story(operator: Operator) -> None:
        TRANSLATOR.speak(language)
        await operator.scan(JOB)
        answers = {ASKED[language][0]: "4", ASKED[language][1]: "1"}
        given = []
        while (asked := question(operator)) in answers:
            given.append(asked)
            await operator.enter(answers[asked])
        assert (*given, question(operator)) == ASKED[language]
        listed = [row for row in operator.rows[3:19] if "material" in row.lower()]
        (number,) = {found[1] for row in listed if (found := re.match(r"[ =]+(\d) ", row))}
        await operator.enter(number)
        said = next(row for row in operator.rows[3:19] if "MATERIAL" in row and "4" in row and ":" in row)
        assert "1" in said
        key = re.search(r"F(\d+)", operator.message[2])
        assert key is not None
        operator.app.rung = []
        await operator.press(f"f{key[1]}")
        assert operator.rung == [BellPattern.POSTED]
        assert operator.message[0].startswith("*")

    at_kiosk(open_client, story)
