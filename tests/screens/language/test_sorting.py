"""Words stand where a reader of the language looks for them."""

import random

import pytest

from screens.language.sorting import sort_key
from screens.language.text import ENGLISH, TRANSLATOR

SORTED = {
    "en": ["1", "10", "2", "Ænder", "Ånd", "ijs", "Kode", "Öse", "Veske", "zink"],
    "nb": ["1", "BÆR", "BØR", "BÅT", "kode", "VESKE", "ZINK", "ÆRE", "Ätt", "ØSE", "ÅND"],
    "fi": ["1", "HUOLTO", "HYÖTY", "HÄIRIÖ", "koodi", "ZENIT", "ÅNGER", "ÄLY", "ÖLJY"],
    "nl": ["één", "ijl", "IJS", "IK", "jas"],
}


@pytest.mark.parametrize(("language", "words"), SORTED.items())
def test_words_stand_as_the_language_sorts_them(language: str, words: list[str]) -> None:
    """Whatever the order in which they come, capitals or not."""
    mixed = random.Random(7).sample(words, len(words))
    TRANSLATOR.speak(language)
    try:
        assert sorted(mixed, key=sort_key) == words
    finally:
        TRANSLATOR.speak(ENGLISH)


def test_a_letter_of_two_signs_is_one_letter() -> None:
    """a with a ring behind it, as some keyboards send it, is å."""
    TRANSLATOR.speak("nb")
    try:
        assert sort_key("a\u030and")[0] == sort_key("ånd")[0]
    finally:
        TRANSLATOR.speak(ENGLISH)
