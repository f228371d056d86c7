"""What Teams posts to us, read once into plain values. Pure."""

from datetime import UTC, datetime
from typing import Annotated, Any

from pydantic import AwareDatetime, BaseModel, BeforeValidator, ConfigDict, Field

Text = Annotated[str, BeforeValidator(lambda value: "" if value is None else value)]
"""Teams leaves out what is empty, or writes null."""
Objects = Annotated[
    tuple[dict[str, Any], ...],
    BeforeValidator(lambda value: [each for each in value or () if isinstance(each, dict)]),
]
Object = Annotated[dict[str, Any], BeforeValidator(lambda value: value if isinstance(value, dict) else {})]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore", populate_by_name=True)


class Account(_Part):
    """Somebody in a conversation. `person` is their id in the organisation's directory, which the bot has not."""

    id: str = Field(min_length=1)
    name: Text = ""
    person: Annotated[Text, Field(alias="aadObjectId")] = ""


class Conversation(_Part):
    """Where it was said: a personal chat, a group chat, or a channel's thread (`;messageid=` in its id)."""

    id: str = Field(min_length=1)
    kind: Annotated[Text, Field(alias="conversationType")] = ""
    tenant: Annotated[Text, Field(alias="tenantId")] = ""


class Activity(_Part):
    """One event. `value` is what a card sends, `data` what Teams adds (`channelData`)."""

    type: str = Field(min_length=1)
    id: Text = ""
    at: Annotated[AwareDatetime, Field(alias="timestamp")] = Field(
        default_factory=lambda: datetime.now(UTC), alias="timestamp"
    )
    service: Annotated[str, Field(alias="serviceUrl")]
    channel: Annotated[str, Field(alias="channelId")]
    sender: Annotated[Account, Field(alias="from")]
    recipient: Account
    conversation: Conversation
    text: Text = ""
    name: Text = ""
    action: Text = ""
    locale: Text = ""
    reply_to: Annotated[Text, Field(alias="replyToId")] = ""
    entities: Objects = ()
    attachments: Objects = ()
    value: Object = Field(default_factory=dict)
    data: Annotated[Object, Field(alias="channelData")] = Field(default_factory=dict)

    @property
    def tenant(self) -> str:
        """The organisation it comes from."""
        tenant = self.data.get("tenant")
        return str(tenant.get("id", "")) if isinstance(tenant, dict) and tenant.get("id") else self.conversation.tenant

    @property
    def event(self) -> str:
        """Teams' own name of an edit or a deletion."""
        return str(self.data.get("eventType", ""))

    @property
    def alone(self) -> bool:
        """Whether this is a personal chat, which nobody else reads."""
        return self.conversation.kind == "personal"

    @property
    def thread(self) -> str:
        """The channel or chat without the thread in it."""
        return self.conversation.id.partition(";")[0]

    def reference(self) -> dict[str, Any]:
        """Return what is needed to write there later, in the Bot Framework's own form. A person's name is not."""
        return {
            "user": {"id": self.sender.id, "aadObjectId": self.sender.person},
            "bot": {"id": self.recipient.id, "name": self.recipient.name},
            "conversation": {
                "id": self.conversation.id,
                "conversationType": self.conversation.kind,
                "tenantId": self.tenant,
            },
            "channelId": self.channel,
            "serviceUrl": self.service,
            "locale": self.locale or None,
        }
