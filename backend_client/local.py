"""The client that has the database itself: one request, one transaction.

A request goes: bounds -> begin, write lock -> posted before? -> load and decide -> check -> number -> write ->
register -> commit. A preview goes the same way and is rolled back at the end, so it shows exactly what would be
written. The register row carries who, where, when and what, its receipt, and the hash of the register before it.
"""

import logging
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import KW_ONLY, dataclass, replace
from datetime import UTC, datetime
from random import SystemRandom
from threading import Lock
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast
from uuid import uuid4  # noqa: TID251 -- names a line of the log, nothing that is posted

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError, StatementError

from backend_client import limits
from backend_client.client import BackendBroken, BackendError, BackendUnreachable, Sent
from backend_client.engine.admission import admitted, entered_at, may_ask
from backend_client.engine.clock_jumps import ClockWatch, clock_moved
from backend_client.engine.context import Context, Noted, Several
from backend_client.engine.performing import NAMED, body_of, function_of, hash_of, perform
from backend_client.engine.pin_checks import claims_of, compare_first
from backend_client.engine.pins import ComparedPins, Pins
from backend_client.messages.base import Posted, Question, Queued, Refused, Request
from backend_client.messages.bounds import not_postable, out_of_bounds
from backend_client.messages.codec import answer_kind, parse
from backend_client.messages.personnel import PersonChanged
from backend_client.refusals import RefusalCode
from backend_client.store.database import Database
from backend_client.store.head import Begun, PostedBefore, first_look
from backend_client.store.migrate import check_revision
from backend_client.store.queries.people import person_by_no
from backend_client.store.setup import Setup, load_setup
from backend_client.store.trouble import DatabaseUnsafe

if TYPE_CHECKING:
    from backend_client.store.scope import Scope

AnswerT = TypeVar("AnswerT")
ReceiptT = TypeVar("ReceiptT")
_CHANCE = SystemRandom()
LOG = logging.getLogger(__name__)


def steady_now() -> int:
    """Answer nanoseconds of a clock that only goes forward, a machine's sleep counted."""
    return time.clock_gettime_ns(time.CLOCK_BOOTTIME)


def utc_now() -> datetime:
    """Read the clock; the only place behind the seam that does."""
    return datetime.now(UTC)  # noqa: TID251 -- the clock of the back end


@dataclass(slots=True)
class _Asked(Generic[ReceiptT]):
    """A request on its way through a transaction; the last two are what the commit has to be waited for with.

    body       its canonical text
    following  what is to be posted after it
    moved      by how many seconds its entry of the audit trail says that the clock was moved
    """

    request: Request[ReceiptT]
    body: str
    pins: ComparedPins
    _: KW_ONLY
    trusted: bool
    following: Sequence[Request[Any]] = ()
    moved: int = 0


_Outcome = Posted[ReceiptT] | Several[ReceiptT] | Refused


class LocalClient:
    """A BackendClient on a database of its own; safe to call from any thread."""

    def __init__(
        self,
        database: Database,
        now: Callable[[], datetime] = utc_now,
        *,
        pins: Pins | None = None,
        trusted: bool = False,
        steady: Callable[[], int] | None = None,
    ) -> None:
        """Keep the database.

        now      answers aware UTC moments
        pins     with the plant's pepper; without one no PIN is taken
        trusted  whoever calls holds the database: nobody has to be signed on
        steady   nanoseconds of a clock that only goes forward: the audit trail tells when `now` is moved against it

        `decided_again` counts how often the database asked for a decision once more.
        """
        self.database = database
        self._now = now
        self._pins = pins or Pins()
        self._trusted = trusted
        self.decided_again = 0
        self._clock = ClockWatch(steady)
        self._setup: Setup | None = None
        self._following: deque[Request[Any]] = deque()
        self._followed = Lock()

    @property
    def clock_jumps(self) -> int:
        """How often the clock on the wall was seen to have been moved; without `steady`, never."""
        return self._clock.jumps

    def post(self, request: Request[ReceiptT]) -> Posted[ReceiptT] | Queued | Refused:
        """Make one change, once. See BackendClient."""
        return self._post(request, trusted=self._trusted)

    def post_together(self, requests: Sequence[Request[Any]]) -> list[Posted[Any] | Refused]:
        """Post several that wait at the same time, in their order, with one commit for all of them.

        On a file alone, where one posting is written at a time, and only for what `may_wait_together` allows. Each is
        answered as `post` would. Whatever is raised, nothing of any of them is posted: then post them one by one.
        """
        refused = [not_postable(request) for request in requests]
        asked = [
            _Asked(request, body_of(request), ComparedPins(self._pins), trusted=self._trusted)
            for request, no in zip(requests, refused, strict=True)
            if no is None
        ]
        outcomes = iter(self._decide_in_one(asked))
        together = [no or next(outcomes) for no in refused]
        assert not any(isinstance(outcome, Several) for outcome in together), "that holds the whole plant"
        self._post_what_follows()
        return cast("list[Posted[Any] | Refused]", together)

    def may_wait_together(self, request: Request[Any]) -> bool:
        """Say whether a request may be posted with others in one transaction: it changes no setup and counts no PIN."""
        return self.database.is_sqlite and not request.preview and _scope_of(request) is not None

    def _post(self, request: Request[ReceiptT], *, trusted: bool) -> Posted[ReceiptT] | Queued | Refused:
        refused = not_postable(request)
        if refused is not None:
            return refused
        asked = _Asked(request, body_of(request), ComparedPins(self._pins), trusted=trusted)
        with _raised_as_ours():
            if any(claims_of(request)):
                with self.database.read() as connection:
                    compare_first(connection, request, asked.pins, self._now())
            outcome = self._decide(asked)
        if isinstance(outcome, Several):
            return self._post_each(outcome)
        self._post_what_follows()
        return outcome

    def ask(self, question: Question[AnswerT]) -> AnswerT | Refused:
        """Answer a question. See BackendClient."""
        refused = out_of_bounds(question)
        if refused is not None:
            return refused
        with _raised_as_ours(), self.database.read() as connection:
            head, _ = first_look(connection)
            context = replace(self._context(connection, head.setup_revision), trusted=self._trusted)
            answer = may_ask(context, question) or function_of(question)(context, question)
            return cast("AnswerT | Refused", answer)

    def _post_each(self, several: Several[ReceiptT]) -> Posted[ReceiptT]:
        """Post the parts of a request that is several; sent again, those that were posted answer as replayed."""
        outcomes: list[Posted[Any] | Refused] = []
        for request in several.requests:
            outcome = self._post(request, trusted=True)  # as a part of what was let in
            assert not isinstance(outcome, Queued), "a database of its own queues nothing"
            outcomes.append(outcome)
        posted = [outcome for outcome in outcomes if isinstance(outcome, Posted)]
        return Posted(
            receipt=several.receipt(outcomes),
            replayed=bool(posted) and all(outcome.replayed for outcome in posted),
            warnings=tuple(warned for outcome in posted for warned in outcome.warnings),
        )

    def _decide(self, asked: _Asked[ReceiptT]) -> _Outcome[ReceiptT]:
        """Post once; where the database asks for it, decide all of it again, a few times, after a random pause."""
        pause = limits.DECIDED_AGAIN_MILLISECONDS_FIRST
        scope = None if self.database.is_sqlite else _scope_of(asked.request)
        for _ in range(limits.DECISIONS_MAX - 1):
            try:
                return self._decide_in_one([asked], scope)[0]
            except IntegrityError:  # the same request was posted by another process at this very moment
                continue
            except DBAPIError as error:
                if self.database.is_sqlite or not _to_be_decided_again(error):
                    raise
                self.decided_again += 1
                time.sleep(_CHANCE.randint(0, pause) / 1_000)
                pause *= 2
        return self._decide_in_one([asked], scope)[0]

    def _decide_in_one(
        self, asked: Sequence[_Asked[ReceiptT]], scope: "Scope | None" = None
    ) -> list[_Outcome[ReceiptT]]:
        """Decide and write requests in one transaction; raises what any of them raises, and nothing is written then."""
        try:
            with self.database.write(alone=scope is None) as connection:
                outcomes = [
                    self._decided(Begun(connection, each.request.request_id, scope), each) for each in asked
                ]
        except BaseException:
            for each in asked:
                self._clock.told(-each.moved)
                each.moved = 0
            raise
        for each in asked:
            self._following += each.following
        return outcomes

    def _decided(self, begun: Begun, asked: _Asked[ReceiptT]) -> _Outcome[ReceiptT]:
        """Decide a request and write what it decides, in a transaction that has begun."""
        connection, request = begun.connection, asked.request
        if begun.before is not None:
            return _replay(connection, request, begun.before, hash_of(asked.body))
        context = self._context(connection, begun.setup_revision, request)
        context = replace(context, pins=asked.pins, trusted=asked.trusted)
        follows = context.setup.settings.follows_by_itself
        if follows:
            begun.read_after_writing()
        used = admitted(context, request)
        if isinstance(used, Refused):
            return used
        moved = self._clock.look(context.now)
        if moved:
            used = (*used, clock_moved(context, request, moved))
        outcome = perform(replace(context, used=used) if used else context, request, begun.head, asked.body)
        if isinstance(outcome, Noted):
            return outcome.refused
        if isinstance(outcome, Refused):
            return outcome
        if request.preview or isinstance(outcome, Several):
            begun.send()
            connection.rollback()
            return outcome
        self._clock.told(moved)
        asked.moved = moved
        if follows:
            from backend_client.engine.following import (  # noqa: PLC0415 -- in most plants nothing follows
                following_requests,
            )

            asked.following = following_requests(context, request, outcome, begun.head().numbers)
        return outcome

    def _post_what_follows(self) -> None:
        """Post what follows the last postings; whatever becomes of it, they are posted.

        A finish that is refused is left to a person, one that fails to `finish-completed-orders`; an adjustment that
        stops goes on with the next one.
        """
        # one caller posts all that follows, also what follows that; after it has let go it looks again, since what
        # others have added meanwhile they left to it
        while self._following and self._followed.acquire(blocking=False):
            try:
                while self._following:
                    self._post_one_that_follows(self._following.popleft())
            finally:
                self._followed.release()

    def _post_one_that_follows(self, request: Request[Any]) -> None:
        try:
            self._post(request, trusted=True)
        except BackendError:
            LOG.warning("what follows a posting by itself was not posted", exc_info=True)

    def _context(self, connection: Connection, revision: int, request: Request[Any] | None = None) -> Context:
        setup = self._setup
        if setup is None or setup.revision != revision:
            check_revision(connection)
            setup = self._setup = load_setup(connection, revision)
        now = self._now()
        local_now = setup.local_time(now)
        # what a terminal kept yesterday and sends today is of yesterday: so its person was told
        entered = now if request is None else entered_at(request, now)
        return Context(
            connection=connection,
            setup=setup,
            now=now,
            local_now=local_now,
            today=setup.today(entered),
            entered=entered,
        )


def _scope_of(request: Request[Any]) -> "Scope | None":
    from backend_client.engine.scopes import scope_of  # noqa: PLC0415 -- nothing for a terminal with a file

    return scope_of(request)


def _to_be_decided_again(error: DBAPIError) -> bool:
    from backend_client.store.locking import to_be_decided_again  # noqa: PLC0415 -- nothing for a database in a file

    return to_be_decided_again(error)


@contextmanager
def _raised_as_ours() -> Iterator[None]:
    """Raise what database and engine raise inside the block as the seam knows it."""
    try:
        yield
    except OperationalError as error:
        raise BackendUnreachable(str(error.orig)) from error
    except (
        DatabaseUnsafe
    ) as error:  # a later release has migrated it: keep what is to be posted until we are one
        raise BackendUnreachable(str(error), sent=Sent.NOTHING) from error
    except (StatementError, AssertionError) as error:
        raise _broken(error) from error


def _replay(
    connection: Connection, request: Request[ReceiptT], before: PostedBefore, body_hash: str
) -> Posted[ReceiptT] | Refused:
    same = (before.request_kind, before.body_hash) == (type(request).__name__, body_hash)
    # what holds a PIN is never answered from memory: the answer would tell whether another PIN is right
    if not same or bool(getattr(request, "pin", "")):
        return Refused(code=RefusalCode.REQUEST_ID_REUSED, facts={"field": "request_id"})
    receipt = parse(answer_kind(type(request)), before.receipt)
    if isinstance(receipt, NAMED):
        person = person_by_no(
            connection, receipt.no if isinstance(receipt, PersonChanged) else receipt.person_no
        )
        receipt = replace(receipt, name=person["name"] if person else "")
    return Posted(receipt=receipt, replayed=True)


def _broken(error: Exception) -> BackendBroken:
    incident = uuid4().hex[:8]
    LOG.error("incident %s", incident, exc_info=error)
    return BackendBroken(incident)
