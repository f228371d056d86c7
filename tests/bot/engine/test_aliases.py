"""What a model may read of what somebody wrote."""

import pytest

from bot.engine.aliases import Aliases, outgoing, sought
from bot.engine.recognise import recognise
from tests.fakes.claims import claim
from tests.fakes.offices import OFFICE, TODAY

ALIASES = Aliases.of(["45012-A"], ["45013-A", "45012-A"])


def sent(text: str, *, proving: bool = False) -> str:
    return outgoing(recognise(text, OFFICE, TODAY, proving=proving), ALIASES, [claim()])


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("Where is claim 45012-A?", "Where is claim [claim 1]?"),
        ("and claim 45099-Z?", "and claim [number]?"),
        ("born 03/04/1984, seen on 10/02/2026", "born [date of birth], seen on 10/02/2026"),
        ("my SSN is 078-05-1120", "my SSN is [social security number]"),
        ("call 208-555-0142 or jane@example.org", "call [phone] or [e-mail address]"),
        ("member ID ZZZ-4471902", "member ID [member ID]"),
        ("it is 1EG4-TE5-MK73", "it is [Medicare number]"),
        ("card 4111 1111 1111 1111", "card [card number]"),
        ("Jane Testcase asks", "[name] asks"),
        ("My name is Maria Example.", "My name is [name]."),
        ("reference 99887766554", "reference [number]"),
        ("it cost $1,240.00", "it cost $1,240.00"),
        ("what is CO-16?", "what is CO-16?"),
    ],
)
def test_private_details_stay_here(said: str, read: str) -> None:
    assert sent(said) == read


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("my name is Maria Example, does Northwind Health pay within 30 days?", "my name is pay within 30 days"),
        ("what does CO-16 on 45012-A mean? call 208-555-0142", "what does CO-16 on mean? call"),
        ("born 03/04/1984, jane@example.org", "born"),
        ("payer id 87726", "payer id 87726"),
    ],
)
def test_documents_are_searched_without_what_tells_of_anybody(said: str, words: str) -> None:
    found = sought(recognise(said, OFFICE, TODAY))
    assert [word for word in words.split() if word not in found] == []
    assert not [secret for secret in ("Maria", "45012", "0142", "1984", "@") if secret in found]


def test_an_alias_means_a_claim_of_this_turn_only() -> None:
    assert ALIASES.numbers == ("45012-A", "45013-A")
    assert [ALIASES.number(a) for a in ("[claim 2]", "claim 1", "[claim 3]", "[claim 0]", "45012-A")] == [
        "45013-A",
        "45012-A",
        "",
        "",
        "",
    ]
    assert ALIASES.resolved("[claim 1], [Claim 2] and [claim 9]") == "45012-A, 45013-A and [claim 9]"
