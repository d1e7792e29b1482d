"""Acts: everything that a seat can do in an exercise, as data.

An act is a frozen model with a ``type`` tag; ``parse_act`` reads one from plain data and
``act.model_dump(mode="json")`` writes it.  What an act may do, and when, is judged elsewhere
(:mod:`tabletop.session.seats`, :mod:`tabletop.session.phases`, :mod:`tabletop.session.conduct`).
"""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    JsonValue,
    TypeAdapter,
    ValidationError,
    ValidationInfo,
    model_validator,
)

from tabletop.session.record import canonical

MAX_EFFECTS = 100
"""Most effects that one ad hoc inject may carry."""


_WRITTEN = "read from a record, where it has been written"


class ActFault(ValueError):
    """Something is not an act; its text is one sentence that says why."""


def _stripped(value: Any) -> Any:
    return value.strip() if isinstance(value, str) else value


def _plain_order(value: Any) -> Any:
    return value.model_dump(mode="json") if isinstance(value, BaseModel) else value


Id = Annotated[str, Field(min_length=1, max_length=120)]
Line = Annotated[str, BeforeValidator(_stripped), Field(max_length=300)]
Reason = Annotated[str, BeforeValidator(_stripped), Field(min_length=1, max_length=500)]
Words = Annotated[str, BeforeValidator(_stripped), Field(max_length=4000)]
EntryNumber = Annotated[int, Field(ge=1, le=10_000_000)]
Kind = Literal["contextual", "contingency", "expected_action", "information", "facilitation"]


class Act(BaseModel):
    """One thing done by a seat."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    type: str

    @model_validator(mode="after")
    def _can_be_written(self, info: ValidationInfo) -> Self:
        # Half a character or a number that is none would only fail on its way to the disk.
        if info.context == _WRITTEN:
            return self
        try:
            canonical(self.model_dump(mode="json")).encode()
        except ValueError:
            raise ValueError("it holds characters or numbers that cannot be written") from None
        return self


class StartEx(Act):
    """Begin the exercise: the first turn opens with its brief."""

    type: Literal["start_ex"] = "start_ex"


class Hold(Act):
    """Stop play and the clock for a while."""

    type: Literal["hold"] = "hold"
    reason: Reason


class Resume(Act):
    """Go on after a hold."""

    type: Literal["resume"] = "resume"


class EndEx(Act):
    """End the exercise; the record is frozen for evaluation."""

    type: Literal["end_ex"] = "end_ex"
    reason: Reason


class Advance(Act):
    """Go to the next phase; leaving adjudication commits the turn."""

    type: Literal["advance"] = "advance"


class GiveOrder(Act):
    """Give an order; ``order`` is the order as data, with its own ``type``."""

    type: Literal["order"] = "order"
    order: Annotated[dict[str, JsonValue], BeforeValidator(_plain_order)]


class TakeBack(Act):
    """Take back an own act of this turn."""

    type: Literal["take_back"] = "take_back"
    entry: EntryNumber
    reason: Line = ""


class Void(Act):
    """Declare another seat's act of this turn void (facilitator)."""

    type: Literal["void"] = "void"
    entry: EntryNumber
    reason: Reason


class Deliver(Act):
    """Deliver an inject; ``target`` names what it is aimed at, else its own rule chooses."""

    type: Literal["deliver"] = "deliver"
    inject: Id
    target: Id | None = None


class Defer(Act):
    """Put an inject off to a later turn."""

    type: Literal["defer"] = "defer"
    inject: Id
    turn: Annotated[int, Field(ge=1, le=520)]
    reason: Reason


class Skip(Act):
    """Leave an inject out for good."""

    type: Literal["skip"] = "skip"
    inject: Id
    reason: Reason


class AdHoc(Act):
    """Deliver an inject made up on the spot, with effects in the language of injects."""

    type: Literal["ad_hoc"] = "ad_hoc"
    title: Annotated[str, BeforeValidator(_stripped), Field(min_length=1, max_length=120)]
    text: Words = ""
    channel: Line = ""
    sender: Line = ""
    addressees: Annotated[tuple[Id, ...], Field(max_length=100)] = ()
    effects: Annotated[dict[str, float | str], Field(max_length=MAX_EFFECTS)] = {}
    kind: Kind = "contingency"


class Respond(Act):
    """Answer a delivered inject by one of its options or in words."""

    type: Literal["respond"] = "respond"
    inject: Id
    option: Id | None = None
    words: Words = ""

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if self.option is None and not self.words:
            raise ValueError("an answer needs an option or words")
        return self


class Ruling(Act):
    """Decide a contested outcome of this turn instead of the draw (facilitator).

    ``pro`` and ``contra`` are what was said for and against, when it was argued out.
    """

    type: Literal["ruling"] = "ruling"
    purpose: Id
    index: Annotated[int, Field(ge=0, le=1_000_000)]
    result: bool
    reason: Reason
    pro: Words = ""
    contra: Words = ""


class Observation(Act):
    """Note something for the evaluation, about an objective or about an entry."""

    type: Literal["observation"] = "observation"
    text: Annotated[str, BeforeValidator(_stripped), Field(min_length=1, max_length=4000)]
    objective: Id | None = None
    rating: Literal["P", "S", "M", "U"] | None = None
    about: EntryNumber | None = None


class Assign(Act):
    """Say who plays a player's seat from now on: a policy, or again a person (facilitator).

    ``policy`` is its name, empty for a person. One that came from a file of the user's has the
    name of that ``file`` and the SHA-256 of what stood in it: enough to know the program by, and
    not enough to run it.
    """

    type: Literal["assign"] = "assign"
    seat: Id
    policy: Line = ""
    file: Line = ""
    digest: Annotated[str, Field(pattern="^([0-9a-f]{64})?$")] = ""

    @model_validator(mode="after")
    def _file_has_a_digest(self) -> Self:
        if bool(self.file) != bool(self.digest) or (self.file and not self.policy):
            raise ValueError("a policy from a file has a name, a file and a digest")
        return self


AnyAct = Annotated[
    StartEx
    | Hold
    | Resume
    | EndEx
    | Advance
    | GiveOrder
    | TakeBack
    | Void
    | Deliver
    | Defer
    | Skip
    | AdHoc
    | Respond
    | Ruling
    | Observation
    | Assign,
    Field(discriminator="type"),
]
_READER: TypeAdapter[Act] = TypeAdapter(AnyAct)

ACT_TYPES: tuple[str, ...] = (
    "start_ex", "hold", "resume", "end_ex", "advance", "order", "take_back", "void", "deliver",
    "defer", "skip", "ad_hoc", "respond", "ruling", "observation",
    "assign",
)  # fmt: skip
"""The ``type`` of every act."""


def parse_act(data: object, *, canonical_already: bool = False) -> Act:
    """Read an act from plain data, which may be known to come from canonical text.

    Raises ``ActFault`` with one sentence when it is not one.
    """
    try:
        return _READER.validate_python(data, context=_WRITTEN if canonical_already else None)
    except ValidationError as fault:
        first = fault.errors(include_url=False, include_context=False)[0]
        place = ".".join(str(part) for part in first["loc"][1:])
        where = f" at {place}" if place else ""
        raise ActFault(f"This is not an act{where}: {first['msg']}.") from None
    except (RecursionError, TypeError, ValueError) as fault:
        raise ActFault(f"This is not an act: {fault}.") from None


def act_data(act: Act) -> dict[str, Any]:
    """Write an act as plain data that ``parse_act`` reads."""
    return act.model_dump(mode="json")


def act_schema() -> dict[str, Any]:
    """Return the JSON Schema of acts."""
    return _READER.json_schema()
