"""What is due for a case, minute by minute, and what is never due."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.domain.calendar import Calendar
from bot.domain.escalation import CaseState, Escalation, Reason
from bot.domain.ids import CaseNumber, ConversationId, MessageId
from bot.domain.messages import Author, AuthorKind
from bot.domain.policy import DeskPolicy, Holidays
from bot.engine.desk_clocks import Due, Exchange, due_now, exchange_of
from bot.ports.store import Entry
from tests.fakes.offices import WEEKDAYS

CALENDAR = Calendar(ZoneInfo("America/Boise"), WEEKDAYS, Holidays())
POLICY = DeskPolicy()
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
SILENCE = Exchange(None, None)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=CALENDAR.zone).astimezone(UTC)


MONDAY = at("2026-11-23 09:00")
CASE = Escalation(CaseNumber(1001), ConversationId("c1"), Reason.APPEAL, "Asks", CaseState.WAITING, "console", MONDAY)
TAKEN = replace(CASE, state=CaseState.TAKEN, owner_name="Ana", held_since=MONDAY, taken_at=MONDAY)


class Desk:
    """A case over time: each look takes what is due, as the tick does."""

    def __init__(self, case: Escalation, exchange: Exchange = SILENCE, policy: DeskPolicy = POLICY) -> None:
        self.case, self.exchange, self.policy = case, exchange, policy
        self.done: dict[str, datetime] = {}

    def look(self, now: datetime) -> list[Due]:
        steps = due_now(self.case, self.exchange, self.done, self.policy, CALENDAR, now)
        self.done |= {step.key: now for step in steps}
        return [step.due for step in steps]

    def over(self, start: datetime, minutes: int) -> list[tuple[int, Due]]:
        return [(minute, due) for minute in range(minutes) for due in self.look(start + minute * MINUTE)]


def test_who_waits_is_spoken_for_step_by_step_and_again_after_a_working_day() -> None:
    assert Desk(CASE).over(MONDAY, 3 * 24 * 60)[:6] == [
        (10, Due.NOT_TAKEN),
        (20, Due.NOT_TAKEN_LEAD),
        (30, Due.NOT_TAKEN_PATIENT),
        # 480 minutes of office time later: ten past eight on Tuesday, as Monday ended at five.
        (24 * 60 - 50, Due.NOT_TAKEN),
        (24 * 60 - 40, Due.NOT_TAKEN_LEAD),
        (24 * 60 - 30, Due.NOT_TAKEN_PATIENT),
    ]


def test_a_friday_evening_is_quiet_until_monday_morning() -> None:
    friday = at("2026-11-20 18:00")
    desk = Desk(replace(CASE, opened_at=friday))
    assert desk.over(friday, 62 * 60) == []
    assert desk.over(at("2026-11-23 08:00"), 31) == [
        (10, Due.NOT_TAKEN),
        (20, Due.NOT_TAKEN_LEAD),
        (30, Due.NOT_TAKEN_PATIENT),
    ]


def test_after_the_desk_was_off_for_days_each_thing_is_said_once() -> None:
    desk = Desk(CASE)
    later = at("2026-11-27 11:00")
    assert desk.look(later) == [Due.NOT_TAKEN, Due.NOT_TAKEN_LEAD, Due.NOT_TAKEN_PATIENT]
    assert desk.look(later) == desk.look(later + MINUTE) == []


def test_a_case_that_waits_again_has_its_clock_from_then_on() -> None:
    desk = Desk(CASE)
    desk.look(MONDAY + HOUR)
    desk.case = replace(CASE, reopened_at=MONDAY + 2 * HOUR)
    assert desk.over(MONDAY + 2 * HOUR, 11) == [(10, Due.NOT_TAKEN)]


def test_who_has_a_case_and_owes_an_answer_is_reminded_then_the_lead_and_the_patient_are_told() -> None:
    desk = Desk(TAKEN, Exchange(MONDAY - HOUR, None))
    assert desk.over(MONDAY, 100) == [
        (30, Due.REPLY_OWED),
        (90, Due.REPLY_OWED_LEAD),
        (90, Due.REPLY_OWED_PATIENT),
    ]


def test_a_patient_who_does_not_answer_is_reminded_warned_and_then_let_go_within_office_hours() -> None:
    desk = Desk(TAKEN, Exchange(None, MONDAY + HOUR))
    looks = [(MONDAY + HOUR + hours * HOUR, desk.look(MONDAY + HOUR + hours * HOUR)) for hours in range(7 * 24)]
    assert [(moment, due) for moment, due in looks if due] == [
        (at("2026-11-24 10:00"), [Due.NUDGE]),
        (at("2026-11-26 10:00"), [Due.CLOSE_NOTICE]),
        (at("2026-11-27 10:00"), [Due.CLOSE]),
    ]


def test_nobody_is_closed_out_without_a_notice_however_long_the_desk_was_off() -> None:
    desk = Desk(TAKEN, Exchange(None, MONDAY))
    late = at("2026-12-14 10:00")
    assert desk.look(late) == [Due.CLOSE_NOTICE]
    assert desk.look(late + 23 * HOUR) == []
    assert desk.look(late + 24 * HOUR) == [Due.CLOSE]


def test_reminders_to_patients_and_the_closing_can_be_switched_off() -> None:
    never = DeskPolicy(nudge_after_hours=0, close_notice_after_hours=0)
    assert Desk(TAKEN, Exchange(None, MONDAY), never).look(at("2026-12-14 10:00")) == []


@pytest.mark.parametrize("state", [CaseState.HANDED_BACK, CaseState.RESOLVED])
def test_nothing_is_due_for_a_case_that_ended(state: CaseState) -> None:
    assert Desk(replace(CASE, state=state)).over(MONDAY, 60) == []


def test_a_case_of_which_nothing_is_known_is_left_alone() -> None:
    assert Desk(TAKEN).over(MONDAY, 60) == []


# ---------------------------------------------------------------- where the talk stands


def said(kind: AuthorKind, minute: int, text: str = "Hello", *, internal: bool = False, gone: bool = False) -> Entry:
    moment = MONDAY + minute * MINUTE
    author = Author(kind, "Somebody")
    entry = Entry(MessageId(f"m{minute}"), ConversationId("c1"), author, text, moment, "web", internal=internal)
    return replace(entry, deleted_at=moment) if gone else entry


def thanks(text: str) -> bool:
    return text == "Thanks"


def talk(*entries: Entry, case: Escalation = TAKEN) -> tuple[int | None, int | None]:
    exchange = exchange_of(case, entries, thanks)
    return _minute(exchange.owed_since), _minute(exchange.answered_at)


def _minute(moment: datetime | None) -> int | None:
    return None if moment is None else (moment - MONDAY) // MINUTE


def test_who_takes_a_case_owes_an_answer_from_then_on() -> None:
    assert talk(said(AuthorKind.PATIENT, -5)) == (0, None)


def test_the_answer_is_owed_since_the_first_message_that_has_none() -> None:
    patient, desk = AuthorKind.PATIENT, AuthorKind.SPECIALIST
    assert talk(said(patient, -5), said(desk, 2)) == (None, 2)
    assert talk(said(patient, -5), said(desk, 2), said(patient, 4), said(patient, 6)) == (4, None)


def test_notes_what_was_taken_back_and_lines_of_the_desk_itself_are_no_answers() -> None:
    assert talk(
        said(AuthorKind.PATIENT, -5),
        said(AuthorKind.SPECIALIST, 1, internal=True),
        said(AuthorKind.SPECIALIST, 2, gone=True),
        said(AuthorKind.SYSTEM, 3),
    ) == (0, None)


def test_thanks_ask_for_no_answer_but_only_after_one() -> None:
    patient, desk = AuthorKind.PATIENT, AuthorKind.SPECIALIST
    assert talk(said(desk, 2), said(patient, 3, "Thanks")) == (None, 2)
    assert talk(said(desk, 2), said(patient, 3, "And?"), said(patient, 4, "Thanks")) == (3, None)


def test_an_answer_of_the_bot_counts_only_while_a_person_lets_it_speak() -> None:
    bot = AuthorKind.BOT
    assert talk(said(AuthorKind.PATIENT, -5), said(bot, -4), said(bot, 3)) == (None, 3)
    nobody = replace(TAKEN, held_since=None)
    assert talk(said(AuthorKind.STAFF, -5), said(bot, 3), case=nobody) == (-5, None)


@pytest.mark.parametrize(
    ("mistake", "says"),
    [
        ({"remind_after_minutes": 0}, "remind_after_minutes is 0; it must be 1 or more"),
        ({"repeat_after_minutes": 5}, "it must be 30 or more"),
        ({"nudge_after_hours": -1}, "it must be 0 or more"),
        ({"lead_after_minutes": 10}, "lead_after_minutes is 10; it must be more than remind_after_minutes"),
        ({"reply_lead_after_minutes": 30}, "it must be more than reply_after_minutes"),
        ({"close_notice_after_hours": 24}, "it must be more than nudge_after_hours"),
        ({"lead": "#billing-leads"}, "lead is '#billing-leads', which is a name; write the id"),
    ],
)
def test_a_time_that_would_keep_silent_is_refused_with_its_cure(mistake: dict[str, int], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        DeskPolicy(**mistake)  # type: ignore[arg-type]
