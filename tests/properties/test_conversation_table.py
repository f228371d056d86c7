"""Whatever happens to a conversation, it is in a state of the table and no step is taken that is not there."""

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.conversation import TRANSITIONS, State, Step
from bot.domain.errors import InvalidTransition
from tests.fakes.turns import conversation


@given(steps=st.lists(st.sampled_from(Step), max_size=30))
def test_any_steps_keep_to_the_table(steps: list[Step]) -> None:
    now = conversation()
    for step in steps:
        before = now
        try:
            now = now.step(step)
        except InvalidTransition:
            assert (before.state, step) not in TRANSITIONS
            assert now == before
        else:
            assert now.state is TRANSITIONS[before.state, step]


@given(steps=st.lists(st.sampled_from(Step), max_size=30))
def test_only_a_person_can_silence_the_bot_and_only_a_person_can_end_that(steps: list[Step]) -> None:
    now = conversation()
    for step in (s for s in steps if (now.state, s) in TRANSITIONS):
        before, now = now, now.step(step) if (now.state, step) in TRANSITIONS else now
        if now.state is State.HUMAN and before.state is not State.HUMAN:
            assert step is Step.TAKE_OVER
        if before.state is State.HUMAN and now.state is not State.HUMAN:
            assert step in {Step.HAND_BACK, Step.RESOLVE}
