"""A line between terminals and a server that breaks in every way a plant's network does; a process of its own.

    python -m tests.faults.proxy PORT SEED     listens on a port of its own, which it tells, and speaks with PORT

On standard input it is told which fault postings meet, and which share of them; it answers how many met one before.

    cut-before-forward 0.5     ends the connection, the server never sees the posting
    cut-after-commit 0.5       the server has posted and answered, nobody hears it
    delay 0.5                  a second on the way there, longer than a terminal has patience
    throttle 0.5               the answer comes at 400 bytes a second
    duplicate 0.5              the server gets it twice, on two connections at once
    reorder 0.5                it is held until a later one of another terminal has been posted
    half-open 0.5              taken, and nothing is ever said
    silent 0.5                 the same, and to questions too
    pass 0                     none

All else is met by postings only: questions show that the line is there, as they do in a plant where only some calls fail.
"""

import asyncio
import contextlib
import random
import re
import sys
from enum import StrEnum

LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
DELAY_SECONDS = 1.0
HELD_SECONDS_MAX = 0.5
THROTTLE_BYTES, THROTTLE_SECONDS = 40, 0.1
BROKEN = (ConnectionError, EOFError, asyncio.LimitOverrunError, asyncio.CancelledError)

Pair = tuple[asyncio.StreamReader, asyncio.StreamWriter]


class Fault(StrEnum):
    """What happens to a posting on its way."""

    PASS = "pass"
    CUT_BEFORE_FORWARD = "cut-before-forward"
    CUT_AFTER_COMMIT = "cut-after-commit"
    DELAY = "delay"
    THROTTLE = "throttle"
    DUPLICATE = "duplicate"
    REORDER = "reorder"
    HALF_OPEN = "half-open"
    SILENT = "silent"


class Proxy:
    """The line."""

    def __init__(self, upstream: int, seed: str) -> None:
        """Begin without faults."""
        self.fault, self.share, self.faults = Fault.PASS, 0.0, 0
        self._upstream = upstream
        self._chance = random.Random(seed)
        self._passed = asyncio.Condition()
        self._count = 0

    def plan(self, words: list[str]) -> int:
        """Fail like this from now on; answers how often it did before."""
        before, self.faults = self.faults, 0
        self.fault, self.share = Fault(words[0]), float(words[1])
        return before

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Carry the calls of one connection, one after the other."""
        server: Pair | None = None
        with contextlib.suppress(*BROKEN):
            while True:
                call = await message(reader)
                may_meet = call.startswith(b"POST ") or self.fault is Fault.SILENT
                met = may_meet and self._chance.random() < self.share
                fault = self.fault if met else Fault.PASS
                self.faults += met
                if fault is Fault.CUT_BEFORE_FORWARD:
                    break
                if fault in {Fault.HALF_OPEN, Fault.SILENT}:
                    await reader.read()  # until the terminal has lost its patience
                    break
                await self._on_the_way(fault)
                server = server or await self._connected()
                answer = await self._answer(server, call, fault)
                if fault is Fault.CUT_AFTER_COMMIT:
                    break
                await say(writer, answer, slowly=fault is Fault.THROTTLE)
        for each in (writer, *(server[1:] if server else ())):
            each.close()

    async def _on_the_way(self, fault: Fault) -> None:
        if fault is Fault.DELAY:
            await asyncio.sleep(DELAY_SECONDS)
        if fault is Fault.REORDER:
            before = self._count
            async with self._passed:
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(HELD_SECONDS_MAX):  # nobody else may have anything to post
                        await self._passed.wait_for(lambda: self._count > before)

    async def _answer(self, server: Pair, call: bytes, fault: Fault) -> bytes:
        if fault is Fault.DUPLICATE:
            second = await self._connected()
            answer, _ = await asyncio.gather(exchange(server, call), exchange(second, call))
            second[1].close()
        else:
            answer = await exchange(server, call)
        async with self._passed:
            self._count += call.startswith(b"POST ")
            self._passed.notify_all()
        return answer

    async def _connected(self) -> Pair:
        return await asyncio.open_connection("127.0.0.1", self._upstream)


async def exchange(server: Pair, call: bytes) -> bytes:
    """Send a call and answer what the server says."""
    server[1].write(call)
    await server[1].drain()
    return await message(server[0])


async def message(reader: asyncio.StreamReader) -> bytes:
    """Read one whole request or answer."""
    head = await reader.readuntil(b"\r\n\r\n")
    length = LENGTH.search(head)
    return head + (await reader.readexactly(int(length[1])) if length else b"")


async def say(writer: asyncio.StreamWriter, answer: bytes, *, slowly: bool) -> None:
    """Send an answer to a terminal."""
    step = THROTTLE_BYTES if slowly else len(answer)
    for begin in range(0, len(answer), step):
        writer.write(answer[begin : begin + step])
        await writer.drain()
        await asyncio.sleep(THROTTLE_SECONDS if slowly else 0)


async def main(upstream: str, seed: str) -> None:
    """Be a line until standard input ends."""
    proxy = Proxy(int(upstream), seed)
    server = await asyncio.start_server(proxy.serve, "127.0.0.1", 0, backlog=512)
    loop = asyncio.get_running_loop()
    tell(server.sockets[0].getsockname()[1])
    while line := await loop.run_in_executor(None, sys.stdin.readline):
        tell(proxy.plan(line.split()))
    for each in asyncio.all_tasks() - {asyncio.current_task()}:
        each.cancel()  # terminals that were closed, or wait for what is never said


def tell(number: int) -> None:
    """Say a number to who runs the line."""
    sys.stdout.write(f"{number}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
