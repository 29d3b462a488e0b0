"""A badge is known by a hash of its token."""

from backend_client.rules.badges import badge_token_hash


def test_case_means_nothing_and_every_other_character_does() -> None:
    """A scanner with Caps Lock reads the same badge; another token is another badge."""
    assert badge_token_hash("7k3rv9tr2d") == badge_token_hash("7K3RV9TR2D")
    assert badge_token_hash("7K3RV9TR2D") != badge_token_hash("7K3RV9TR2F")


def test_the_token_is_not_in_the_hash() -> None:
    """What is stored shows nothing of the token: 64 hex digits."""
    stored = badge_token_hash("7K3RV9TR2D")
    assert len(stored) == 64
    assert "7k3rv9tr2d" not in stored
