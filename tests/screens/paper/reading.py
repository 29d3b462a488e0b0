"""A scanner for papers: pages become pixels of 300 dots an inch, and a decoder reads what stands on them."""

import pypdfium2
import zxingcpp
from PIL import Image

DPI = 300


def pictures(paper: bytes, dpi: int = DPI) -> list[Image.Image]:
    """The pages of a PDF, as a laser printer of so many dots an inch would put them on paper."""
    document = pypdfium2.PdfDocument(paper)
    try:
        return [page.render(scale=dpi / 72).to_pil().convert("L") for page in document]
    finally:
        document.close()


def words(paper: bytes) -> str:
    """All text of a PDF."""
    return "\n".join(pages_of(paper))


def pages_of(paper: bytes) -> list[str]:
    """The text of a PDF, page by page."""
    document = pypdfium2.PdfDocument(paper)
    try:
        return [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()


def scans(paper: bytes, dpi: int = DPI) -> list[str]:
    """What a scanner with AIM identifiers sends for each bar code of a PDF, from page to page."""
    return [scan for picture in pictures(paper, dpi) for scan in scans_of(picture)]


def scans_of(picture: Image.Image) -> list[str]:
    """What a scanner with AIM identifiers sends for each bar code of a picture."""
    found = zxingcpp.read_barcodes(picture, text_mode=zxingcpp.TextMode.Plain)
    return [code.symbology_identifier + code.text for code in found]
