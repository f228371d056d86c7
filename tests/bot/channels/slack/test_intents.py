import pytest

from bot.channels.slack.intents import Intent, intent_of
from bot.domain.messages import Kind

PREFIXES = ("note:", "//")


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("Your claim is paid.", Intent(Kind.MESSAGE, "Your claim is paid.")),
        ("Please note: it is paid.", Intent(Kind.MESSAGE, "Please note: it is paid.")),
        ("note: worried", Intent(Kind.NOTE, "worried")),
        ("  NOTE: worried", Intent(Kind.NOTE, "worried")),
        ("// worried", Intent(Kind.NOTE, "worried")),
        ("<@U02FRAN>", Intent(Kind.NOTE, "<@U02FRAN>")),
        ("<@U02FRAN> have you seen it?", Intent(Kind.NOTE, "<@U02FRAN> have you seen it?")),
        ("I asked <@U02FRAN> to call.", Intent(Kind.MESSAGE, "I asked <@U02FRAN> to call.")),
        ("<@U0BOT> resolve", Intent(Kind.RESOLVE, "")),
        ("<@U0BOT> Take over!", Intent(Kind.TAKE_OVER, "")),
        ("<@U0BOT>  hand back.", Intent(Kind.HAND_BACK, "")),
        ("<@U0BOT> what is a CO-16?", Intent(Kind.NOTE, "<@U0BOT> what is a CO-16?")),
    ],
)
def test_a_specialist_is_understood_and_in_doubt_nothing_goes_to_the_patient(text: str, intent: Intent) -> None:
    assert intent_of(text, "U0BOT", PREFIXES) == intent
