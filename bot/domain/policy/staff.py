"""The office's own people: where they may ask, and who keeps its documents."""

from dataclasses import dataclass
from typing import Any, ClassVar

from bot.domain.policy.strict import STRICT


@dataclass(frozen=True)
class Staff:
    """The office's own people, by the ids that their platform gives channels and persons.

    `channels` are the only ones in which staff are answered; with none named it is every channel that the app is in.
    Direct messages are always answered. `leads` may add documents and approve answers for the knowledge folder; with
    none named nobody can do so from a chat. `askers` are the only ones who are answered about claims, in Slack and in
    Teams, `specialists` the only ones who may answer patients, each a person or a group of them; with none named it is
    every full member of the workspace, and of these everybody in the desk's channel. In Teams a person is an object id
    of the directory, a group one of `TeamsPolicy.front_desk_channels`, which are also the only `channels` there.
    """

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    channels: tuple[str, ...] = ()
    leads: tuple[str, ...] = ()
    askers: tuple[str, ...] = ()
    specialists: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse names in the place of ids: nobody would be matched by one."""
        for setting in ("channels", "leads", "askers", "specialists"):
            for value in getattr(self, setting):
                if not value or value[0] in "#@" or " " in value:
                    raise ValueError(f"{setting} holds {value!r}, which is a name; write the id, such as C0123456789")

    @property
    def groups(self) -> frozenset[str]:
        """The groups that it names: Slack's begin with an S."""
        return frozenset(each for each in (*self.askers, *self.specialists) if each.startswith("S"))

    def answered_in(self, channel: str) -> bool:
        """Say whether staff may ask in a channel."""
        return not self.channels or channel in self.channels
