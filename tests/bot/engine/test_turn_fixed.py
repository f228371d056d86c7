"""What is answered with a fixed sentence, and searches and looks up nothing."""

from bot.domain.routes import Why
from bot.engine import notices
from tests.fakes.turns import Talk


async def test_nine_digits_alone_are_asked_about_and_not_repeated() -> None:
    talk = Talk()

    asked = await talk.say("078051120")

    assert asked.said.text == notices.NINE_DIGITS["en"]


async def test_another_trade_is_told_what_this_desk_knows_and_searches_nothing() -> None:
    talk = Talk()

    told = await talk.say("does pet insurance cover the deductible?")

    assert (told.said.text, told.said.citations) == (notices.ANOTHER_TRADE["en"], ())


async def test_a_language_that_the_rules_do_not_read_goes_to_a_person() -> None:
    talk = Talk()

    turned = await talk.say("Quero falar com um atendente, por favor")

    assert turned.decision.why is Why.OTHER_LANGUAGE
    assert turned.said.handoff
