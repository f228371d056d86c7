"""How long a case may lie on the desk, in the office's own time."""

from dataclasses import dataclass
from itertools import pairwise
from typing import Any, ClassVar

from bot.domain.policy.strict import STRICT


@dataclass(frozen=True)
class DeskPolicy:
    """When somebody is reminded of a case, and when a quiet one is closed.

    Minutes are those in which the office is open. Nobody took a case: the desk is reminded after
    `remind_after_minutes`, the lead told after `lead_after_minutes`, the patient after `tell_patient_after_minutes`.
    Somebody has it and owes an answer: they are reminded after `reply_after_minutes`, the lead and the patient told
    after `reply_lead_after_minutes`. What stays so is said again every `repeat_after_minutes`.

    Hours are by the clock on the wall. A patient who does not answer a specialist is reminded after `nudge_after_hours`
    and told after `close_notice_after_hours` that the case will be closed, which it is `close_after_hours` later; 0
    switches the first, or the other two off. Within `reopen_within_hours` of its end a case goes on where it was.

    `lead` is the desk's own id of a person or a channel; without one the whole desk is told in the lead's place.
    """

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    lead: str = ""
    remind_after_minutes: int = 10
    lead_after_minutes: int = 20
    tell_patient_after_minutes: int = 30
    reply_after_minutes: int = 30
    reply_lead_after_minutes: int = 90
    repeat_after_minutes: int = 480
    nudge_after_hours: int = 24
    close_notice_after_hours: int = 72
    close_after_hours: int = 24
    reopen_within_hours: int = 72

    def __post_init__(self) -> None:
        """Refuse times that would keep silent about a case, or that come in the wrong order."""
        self._at_least("remind_after_minutes", "reply_after_minutes", "close_after_hours", least=1)
        self._at_least("repeat_after_minutes", least=30)
        self._at_least("nudge_after_hours", "close_notice_after_hours", "reopen_within_hours", least=0)
        self._rising("remind_after_minutes", "lead_after_minutes", "tell_patient_after_minutes")
        self._rising("reply_after_minutes", "reply_lead_after_minutes")
        if self.close_notice_after_hours:
            self._rising("nudge_after_hours", "close_notice_after_hours")
        if self.lead.startswith(("#", "@")) or " " in self.lead:
            raise ValueError(
                f"lead is {self.lead!r}, which is a name; write the id, such as U0123456789 or C0123456789"
            )

    def _at_least(self, *names: str, least: int) -> None:
        for name in names:
            if getattr(self, name) < least:
                raise ValueError(f"{name} is {getattr(self, name)}; it must be {least} or more")

    def _rising(self, *names: str) -> None:
        for earlier, later in pairwise(names):
            if getattr(self, later) <= getattr(self, earlier):
                raise ValueError(f"{later} is {getattr(self, later)}; it must be more than {earlier}")
