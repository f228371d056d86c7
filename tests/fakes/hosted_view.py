"""What a person would see of a hosted channel, told from its timeline as the pages tell it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.domain.ids import Address
from bot.ports.store import Store, TimelineEvent


@dataclass(frozen=True)
class Seen:
    id: str
    author: str
    text: str
    edited: bool = False
    removed: bool = False
    internal: bool = False
    fate: str = ""
    files: tuple[str, ...] = ()


@dataclass(frozen=True)
class SeenDraft:
    """`handle` is what its buttons send; empty when it has none."""

    text: str
    handle: str
    state: str
    by: str
    note: str
    fate: str = ""


async def drafts_at(store: Store, channel: str, thread: Address) -> list[SeenDraft]:
    seen: dict[str, SeenDraft] = {}
    for event in await events_at(store, channel, thread):
        data = event.data
        if event.kind == "draft":
            wanted = {name: data[name] for name in ("text", "handle", "state", "by", "note")}
            seen[data["message_id"]] = SeenDraft(**wanted)
        elif event.kind == "fate":
            seen[data["message_id"]] = replace(seen[data["message_id"]], fate=data["state"])
    return list(seen.values())


async def seen_at(store: Store, channel: str, address: Address) -> list[Seen]:
    seen: dict[str, Seen] = {}
    for event in await events_at(store, channel, address):
        data = event.data
        if event.kind == "message":
            author = data["author"]["name"]
            files = tuple(file["name"] for file in data["attachments"])
            seen[data["message_id"]] = Seen(
                data["message_id"], author, data["text"], internal=data["internal"], files=files
            )
        elif event.kind == "edit":
            seen[data["message_id"]] = replace(seen[data["message_id"]], text=data["text"], edited=True)
        elif event.kind == "delete":
            seen[data["message_id"]] = replace(seen[data["message_id"]], text="", removed=True)
        elif event.kind == "fate":
            seen[data["message_id"]] = replace(seen[data["message_id"]], fate=data["state"])
    return list(seen.values())


async def events_at(store: Store, channel: str, address: Address) -> Sequence[TimelineEvent]:
    async with store.read() as work:
        return await work.timeline.since(channel, address, 0)
