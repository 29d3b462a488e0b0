"""The people of a plant, page by page."""

from backend_client import limits
from backend_client.engine.context import Context
from backend_client.engine.revisions import PERSON, revisions
from backend_client.messages.personnel import People, PeopleQuestion, PersonLine
from backend_client.rules.sign_on_attempts import FAILURES_MAX
from backend_client.store.queries.people import people_after
from backend_client.store.queries.sign_on_attempts import failures_of_people


def people(context: Context, question: PeopleQuestion) -> People:
    """Answer people behind a number, by number; `page` is the number of the last one before."""
    most = min(question.most or limits.PEOPLE_MAX, limits.PEOPLE_MAX)
    found = people_after(context.connection, question.page, most + 1)
    failures = failures_of_people(context.connection, [row["no"] for row in found[:most]], FAILURES_MAX)
    changed = revisions(context, PERSON, (row["no"] for row in found[:most]))
    lines = tuple(
        PersonLine(
            no=row["no"],
            name=row["name"],
            role=row["role"],
            locked=row["blocked"] or failures[row["no"]] >= FAILURES_MAX,
            has_badge=bool(row["badge_token_hash"]),
            has_pin=bool(row["pin_hash"]),
            pin_failures=failures[row["no"]],
            language_code=row["language_code"],
            work_center_no=row["work_center_no"],
            work_shift_code=row["work_shift_code"],
            revision=changed[row["no"]],
        )
        for row in found[:most]
    )
    return People(people=lines, next_page=lines[-1].no if len(found) > most else "")
