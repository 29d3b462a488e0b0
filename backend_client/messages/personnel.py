"""Who belongs to the plant: people added, their roles, badges and PINs, locking and unlocking.

A badge's token and a PIN are sent once, when they are given, and are kept as hashes only.
"""

from dataclasses import dataclass, field

from backend_client.messages.base import EditRequest, Question, Request
from backend_client.terms import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonChanged:
    """The person, as a change has left them."""

    no: str
    name: str
    role: Role
    locked: bool
    has_badge: bool
    has_pin: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AddPersonRequest(Request[PersonChanged]):
    """Add a person, who has neither badge nor PIN yet."""

    no: str
    name: str
    role: Role = Role.OPERATOR
    language_code: str = ""
    work_center_no: str = ""
    work_shift_code: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeRoleRequest(EditRequest[PersonChanged]):
    """Give a person another role, from the next posting on."""

    no: str
    role: Role


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueBadgeRequest(EditRequest[PersonChanged]):
    """Give a person a badge; one that they had is worth nothing from then on."""

    no: str
    badge_token: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class RevokeBadgeRequest(EditRequest[PersonChanged]):
    """Take a person's badge away, and end their sessions."""

    no: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SetPinRequest(Request[PersonChanged]):
    """Give a person a PIN: one's own with the one before, another's as somebody of a higher role.

    current_pin  of one's own, where there is one
    """

    no: str
    pin: str = field(repr=False)
    current_pin: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class LockPersonRequest(EditRequest[PersonChanged]):
    """Let a person sign on no more, and end their sessions."""

    no: str
    comment: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnlockPersonRequest(EditRequest[PersonChanged]):
    """Let a person sign on again: locked by somebody, or by wrong PINs."""

    no: str
    comment: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleForgotten:
    """The numbers of those whose names are gone."""

    nos: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ForgetPeopleRequest(Request[PeopleForgotten]):
    """Forget a person's name, badge and PIN for good; their number stays with what they did.

    no  "" = all who were not seen for as many months as the plant's `personal_data_months` says
    """

    no: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonLine:
    """One person; `pin_failures` are those in a row, with ten of them the person is locked.

    revision  what an edit of the person says it has seen
    """

    no: str
    name: str
    role: Role
    locked: bool
    has_badge: bool
    has_pin: bool
    pin_failures: int
    language_code: str
    work_center_no: str
    work_shift_code: str
    revision: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """People in the order of their numbers; `next_page` is "" on the last page."""

    people: tuple[PersonLine, ...]
    next_page: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleQuestion(Question[People]):
    """Who belongs to the plant?"""

    page: str = ""
    most: int = 100
