"""How people tell a patient where a claim stands and what comes next, in English and Spanish, as folded text."""

import re

from bot.domain.claims import ClaimState
from bot.domain.shadow import NextStep
from bot.engine.vocabulary.concepts import words

_S = ClaimState
STATES: dict[ClaimState, re.Pattern[str]] = {
    _S.RECEIVED: words(r"received", r"got (?:it|your claim|the claim)", r"recibi(?:o|do|da|eron|mos)"),
    _S.IN_PROCESS: words(
        r"in process", r"(?:being |still )?process(?:ing)?", r"being processed", r"pending", r"under review",
        r"(?:being|still) review\w*", r"(?:still )?working on (?:it|your claim|the claim)", r"not decided",
        r"en (?:proceso|tramite|revision)", r"pendiente", r"procesando", r"lo (?:estan )?revisa(?:n|ndo)",
    ),
    _S.NEEDS_INFO_PATIENT: words(
        r"waiting (?:for|on) (?:something |information |an answer )?(?:from )?you", r"needs? \S+(?: \S+)? from you",
        r"information from (?:you|the patient)", r"espera(?:n)? (?:informacion )?(?:de usted|del paciente|de su parte)",
        r"necesita(?:n)? \S+(?: \S+)? de usted",
    ),
    _S.NEEDS_INFO_OFFICE: words(
        r"waiting (?:for|on) (?:us|our office|records|information from (?:us|our office|the office))",
        r"information from (?:us|our office|the office)", r"asked us for",
        r"informacion (?:de|a) (?:la oficina|nosotros)", r"nos pidieron",
    ),
    _S.NEEDS_CORRECTION: words(
        r"needs? (?:a )?correct\w*", r"(?:must|has to|to) be corrected", r"rejected", r"rejection",
        r"necesita (?:una )?correccion", r"hay que corregir\w*", r"rechazad[oa]", r"rechazaron",
    ),
    _S.DENIED: words(r"denied", r"denial", r"denegad[oa]", r"denegaron", r"negad[oa]", r"negaron"),
    _S.PAID: words(
        r"paid", r"payment (?:of \S+ )?(?:was|has been|went|is) (?:sent|made|issued|out)", r"pagad[oa]",
        r"(?:ya )?pago (?:\$|su parte|el reclamo)", r"pagaron",
        r"(?:el|su) (?:seguro|plan) (?:ya )?pago",
    ),
    _S.PROCESSED_NO_PAYMENT: words(
        r"(?:processed )?without (?:a )?payment", r"no payment", r"paid nothing", r"paid \$0(?:\.00)?",
        r"(?:applied|went|goes) to (?:your|the) deductible", r"sin pago", r"no pago nada", r"al deducible",
    ),
    _S.NOT_FOUND: words(
        r"not found",
        r"(?:no|can ?not|can't|couldn't|could not|did not|didn't) (?:find|see|locate)(?: \S+){0,2}? claim",
        r"no record of", r"no (?:se )?(?:encontr\w+|aparece)",
    ),
}  # fmt: skip
"""A state that is said later in a claim's life outweighs the ones before it: what was received is in process."""

LIFE = (_S.RECEIVED, _S.IN_PROCESS)
"""The states that every claim passes, in their order; the others are where one stands."""

NEGATED = re.compile(
    r"(?:\b(?:not|never|no|nor|nothing|isn't|wasn't|hasn't|haven't|don't|doesn't|needn't|yet to be|nunca|sin ser)"
    r"(?: \w+){0,2} )$"
)
"""What right before a word makes it say the opposite."""

STEPS: dict[NextStep, re.Pattern[str]] = {
    NextStep.WAIT: words(
        r"(?:please )?(?:wait|allow|give it)", r"no action", r"nothing (?:else |more )?(?:to do|is needed)",
        r"nothing (?:else |more )?(?:that )?(?:you )?(?:need|have|must)(?: to)? do", r"follow(?:ing)? up",
        r"(?:don't|do not|needn't|no need)(?: \w+){0,3}? (?:do|send)(?: us)? anything", r"check back",
        r"within \d+ (?:business )?days", r"(?:up to )?\d+ (?:more )?days", r"esper[ea]\w*",
        r"no (?:\w+ ){1,4}?(?:hacer|haga|enviar|envie) nada", r"(?:dentro de|en) \d+ dias", r"dar(?:emos)? seguimiento",
    ),
    NextStep.SEND_INFORMATION: words(
        r"(?:please )?(?:send|upload|provide|give|bring|return|fax|mail) (?:us|them|the plan|your|in|back)",
        r"fill (?:out|in)", r"complete the form", r"(?:envie|mande|suba|traiga|llene)(?:nos|les|lo)?",
    ),
    NextStep.PAY: words(
        r"you (?:may |might |will )?owe", r"(?:please )?pay (?:us|your|the|it|this|online)",
        r"your (?:share|balance|copay)", r"payment plan",
        r"(?:usted )?(?:podria |puede )?deber?(?:ia)?", r"su (?:saldo|parte|copago)", r"plan de pagos?",
    ),
    NextStep.STATEMENT_COMES: words(
        r"(?:send|get|receive|mail|see)(?: you)? (?:a|our|your|the) (?:statement|bill)", r"statement (?:will|for)",
        r"estado de cuenta", r"(?:recibira|enviamos|enviaremos) (?:una|la|su) factura",
    ),
    NextStep.APPEAL: words(r"appeal\w*", r"apel\w+"),
    NextStep.OFFICE_CORRECTS: words(
        r"(?:we|i|our office)(?:'ll| will| are| am|'re|'m)?(?: now)? "
        r"(?:correct|resubmit|refile|fix|send it again|re-?send)\w*",
        r"corregi(?:mos|remos|re)", r"(?:re)?enviaremos de nuevo",
        r"lo (?:volvemos|volveremos) a enviar",
    ),
    NextStep.CALL_PLAN: words(
        r"(?:call|contact|phone) (?:your|the) (?:plan|insurance|insurer|payer)",
        r"(?:llame|comuniquese|hable)(?: \w+)? su (?:seguro|plan|aseguradora)",
    ),
}  # fmt: skip
