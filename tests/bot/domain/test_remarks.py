"""What speaks of the patient stays with colleagues; what speaks to the patient goes out."""

import pytest

from bot.domain.remarks import reads_like_a_remark, to_the_patient


@pytest.mark.parametrize(
    "text",
    [
        "lol another one from this guy",
        "pt already paid this in June",
        "Ugh, third time today.",
        "that lady called twice already",
        "anybody know who handles Regence?",
        "Who can take this one?",
        "jaja otra vez",
        "@maria have a look please",
        "the patient is upset, be careful",
    ],
)
def test_what_speaks_of_the_patient_is_a_remark(text: str) -> None:
    assert reads_like_a_remark(text)


@pytest.mark.parametrize(
    "text",
    [
        "We resubmitted the claim today. Please allow 30 days.",
        "Your claim was paid; as our patient you owe nothing.",
        "The payer has it. This one should finish by Friday if you send the form.",
        "Tell the patient we resubmitted today, allow 30 days.",
        "Su reclamo ya fue pagado.",
        "I called the plan and they are looking at it again.",
        "Thank you for waiting!",
        "Lolita from our office will call at noon.",
    ],
)
def test_what_speaks_to_the_patient_goes_out(text: str) -> None:
    assert not reads_like_a_remark(text)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Tell the patient we resubmitted today, allow 30 days.", "We resubmitted today, allow 30 days."),
        ("please let them know that it is paid", "It is paid"),
        ("Let her know: the plan has it.", "The plan has it."),
        ("We told the patient already.", "We told the patient already."),
        ("tell the patient ", "tell the patient "),
    ],
)
def test_words_that_only_ask_us_to_pass_it_on_stay_behind(text: str, told: str) -> None:
    assert to_the_patient(text) == told
