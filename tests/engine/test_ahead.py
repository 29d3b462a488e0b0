"""What a shift asks and posts is loaded before it is asked for, and loading stops when the terminal ends."""

import json
import subprocess
import sys
from pathlib import Path

LOADING = """
import json, sys
from backend_client.engine.ahead import load_ahead
def loaded():
    return sorted(name for name in sys.modules if name.startswith(("backend_client.engine.", "biip")))
asked = []
before = loaded()
load_ahead(lambda: bool(asked.append(1)) or len(asked) > 2)
stopped = loaded()
load_ahead(lambda: False)
print(json.dumps([before, stopped, loaded()]))
"""
OF_A_SHIFT = {
    "backend_client.engine.people",
    "backend_client.engine.clocks.work",
    "backend_client.engine.output",
    "backend_client.engine.reversal.undo",
    "biip",
}


def test_a_shift_is_loaded_ahead_until_told_to_stop() -> None:
    """Signing on before the rest; told to stop, nothing more; else clocks, output, undo and GS1 labels too."""
    done = subprocess.run(
        [sys.executable, "-c", LOADING],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=True,
    )
    before, stopped, after = map(set, json.loads(done.stdout))
    assert not OF_A_SHIFT & before
    assert stopped & OF_A_SHIFT == {"backend_client.engine.people"}
    assert after >= OF_A_SHIFT
