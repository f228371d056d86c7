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
        ("<!subteam^S0123|@billing> look", Intent(Kind.NOTE, "<!subteam^S0123|@billing> look")),
        ("<!here> who knows Northwind?", Intent(Kind.NOTE, "<!here> who knows Northwind?")),
        ("Hey <@U02FRAN>, can you help?", Intent(Kind.NOTE, "Hey <@U02FRAN>, can you help?")),
        ("cc <@U02FRAN>", Intent(Kind.NOTE, "cc <@U02FRAN>")),
        ("hi <@U0BOT> resolve", Intent(Kind.RESOLVE, "")),
        ("Hi, I asked <@U02FRAN> to call.", Intent(Kind.MESSAGE, "Hi, I asked <@U02FRAN> to call.")),
        ("I asked <@U02FRAN> to call.", Intent(Kind.MESSAGE, "I asked <@U02FRAN> to call.")),
        ("lol another one from this guy", Intent(Kind.NOTE, "lol another one from this guy", remark=True)),
        ("Tell the patient it is paid.", Intent(Kind.MESSAGE, "It is paid.")),
        ("<@U0BOT> resolve", Intent(Kind.RESOLVE, "")),
        ("<@U0BOT> Take over!", Intent(Kind.TAKE_OVER, "")),
        ("<@U0BOT>  hand back.", Intent(Kind.HAND_BACK, "")),
        ("<@U0BOT> what is a CO-16?", Intent(Kind.NOTE, "<@U0BOT> what is a CO-16?")),
    ],
)
def test_a_specialist_is_understood_and_in_doubt_nothing_goes_to_the_patient(text: str, intent: Intent) -> None:
    assert intent_of(text, "U0BOT", PREFIXES) == intent


def test_where_replies_are_chosen_nothing_is_kept_back() -> None:
    text = "the patient portal shows it"

    assert intent_of(text, "U0BOT", PREFIXES, chosen=True) == Intent(Kind.MESSAGE, text)
