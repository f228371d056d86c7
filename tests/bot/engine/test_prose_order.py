"""Words of a source in other places say something else: who pays, which day, what is denied, under which condition."""

import pytest

from bot.engine.aliases import Aliases
from bot.engine.prose import Evidence, faults
from bot.engine.readings import without_opener
from bot.ports.writer import Fact, Sentence, Written
from tests.fakes.library import passage

ABOUT = (
    "The plan has finished the claim and paid its part. If something is left for you to pay, it is on your next "
    "statement. We charge no interest and no fee. It is not a bill. Our statement is the bill, and the two differ.\n\n"
    "Online payments show on your account within 3 business days, checks within 10 business days.\n\n"
    "Please do not pay and do not send anything to the plan. A copay is a fixed amount that you pay for a visit.\n\n"
    "Most plans that we work with answer within 14 to 45 days. It shows what the plan sends you.\n\n"
    "The plan has the claim but has not opened it, and you do not have to ask the plan.\n"
    "Plan: Northwind; Usual time after the plan receives the claim: 14 to 21 days; We follow up after: 30 days\n"
    "Plan: Cedar; Usual time after the plan receives the claim: 21 to 30 days; We follow up after: 35 days\n"
)
FACTS = (
    Fact("claim 1.state", "Paid"),
    Fact("claim 1.payer", "Insurance: Northwind Health Plan"),
    Fact("claim 1.date_of_service", "Date of service: August 14, 2026"),
    Fact("claim 1.billed", "Billed: $1,240.00"),
    Fact("claim 1.paid", "Insurance paid: $186.40"),
    Fact("claim 1.owed", "You may owe: $20.00"),
    Fact("claim 1.received", "Received by the plan: August 18, 2026"),
    Fact("claim 1.decided", "Decided: September 2, 2026"),
)
EVIDENCE = Evidence(
    facts={fact.id: fact for fact in FACTS},
    passages={
        "p1": passage("Protocol", "Protocol › Paid", ABOUT),
        "p2": passage("Guide", "Guide › PR-3: ways to pay", "- By check, at the desk\n\nThis is your copay."),
        "p3": passage("Preguntas", "Preguntas › Plazos", "Le enviamos una carta cuando el plan conteste el reclamo."),
    },
    aliases=Aliases(("45012-A",)),
    own="p1",
)


def passes(text: str, quote: str = "", *facts: str, language: str = "en", evidence: Evidence = EVIDENCE) -> bool:
    pages = [name for name, page in evidence.passages.items() if quote and quote.partition(" … ")[0] in page.text]
    sentence = Sentence(text, pages[0] if pages else "", quote, tuple(f"claim 1.{name}" for name in facts))
    return faults(Written((sentence,)), evidence, language) == []


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("The plan received it on Aug. 18, 2026.", ["received"]),
        ("Your claim was received by the plan on 8/18/2026.", ["received"]),
        ("We billed $1240 for your August 14 visit.", ["billed", "date_of_service"]),
        ("The insurance payment was $186.40.", ["paid"]),
        ("$186.40 was paid by your insurance.", ["paid"]),
        ("You might still owe $20.", ["owed"]),
        ("Your share may be $20.00.", ["owed"]),
        ("The plan decided it on Sept 2, '26.", ["decided"]),
        ("Northwind decided it on September 2nd.", ["decided", "payer"]),
        ("We billed it, and it was paid.", ["billed", "state"]),
        ("For August 14, 2026 your insurance paid $186.40.", ["date_of_service", "paid"]),
    ],
)
def test_a_fact_may_be_told_in_many_ways(text: str, facts: list[str]) -> None:
    assert passes(text, "", *facts)


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("You paid $186.40.", ["paid"]),
        ("Your office paid $186.40.", ["paid"]),
        ("It was paid by you.", ["paid"]),
        ("Your insurance paid you $186.40.", ["paid"]),
        ("Your insurance may owe $20.00.", ["owed"]),
        ("You may be owed $20.00.", ["owed"]),
        ("We may owe you $20.00.", ["owed"]),
        ("The plan billed $1,240.00.", ["billed"]),
        ("You billed the plan $1,240.00.", ["billed"]),
        ("You received it on August 18, 2026.", ["received"]),
        ("It was received by us on August 18, 2026.", ["received"]),
        ("We decided it on September 2, 2026.", ["decided"]),
        ("It was paid on August 18, 2026.", ["state", "received"]),
        ("It was paid on September 2.", ["state", "decided"]),
        ("The visit was on August 18, 2026.", ["received", "date_of_service"]),
        ("Paid: $1,240.00.", ["state", "billed"]),
        ("It was $1,240.00.", ["billed"]),
        ("You were paid.", ["state"]),
        ("Northwind may owe $20.00.", ["owed", "payer"]),
    ],
)
def test_a_fact_is_nobody_elses_and_no_other_fact(text: str, facts: list[str]) -> None:
    assert not passes(text, "", *facts)


@pytest.mark.parametrize(
    ("state", "text", "good"),
    [
        ("In process", "Your plan is currently processing it.", True),
        ("In process", "It is being processed.", True),
        ("In process", "It is processed.", False),
        ("Processed", "It was processed.", True),
        ("Processed", "It is in process.", False),
    ],
)
def test_what_is_in_process_is_not_processed(state: str, text: str, good: bool) -> None:
    evidence = Evidence({"claim 1.state": Fact("claim 1.state", state)}, {}, Aliases(("45012-A",)))
    assert passes(text, "", "state", evidence=evidence) is good


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("The plan has finished your claim and paid its part.", "has finished the claim and paid its part"),
        ("[claim 1] is finished and your plan paid its share.", "has finished the claim and paid its part"),
        ("We charge no interest, and no fee.", "We charge no interest"),
        ("Online payments show within three business days.", "Online payments show on your account within 3"),
        ("Please do not pay.", "Please do not pay and do not send"),
        ("Most plans answer within 14 to 45 days.", "plans that we work with … answer within 14 to 45 days"),
        ("Checks within 10 business days.", "checks within 10 business days"),
        ("Northwind: the usual time is two to three weeks.", "14 to 21 days; We follow up"),
        ("We follow up after 35 days.", "21 to 30 days; We follow up after: 35 days"),
        ("It shows what the plan sends you.", "It shows what the plan sends you"),
        ("Your plan has the claim, but has not opened it.", "The plan has the claim but has not opened it"),
        ("You can pay by check.", "By check, at the desk"),
        ("PR-3 is your copay.", "This is your copay"),
    ],
)
def test_a_document_may_be_said_in_its_order(text: str, quote: str) -> None:
    assert passes(text, quote)


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("You have finished the claim and paid your part.", "has finished the claim and paid its part"),
        ("The plan has not finished the claim.", "has finished the claim and paid its part"),
        ("If something is left for the plan to pay, it is on your statement.", "is left for you to pay"),
        ("It is on your next statement.", "it is on your next statement"),
        ("We charge interest and no fee.", "We charge no interest and no fee"),
        ("We charge no interest and a fee.", "We charge no interest and no fee"),
        ("You charge no interest.", "We charge no interest and no fee"),
        ("It is a bill.", "It is not a bill"),
        ("It is not not a bill.", "It is not a bill"),
        ("It is the bill.", "Our statement is the bill"),
        ("Online payments show within 10 business days.", "Online payments show on your account within 3"),
        ("Online payments show within 3 days.", "Online payments show on your account within 3"),
        ("Online payments show within 3 business days by check.", "Online payments show on your account within 3"),
        ("Please send anything to the plan.", "do not pay and do not send anything"),
        ("It shows what you send.", "It shows what the plan sends you"),
        ("Most plans answer within 45 days.", "answer within 14 to 45 days"),
        ("Plans answer within 14 to 45 days.", "answer within 14 to 45 days"),
        ("The usual time of Northwind is 30 days.", "14 to 21 days; We follow up after: 30 days"),
        ("Northwind takes 14 to 21 days.", "14 to 21 days; We follow up"),
        ("The plan follows up after 30 days.", "We follow up after: 30 days"),
        ("For us, the usual time is 14 to 21 days.", "14 to 21 days; We follow up after: 30 days"),
        ("Cedar's usual time is 14 to 21 days.", "14 to 21 days; We follow up after: 30 days"),
        ("We follow up after 30 to 35 days.", "We follow up after: 30 days … We follow up after: 35 days"),
        ("You have the claim, but the plan has not opened it.", "The plan has the claim but has not opened it"),
        ("You have the copay.", "This is your copay"),
    ],
)
def test_a_document_is_not_turned_round(text: str, quote: str) -> None:
    assert not passes(text, quote)


@pytest.mark.parametrize(
    ("text", "good"),
    [
        ("Le enviamos una carta cuando el plan conteste.", True),
        ("Nosotros le enviamos una carta cuando el plan responda.", True),
        ("Usted nos envía una carta cuando el plan conteste.", False),
        ("El plan envía una carta.", False),
    ],
)
def test_spanish_is_held_to_who_does_it_too(text: str, good: bool) -> None:
    assert passes(text, "enviamos una carta cuando el plan", language="es") is good


def test_a_state_in_a_documents_words_is_the_patients_only_where_it_speaks_of_their_claim() -> None:
    quote = "has finished the claim and paid its part"
    elsewhere = Evidence(EVIDENCE.facts, EVIDENCE.passages, EVIDENCE.aliases, "p2")

    assert passes("Your plan has finished your claim and paid its part.", quote)
    assert not passes("The plan has finished your claim and paid its part.", quote, evidence=elsewhere)
    assert not passes("The plan has finished [claim 1] and paid its part.", quote, evidence=elsewhere)


def test_a_sentence_may_join_a_fact_and_a_document() -> None:
    quote = "has finished the claim and paid its part"

    assert passes("Northwind has finished it and paid its part.", quote, "payer")
    assert passes("The plan paid its part, and you may owe $20.", quote, "owed")
    assert not passes("You paid your part, and you may owe $20.", quote, "owed")
    assert not passes("The plan paid its part, and we may owe $20.", quote, "owed")


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("Yes, it was paid.", "It was paid."),
        ("Good news: the plan paid.", "The plan paid."),
        ("¡Buenas noticias! Pagaron.", "¡Buenas noticias! Pagaron."),
        ("Sí, está pagado.", "Está pagado."),
        ("Yesterday it was paid.", "Yesterday it was paid."),
        ("eBay pays.", "eBay pays."),
    ],
)
def test_a_yes_is_left_out(said: str, shown: str) -> None:
    assert without_opener(said) == shown


def test_a_sentence_that_could_lie_along_its_source_in_too_many_ways_is_refused() -> None:
    many = Evidence({}, {"p1": passage("Guide", "Guide", "Letter " * 40)}, Aliases(()))

    assert not passes("The letter " * 20 + "card.", "Letter Letter Letter", evidence=many)
    assert not passes("The letter " * 30 + "you.", "Letter Letter Letter", evidence=many)
