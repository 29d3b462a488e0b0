"""Calls of many connections by wrk, a load generator in C: it costs a core a twentieth of what a client in Python does.

Each posting has an Idempotency-Key and a body of its own, which a Lua script of wrk makes: output on one order after
the other. Whatever is answered by another status than 201 is counted.

Debian's package wrk; without it nothing can be measured here, and the figures say so.
"""

import json
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

NEEDED = "wrk is not installed (Debian: apt-get install wrk)"
POSTING = """
local number = {first} - 1
local empty = {empty}
local threads = {{}}

function setup(thread)
  table.insert(threads, thread)
end

function request()
  if empty then
    return wrk.format("GET", "/livez")
  end
  number = number + 1
  local body = string.format('{body}', number, number)
  local headers = {{}}
  headers["Authorization"] = "Bearer {token}"
  headers["Content-Type"] = "application/json"
  headers["Idempotency-Key"] = string.format("{key}", number)
  return wrk.format("POST", "/api/v1/postings/output", headers, body)
end

bad = 0
last = 0
function response(status)
  if status ~= {status} then
    bad = bad + 1
  end
  last = number
end

function done(summary, latency, requests)
  io.write(string.format('KIOSK {{"answered": %d, "seconds": %f, "p50": %f, "p99": %f, "bad": %d, "last": %d, '
    .. '"failed": %d}}\\n', summary.requests, summary.duration / 1e6, latency:percentile(50) / 1e3,
    latency:percentile(99) / 1e3, threads[1]:get("bad"), threads[1]:get("last"),
    summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout))
end
"""
BODY = (
    '{"request_id":"wrk-%d","order_no":"O%06d","operation_no":"20","setup_time":"10","run_time":"50",'
    '"output_quantity":"4","scrap_quantity":"1","scrap_code":"DENT"}'
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What wrk counted: calls answered in so many seconds, milliseconds, answers that were no 201, and the last order."""

    answered: int
    seconds: float
    p50: float
    p99: float
    bad: int
    last: int
    failed: int

    @property
    def rate(self) -> float:
        """Calls a second."""
        return self.answered / self.seconds


def installed() -> bool:
    """Say whether wrk is there."""
    return shutil.which("wrk") is not None


def run(folder: Path, port: int, connections: int, *, seconds: float, token: str, first: int | None) -> Run:
    """Call over so many connections for so long: postings from that order on; None: empty calls."""
    script = folder / "wrk.lua"
    values = {
        "first": first or 0,
        "empty": "true" if first is None else "false",
        "status": 200 if first is None else 201,
        "token": token,
        "key": "wrk-%d",
        "body": BODY,
    }
    script.write_text(POSTING.format(**values), "utf-8")
    command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds:g}s", "--latency", "-s", str(script)]
    told = subprocess.run(
        [*command, f"http://127.0.0.1:{port}"], capture_output=True, text=True, check=True, timeout=120
    ).stdout
    line = next(each for each in told.splitlines() if each.startswith("KIOSK "))
    return Run(**json.loads(line[6:]))
