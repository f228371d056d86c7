from dataclasses import replace
from datetime import timedelta
from itertools import product

import pytest

from bot.domain.conversation import TRANSITIONS, State, Step, VerifiedPatient, after
from bot.domain.errors import InvalidTransition
from bot.domain.ids import PatientId
from tests.fakes.offices import NOW
from tests.fakes.turns import conversation

S, T = State, Step
TABLE = {
    S.BOT: {T.WRITE: S.BOT, T.ESCALATE: S.WAITING, T.TAKE_OVER: S.HUMAN, T.RESOLVE: S.CLOSED},
    S.WAITING: {
        T.WRITE: S.WAITING,
        T.ESCALATE: S.WAITING,
        T.TAKE_OVER: S.HUMAN,
        T.HAND_BACK: S.BOT,
        T.RESOLVE: S.CLOSED,
    },
    S.HUMAN: {T.WRITE: S.HUMAN, T.TAKE_OVER: S.HUMAN, T.HAND_BACK: S.BOT, T.RESOLVE: S.CLOSED},
    S.CLOSED: {T.WRITE: S.BOT, T.TAKE_OVER: S.HUMAN},
}


@pytest.mark.parametrize(("state", "step"), list(product(State, Step)))
def test_each_step_leads_where_the_table_says_or_nowhere(state: State, step: Step) -> None:
    expected = TABLE[state].get(step)
    if expected:
        assert after(state, step) is expected
        assert conversation(state=state).step(step) == conversation(state=expected)
    else:
        with pytest.raises(InvalidTransition, match=f"a {state} conversation cannot"):
            after(state, step)


def test_the_table_holds_no_other_steps() -> None:
    assert len(TRANSITIONS) == sum(map(len, TABLE.values()))


def test_a_person_can_always_take_a_conversation_over_and_anybody_can_write() -> None:
    for state in State:
        assert after(state, Step.TAKE_OVER) is State.HUMAN
        assert after(state, Step.WRITE) is (State.BOT if state is State.CLOSED else state)


def test_a_proof_holds_until_it_was_idle_too_long() -> None:
    proof = VerifiedPatient(PatientId("PT-1"), "J. T.", NOW, NOW)
    idle = timedelta(minutes=20)
    assert proof.holds(NOW + idle, idle)
    assert not proof.holds(NOW + idle + timedelta(seconds=1), idle)
    assert replace(proof, last_used_at=NOW + idle).holds(NOW + 2 * idle, idle)
