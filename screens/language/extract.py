"""Collects every shown text of the screens into locale/kiosk.pot, from which translators begin.

    python -m screens.language.extract

The catalogue has no dates and no line numbers, so it changes only when a text does; a test extracts again and
compares. What is counted as shown: `_`, `ngettext`, `pgettext`, `marked`, each with plain literals.
"""

import io
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import write_po

from screens.language.text import DOMAIN, LOCALE

SCREENS = Path(__file__).parents[1]
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
    found = extract_from_dir(str(SCREENS), keywords=KEYWORDS, comment_tags=("NOTE:",), strip_comment_tags=True)
    for name, _line, message, comments, context in sorted(found, key=lambda each: (each[0], each[1])):
        catalogue.add(message, None, [(f"screens/{name}", 0)], auto_comments=comments, context=context)
    out = io.BytesIO()
    write_po(out, catalogue, width=100, omit_header=True, include_lineno=False, sort_output=True)
    return out.getvalue().decode()


def main() -> None:
    """Write the file."""
    TEMPLATE.parent.mkdir(exist_ok=True)
    TEMPLATE.write_text(extracted(), "utf-8")


if __name__ == "__main__":
    main()
