"""Claims and bills, one's own, and how they stand."""

from bot.engine.vocabulary.concepts import Concept, Stems, words

_C = Concept
CLAIMS: Stems = {
    _C.CLAIM: words(r"claims?", r"clms?", r"reclam(?:o|os|acion|aciones)", r"ho so bao hiem"),
    _C.ACCOUNT: words(
        r"bill(?:s|ed)?",
        r"balance",
        r"charges?",
        r"charged",
        r"statement",
        r"account",
        r"owe[ds]?",
        r"factura\w*",
        r"cuenta",
        r"saldo",
        r"deb[eo]",
        r"cobr\w+",
        r"eob",
        r"visit",
        r"invoice",
    ),
    _C.STATUS: words(
        r"status",
        r"where(?:'s|s| is| are| does)(?! (?:do|can|should|could|would))|where (?:my|the|it)",
        r"any (?:news|update|updates|movement|word|progress)",
        r"update",
        r"pending",
        r"(?:still|yet)",
        (
            r"(?:been|get|got|gets|was|is|has|have|did|will)(?: \w+){0,4}? (?:paid|pay|approved|processed|"
            r"received|denied|rejected|submitted|sent|filed|go through|gone through)"
        ),
        r"paid yet",
        r"no word|hold ?up|stuck|pending|the money|dropped?",
        r"heard (?:anything|back)",
        r"look (?:it|me|this|that|them|up)(?: up)?",
        r"look up",
        r"check (?:on|the|my|these|this|for|status)",
        r"what(?:'s| is) (?:happening|going on)",
        r"happen\w* (?:to|with)",
        r"donde",
        r"estado(?! de cuenta)",
        r"como va",
        r"pagaron",
        r"ya (?:pago|pagaron|fue)",
        r"toi dau",
        r"progress",
        r"need status",
        r"(?:find|pull|need|lookup|search) (?:up )?(?:my|the|a|his|her|this) claims?",
        r"(?:find|lookup)",
        r"(?:got|get|received?|have|see) (?:my|the|our|this|that) claims?",
    ),
    _C.OWN: words(
        r"my", r"mine", r"i(?:'m|'ve|'d)?", r"me", r"we", r"our", r"mis?", r"yo", r"nuestr[oa]s?", r"toi", r"cua toi"
    ),
    _C.DENIAL: words(
        r"den(?:y|ied|ies|ial|ials)",
        r"reject(?:ed|ion|ions|s)?",
        r"not (?:covered|approved|paid)",
        r"(?:didn'?t|won'?t|wouldn'?t|did not) (?:pay|cover)",
        r"deneg\w+",
        r"rechaz\w+",
        r"negad[oa]s?",
        r"negaron",
        r"no (?:cubr\w+|pag\w+)",
    ),
    _C.NEXT: words(
        r"(?:the |and |what about the )?next one",
        r"the other (?:one|two|ones)",
        r"(?:the )?(?:first|second|third|last) one",
        r"same (?:one|claim)",
        r"that (?:one|claim)",
        r"this (?:one|claim)",
        r"(?:el|la) (?:siguiente|otro|otra|mismo|misma)",
        r"(?:y )?(?:ese|este) reclamo",
    ),
}
