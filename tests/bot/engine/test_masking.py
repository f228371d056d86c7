import pytest

from bot.domain.messages import AuthorKind
from bot.engine.masking import masked
from tests.fakes.offices import OFFICE, TODAY


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("I want to appeal claim 45014-A", "I want to appeal claim …14-A"),
        ("I am Wanda Testcase, born 12 March 1984", "I am [name], born [date of birth]"),
        ("Wanda Testcase, born [date of birth], phone ending [phone digits]",
         "W. T., born [date of birth], phone ending [phone digits]"),
        ("Wanda Testcase", "W. T."),
        ("testcase", "T."),
        ("My name is Wanda Testcase and I disagree", "My name is [name] and I disagree"),
        ("Call me at 208-555-0142 or wanda@example.org", "Call me at [phone] or [email]"),
        ("My SSN is 078-05-1120", "My SSN is [social security number]"),
        ("I was billed $240.00 twice", "I was billed $240.00 twice"),
        ("Why was my claim denied?", "Why was my claim denied?"),
    ],
)  # fmt: skip
def test_what_a_patient_wrote_stands_elsewhere_without_what_is_private(text: str, shown: str) -> None:
    assert masked(text, AuthorKind.PATIENT, OFFICE, TODAY) == shown


def test_the_bots_own_answers_stand_elsewhere_without_amounts() -> None:
    text = "Claim 45012-A: paid. Billed $240.00, you owe $12.50."
    assert masked(text, AuthorKind.BOT, OFFICE, TODAY) == "Claim …12-A: paid. Billed [amount], you owe [amount]."
