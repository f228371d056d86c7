"""Recognise the exact codes of remittances and claim status, in a document and in a question alike.

Forms, all published lists (X12 external code lists 139, 411, 507 and 508; only the form is known here, not the text):
- group and adjustment reason: `CO-16`, `CO16`, `CO 16`, `pr-b7` -> `CO-16`, `PR-B7`; groups CO, PR, OA, PI;
- an adjustment reason whose group nobody named: `reason code 16`, `CARC 97` -> `CARC-16`;
- remark: `N290`, `MA130`, `M15`;
- status category with or without a status code: `A7:562`, `F2`, `P1`.

Two characters such as `A1` are usually something else, so a bare category counts only where it stands as a code:
beside a word of its field, or alone in its cell, bracket or line.
"""

import re
from collections.abc import Iterable, Iterator

_REASON = r"(?:[1-9]\d{0,2}|A[0-8]|B\d{1,2}|D\d{1,2}|P\d{1,2}|W[1-9]|Y[1-3])"
_TAIL = r"(?![\w]|[-.]\d)"
_GROUPED = re.compile(rf"(?<![\w-])(CO|PR|OA|PI)\s?[-–‑]\s?({_REASON}){_TAIL}", re.IGNORECASE)
_GROUPED_JOINED = re.compile(rf"(?<![\w-])(CO|PR|OA|PI)({_REASON}){_TAIL}", re.IGNORECASE)
_GROUPED_SPACED = re.compile(rf"(?<![\w-])(CO|PR|OA|PI) ({_REASON}){_TAIL}")
_GROUPED_CUED = re.compile(rf"(?<![\w-])(co|pr|oa|pi) ({_REASON}){_TAIL}", re.IGNORECASE)
_BARE_REASON = re.compile(
    rf"\b(?:CARC|(?:denial|denied|reason|adjustment)(?:\s+reason)?\s+codes?)\s*(?:is|of|no\.?|number|[:#])?\s*({_REASON}){_TAIL}",
    re.IGNORECASE,
)
_REMARK = re.compile(r"(?<![\w-])(?:MA\d{2,3}|M1?\d{1,2}|N\d{1,3})(?![\w]|[-.]\d)")
_REMARK_ANY_CASE = re.compile(r"(?<![\w-])(?:ma\d{2,3}|m1\d{2}|n\d{3})(?![\w]|[-.]\d)", re.IGNORECASE)
_CATEGORY = r"(?:A[0-8]|P[0-5]|F[0124]|F3[FN]?|D0|E[0-4]|R1[0-7]|R[0-9]|RQ)"
_CATEGORY_STATUS = re.compile(rf"(?<![\w-])({_CATEGORY})\s?[:/]\s?(\d{{1,3}})(?![\d.])(?!\w)", re.IGNORECASE)
_CATEGORY_ALONE = re.compile(rf"(?<![\w-])({_CATEGORY})(?![\w]|[-.:/]\d)")
_DIGIT = re.compile("[0-9]")
_POSSIBLE = re.compile(
    r"(?<![a-z\d])(?:co|pr|oa|pi|ma|[adefmnpr])(?: ?[-–‑] ?| )?[abdpwy]?\d|RQ|\b(?:codes?|carc)\b[^.]{0,12}\d",
    re.IGNORECASE,
)
"""Most running text holds nothing like a code and needs no closer look."""
_CUE = re.compile(
    r"\b(?:status|categor(?:y|ies)|codes?|carc|rarc|means?|claims?|deni(?:ed|al|als)|reject(?:ed|ion)|remark|remit\w*"
    r"|adjust\w*|277(?:ca)?|276|eob|era|835|pend(?:ed|ing)?|finali[sz]ed|acknowledg\w*|response)\b",
    re.IGNORECASE,
)
_CODE_CUE = re.compile(r"\b(?:codes?|carc|deni(?:ed|al|als)|reason|adjust\w*|remit\w*|eob|era|835)\b", re.IGNORECASE)
_SENTENCE = re.compile(r"[^.!?\n;|]+")
_STANDS_ALONE = re.compile(r"(?:^|[\n(\[|\"“'•;]|: )\s*$")
_ENDS_ALONE = re.compile(r"\s*(?:$|[\n)\]|\"”':;,–—]|- |= )")


def codes_in(text: str) -> tuple[str, ...]:
    """Return the codes that `text` names, canonical, each once, in order of appearance."""
    found = sorted(_all(text))
    return tuple(dict.fromkeys(code for _, _, code in found))


def without_codes(text: str) -> str:
    """Return `text` with every recognised code blanked out."""
    for start, end, _ in _all(text):
        text = f"{text[:start]}{' ' * (end - start)}{text[end:]}"
    return text


def same_code(asked: str) -> dict[str, float]:
    """Return every canonical code that answers for `asked`, with how well it does (1 is exact).

    A reason without its group answers for each group, and a category page answers for one of its status codes.
    """
    if asked.startswith("CARC-"):
        reason = asked.removeprefix("CARC-")
        return {asked: 1.0, **{f"{group}-{reason}": 1.0 for group in ("CO", "PR", "OA", "PI")}}
    if asked[:3] in {"CO-", "PR-", "OA-", "PI-"}:
        return {asked: 1.0, f"CARC-{asked[3:]}": 0.9}
    if ":" in asked:
        return {asked: 1.0, asked.partition(":")[0]: 0.5}
    return {asked: 1.0}


def _all(text: str) -> Iterator[tuple[int, int, str]]:
    if not (_DIGIT.search(text) or "RQ" in text) or not _POSSIBLE.search(text):
        return
    yield from _reasons(text)
    for match in _matches(text, (_REMARK, _REMARK_ANY_CASE)):
        yield match.start(), match.end(), match.group().upper()
    for match in _CATEGORY_STATUS.finditer(text):
        yield match.start(), match.end(), f"{match[1].upper()}:{match[2]}"
    for match in _CATEGORY_ALONE.finditer(text):
        if _stands_alone(text, match) or _cued(text, match, _CUE):
            yield match.start(), match.end(), match[1]


def _reasons(text: str) -> Iterator[tuple[int, int, str]]:
    for match in _matches(text, (_GROUPED, _GROUPED_JOINED, _GROUPED_SPACED)):
        yield match.start(), match.end(), f"{match[1].upper()}-{match[2].upper()}"
    for match in _GROUPED_CUED.finditer(text):
        if _cued(text, match, _CODE_CUE):
            yield match.start(), match.end(), f"{match[1].upper()}-{match[2].upper()}"
    for match in _BARE_REASON.finditer(text):
        if match[1].isdigit() or match[1].isupper():
            yield match.start(1), match.end(1), f"CARC-{match[1].upper()}"


def _matches(text: str, patterns: Iterable[re.Pattern[str]]) -> Iterator[re.Match[str]]:
    for pattern in patterns:
        yield from pattern.finditer(text)


def _stands_alone(text: str, match: re.Match[str]) -> bool:
    before = text[max(0, match.start() - 3) : match.start()]
    after = text[match.end() : match.end() + 3]
    return bool(_STANDS_ALONE.search(before) and _ENDS_ALONE.match(after))


def _cued(text: str, match: re.Match[str], cue: re.Pattern[str]) -> bool:
    for sentence in _SENTENCE.finditer(text):
        if sentence.start() <= match.start() < sentence.end():
            return bool(cue.search(sentence.group().replace(match.group(), " ")))
    return False
