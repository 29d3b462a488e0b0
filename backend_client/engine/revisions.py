"""Two people change the same thing: the first is done, the other is told, and sees how it stands now.

    Anna and Ben read order 1001       revision 4
    Anna edits it, having seen 4       done, revision 5
    Ben edits it, having seen 4        changed-meanwhile: revision 5, by Anna, at 10:32

An order is one thing with its lines, operations and components, a shop calendar one with its days, a person one with
badge and role; an absence, a lot and a row of master data are one each. What is posted on an order changes no revision: entries
are only ever added. What came with the plant has revision 1; an absence that is not there, or a lot of which nothing is noted, has 0.
"""

from collections.abc import Iterable
from typing import Any, NamedTuple

from backend_client.barcode.plain import upper_case
from backend_client.engine.context import Context
from backend_client.messages import (
    order_changes,
    orders,
    personnel,
    planning,
    shop_calendars,
    tracked_numbers,
)
from backend_client.messages.base import EditRequest, Refused, Request
from backend_client.messages.codec import plain
from backend_client.records.calendar import CalendarAbsenceEntry
from backend_client.records.item import ItemTrackingInformation
from backend_client.records.register import Revision
from backend_client.refusals import RefusalCode
from backend_client.store.posting import Insert, Posting, Update
from backend_client.store.queries.master_data import one_row
from backend_client.store.queries.revisions import changed
from backend_client.store.rows import Record, Row, new_row

KEY = ("table_name", "row_key")
AS_IT_CAME = 1
NOT_THERE = 0


class Thing(NamedTuple):
    """What is changed as one: a table, and the fields of a request that name its row."""

    table: str
    fields: tuple[str, ...]


ORDER = Thing("production_orders", ("order_no",))
SHOP_CALENDAR = Thing("shop_calendars", ("shop_calendar_code",))
ABSENCE = Thing("calendar_absence_entries", ("type", "no", "date", "starting_time"))
PERSON = Thing("people", ("no",))
TRACKED_NUMBER = Thing("item_tracking_information", ("item_no", "lot_no", "serial_no", "variant_code"))
MAY_BE_MISSING: dict[str, Record] = {
    ABSENCE.table: CalendarAbsenceEntry,
    TRACKED_NUMBER.table: ItemTrackingInformation,
}
"""Tables of things that an edit may find missing, and make."""

CHANGES: dict[type[EditRequest[Any]], Thing] = {
    orders.RefreshProductionOrderRequest: ORDER,
    orders.ReplanProductionOrderRequest: ORDER,
    orders.ChangeOrderStatusRequest: ORDER,
    orders.ReopenProductionOrderRequest: ORDER,
    orders.BlockOrderRequest: ORDER,
    order_changes.EditProductionOrderRequest: ORDER,
    order_changes.DeleteProductionOrderRequest: ORDER,
    order_changes.EditOrderLineRequest: ORDER,
    order_changes.DeleteOrderLineRequest: ORDER,
    order_changes.EditRoutingLineRequest: ORDER,
    order_changes.AddComponentRequest: ORDER,
    order_changes.EditComponentRequest: ORDER,
    order_changes.DeleteComponentRequest: ORDER,
    shop_calendars.RegisterHolidayRequest: SHOP_CALENDAR,
    shop_calendars.RemoveHolidayRequest: SHOP_CALENDAR,
    shop_calendars.SetWorkingDayRequest: SHOP_CALENDAR,
    shop_calendars.RemoveWorkingDayRequest: SHOP_CALENDAR,
    planning.RegisterAbsenceRequest: ABSENCE,
    planning.RemoveAbsenceRequest: ABSENCE,
    personnel.ChangeRoleRequest: PERSON,
    personnel.IssueBadgeRequest: PERSON,
    personnel.RevokeBadgeRequest: PERSON,
    personnel.LockPersonRequest: PERSON,
    personnel.UnlockPersonRequest: PERSON,
    tracked_numbers.BlockTrackedNumberRequest: TRACKED_NUMBER,
}
"""What each edit changes; a row of master data is named by the request itself."""


class Edit:
    """What one request is about to change, and how it stands now."""

    def __init__(self, context: Context, request: EditRequest[Any]) -> None:
        """Read its revision."""
        self._context = context
        self._request = request
        self._table, self._key = _named(request)
        self._stored = changed(context.connection, self._table, [self._key]).get(self._key)

    def refused(self) -> Refused | None:
        """Refuse with `changed-meanwhile` where it was changed since it was looked at."""
        seen, now = self._request.seen_revision, self._revision()
        if seen is None or seen == now:
            return None
        facts = {"field": "seen_revision", "seen_revision": str(seen), "revision": str(now)}
        if self._stored is not None:
            facts |= {
                "changed_at": self._stored["changed_at"].isoformat(),
                "changed_by": self._stored["changed_by"],
                "person_name": self._stored["person_name"] or "",
            }
        return Refused(
            code=RefusalCode.CHANGED_MEANWHILE, facts={name: fact for name, fact in facts.items() if fact}
        )

    def note(self, posting: Posting) -> None:
        """Let the posting that changes it count it."""
        _write(self._context, self._request, posting, self._table, {self._key: self._stored})

    def _revision(self) -> int:
        """Answer the revision; an absence that was taken away is not there, however often it was changed."""
        record = MAY_BE_MISSING.get(self._table)
        thing = CHANGES.get(type(self._request))
        if record is not None and thing is not None:
            key = {name: getattr(self._request, name) for name in thing.fields}
            if one_row(self._context.connection, record, key) is None:
                return NOT_THERE
        return revision_of(self._stored)


def note_edits(
    context: Context, request: Request[Any], posting: Posting, thing: Thing, keys: Iterable[str]
) -> None:
    """Let a posting count that it changes several things of one kind; one statement to read, however many."""
    named = list(keys)
    stored = changed(context.connection, thing.table, named)
    _write(context, request, posting, thing.table, {key: stored.get(key) for key in named})


def revisions(context: Context, thing: Thing, keys: Iterable[str]) -> dict[str, int]:
    """Answer the revisions of things that are there, by key; one statement."""
    named = list(keys)
    stored = changed(context.connection, thing.table, named)
    return {key: revision_of(stored.get(key)) for key in named}


def revision_of(stored: Row | None) -> int:
    """Answer the revision of what is there."""
    return AS_IT_CAME if stored is None else int(stored["revision"])


def key_of(thing: Thing, row: Row) -> str:
    """Answer the key of a row as its revision is kept under."""
    return "|".join(str(plain(row[name])) for name in thing.fields)


def _named(request: EditRequest[Any]) -> tuple[str, str]:
    if isinstance(request, planning.ChangeMasterDataRequest):
        return request.table, "|".join(request.key[name] for name in sorted(request.key))
    thing = CHANGES[type(request)]
    key = key_of(thing, {name: getattr(request, name) for name in thing.fields})
    return thing.table, upper_case(key.strip()) if thing is PERSON else key


def _write(
    context: Context, request: Request[Any], posting: Posting, table: str, stored: dict[str, Row | None]
) -> None:
    rows = [
        new_row(
            Revision,
            table_name=table,
            row_key=key,
            revision=revision_of(row) + 1,
            changed_by=request.person_no,
            changed_at=context.now,
        )
        for key, row in stored.items()
    ]
    new = [row for row in rows if stored[row["row_key"]] is None]
    again = [row for row in rows if stored[row["row_key"]] is not None]
    posting.inserts += [Insert(Revision, new)] if new else []
    posting.updates += [Update(Revision, KEY, again)] if again else []
