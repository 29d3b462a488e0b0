"""Collects every shown text of screens and program, and keeps the translations in step with them.

    python -m screens.language.extract            write the template anew, bring new texts into each language's file,
                                                  drop those that are gone, compile
    python -m screens.language.extract --check    is all of it complete and right? Exit status 1 when it is not,
                                                  with a line for each fault (see faults.py)

To translate: run it, fill the empty msgstr of locale/*/LC_MESSAGES/kiosk.po, run it again. What is counted as shown:
`_`, `ngettext`, `pgettext`, `marked`, each with plain literals.
"""

import io
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import write_po

from screens.language.catalogues import LANGUAGES, WIDTH, as_mo, as_po, merged, path_of
from screens.language.faults import faults
from screens.language.text import DOMAIN, LOCALE

ROOT = Path(__file__).parents[2]
FOLDERS = ("kiosk", "screens")
TEMPLATE = LOCALE / f"{DOMAIN}.pot"
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "marked": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
}


def template() -> Catalog:
    """Answer the catalogue of all texts."""
    catalogue = Catalog(project=DOMAIN, fuzzy=False, charset="utf-8")
    for folder in FOLDERS:
        found = extract_from_dir(
            str(ROOT / folder), keywords=KEYWORDS, comment_tags=("NOTE:",), strip_comment_tags=True
        )
        for name, _line, message, comments, context in sorted(found, key=lambda each: (each[0], each[1])):
            places = [(f"{folder}/{name}", 0)]
            catalogue.add(message, None, places, auto_comments=comments, context=context)
    return catalogue


def extracted() -> str:
    """Answer the catalogue of all texts, as it is written to the file."""
    out = io.BytesIO()
    write_po(out, template(), width=WIDTH, omit_header=True, include_lineno=False, sort_output=True)
    return out.getvalue().decode()


def write() -> None:
    """Write the template, and the files of every language."""
    TEMPLATE.write_text(extracted(), "utf-8")
    messages = list(template())
    for language in LANGUAGES:
        texts = merged(language, messages)
        path_of(language).parent.mkdir(parents=True, exist_ok=True)
        path_of(language).write_text(as_po(texts), "utf-8")
        path_of(language, "mo").write_bytes(as_mo(texts))


def wrong() -> Iterator[str]:
    """Answer what is wrong with the files: out of step with the code, or with a fault in a translation."""
    run = "run python -m screens.language.extract"
    if not TEMPLATE.exists() or TEMPLATE.read_text("utf-8") != extracted():
        yield f"{TEMPLATE.relative_to(ROOT)} is not what the code says: {run}"
    messages = list(template())
    for language in LANGUAGES:
        path, compiled = path_of(language), path_of(language, "mo")
        texts = merged(language, messages)
        if not path.exists() or path.read_text("utf-8") != as_po(texts):
            yield f"{path.relative_to(ROOT)} lacks texts, or holds some that are gone: {run}"
        if not compiled.exists() or compiled.read_bytes() != as_mo(texts):
            yield f"{compiled.relative_to(ROOT)} is not made of the file beside it: {run}"
        for message in texts:
            yield from (f"{language}: {message.id!r}: {fault}" for fault in faults(message, language))


def main(arguments: list[str]) -> int:
    """Write the files, or only look whether they are what they have to be."""
    if "--check" not in arguments:
        write()
        return 0
    found = list(wrong())
    for line in found:
        print(line, file=sys.stderr)  # noqa: T201
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
