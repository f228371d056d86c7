"""Who says that they ask for somebody else proves nothing afterwards: a person must know whom they may tell."""

from dataclasses import replace

import pytest

from bot.domain.conversation import State
from bot.domain.escalation import Reason
from tests.fakes.turns import PROOF, Talk


@pytest.mark.parametrize(
    "said",
    [
        "I'm her ex-husband. What is the status of my ex-wife's claim 45012-A?",
        "I am calling on behalf of my mother",
        "the claim of my neighbor, please",
    ],
)
async def test_who_asked_for_somebody_else_is_told_nothing_by_their_proof(said: str) -> None:
    talk = Talk()
    first = await talk.say(said)
    assert first.said.handoff is not None
    assert first.said.handoff.reason is Reason.THIRD_PARTY
    turned = await talk.say(f"ok, I am {PROOF}, claim 45012-A")
    assert (turned.said.verdicts, talk.conversation.verified, talk.billing.asked) == ((), None, [])
    assert turned.said.raised is not None
    assert turned.said.raised.reason is Reason.THIRD_PARTY


async def test_a_proof_counts_again_when_the_case_has_ended() -> None:
    talk = Talk()
    await talk.say("my ex-wife's claim 45012-A please")
    talk.conversation = replace(talk.conversation, state=State.CLOSED)
    turned = await talk.prove()
    assert [v.claim.number for v in turned.said.verdicts] == ["45012-A"]


async def test_who_has_proved_who_they_are_goes_on_with_their_own_claims() -> None:
    talk = Talk()
    await talk.prove()
    await talk.say("and my ex-wife's claim 45090-B?")
    turned = await talk.say("is my claim 45013-A paid?")
    assert [v.claim.number for v in turned.said.verdicts] == ["45013-A"]
