"""The bot's answer beside a person's: what agrees, what does not, and what no figure is made of."""

from dataclasses import replace

import pytest

from bot.domain.ids import CaseNumber, ConversationId, MessageId
from bot.domain.shadow import Compared, FactKind, FactsSaid, Match, ShadowAnswer, Share, by_payer, compare, verdict
from tests.fakes.messages import NOON

BOT = FactsSaid(("paid",), ("186.40", "20.15"), ("2026-11-09",), ("pay", "statement_comes"))


def matches(bot: FactsSaid, person: FactsSaid) -> dict[str, str]:
    return {one.kind.value: one.match.value for one in compare(bot, person)}


def test_the_same_facts_agree() -> None:
    assert set(matches(BOT, BOT).values()) == {"agrees"}
    assert verdict(compare(BOT, BOT)) is True


@pytest.mark.parametrize(
    ("person", "kind", "match"),
    [
        ({"state": ("denied",)}, "state", "differs"),
        ({"state": ("denied", "paid")}, "state", "differs"),
        ({"amount": ("186.40",)}, "amount", "agrees"),
        ({"amount": ("186.40", "99.00")}, "amount", "differs"),
        ({"date": ("2026-11-10",)}, "date", "differs"),
        ({"next_step": ("pay",)}, "next_step", "agrees"),
        ({"next_step": ("appeal",)}, "next_step", "differs"),
        ({"amount": ()}, "amount", "not_named"),
    ],
)
def test_each_kind_of_fact_has_its_rule(person: dict[str, tuple[str, ...]], kind: str, match: str) -> None:
    assert matches(BOT, replace(BOT, **person))[kind] == match


def test_what_the_bot_left_out_counts_against_it() -> None:
    bot = replace(BOT, date=())
    assert matches(bot, BOT)["date"] == "left_out"
    assert verdict(compare(bot, BOT)) is False


def test_a_reply_that_names_nothing_tells_nothing() -> None:
    assert verdict(compare(BOT, FactsSaid())) is None
    assert compare(FactsSaid(), FactsSaid()) == ()


def answer(number: int, payer: str, person: FactsSaid | None) -> ShadowAnswer:
    compared = None if person is None else compare(BOT, person)
    return ShadowAnswer(
        MessageId(f"s{number}"), ConversationId("c1"), CaseNumber(1000 + number), payer, BOT, NOON, compared
    )


def test_a_payer_is_reported_with_counts_beside_every_share() -> None:
    denied = replace(BOT, state=("denied",))
    people = [BOT, denied, replace(BOT, amount=()), FactsSaid(), None]
    northwind, acme = by_payer(
        [*(answer(n, "Northwind", person) for n, person in enumerate(people)), answer(9, "Acme", BOT)]
    )
    assert (northwind.payer, northwind.answers, northwind.unclear, northwind.unanswered) == (
        "Northwind",
        Share(2, 3),
        1,
        1,
    )
    assert northwind.facts[FactKind.STATE] == Share(2, 3)
    assert northwind.facts[FactKind.AMOUNT] == Share(2, 2)
    assert (acme.payer, acme.answers) == ("Acme", Share(1, 1))


def test_an_answer_that_nobody_has_answered_agrees_with_nothing_yet() -> None:
    assert answer(1, "Acme", None).agrees is None
    assert Compared(FactKind.STATE, Match.AGREES, (), ()).kind is FactKind.STATE
    assert by_payer([]) == []
