"""Who of a platform's people is the office's own, and what each may do. Pure: a platform says who somebody is."""

from dataclasses import dataclass
from enum import StrEnum

from bot.domain.policy.staff import Staff


class Deed(StrEnum):
    """What only the office's own people may do."""

    ASK = "ask"
    ANSWER = "answer"


@dataclass(frozen=True, slots=True)
class Membership:
    """What a platform knows of a person. `groups` are the ids of those groups that the office names."""

    id: str
    active: bool = True
    app: bool = False
    outsider: bool = False
    guest: bool = False
    on_desk: bool = False
    groups: frozenset[str] = frozenset()


def barred(who: Membership, deed: Deed, staff: Staff) -> str:
    """Say to the person in words why they may not; empty when they may. Whoever is not known to be ours may nothing."""
    if reason := stranger(who):
        return reason
    if deed is Deed.ANSWER and not who.on_desk:
        return "you are not a member of the billing desk's channel"
    named = set(staff.askers if deed is Deed.ASK else staff.specialists)
    if named and not named & {who.id, *who.groups}:
        return "you are not among those whom the office has named for this"
    return ""


def stranger(who: Membership) -> str:
    """Say to the person in words why they are none of the office's own; empty when they are."""
    if not who.active:
        return "your account is deactivated"
    if who.app:
        return "apps do not speak to patients"
    if who.guest:
        return "you are a guest of this workspace"
    return "you belong to another workspace" if who.outsider else ""
