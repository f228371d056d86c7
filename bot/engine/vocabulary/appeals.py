"""Appeals, disputes and the law: what only a person may weigh."""

from bot.engine.vocabulary.concepts import Concept, Stems, words

_C = Concept
APPEALS: Stems = {
    _C.APPEAL: words(
        r"appeal\w*",
        r"apel(?!lid)\w+",
        r"grievances?",
        r"reconsideration",
        r"external review",
        r"peer[ -]to[ -]peer",
        r"(?:next|second|higher|another) level(?: of (?:appeal|review))?|level (?:two|2|three|3)",
        r"second[ -]level review",
        r"reconsideracion",
    ),
    _C.DEADLINE: words(
        (
            r"(?:deadline|last day|how (?:long|many days|much time) (?:do|have) (?:i|we) (?:have|got)?|until when|"
            r"too late)(?: \w+){0,8}? (?:appeal|dispute|sue|file|contest|respond|fight)\w*"
        ),
        r"(?:when|what)(?:'s| is| does)? (?:\w+ ){0,3}?appeal (?:\w+ ){0,2}?(?:deadline|due|expire|run out)",
        r"hasta cuando puedo apelar",
    ),
    _C.DISPUTE: words(
        r"disput\w+",
        r"contest(?:ing)? (?:the|this|my|a)",
        r"complain(?:t|ts|ing)?",
        r"overcharg\w+",
        r"double[ -](?:charg|bill)\w+",
        r"charged twice",
        r"billed twice",
        (
            r"(?:bill|charge|amount|balance|it|this|that|statement)(?:'s| is| was| are)? (?:wrong|incorrect|"
            r"not right|a mistake|an error)"
        ),
        r"never (?:had|got|received|saw) (?:this|that|the|any|it)",
        r"(?:don'?t|do not|didn'?t) owe",
        r"surprise bill\w*",
        r"balance[ -]bill\w*",
        r"reclamar (?:la|esta|una) (?:factura|cuenta)",
        r"no debo",
        r"cobr\w+ (?:doble|dos veces|de mas)",
        r"disputar",
        r"queja",
        r"refus\w+ to pay",
        r"not paying",
        r"won'?t pay (?:this|it|that|you)",
    ),
    _C.NECESSITY: words(
        r"experimental treatment",
        r"not necessary",
    ),
    _C.LEGAL: words(
        r"(?:lawyers?|attorneys?|paralegals?|law ?suits?)",
        r"(?:the |your |my )?(?:rights and|civil rights|legal (?:counsel|team|department|rights|help|aid))",
        r"(?:taking|going|go|take|tell)(?: \w+){0,3}? (?:news|media|press|reporter|court|authorities|police|"
        r"better business)",
        r"(?:bbb|cfpb|cms complaint|ombudsman|medical board|state board|department of insurance|fiscalia|corte|juez)",
        r"(?:file|filing|make|making|lodge|submit|poner)(?:ing)? (?:\w+ ){0,2}?(?:complaint|queja|denuncia)",
        r"denunci\w+|litigat\w+|judge|malpractice|negligence|court",
        r"law (?:firm|office)",
        r"statute of limitations",
        r"(?:i|we) represent",
        r"law offices?|oficina legal|bufete",
        r"(?:is|was) (?:this|that|it|any of this) (?:even )?legal",
        r"su(?:e|ing) (?:you|them|the|your|this|y'?all|ustedes)",
        r"(?:to|can|could|will|gonna|might|may|i'?ll|you|i) sue|poner una demanda",
        r"lawsuits?",
        r"legal action",
        r"see you in court",
        r"small claims(?: court)?",
        r"take (?:you|this|them) to court",
        r"abogad[oa]",
        r"demandar\w*",
        r"hipaa violation",
        r"attorney general",
        r"insurance commissioner",
        r"report(?:ing)? (?:you|u|this|them|ya'?ll|your)",
    ),
    _C.FRAUD: words(
        r"fraud\w*|falsif\w+|phantom bill\w*|ghost (?:bill\w*|visit\w*)|kickbacks?|false claims?|whistle ?blow\w*",
        r"(?:making|made|make|makes) (?:\w+ )?up(?: \w+)? (?:visits?|charges?|claims?|bills?|things?|diagnos\w+|stuff)",
        r"(?:bill\w*|charg\w+)(?: \w+){0,3}? (?:patients|services|visits|people|things) (?:that |who |they )?(?:never|"
        r"didn'?t|were"
        r"n'?t|not)",
        r"fraude",
        r"scam\w*",
        r"identity theft",
        r"stolen (?:identity|card|insurance)",
        r"robo de identidad",
        r"someone (?:else )?(?:is |was )?us(?:ed|ing) my (?:insurance|name|card|id)",
        r"fake (?:claim|bill|charge)s?",
    ),
    _C.RECORDS: words(
        r"subpoena\w*",
        (
            r"(?:send|get|need|request\w*|release|want|give me|copy of|copies of|obtain|see)(?: \w+){0,3}? "
            r"(?:(?:medical|health|my|his|her|their|the|patient|treatment|whole|full|entire|complete) )+"
            r"(?:records?|charts?|files?|ledger|notes)"
        ),
        r"records request|records release|release of information|medical records|discovery request|affidavit",
        r"itemi[sz]ed \w+",
        r"(?:under|per|pursuant to) hipaa",
        r"hipaa (?:access |records )?(?:request|rights?|release|authorization)",
        r"(?:mi|el) expediente",
        r"(?:expediente|historial) medico",
        r"citacion judicial",
        r"court order",
    ),
}
