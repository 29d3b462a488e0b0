"""Collects every shown text of screens and program into locale/kiosk.pot, from which translators begin.

    python -m screens.language.extract            write it anew
    python -m screens.language.extract --check    is it complete? Exit status 1 when it is not

The catalogue has no dates and no line numbers, so it changes only when a text does; a test extracts again and
compares. What is counted as shown: `_`, `ngettext`, `pgettext`, `marked`, each with plain literals.
"""

import io
import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import write_po

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


def extracted() -> str:
    """Answer the catalogue of all texts, as it is written to the file."""
    catalogue = Catalog(project=DOMAIN, fuzzy=False, charset="utf-8")
    for folder in FOLDERS:
        found = extract_from_dir(
            str(ROOT / folder), keywords=KEYWORDS, comment_tags=("NOTE:",), strip_comment_tags=True
        )
        for name, _line, message, comments, context in sorted(found, key=lambda each: (each[0], each[1])):
            places = [(f"{folder}/{name}", 0)]
            catalogue.add(message, None, places, auto_comments=comments, context=context)
    out = io.BytesIO()
    write_po(out, catalogue, width=100, omit_header=True, include_lineno=False, sort_output=True)
    return out.getvalue().decode()


def main(arguments: list[str]) -> int:
    """Write the file, or only look whether it is what it has to be."""
    text = extracted()
    if "--check" in arguments:
        complete = TEMPLATE.exists() and TEMPLATE.read_text("utf-8") == text
        if not complete:
            print(f"{TEMPLATE} lacks texts: run python -m screens.language.extract", file=sys.stderr)  # noqa: T201
        return int(not complete)
    TEMPLATE.parent.mkdir(exist_ok=True)
    TEMPLATE.write_text(text, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
