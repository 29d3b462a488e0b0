"""What the real kiosk costs, counted where the count does not depend on the machine."""

from collections.abc import Iterator

import pytest

from benchmarks.pty_session import PtySession
from benchmarks.terminal import (
    BACK,
    CLEAR,
    FULL_SCREEN,
    PROMPT,
    REFUSED,
    demo,
    demo_folder,
    modules_loaded,
    signed_on,
)
from screens.terminal.wall import refused_in

HEAVY = {"sqlalchemy", "sqlmodel", "pydantic", "httpx", "fastapi", "biip", "babel", "pysqlite3", "sqlite3"}


@pytest.fixture(scope="module")
def environment() -> Iterator[dict[str, str]]:
    """A home with the demo plant in it."""
    with demo_folder() as variables:
        with signed_on(variables):
            pass
        yield variables


@pytest.fixture(scope="module")
def kiosk(environment: dict[str, str]) -> Iterator[PtySession]:
    """The kiosk, signed on."""
    with signed_on(environment) as session:
        yield session
        session.settle()
        assert refused_in(bytes(session.output)) == 0


def sent_for(session: PtySession, keys: str, shown: str) -> int:
    """Type; answer how many bytes came until the screen that shows this was quiet."""
    before = session.bytes_read
    session.type(keys, 200)
    session.wait_for(shown)
    session.settle(0.5)
    return session.bytes_read - before


def test_the_first_screen_is_at_most_2500_bytes(environment: dict[str, str]) -> None:
    """First frame, full screen, and the answer of the opened database together."""
    with demo(environment) as session:
        session.wait_for(PROMPT)
        session.wait_for(FULL_SCREEN)
        session.wait_for("Nobody is signed on")
        session.settle()
        assert session.bytes_read <= 2_500


def test_at_most_420_modules_are_loaded_at_the_first_full_frame(environment: dict[str, str]) -> None:
    """The database engine and every reader that weighs something are loaded behind it."""
    modules = modules_loaded(environment)
    assert not HEAVY & {name.partition(".")[0] for name in modules}
    assert len(modules) <= 420


def test_a_scan_is_at_most_200_bytes(kiosk: PtySession) -> None:
    """A code typed by a reader, refused: sign, title and both sentences of the message change."""
    assert sent_for(kiosk, "WO-000001\r", f"WO-000001 {REFUSED}") <= 200
    kiosk.type(CLEAR)
    kiosk.wait_until_gone(REFUSED)
    kiosk.settle(0.5)


def test_a_typed_key_is_at_most_55_bytes(kiosk: PtySession) -> None:
    """Only the character, and the cursor behind it."""
    assert sent_for(kiosk, "7", "> 7") <= 55
    kiosk.type(CLEAR)
    kiosk.settle(0.5)


def test_a_change_of_screen_is_at_most_2000_bytes(kiosk: PtySession) -> None:
    """From the list of work to an order line and back."""
    assert sent_for(kiosk, "101002\r", "Order 101002") <= 2_000
    assert sent_for(kiosk, BACK, "Here now") <= 2_000
