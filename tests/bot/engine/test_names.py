import pytest

from bot.engine.names import bare_name, letters, told_name
from bot.engine.recognise import recognise
from tests.fakes.offices import OFFICE, TODAY


def told(text: str) -> tuple[str, str]:
    return told_name(recognise(text, OFFICE, TODAY))


def bare(text: str) -> str:
    return bare_name(recognise(text, OFFICE, TODAY, proving=True))


@pytest.mark.parametrize(
    ("text", "name", "part"),
    [
        ("My name is Jane Testcase", "Jane Testcase", ""),
        ("my name's jane testcase and i was born 3/4/1984", "jane testcase", ""),
        ("Full name: Jane Q. Testcase", "Jane Q. Testcase", ""),
        ("last name Testcase, dob 3/4/1984", "Testcase", "last"),
        ("my surname is O'Dwyer", "O'Dwyer", "last"),
        ("first name Jane", "Jane", "first"),
        ("I'm Jane Testcase", "Jane Testcase", ""),
        ("this is Bill Testcase", "Bill Testcase", ""),
        ("me llamo María de la Cruz-Peña y nací el 4 de marzo de 1984", "María de la Cruz-Peña", ""),
        ("mi nombre completo es Ana Prueba", "Ana Prueba", ""),
        ("soy Ana Prueba", "Ana Prueba", ""),
        ("mis apellidos son García López", "García López", "last"),
        ("apellidos: García López", "García López", "last"),
        ("name on the claim is wrong, my name is Jane Testcase", "Jane Testcase", ""),
    ],
)
def test_a_name_is_read_where_somebody_says_so(text: str, name: str, part: str) -> None:
    assert told(text) == (name, part)


@pytest.mark.parametrize(
    "text",
    [
        "I'm calling about my claim 45012-A",
        "this is about claim 45012-A",
        "I am still waiting",
        "i'm not sure what you mean",
        "soy paciente de la clínica",
        "the name on the bill is wrong",
        "what's in a name?",
        "hello",
    ],
)
def test_chatter_after_such_words_is_no_name(text: str) -> None:
    assert told(text) == ("", "")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Testcase", "Testcase"),
        ("testcase, jane", "testcase jane"),
        ("Bill Testcase 03/04/1984 0142", "Bill Testcase"),
        ("what is this for? testcase", "testcase"),
        ("Sure: Jane Testcase; my phone ends in 0142.", "Jane Testcase"),
        ("the claim is 45012-A and my birthday is 3/4/1984", ""),
        ("born March 4, 1984 and the last four are 0142", ""),
        ("bill testcase", "testcase"),
        ("0142", ""),
        ("alpha beta gamma delta epsilon zeta", ""),
        ("Hola, Ana Prueba, nací el 4 de marzo de 1984", "Ana Prueba"),
    ],
)
def test_loose_words_are_a_name_only_when_they_are_nothing_else(text: str, name: str) -> None:
    assert bare(text) == name


def test_letters_forget_case_accents_and_signs() -> None:
    assert letters("Peña-O'DWYER 3rd") == "penaodwyer3rd"


@pytest.mark.parametrize(
    ("text", "proving", "redacted"),
    [
        ("My name is Jane Testcase and I disagree", False, "My name is [name] and I disagree"),
        ("Soy Ana Prueba, ¿y mi reclamo?", False, "Soy [name], ¿y mi reclamo?"),
        ("Jane Testcase, 0142", True, "[name], [phone digits]"),
        ("jane testcase", True, "[name]"),
        ("this is urgent", False, "this is urgent"),
        ("I am asking about a bill", False, "I am asking about a bill"),
        ("how do payment plans work?", True, "how do payment plans work?"),
        ("I'm Jane, and Jane's claim is 45012-A", False, "I'm [name], and [name]'s claim is 45012-A"),
    ],
)
def test_a_name_that_somebody_gives_of_themselves_is_taken_out_of_what_others_read(
    text: str, proving: bool, redacted: str
) -> None:
    assert recognise(text, OFFICE, TODAY, proving=proving).redacted == redacted


def test_a_handoffs_summary_holds_no_name() -> None:
    found = recognise("I am Jane Testcase and I want to appeal 45014-A", OFFICE, TODAY)
    assert found.masked == "I am [name] and I want to appeal …14-A"
