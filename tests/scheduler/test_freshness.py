from datetime import date, timedelta

import pytest

from scheduler.freshness import DocumentFacts, due_soon, freshness_findings
from scheduler.stale_escalations import WaitingCase, escalation_findings

TODAY = date(2026, 11, 30)


def document(title: str, days: int | None, owner: str = "Coder") -> DocumentFacts:
    return DocumentFacts(f"{title}.md", title, owner, None if days is None else TODAY + timedelta(days=days))


def test_overdue_documents_are_named_the_longest_overdue_first_with_their_owner() -> None:
    documents = [document("Fees", -1), document("Appeals", -30, ""), document("Hours", 0), document("Forms", None)]
    found = freshness_findings(documents, TODAY, "Billing lead")

    assert [(each.part, each.says, each.owner) for each in found] == [
        ("document “Appeals”", "was to be reviewed by 31 October 2026, 30 days ago", "Billing lead"),
        ("document “Fees”", "was to be reviewed by 29 November 2026, 1 day ago", "Coder"),
    ]
    assert found[1].cure == "Read Fees.md, correct it, and move its review_date"


def test_fresh_documents_are_one_finding() -> None:
    [found] = freshness_findings([document("Fees", 0)], TODAY, "Billing lead")

    assert (found.well, found.says) == (True, "1 documents, none overdue")


def test_a_review_is_called_to_mind_two_weeks_before_its_day() -> None:
    documents = [document("Late", -1), document("Far", 15), document("Soon", 14), document("Today", 0)]

    assert [each.title for each in due_soon(documents, TODAY)] == ["Today", "Soon"]


@pytest.mark.parametrize(
    ("hours", "well", "says"),
    [
        ([], True, "no case waits"),
        ([3.9], True, "1 waiting, none for half a day"),
        ([4], False, "1 case has waited half a working day or longer: 1000 (4 h of open time)"),
        ([1, 9], False, "1 case has waited half a working day or longer: 1001 (9 h of open time)"),
        (
            [5, 6, 7, 8, 9, 10],
            False,
            (
                "6 cases have waited half a working day or longer: 1005 (10 h of open time), 1004 (9 h of open time), "
                "1003 (8 h of open time), 1002 (7 h of open time), 1001 (6 h of open time) and 1 more"
            ),
        ),
    ],
)
def test_cases_that_nobody_took_are_named_by_their_numbers(hours: list[float], well: bool, says: str) -> None:
    cases = [WaitingCase(1000 + number, timedelta(hours=each)) for number, each in enumerate(hours)]
    [found] = escalation_findings(cases, "Billing lead")

    assert (found.well, found.says) == (well, says)
