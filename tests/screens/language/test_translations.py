"""The translations: complete, with the glossary's words, and as short as their places; each fault is found."""

import ast
import re
from gettext import translation

import pytest
from babel.messages.catalog import Message

from screens.language.catalogues import LANGUAGES, as_mo, merged
from screens.language.extract import FOLDERS, ROOT, template, wrong
from screens.language.faults import faults, glossary
from screens.language.text import DOMAIN, LOCALE, NAMES, TRANSLATOR, _, language_of, ngettext, pgettext


def test_every_text_is_translated_without_a_fault() -> None:
    """Template, translations and what gettext reads are what the code says; `python -m screens.language.extract`
    brings them in step, and a translator fills what is empty."""
    assert list(wrong()) == []


def test_no_text_hides_in_an_f_string() -> None:
    """The extractor does not look into f-strings: a text there would stay English in every language."""
    shown = {"_", "ngettext", "pgettext", "marked"}
    hidden = [
        f"{path.relative_to(ROOT)}:{call.lineno}"
        for folder in FOLDERS
        for path in (ROOT / folder).rglob("*.py")
        for string in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(string, ast.JoinedStr)
        for call in ast.walk(string)
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and call.func.id in shown
        and any(isinstance(argument, ast.Constant) for argument in call.args)
    ]
    assert hidden == []


def found(english: str, translated: str, *, context: str | None = None, place: str = "screens/x.py") -> str:
    """The faults of one Norwegian translation."""
    message = Message(english, translated, locations=[(place, 0)], context=context)
    return "\n".join(faults(message, "nb"))


@pytest.mark.parametrize(
    ("english", "translated", "said"),
    [
        ("Ready", "", "not translated"),
        ("%(n)s good", "%(m)s gode", "placeholders"),
        ("%(n)s good", "gode", "placeholders"),
        ("load %(n)s %%", "belastning %(n)s %", "placeholders"),
        ("Ready", " Klar", "blanks"),
        ("new PIN: ", "ny PIN-kode:", "blanks"),
        ("Scan a job card.", "Skann et jobbkort", "another sign"),
        ("Post this?", "Bokføre dette.", "another sign"),
        ("Ready", "Klar[", "brackets"),
        ("Ready", "Kl\u0007ar", "not printed"),
        ("Nothing is posted yet.", "Nothing is posted yet.", "English"),
        ("Scrap", "Avfall", "'vrak'"),
        ("Stop now", "Stopp nå" + "x" * 80, "cells"),
    ],
)
def test_a_fault_is_found(english: str, translated: str, said: str) -> None:
    """A missing text, another placeholder, blank, sign, bracket or word, English, and what is too long."""
    assert said in found(english, translated)


@pytest.mark.parametrize(
    ("english", "translated"),
    [
        ("Ready", "Klar"),
        ("%(n)s scrap", "%(n)s vrak"),
        ("No.", "Nr."),
        ("OK", "OK"),
        ("Capacity", "Kapas. kapasitet."),
    ],
)
def test_what_is_right_has_no_fault(english: str, translated: str) -> None:
    """Labels may be abbreviated, and a word may be the same in two languages."""
    assert found(english, translated) == ""


def test_a_place_has_its_room() -> None:
    """A heading has the width of its column, a key eight cells, a text of the command line as many as it needs."""
    assert "it may take 5" in found("Left", "Resten", context="col 5")
    assert found("Left", "Rest", context="col 5") == ""
    assert "it may take 8" in found("Post", "Bokfør det", context="key")
    assert found("Stop now", "Stopp nå" + "x" * 80, place="kiosk/cli.py") == ""


def test_a_fuzzy_translation_is_a_fault_and_is_not_spoken() -> None:
    """What a translator was not sure of is no translation."""
    message = Message("Ready", "Klar", flags={"fuzzy"})
    assert any("fuzzy" in fault for fault in faults(message, "nb"))
    texts = merged("nb", [])
    texts.add("Ready", "Klar", flags={"fuzzy"})
    assert b"Klar" not in as_mo(texts)


def test_merging_keeps_translations_and_drops_what_is_gone() -> None:
    """Of the code's texts those that were translated keep that, a new one comes empty, all others go."""
    messages = [each for each in template() if each.id in {"Ready", "Not now"}]
    texts = merged("nl", [*messages, Message("A text of tomorrow")])
    kept = {each.id: each.string for each in texts if each.id}
    assert kept == {"Ready": "Gereed", "Not now": "Nu niet", "A text of tomorrow": ""}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_term_of_the_glossary_is_met(language: str) -> None:
    """Each term has a form, and the glossary's own words pass."""
    terms = glossary(language)
    assert len(terms) > 40
    for term in terms:
        assert all(term.forms)
        assert term.is_in(f"the {term.english}s of today")
        assert term.is_kept(f"... {term.forms[0].upper()} ...")
        assert not term.is_kept("...")


@pytest.mark.parametrize(
    ("language", "good", "one", "two", "key"),
    [
        ("nb", "Godkjent antall", "1 dag", "2 dager", "Bokfør"),
        ("fi", "Hyväksytty määrä", "1 päivä", "2 päivää", "Kirjaa"),
        ("nl", "Aantal goed", "1 dag", "2 dagen", "Boeken"),
        ("en", "Good quantity", "1 day", "2 days", "Post"),
    ],
)
def test_the_terminal_speaks_it(language: str, good: str, one: str, two: str, key: str) -> None:
    """A text, both plural forms, and a word in its context."""
    TRANSLATOR.speak(language)
    assert _("Good quantity") == good
    assert [ngettext("%(count)s day", "%(count)s days", n) % {"count": n} for n in (1, 2)] == [one, two]
    assert pgettext("key", "Post") == key


@pytest.mark.parametrize(
    ("code", "language"),
    [("nb_NO", "nb"), ("no", "nb"), ("nn", "nb"), ("nl-BE", "nl"), ("FI", "fi"), ("", "en"), ("de", "de")],
)
def test_codes_mean_languages(code: str, language: str) -> None:
    """Regions and the other names of Norwegian; one that there is no catalogue for stays English in its texts."""
    assert language_of(code) == language
    TRANSLATOR.speak(code)
    assert TRANSLATOR.language == (language if language in NAMES else "en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_translation_fails_when_it_is_filled(language: str) -> None:
    """Every text of every language takes exactly the values that the English one takes."""
    catalogue = translation(DOMAIN, LOCALE, [language])
    for message in template():
        english = message.id if isinstance(message.id, str) else message.id[1]
        if not english or "%(" not in english:
            continue
        values = dict.fromkeys(re.findall(r"%\(([a-z_]+)\)", english), 1)
        forms = [
            catalogue.pgettext(message.context, english) if message.context else catalogue.gettext(english)
        ]
        if not isinstance(message.id, str):
            forms = [catalogue.ngettext(*message.id, n) for n in (1, 2)]
        for form in forms:
            assert "%(" not in form % values
