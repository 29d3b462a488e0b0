"""What the file of an outbox promises: believed only when it is whole, this terminal's own, and open once."""

import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from pysqlite3 import dbapi2 as sqlite

from backend_client.kept_terms import KeptState
from backend_client.outbox.file import OutboxFile, read_only, set_aside
from backend_client.outbox.rows import Rows
from backend_client.outbox.schema import VERSIONS
from backend_client.outbox.trouble import (
    OutboxCopied,
    OutboxDamaged,
    OutboxInUse,
    OutboxMissing,
    OutboxNewer,
    OutboxTrouble,
    OutboxUnsafe,
    OutboxUnusable,
)
from tests.casebook.databases import NOON
from tests.kept_plants import TERMINAL
from tests.outbox.conftest import Terminal
from tests.outbox.version_1 import make_version_1
from tests.small_plant import output

ROWS = 40


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """An outbox with postings in it, closed."""
    path = tmp_path / "outbox.sqlite"
    opened = OutboxFile(path, TERMINAL)
    rows = Rows(path, opened.connection)
    for number in range(ROWS):
        rows.keep(output(f"r{number}", order_no=f"O{number % 4}", output_quantity=1), NOON)
    opened.close()
    return path


def kept(file: Path, **options: Any) -> list[str]:
    """Open an outbox; answers the ids that it holds."""
    opened = OutboxFile(file, options.pop("identity", TERMINAL), **options)
    try:
        return [row["request_id"] for row in Rows(file, opened.connection).open_rows()]
    finally:
        opened.close()


ALL = [f"r{number}" for number in range(ROWS)]


def test_it_is_for_its_owner_only_and_safe_against_a_power_cut(file: Path) -> None:
    """Mode 0600 of all its files; WAL and synchronous FULL."""
    opened = OutboxFile(file, TERMINAL)
    opened.connection.execute("BEGIN IMMEDIATE")
    opened.connection.execute("UPDATE postings SET trouble = 'x'")
    opened.connection.execute("COMMIT")
    modes = {path.name: path.stat().st_mode & 0o777 for path in file.parent.iterdir()}
    assert set(modes) == {file.name + end for end in ("", "-wal", "-shm", ".lock")}
    assert set(modes.values()) == {0o600}
    assert opened.connection.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
    assert opened.connection.execute("PRAGMA synchronous").fetchone()[0] == 2
    opened.close()


def test_one_process_has_it_open(file: Path) -> None:
    """The second is told which process has it; when that one ends, however it ends, it is free."""
    code = (
        "import sys; from pathlib import Path; from backend_client.outbox.file import OutboxFile;"
        "from tests.kept_plants import TERMINAL;"
        f"OutboxFile(Path({str(file)!r}), TERMINAL); print('open', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=Path(__file__).parents[2],
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"open\n"
        with pytest.raises(OutboxInUse, match=f"process {other.pid} "):
            kept(file)
        looked = read_only(file)
        assert looked.execute("SELECT count(*) FROM postings").fetchone()[0] == ROWS
        with pytest.raises(sqlite.OperationalError):
            looked.execute("DELETE FROM postings")
        looked.close()
        other.kill()
    assert kept(file) == ALL


def test_a_copy_is_not_sent_a_second_time(file: Path, tmp_path: Path) -> None:
    """Copied on the same machine, put in the place of the first one, or taken to another machine or terminal."""
    copy = tmp_path / "copy.sqlite"
    shutil.copy2(file, copy)
    with pytest.raises(OutboxCopied, match="copy"):
        kept(copy)
    other_machine = replace(TERMINAL, machine="another")
    with pytest.raises(OutboxCopied, match="another machine"):
        kept(file, identity=other_machine)
    with pytest.raises(OutboxCopied, match="terminal T1"):
        kept(file, identity=replace(TERMINAL, terminal_id="T2"))
    assert kept(file) == ALL
    copy.replace(file)
    with pytest.raises(OutboxCopied):
        kept(file)


def test_a_cloned_disk_in_another_computer_is_told_by_its_network_interfaces(tmp_path: Path) -> None:
    """The machine id is cloned with the disk, the interfaces are not; a dock that comes or goes is no other machine."""
    file = tmp_path / "outbox.sqlite"
    here = replace(TERMINAL, hardware=frozenset({"wired", "dock"}))
    assert kept(file, identity=here) == []
    assert kept(file, identity=replace(TERMINAL, hardware=frozenset({"wired", "wireless"}))) == []
    with pytest.raises(OutboxCopied, match="network interfaces"):
        kept(file, identity=replace(TERMINAL, hardware=frozenset({"wired2"})))


def test_one_that_was_moved_on_purpose_is_adopted(file: Path, tmp_path: Path) -> None:
    """From then on it belongs here, and no longer where it came from."""
    moved = tmp_path / "moved.sqlite"
    shutil.copy2(file, moved)
    new = replace(TERMINAL, machine="another", terminal_id="T9")
    assert kept(moved, identity=new, adopt=True) == ALL
    assert kept(moved, identity=new) == ALL
    with pytest.raises(OutboxCopied):
        kept(moved)


def test_one_that_is_gone_is_not_replaced_by_an_empty_one(file: Path) -> None:
    """Deleted or emptied, the terminal says so instead of beginning anew."""
    content = file.read_bytes()
    file.unlink()
    with pytest.raises(OutboxMissing):
        kept(file)
    assert not file.exists()
    file.touch(mode=0o600)
    with pytest.raises(OutboxDamaged, match="emptied"):
        kept(file)
    assert file.read_bytes() == b""
    assert content


@pytest.mark.parametrize("page", range(1, 12))
def test_damage_is_found_and_nothing_is_changed(file: Path, page: int) -> None:
    """Bytes that changed in any page, at the beginning, in the middle, at the end: said, and left as it is."""
    content = bytearray(file.read_bytes())
    pages = len(content) // 4096
    start = (page - 1) % pages * 4096
    found = 0
    for at in (start, start + 1800, start + 4000):
        damaged = bytearray(content)
        damaged[at : at + 64] = bytes(value ^ 0x5A for value in damaged[at : at + 64])
        file.write_bytes(damaged)
        try:
            assert kept(file) == ALL
        except OutboxTrouble:
            found += 1
            assert file.read_bytes() == damaged, "a damaged file is evidence"
    assert found or page > pages, "nothing of this page is looked at"


@pytest.mark.parametrize("share", [0.01, 0.3, 0.6, 0.99])
def test_a_file_that_was_cut_off_is_found(file: Path, share: float) -> None:
    """Truncated anywhere."""
    content = file.read_bytes()
    file.write_bytes(content[: int(len(content) * share)])
    with pytest.raises(OutboxDamaged):
        kept(file)


def test_a_row_that_was_changed_by_hand_is_found(file: Path) -> None:
    """Ten pieces made of one, in a file that is otherwise whole."""
    connection = sqlite.connect(file)
    connection.execute("""UPDATE postings SET body = replace(body, '"output_quantity":"1"', '"output_quantity":"10"')
        WHERE sequence_no = 7""")
    connection.commit()
    connection.close()
    with pytest.raises(OutboxDamaged, match="posting 7 "):
        kept(file)


@pytest.mark.parametrize("mode", [0o644, 0o660, 0o700])
def test_one_that_others_may_read_is_refused(file: Path, mode: int) -> None:
    """It holds who made what; its mode is part of the promise."""
    file.chmod(mode)
    with pytest.raises(OutboxUnsafe, match=f"{mode:04o}"):
        kept(file)


def test_links_are_refused(file: Path, tmp_path: Path) -> None:
    """A second name, or a link to another place, would be a way around lock and mode."""
    second = tmp_path / "second.sqlite"
    second.hardlink_to(file)
    with pytest.raises(OutboxUnsafe, match="one name"):
        kept(file)
    second.unlink()
    link = tmp_path / "link.sqlite"
    link.symlink_to(file)
    with pytest.raises(OutboxUnusable):
        kept(link)


def test_another_programs_database_is_left_alone(tmp_path: Path) -> None:
    """A file of that name that is no outbox is neither used nor changed."""
    file = tmp_path / "outbox.sqlite"
    connection = sqlite.connect(file)
    connection.execute("PRAGMA user_version = 1")
    connection.execute("CREATE TABLE postings (a)")
    connection.close()
    file.chmod(0o600)
    with pytest.raises(OutboxDamaged, match="no outbox"):
        kept(file)
    file.write_bytes(b"just a text, long enough for nothing" * 20)
    with pytest.raises(OutboxDamaged):
        kept(file)


def test_a_newer_one_is_left_alone(file: Path) -> None:
    """A terminal that was set back to an older program keeps what the newer one kept."""
    connection = sqlite.connect(file)
    connection.execute(f"PRAGMA user_version = {len(VERSIONS) + 1}")
    connection.close()
    with pytest.raises(OutboxNewer):
        kept(file)


def test_set_aside_it_is_whole_and_a_new_one_begins(file: Path) -> None:
    """What can't be used is moved out of the way by a person, never thrown away."""
    content = file.read_bytes()
    aside = set_aside(file, "20261121")
    assert aside.read_bytes() == content
    assert kept(file) == []
    opened = OutboxFile(file, TERMINAL)
    with pytest.raises(OutboxInUse):
        set_aside(file, "20261122")
    opened.close()


def test_an_outbox_of_version_1_is_understood(terminal: Terminal) -> None:
    """Its postings keep their lanes, their order and what was answered; they are decided on and posted."""
    make_version_1(terminal.file)
    client = terminal.start()
    found = [(each.request_id, each.state, each.held, each.lanes) for each in client.kept_postings()]
    assert found == [
        ("bad", KeptState.REFUSED, False, ("order O1",)),
        ("held", KeptState.WAITING, True, ("order O1",)),
        ("other", KeptState.WAITING, False, ("order O2",)),
    ]
    client.send_all()
    client.drop(1, decided_by="SUP", reason="counted twice")
    client.send_all()
    assert terminal.posted() == ["other", "held"]


def test_an_update_that_is_killed_at_any_statement_leaves_the_old_or_the_new(tmp_path: Path) -> None:
    """Killed there, the file is as it was; the next start finishes, and no posting is lost."""
    statements = sum(len(version) for version in VERSIONS[1:])
    for number in range(1, statements + 1):
        file = tmp_path / f"outbox-{number}.sqlite"
        make_version_1(file)
        pid = os.fork()
        if pid == 0:
            die_at(number, file)
        _, status = os.waitpid(pid, 0)
        assert os.WTERMSIG(status) == 9
        assert kept(file) == ["bad", "held", "other"]


def die_at(number: int, file: Path) -> None:
    """Bring a file up in this process, which is killed after so many statements."""
    done = count(1)

    def between() -> None:
        if next(done) == number:
            os.kill(os.getpid(), signal.SIGKILL)

    try:
        OutboxFile(file, TERMINAL, between=between)
    finally:
        os._exit(1)


def test_a_message_that_is_no_longer_known_is_left_to_a_supervisor(terminal: Terminal) -> None:
    """What an earlier program kept and this one can't read is neither dropped nor sent wrongly."""
    make_version_1(terminal.file)
    connection = sqlite.connect(terminal.file)
    (body,) = connection.execute("SELECT body FROM postings WHERE request_id = 'other'").fetchone()
    body = json.dumps({**json.loads(body), "of_an_old_time": "1"})
    text = f"other\0PostOutputRequest\0{body}\0{NOON.isoformat()}"
    seal = hashlib.sha256(text.encode()).hexdigest()
    connection.execute("UPDATE postings SET body = ?, seal = ? WHERE request_id = 'other'", (body, seal))
    connection.commit()
    connection.close()
    client = terminal.start()
    client.send_all()
    kept_posting = client.kept_posting(3)
    assert kept_posting is not None
    assert kept_posting.state is KeptState.REFUSED
    assert kept_posting.request is None
    assert '"of_an_old_time"' in kept_posting.body
