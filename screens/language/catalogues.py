"""The translations: one file of texts per language, kept in step with the code, and what the program reads of them.

    locale/kiosk.pot                      every text of the program, from which translators begin
    locale/nb/LC_MESSAGES/kiosk.po        the same texts in Norwegian, as translators write them
    locale/nb/LC_MESSAGES/kiosk.mo        what gettext reads; made of the .po, kept beside it so that a copy of the
                                          sources, or a wheel, speaks at once and no start waits for a compiler

Neither holds a date or a line number, so a file changes only when a text does.
"""

import io
from collections.abc import Iterable
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from screens.language.text import DOMAIN, LOCALE

LANGUAGES = ("fi", "nb", "nl")
"""Besides English, which stands in the code."""

WIDTH = 100


class Texts(Catalog):
    """A catalogue whose head says language, plural forms and character set, and nothing that time changes."""

    @property  # type: ignore[misc]  # what is read is set there; this one is written only
    def mime_headers(self) -> list[tuple[str, str]]:
        """Answer the lines of the head."""
        return [
            ("Language", str(self.locale or "")),
            ("Plural-Forms", self.plural_forms),
            ("Content-Type", f"text/plain; charset={self.charset}"),
            ("Content-Transfer-Encoding", "8bit"),
        ]


def path_of(language: str, ending: str = "po") -> Path:
    """Answer where the texts of a language are kept."""
    return LOCALE / language / "LC_MESSAGES" / f"{DOMAIN}.{ending}"


def read(language: str) -> Catalog:
    """Answer the translations of a language as its file says, fuzzy and obsolete ones too."""
    path = path_of(language)
    return read_po(io.BytesIO(path.read_bytes() if path.exists() else b""), locale=language)


def merged(language: str, template: Iterable[Message]) -> Texts:
    """Answer the texts of the template with the translations that the language's file has for them.

    Texts that are gone from the code go; new ones come without a translation.
    """
    kept = read(language)
    texts = Texts(locale=language, project=DOMAIN, header_comment="", fuzzy=False, charset="utf-8")
    for message in template:
        if not message.id:
            continue
        found = kept.get(message.id, message.context)
        fits = found is not None and isinstance(found.string, str) == isinstance(message.id, str)
        texts.add(
            message.id,
            found.string if found is not None and fits else "",
            message.locations,
            {"fuzzy"} & found.flags if found is not None else (),
            message.auto_comments,
            found.user_comments if found is not None else (),
            context=message.context,
        )
    return texts


def as_po(texts: Catalog) -> str:
    """Answer a catalogue as translators edit it."""
    out = io.BytesIO()
    write_po(out, texts, width=WIDTH, include_lineno=False, sort_output=True)
    return out.getvalue().decode().lstrip("#\n")


def as_mo(texts: Catalog) -> bytes:
    """Answer a catalogue as gettext reads it; fuzzy texts are left out, as if they were missing."""
    out = io.BytesIO()
    write_mo(out, texts)
    return out.getvalue()
