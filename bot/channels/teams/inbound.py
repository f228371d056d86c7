"""What somebody does in Teams, as the desk's own messages."""

from dataclasses import dataclass

from bot.channels.rendering import clean
from bot.channels.teams.activities import Activity
from bot.channels.teams.places import NAME, address_of
from bot.channels.teams.text import said
from bot.domain.attachments import Attachment
from bot.domain.ids import Address
from bot.domain.messages import InboundMessage, Kind, Sender, Surface
from bot.domain.resends import Arrival


@dataclass(frozen=True, slots=True)
class Said:
    """An activity, and whether it comes from a patient, from staff, or from where others read along.

    `refusal` says in words why somebody in a channel of the front desk is not answered as staff.
    """

    activity: Activity
    surface: Surface
    private: Address | None = None
    refusal: str = ""

    @property
    def address(self) -> Address:
        """The conversation it belongs to."""
        return address_of(self.activity)

    @property
    def key(self) -> str:
        """The one name of the message: Teams numbers them within a conversation."""
        return f"{self.address}|{self.activity.id}"

    @property
    def text(self) -> str:
        """The words."""
        return said(self.activity.text, self.activity.entities, self.activity.recipient.id)

    @property
    def sender(self) -> Sender:
        """Who did it. A patient's name in Teams is not kept: it proves nothing."""
        account = self.activity.sender
        who = f"{self.activity.tenant}/{account.person or account.id}"
        name = " ".join(clean(account.name).split()) if self.surface is Surface.STAFF else ""
        return Sender(who, name, origin=f"teams:{who}")

    def message(
        self,
        kind: Kind,
        text: str,
        external_id: str,
        *,
        target: str = "",
        files: tuple[Attachment, ...] = (),
        arrival: Arrival | None = None,
    ) -> InboundMessage:
        """Return it as a message of this kind."""
        return InboundMessage(
            channel=NAME,
            external_id=external_id,
            address=self.address,
            surface=self.surface,
            kind=kind,
            sender=self.sender,
            text=text,
            sent_at=self.activity.at,
            target_id=target or None,
            attachments=files,
            private=self.private,
            arrival=arrival,
        )
