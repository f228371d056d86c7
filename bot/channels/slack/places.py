"""Where things are in Slack: threads and messages, and the opaque strings that the rest of the desk keeps of them."""

from dataclasses import dataclass

from bot.domain.ids import Address


@dataclass(frozen=True, slots=True)
class Thread:
    """A thread by its workspace, its channel and the `ts` of its first message."""

    team: str
    channel: str
    ts: str

    @property
    def address(self) -> Address:
        """The thread as the desk's address."""
        return Address(f"{self.team}/{self.channel}/{self.ts}")


@dataclass(frozen=True, slots=True)
class Asker:
    """Somebody of the staff who asks in a channel or a DM; `thread` is empty outside threads."""

    team: str
    channel: str
    thread: str
    user: str

    @property
    def address(self) -> Address:
        """The asker's conversation: one for each thread, and one for everything outside threads."""
        return Address(f"{self.team}/{self.channel}/{self.thread}/{self.user}")

    @property
    def alone(self) -> bool:
        """Whether this is a direct message, which nobody else reads."""
        return self.channel.startswith("D")


def asker_at(address: Address) -> Asker:
    """Return the asker that `Asker.address` was made of."""
    return Asker(*address.split("/"))


def thread_at(address: Address) -> Thread:
    """Return the thread that `Thread.address` was made of."""
    team, channel, ts = address.split("/")
    return Thread(team, channel, ts)


def link_to(workspace: str, thread: Thread) -> str:
    """Return the address of a thread for people; `workspace` is the workspace's own."""
    return f"{workspace}archives/{thread.channel}/p{thread.ts.replace('.', '')}"


def message_key(channel: str, ts: str) -> str:
    """Return the one name of a message: Slack repeats its events, but never a `ts` within a channel."""
    return f"{channel}/{ts}"


def ts_of(external_id: str) -> str:
    """Return the `ts` within a name that `message_key` made."""
    return external_id.rpartition("/")[2]
