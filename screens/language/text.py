"""The one function that every shown text goes through.

    _("Good quantity")                                  the text in the language of whoever works here now
    _("Order: %(order)s.") % {"order": "101002"}        names are put in afterwards, so that word order may differ
    ngettext("%(n)s entry", "%(n)s entries", n)         the plural as the language has it
    pgettext("key", "Post")                             one English word, several meanings: the context tells them
    marked("Good quantity")                             for tables of texts: extracted here, translated when shown

One terminal speaks one language at a time: that of the person signed on, else that of the station. English is what
stands in the code and needs no catalogue; the standard library's gettext is loaded with the first other language.
Numbers are read and written as that language does also where its texts are not translated yet: 1,5 in Finnish.
Nothing here is called off the main thread: workers carry codes and numbers, never texts.
"""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gettext import NullTranslations

DOMAIN = "kiosk"
LOCALE = Path(__file__).parent / "locale"
ENGLISH = "en"
PSEUDO = "pseudo"
"""A language in which each translated text looks strange: what looks ordinary on a screen is not translated."""

NAMES = {ENGLISH: "English", "nb": "Norsk bokmål", "fi": "Suomi", "nl": "Nederlands"}
"""The languages of the terminal, each by its own name; pseudo.py has the one for tests."""

_WRITTEN_AS = {"no": "nb", "nn": "nb"}


def language_of(code: str) -> str:
    """Answer the language that a code of a person or a setting means.

    >>> language_of("nb_NO"), language_of("no"), language_of("nl-BE"), language_of("")
    ('nb', 'nb', 'nl', 'en')
    """
    base = code.replace("-", "_").partition("_")[0].lower()
    return _WRITTEN_AS.get(base, base) or ENGLISH


class Translator:
    """Texts of one language.

    spoken    the code that was asked for
    language  of the texts: English where there is no catalogue for it
    numbers   of the numbers, which are written in languages without a catalogue too
    """

    def __init__(self) -> None:
        """Begin with English."""
        self.language = ENGLISH
        self.numbers = ENGLISH
        self.spoken = ENGLISH
        self._catalogue: NullTranslations | None = None

    def speak(self, language: str) -> None:
        """Use another language from now on.

        Numbers follow it at once; texts stay English in a language that has no catalogue.
        """
        self.spoken = code = language or ENGLISH
        language = language_of(code)
        self.numbers = ENGLISH if language == PSEUDO else language if language in NAMES else code
        if language == self.language:
            return
        self._catalogue = None
        self.language = ENGLISH
        if language == PSEUDO:
            from screens.language.pseudo import PseudoTranslations  # noqa: PLC0415 -- for tests only

            self._catalogue, self.language = PseudoTranslations(), PSEUDO
        elif language != ENGLISH:
            from gettext import NullTranslations, translation  # noqa: PLC0415 -- English does without it

            found = translation(DOMAIN, LOCALE, [language], fallback=True)
            if type(found) is not NullTranslations:
                self._catalogue, self.language = found, language

    def gettext(self, text: str) -> str:
        """Translate a text."""
        return self._catalogue.gettext(text) if self._catalogue and text else text

    def ngettext(self, singular: str, plural: str, n: int) -> str:
        """Translate the form for a number; whole numbers only."""
        if self._catalogue:
            return self._catalogue.ngettext(singular, plural, n)
        return singular if n == 1 else plural

    def pgettext(self, context: str, text: str) -> str:
        """Translate a text that means something else elsewhere."""
        return self._catalogue.pgettext(context, text) if self._catalogue else text


TRANSLATOR = Translator()
"""The language of this terminal."""


def _(text: str) -> str:
    return TRANSLATOR.gettext(text)


def ngettext(singular: str, plural: str, n: int) -> str:
    """Translate the form for a number of things."""
    return TRANSLATOR.ngettext(singular, plural, n)


def pgettext(context: str, text: str) -> str:
    """Translate a text in a context."""
    return TRANSLATOR.pgettext(context, text)


def marked(text: str) -> str:
    """Mark a text of a table for extraction; whoever shows it calls `_` on it."""
    return text
