"""What an action file may say. Each class is one group of keys; a key that is not here is a mistake in the file."""

import re
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, JsonValue, StringConstraints, field_validator, model_validator
from pydantic_core import PydanticCustomError

from actions import allowed, dates
from actions.expressions import Expression, ExpressionError

Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500)]
Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
Condition = Annotated[str, StringConstraints(min_length=1)]


def mistake(problem: str, cure: str) -> PydanticCustomError:
    """Return an error that carries both what is wrong and what would be right."""
    return PydanticCustomError("action_file", "{problem}", {"problem": problem, "cure": cure})


def _compiles(text: str) -> str:
    try:
        Expression(text)
    except ExpressionError as error:
        raise mistake(str(error), "Mend the expression; `claimdesk action test` shows what it finds") from error
    return text


def _is_format(text: str) -> str:
    if not dates.is_format(text):
        raise mistake(f"{text!r} is not a date format", "Write YYYY, MM and DD with marks between, as MM/DD/YYYY")
    return text


class Group(BaseModel):
    """A group of keys in the file: frozen, and closed to keys that it does not name."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Input(Group):
    """One thing the action must be told. `message` is what a person reads when theirs does not fit.

    A `date` is given to the action as YYYY-MM-DD and sent in `format`.
    """

    type: Literal["text", "date"] = "text"
    message: Words
    example: Words
    required: bool = True
    pattern: str | None = None
    format: str | None = None

    @model_validator(mode="after")
    def _fits_its_type(self) -> Self:
        if self.type == "date":
            if self.pattern is not None:
                raise mistake("a date has a pattern", "Remove `pattern`; dates are checked as dates")
            if dates.read(self.example, (dates.ISO,)) is None:
                raise mistake(f"the example {self.example!r} is not a date", 'Write it as "1984-03-12", in quotes')
            _is_format(self.sent_as)
            return self
        if self.format is not None:
            raise mistake("a text has a date format", "Remove `format`, or make it `type: date`")
        self._pattern_fits()
        return self

    def _pattern_fits(self) -> None:
        if self.pattern is not None:
            try:
                re.compile(self.pattern)
            except re.error as error:
                raise mistake(f"the pattern is not a regular expression ({error})", "Mend the pattern") from error
        try:
            allowed.text(self.example, self.pattern)
        except allowed.NotAllowed as error:
            cure = f"Make them agree; an input has at most {allowed.LONGEST} letters, digits and name marks"
            raise mistake(f"the input does not accept its own example {self.example!r}", cure) from error

    @property
    def sent_as(self) -> str:
        """The date format of the request."""
        return self.format or dates.ISO


class Request(Group):
    """The HTTP request. `json` and `form` are bodies of a POST; `safe_to_retry` promises that it changes nothing."""

    method: Literal["GET", "POST"] = "GET"
    url: Words
    query: dict[str, str] = {}
    headers: dict[str, str] = {}
    json_body: Annotated[JsonValue, Field(alias="json")] = None
    form: dict[str, str] | None = None
    safe_to_retry: bool = False

    @model_validator(mode="after")
    def _one_body(self) -> Self:
        if self.json_body is not None and self.form is not None:
            raise mistake("the request has both `json` and `form`", "Keep the one that the system expects")
        if self.method == "GET" and (self.json_body is not None or self.form is not None):
            raise mistake("a GET has no body", "Make it `method: POST`, or move the values to `query`")
        return self


class OAuth2(Group):
    """Sign-in by client credentials (RFC 6749, section 4.4); the token goes out as `Authorization: Bearer`."""

    token_url: Words
    client_id: Words
    client_secret: Words
    scope: str = ""
    send_in: Literal["body", "header"] = "body"


class Timeout(Group):
    """Seconds: to reach the system, and for the whole run with every retry and poll in it."""

    connect: Annotated[float, Field(gt=0, le=60)] = 5
    total: Annotated[float, Field(gt=0, le=120)] = 25


class Retries(Group):
    """How often to try in all, and the seconds before the second try (doubled each time, with jitter)."""

    attempts: Annotated[int, Field(ge=1, le=5)] = 2
    wait: Annotated[float, Field(gt=0, le=10)] = 0.5


class Poll(Group):
    """Where to ask again while the answer is pending (HTTP 202, or `pending_when`).

    `take` names what to take from the pending answer for `url`. A `url` that is one taken hole and nothing else is
    a link of the answer; without `url` the Location header is followed.
    """

    url: str | None = None
    take: dict[Name, str] = {}
    every: Annotated[float, Field(ge=0.05, le=30)] = 1

    @field_validator("take")
    @classmethod
    def _take_compiles(cls, take: dict[str, str]) -> dict[str, str]:
        for text in take.values():
            _compiles(text)
        return take


class FieldMapping(Group):
    """Where one field of the record stands in one item. `formats` are tried in order, for dates."""

    path: Condition
    required: bool = False
    formats: tuple[str, ...] = (dates.ISO,)

    @field_validator("path")
    @classmethod
    def _path_compiles(cls, path: str) -> str:
        return _compiles(path)

    @field_validator("formats")
    @classmethod
    def _formats_are(cls, formats: tuple[str, ...]) -> tuple[str, ...]:
        if not formats:
            raise mistake("the list of formats is empty", "Name a format, or leave `formats` out for YYYY-MM-DD")
        for form in formats:
            _is_format(form)
        return formats


class AnswerMapping(Group):
    """How to read the answer. Conditions are asked in the order error, unavailable, pending, not found."""

    items: Condition
    fields: dict[str, FieldMapping]
    error_when: Condition | None = None
    unavailable_when: Condition | None = None
    pending_when: Condition | None = None
    not_found_when: Condition | None = None

    @field_validator("items", "error_when", "unavailable_when", "pending_when", "not_found_when")
    @classmethod
    def _condition_compiles(cls, text: str | None) -> str | None:
        return text if text is None else _compiles(text)


class ActionSpec(Group):
    """One action file."""

    name: Name
    title: Words
    source: Words
    inputs: dict[Name, Input]
    request: Request
    oauth2: OAuth2 | None = None
    timeout: Timeout = Timeout()
    retries: Retries = Retries()
    poll: Poll | None = None
    cache_seconds: Annotated[float, Field(ge=0, le=3600)] = 0
    mapping: AnswerMapping

    def templates(self) -> dict[tuple[str | int, ...], Any]:
        """Return every text of the file that may have holes, by its place."""
        found: dict[tuple[str | int, ...], Any] = {
            ("request", "url"): self.request.url,
            ("request", "query"): self.request.query,
            ("request", "headers"): self.request.headers,
            ("request", "json"): self.request.json_body,
            ("request", "form"): self.request.form,
        }
        if self.oauth2:
            for key in ("token_url", "client_id", "client_secret", "scope"):
                found["oauth2", key] = getattr(self.oauth2, key)
        if self.poll and self.poll.url:
            found["poll", "url"] = self.poll.url
        return found
