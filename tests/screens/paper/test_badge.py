"""A badge."""

from backend_client.barcode.events import Badge
from backend_client.barcode.router import route
from screens.paper.badge import BadgeHolder, badge
from tests.screens.paper.reading import pictures, scans, words


def test_a_badge_is_read_from_the_square_and_from_the_bars() -> None:
    """Both say the token; the card is 85.6 x 54 mm, which are 1011 x 638 dots of 300 an inch."""
    card = badge(BadgeHolder(no="OP07", name="Ada Berg", plant="Contoso Coffee"), "7K3RV9TR2D")
    assert [route(scan) for scan in scans(card)] == [Badge("7K3RV9TR2D")] * 2
    (picture,) = pictures(card)
    assert (abs(picture.width - 1011) <= 1, abs(picture.height - 638) <= 1) == (True, True)
    assert [word in words(card) for word in ("OP07", "Ada Berg", "Contoso Coffee")] == [True] * 3


def test_the_token_is_not_written_out() -> None:
    """Nobody can read it over a shoulder and type it."""
    assert "7K3RV9TR2D" not in words(badge(BadgeHolder(no="OP07", name="Ada"), "7K3RV9TR2D"))


def test_a_long_name_stays_beside_the_square() -> None:
    """It is set smaller or cut: both codes are still read."""
    card = badge(BadgeHolder(no="OP07", name="Wilhelmina " * 12), "7K3RV9TR2D")
    assert len(scans(card)) == 2
