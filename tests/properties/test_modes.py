"""In supervised and in shadow no answer reaches a patient without a press, whatever they write and in which order."""

import asyncio

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.messages import Surface
from bot.domain.policy import Mode, Modes, PayerMode
from tests.fakes.offices import office
from tests.fakes.turns import PROOF, Talk

FACTS = (
    *("Northwind", "Cedar Ridge", "Harborline", "240.00", "186.40", "20.15", "777.77"),
    *("October", "octubre", "November 9", "In process", "Paid", "Denied", "En proceso", "Pagado", "Denegado"),
    *("still working on your claim", "monthly parts", "no interest", "CO-16 says", "handles every appeal"),
    *("could not check", "no pude revisar"),
)
MESSAGES = st.sampled_from(
    [
        f"Where is claim 45012-A? I am {PROOF}",
        f"I am {PROOF}, claims 45013-A and 45014-A",
        f"¿Dónde está mi reclamo 45012-A? Soy {PROOF}",
        "45013-A",
        "claim 45090-B?",
        "where is 45018-A",
        "claim 99999-Z",
        "the next one",
        "how do payment plans work with interest on a balance",
        "what does CO-16 mean",
        "who handles appeals",
        "I want to appeal",
        "a person please",
        "hello",
        "thanks",
        "my chest hurts",
        "claim 4501",
    ]
)
HELD = st.sampled_from([Mode.SUPERVISED, Mode.SHADOW])
NAMES = ("Northwind Health Plan", "Cedar Ridge Mutual", "Harborline Insurance")


@st.composite
def careful(draw: st.DrawFn) -> Modes:
    """An office that holds everything back, in whatever way for whichever payer."""
    payers = draw(st.dictionaries(st.sampled_from(NAMES), st.builds(PayerMode, HELD, st.integers(1, 100))))
    return Modes(draw(HELD), payers)


@settings(max_examples=120, deadline=None)
@given(modes=careful(), messages=st.lists(MESSAGES, min_size=1, max_size=6))
def test_no_answer_reaches_the_patient_without_a_press(modes: Modes, messages: list[str]) -> None:
    async def converse() -> None:
        talk = Talk(office=office(modes=modes))
        for message in messages:
            said = (await talk.say(message)).said
            shown = [fact for fact in FACTS if fact.casefold() in said.text.casefold()]
            assert shown == []
            assert said.citations == ()
            assert "claim_disclosed" not in {line.action for line in said.audit}

    asyncio.run(converse())


@settings(max_examples=60, deadline=None)
@given(modes=careful(), messages=st.lists(MESSAGES, min_size=1, max_size=5))
def test_staff_hear_the_same_in_every_mode(modes: Modes, messages: list[str]) -> None:
    async def converse() -> None:
        one = Talk(office=office(modes=modes), surface=Surface.STAFF)
        other = Talk(surface=Surface.STAFF)
        for message in messages:
            assert (await one.say(message)).said.text == (await other.say(message)).said.text

    asyncio.run(converse())
