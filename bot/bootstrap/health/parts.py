"""What the probes look at."""

from dataclasses import dataclass

from actions.runner import ActionRunner
from bot.bootstrap.parts import Place
from bot.domain.policy import Office
from bot.domain.policy.timetable import Owners
from bot.ports.clock import Clock
from bot.store.unit_of_work import SqlStore
from knowledge.retriever import Retriever


@dataclass(frozen=True, slots=True)
class HealthParts:
    """The parts of a desk, running or opened by a command.

    `desk` is the name of the desk that reports go to, `serving` the address at which this very process serves.
    """

    place: Place
    store: SqlStore
    retriever: Retriever
    actions: ActionRunner
    clock: Clock
    desk: str
    serving: str = ""

    @property
    def office(self) -> Office:
        """The office's rules."""
        return self.place.folder.office

    @property
    def owners(self) -> Owners:
        """Who is to act."""
        return self.office.timetable.owners
