"""Check what the bot says in its own words, beside figures: a state turned round, a promise, a deadline, a name. Pure.

Deadlines stand only in quotations. A promise is made by the hand-off alone, which opens the case that keeps it: so a
draft may make none.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

_NEGATION = r"(?:not|never|no longer|\w*n't|hardly|neither|nor|without|no|nunca|jamás|sin|tampoco|todavía no)"
_LABEL = "§"
"""Stands where a claim's own state stood: its words may hold a negation themselves."""

_TURNED = re.compile(
    rf"(?<!\w){_NEGATION}(?:\W+\w+){{0,2}}?\W+{_LABEL}|(?<!\w)un{_LABEL}"
    rf"|{_LABEL}(?:\W+\w+)?\W+(?:not|yet|no|aún no)(?!\w)"
)
_OTHER_STATES = re.compile(
    r"\b(?:declined|refused|settled|finalized|completed?|cleared|covered|accepted|closed|cancell?ed|reversed|overturned|"
    r"awarded|cubiert[oa]|aceptad[oa]|cerrad[oa]|cancelad[oa]|negad[oa]|liquidad[oa])\b",
    re.IGNORECASE,
)
"""Words for how a claim came out that no state of ours is called by."""

_PROMISE = re.compile(
    r"\b(?:we|i|they|you|it|someone|somebody|a specialist|the (?:plan|payer|office))"
    r"(?:'ll| will| shall| (?:is|are|am) going to)\b"
    r"|\bwill (?:\w+ )?(?:call|pay|be|receive|get|send|contact|write|cover)\b|\b(?:promis|guarante|assur)\w+"
    r"|\b(?:vamos|va|van|voy) a\b|\b(?:garantiz|promet|asegur(?:am|o\b))\w*"
    r"|\b(?:le|les|lo|la) (?:\w+ )?(?:llamar|pagar|enviar|avisar|cubrir|contactar)\w*",
    re.IGNORECASE,
)
_DEADLINE = re.compile(
    r"\b(?:deadline|due (?:by|on|date)|no later than|expires?|until|last day|time limit|within)\b"
    r"|\b(?:fecha límite|vence|plazo|a más tardar|hasta el|dentro de)\b",
    re.IGNORECASE,
)
_SPELT = re.compile(
    r"\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fourteen|fifteen|twenty|thirty|forty|fifty|sixty|"
    r"ninety|hundred|thousand|half|uno|una|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|doce|quince|veinte|treinta|"
    r"cuarenta|cincuenta|sesenta|noventa|cien|mil)\W+(?:\w+\W+)?(?:days?|weeks?|months?|years?|dollars?|percent|cents|"
    r"días?|semanas?|meses|mes|años?|dólares|por ciento)\b",
    re.IGNORECASE,
)
_NAME = re.compile(r"(?<=[a-z,;) ] )[A-ZÁÉÍÓÚÑ][\w'’-]+")


_UNSOURCED = {
    _OTHER_STATES: "a state",
    _PROMISE: "a promise",
    _DEADLINE: "a deadline",
    _SPELT: "a number in words",
}


def own_word_problems(line: str, labels: Sequence[str], known: Iterable[str]) -> Iterator[str]:
    """Yield what a line of the bot's own words may not say. `known` are the texts whose names it may use."""
    if _TURNED.search(_labelled(line, labels)):
        yield "a state is turned round"
    for pattern, what in _UNSOURCED.items():
        if found := pattern.search(line):
            yield f"“{found[0]}” is {what} without a source"
    words = {word for text in (*known, *labels) for word in re.findall(r"[\w'’-]+", text)}
    yield from (f"the name {name} has no source" for name in _NAME.findall(line) if name not in words)


def _labelled(line: str, labels: Iterable[str]) -> str:
    for label in sorted(labels, key=len, reverse=True):
        line = re.sub(re.escape(label), _LABEL, line, flags=re.IGNORECASE)
    return line.casefold()
