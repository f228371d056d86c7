"""Whatever patients and specialists do in whichever order: no held answer is sent without a press, none twice."""

import asyncio
import shutil
import tempfile
from collections import Counter
from datetime import timedelta
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.messages import Draft, DraftState, Kind, Post
from bot.domain.policy import Mode, Modes
from bot.engine.holding import Overdue
from bot.store.unit_of_work import open_store
from tests.fakes.desk_office import DeskOffice
from tests.fakes.offices import office as an_office
from tests.fakes.turns import PROOF

SUPERVISED = an_office(modes=Modes(Mode.SUPERVISED))
SAID = [
    f"Where is claim 45012-A? I am {PROOF}",
    "claim 45014-A?",
    "How do payment plans work with interest on a balance?",
    "thanks",
    "I want to appeal",
]
PRESSES = (Kind.SEND_DRAFT, Kind.EDIT_DRAFT)
DEEDS = [*PRESSES, Kind.TAKE_OVER, Kind.MESSAGE, Kind.HAND_BACK, Kind.RESOLVE]
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("say"), st.sampled_from(SAID)),
        st.tuples(st.just("desk"), st.sampled_from(DEEDS), st.integers(0, 3), st.integers(1, 3)),
        st.tuples(st.just("wait"), st.integers(1, 40)),
    ),
    max_size=9,
)
FACTS = ("In process", "Denied", "monthly parts", "Northwind")


class Story:
    """One conversation, with all that its patient was shown and its desk."""

    def __init__(self, office: DeskOffice) -> None:
        self.office = office
        self.drafts: dict[str, Draft] = {}
        self.sent: Counter[str] = Counter()
        self.settled: set[str] = set()

    async def take(self, step: tuple[object, ...]) -> None:
        match step:
            case ("say", str(text)):
                await self.office.say(text)
            case ("desk", Kind() as kind, int(which), int(version)) if self.drafts:
                names = list(self.drafts)
                handle = f"{names[which % len(names)]}:{version}"
                await self.office.desk(kind, "My own words.", target_id=handle)
            case ("wait", int(minutes)):
                self.office.clock.advance(timedelta(minutes=minutes))
                worker = Overdue(SUPERVISED, self.office.store, self.office.clock)
                while kept := await worker.claim():
                    await worker.work(kept)
        await self._look(step)

    async def _look(self, step: tuple[object, ...]) -> None:
        for where, content in await self.office.sent():
            if isinstance(content, Draft):
                self.drafts[content.message_id] = content
                if content.state in {DraftState.SENT, DraftState.EDITED}:
                    assert step[1] in PRESSES
                    self.settled.add(content.message_id)
            elif where == "patient" and isinstance(content, Post):
                if content.drafted:
                    assert step[1] in PRESSES
                    self.sent[content.message_id] += 1
                else:
                    assert [fact for fact in FACTS if fact in content.text] == []


async def tell(steps: list[tuple[object, ...]], database: Path) -> None:
    store = await open_store(f"sqlite:///{database}")
    try:
        story = Story(DeskOffice(store, office=SUPERVISED))
        await story.take(("say", SAID[0]))
        for step in steps:
            await story.take(step)
        assert max(story.sent.values(), default=0) <= 1
        assert set(story.sent) == story.settled
    finally:
        await store.close()


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(steps=STEPS)
def test_a_held_answer_is_sent_by_a_press_and_once(sqlite_template: Path, steps: list[tuple[object, ...]]) -> None:
    folder = Path(tempfile.mkdtemp())
    try:
        asyncio.run(tell(steps, Path(shutil.copy(sqlite_template, folder / "claimdesk.db"))))
    finally:
        shutil.rmtree(folder)
