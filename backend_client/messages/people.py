"""Signing on: who speaks, at which terminal, in which language."""

from dataclasses import dataclass, field

from backend_client.messages.base import Dated, Question, Request
from backend_client.terms import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedOn:
    """A person and the session that the next requests carry."""

    session_id: str
    person_no: str
    name: str
    role: Role
    language_code: str
    work_center_no: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SignOnRequest(Request[SignedOn]):
    """Sign on with a badge's token or with a person's number, never both; with the PIN where the plant asks for it.

    Sent again under the same id it is refused where it holds a PIN: no answer of before tells whether a PIN is right.
    """

    badge_token: str = field(default="", repr=False)
    number: str = ""
    pin: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedOff:
    """The session that ended."""

    session_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SignOffRequest(Request[SignedOff]):
    """End the session the request carries."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageKept:
    """The language that a person is spoken to in from now on; "" = that of the station."""

    person_no: str
    language_code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChooseLanguageRequest(Request[LanguageKept]):
    """Be spoken to in a language wherever one signs on: nb, fi, nl-BE; "" = in that of the station."""

    language_code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Plant(Dated):
    """The plant behind the client, and the station's clock date there.

    work_date             the plant's day of today: postings without a date get it
    sign_off_idle_minutes  a terminal signs off whoever has not scanned or pressed anything for so long; 0 = never
    """

    plant_code: str
    plant_name: str
    work_date: str
    currency_code: str
    sign_off_idle_minutes: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PlantQuestion(Question[Plant]):
    """Which plant is this?"""
