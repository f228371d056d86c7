"""What an office decides, as `office.yml` says it: one frozen object that every decision reads.

`bot.office` validates the file against these classes and reports file, line, problem and cure;
the defaults here are the documented defaults of the file. The text of a `ValueError` raised here is
"field what is wrong; cure", so that the report can point at the line of the field.
"""

from bot.domain.policy.answers import Lookups, Messages, Wording
from bot.domain.policy.claim_numbers import ClaimNumberFormat
from bot.domain.policy.desk import DeskPolicy
from bot.domain.policy.files import FilePolicy
from bot.domain.policy.holidays import Holidays
from bot.domain.policy.hours import OpeningHours
from bot.domain.policy.identity import Field, IdentityPolicy
from bot.domain.policy.model import ModelPolicy
from bot.domain.policy.modes import Mode, Modes, PayerMode
from bot.domain.policy.office import Office
from bot.domain.policy.results import Results
from bot.domain.policy.retention import Retention
from bot.domain.policy.routing import Routing, Topic
from bot.domain.policy.slack import SlackPolicy
from bot.domain.policy.staff import Staff
from bot.domain.policy.strict import STRICT
from bot.domain.policy.teams import TeamsPolicy
from bot.domain.policy.timetable import Owners, Recurring, TimetablePolicy
from bot.domain.policy.web import WebChat

__all__ = [
    "STRICT",
    "ClaimNumberFormat",
    "DeskPolicy",
    "Field",
    "FilePolicy",
    "Holidays",
    "IdentityPolicy",
    "Lookups",
    "Messages",
    "Mode",
    "ModelPolicy",
    "Modes",
    "Office",
    "OpeningHours",
    "Owners",
    "PayerMode",
    "Recurring",
    "Results",
    "Retention",
    "Routing",
    "SlackPolicy",
    "Staff",
    "TeamsPolicy",
    "TimetablePolicy",
    "Topic",
    "WebChat",
    "Wording",
]
