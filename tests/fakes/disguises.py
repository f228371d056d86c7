"""Private details as people write them, each in one of many disguises: what is said, and what may not be left."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from hypothesis import strategies as st

LETTERS = "ACDEFGHJKMNPQRTUVWXY"
"""The letters of a Medicare number."""


@dataclass(frozen=True)
class Secret:
    """`cue` says what `said` is, if it must be said; `tells` are spellings of it that nobody may find again.

    `phone`: the office needs it to call back, so it is kept, and is shown to nobody outside.
    """

    kind: str
    cue: str
    said: str
    tells: tuple[str, ...]
    phone: bool = False

    @property
    def whole(self) -> str:
        """Return it with its cue."""
        return f"{self.cue}{self.said}"


def _digits(most: int) -> st.SearchStrategy[str]:
    return st.text("123456789", min_size=most, max_size=most).filter(lambda digits: len(set(digits)) > 2)


def _joined(groups: Sequence[str], joint: str) -> str:
    return joint.join(groups)


JOINTS = ("-", " ", ".", "/", "_", " - ", "  ", "–", "\u2010", "-\u200b", "\u00a0", "−", " / ")
"""What stands between the groups of a number: dashes of all kinds, invisible characters, wide blanks."""

SSN_CUES = ("my ssn is ", "SSN: ", "ssn#", "social security number ", "mi seguro social es ", "my social is ",
            "número de seguro social: ", "soc sec ", "s.s.n. ", "SS# ", "nss ")  # fmt: skip


@st.composite
def ssns(draw: st.DrawFn) -> Secret:
    digits = draw(_digits(9))
    area, group, serial = digits[:3], digits[3:5], digits[5:]
    cue = draw(st.sampled_from(SSN_CUES))
    tells = (digits, f"{area}-{group}-{serial}", serial)
    way = draw(st.sampled_from(["shape", "bare", "spread", "words", "after", "parted", "last four"]))
    if way == "shape":
        said = _joined((area, group, serial), draw(st.sampled_from(JOINTS)))
        return Secret("ssn", draw(st.sampled_from(["", cue])), said, tells)
    if way == "bare":
        return Secret(
            "ssn", cue, draw(st.sampled_from([digits, f"{area}{group}-{serial}", f"({area}) {group}-{serial}"])), tells
        )
    if way == "spread":
        return Secret("ssn", cue, draw(st.sampled_from([" ", "-", "\u200b", "."])).join(digits), tells)
    if way == "words":
        first, second = draw(
            st.sampled_from([(" then ", " then "), (", middle ", ", ends "), (", ", " and "), (" luego ", " y ")])
        )
        return Secret("ssn", cue, f"{area}{first}{group}{second}{serial}", tells)
    if way == "after":
        said = draw(st.sampled_from([digits, f"{area}-{group}-{serial}"]))
        after = draw(st.sampled_from([" is my ssn", " (ssn)", " is my social security number", " es mi seguro social"]))
        return Secret("ssn", "", f"{said}{after}", tells)
    if way == "parted":
        return Secret("ssn", cue, f"{area}-{group}-\n{serial}", tells)
    return Secret(
        "ssn",
        draw(st.sampled_from(["last four of my ssn ", "the last 4 of my social is ", "ssn ends in "])),
        serial,
        (serial,),
    )


@st.composite
def medicare_numbers(draw: st.DrawFn) -> Secret:
    letter, digit = st.sampled_from(LETTERS), st.sampled_from("123456789")
    parts = [digit, letter, letter | digit, digit, letter, letter | digit, digit, letter, letter, digit, digit]
    number = "".join(draw(part) for part in parts)
    grouped = (number[:4], number[4:7], number[7:])
    said = draw(
        st.sampled_from(
            [number, *(_joined(grouped, joint) for joint in JOINTS), _joined(number, " "), _joined(number, "-")]
        )
    )
    said = draw(st.sampled_from([said, said.lower()]))
    cue = draw(st.sampled_from(["", "medicare ", "my MBI: ", "mi número de Medicare es ", "medicare card "]))
    return Secret("mbi", cue, said, (number, number.lower(), f"{grouped[0]}-{grouped[1]}-{grouped[2]}"))


def luhn_digit(body: str) -> str:
    doubled = sum(sum(divmod(int(d) * 2, 10)) if i % 2 == 0 else int(d) for i, d in enumerate(body))
    return str(-doubled % 10)


@st.composite
def cards(draw: st.DrawFn) -> Secret:
    body = "4" + draw(_digits(14))
    number = body + luhn_digit(body)
    groups = [number[i : i + 4] for i in range(0, 16, 4)]
    said = _joined(groups, draw(st.sampled_from(["", *JOINTS])))
    said += draw(st.sampled_from(["", " 04/29", " exp 04/29", ", 04/29"]))
    cue = draw(st.sampled_from(["", "card ", "pay with ", "my visa is ", "tarjeta de crédito "]))
    return Secret("card", cue, said, (number, *groups[1:], " ".join(groups), "-".join(groups)))


MEMBER_CUES = ("member id ", "my member id is ", "my insurance number is ", "policy: ", "member # ", "memberid ",
               "subscriber id: ", "mi número de miembro es ", "póliza número ", "my insurance id is ")  # fmt: skip


@st.composite
def member_ids(draw: st.DrawFn) -> Secret:
    letters = draw(st.text("BCDFGHJKLMNPQRTVWXZ", min_size=2, max_size=3))
    digits = draw(_digits(7))
    joint = draw(st.sampled_from(["", "-", "\u2010", " "]))
    said = f"{letters}{joint}{digits}"
    tells = (digits, f"{letters}{digits}")
    if draw(st.booleans()):
        after = draw(st.sampled_from([" is my member id", " (member id)", " es mi número de miembro"]))
        return Secret("member", "", f"{letters}-{digits}{after}", tells)
    return Secret("member", draw(st.sampled_from(MEMBER_CUES)), said, tells)


MONTHS_ES = ("enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre",
             "noviembre", "diciembre")  # fmt: skip
DOB_FORMS: tuple[Callable[[date], str], ...] = (
    lambda d: f"{d.month}/{d.day}/{d:%y}",
    lambda d: f"{d.month}/{d.day}/{d.year}",
    lambda d: f"{d.month}-{d.day}-{d:%y}",
    lambda d: f"{d:%m.%d.%Y}",
    lambda d: f"{d:%m %d %Y}",
    lambda d: f"{d.month} / {d.day} / {d.year}",
    lambda d: f"{d:%Y-%m-%d}",
    lambda d: f"{d:%Y/%m/%d}",
    lambda d: f"{d:%m%d%Y}",
    lambda d: f"{d:%m%d%y}",
    lambda d: f"{d:%B} {d.day}, {d.year}",
    lambda d: f"{d:%B} {d.day}th {d.year}",
    lambda d: f"{d:%B} {d.day}th of {d.year}",
    lambda d: f"the {d.day}th of {d:%B} {d.year}",
    lambda d: f"{d.day} {d:%b} '{d:%y}",
    lambda d: f"{d:%b} {d.day} {d:%y}",
    lambda d: f"{d.day}-{d:%b}-{d.year}",
    lambda d: f"{d.day}/{d:%b}/{d.year}",
    lambda d: f"{d:%d%b%Y}".upper(),
    lambda d: f"{d.year} {d:%B} {d.day}",
    lambda d: f"{d.year}, {d:%B} {d.day}",
    lambda d: f"{d.day} de {MONTHS_ES[d.month - 1]} de {d.year}",
    lambda d: f"{d.day} de {MONTHS_ES[d.month - 1]} del {d:%y}",
    lambda d: f"{d.day} {MONTHS_ES[d.month - 1]} {d.year}",
    lambda d: f"{d:%B} {d.day}",
    lambda d: f"{d.month}/{d.day}",
)
UNCUED = frozenset({1, 5, 6, 10, 11, 12, 17, 19, 21, 23})
"""Forms that say by their year alone that nobody means a visit."""


@st.composite
def birthdays(draw: st.DrawFn) -> Secret:
    day = draw(st.dates(date(1930, 1, 1), date(2019, 12, 31)))
    form = draw(st.integers(0, len(DOB_FORMS) - 1))
    cues = ["born ", "my dob is ", "DOB: ", "date of birth: ", "nací el ", "fecha de nacimiento: ", "my birthday is "]
    cue = draw(st.sampled_from(cues + ([""] if form in UNCUED else [])))
    said = DOB_FORMS[form](day)
    return Secret("dob", cue, said, (said, day.isoformat(), f"{day:%m/%d/%Y}"))


@st.composite
def phones(draw: st.DrawFn) -> Secret:
    area, exchange, line = (
        draw(st.sampled_from(["208", "986", "305"])),
        "5" + draw(_digits(2) | st.just("55")),
        draw(_digits(4)),
    )
    groups = (area, exchange, line)
    said = draw(
        st.sampled_from(
            [*(_joined(groups, joint) for joint in JOINTS), f"({area}) {exchange}-{line}", f"({area}){exchange}-{line}",
             f"+1 {area} {exchange} {line}", f"1-{area}-{exchange}-{line}", f"{area} {exchange}{line}", "".join(groups),
             f"1{area}{exchange}{line}", f"{exchange}-{line}", f"{exchange} {line}"]
        )
    )  # fmt: skip
    cue = draw(st.sampled_from(["call me at ", "phone ", "my phone number is ", "mi teléfono es ", "tel: "]))
    return Secret("phone", cue, said, ("".join(groups), f"{exchange}-{line}", line), phone=True)


@st.composite
def phone_endings(draw: st.DrawFn) -> Secret:
    line = draw(_digits(4))
    said = draw(st.sampled_from([line, f"{line[:2]} {line[2:]}", " ".join(line), f"*{line}*"]))
    cue = draw(st.sampled_from(["phone ends in ", "last four of my phone: ", "mi teléfono termina en ", "ending in "]))
    return Secret("last4", cue, said, (line,))


SECRETS = st.one_of(ssns(), medicare_numbers(), cards(), member_ids(), birthdays(), phones(), phone_endings())
