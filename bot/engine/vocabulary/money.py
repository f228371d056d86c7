"""Payments, debts and mistakes on a bill that only a person may settle."""

from bot.engine.vocabulary.concepts import Concept, Stems, either, near, words

_C = Concept
_LET_GO = either(
    "forgiv\\w+", "cancel", "erase", "reduce", "lower", "discount", "drop", "forget", "remove", "wipe", "zero out",
    "knock off", "take off", "cut", "writ\\w+ off", "let go of", "perdon\\w+", "condon\\w+", "quit\\w+",
    "rebaj\\w+", "borr\\w+",
)  # fmt: skip
_DEBT = either(
    "co-?pays?", "bills?", "balance", "debt", "charges?", "fees?", "deductible", "amount", "deuda", "factura", "cuenta",
    "saldo", "copago", "cobro", "what i owe",
)  # fmt: skip
MONEY: Stems = {
    _C.WAIVER: words(
        r"waiv\w+",
        r"writ(?:e|ing) (?:\w+ ){1,3}?off",
        r"writ(?:e|ing|ten)[ -](?:it |that |this |them |all |the rest )?off",
        rf"{_LET_GO} (?:\w+ ){{0,4}}?{_DEBT}",
        r"(?:not|never|won'?t|wouldn'?t|would not|will not) (?:be|get) (?:charged|billed)",
        r"(?:can|could|will|would) you promise",
        r"(?:told|swore|promised|said|assured)(?: \S+){0,6}? (?:free|no charge|no cost|fully covered|gratis)",
        r"guarantee (?:me|that|it)",
        r"perdonar\w*",
        r"condonar\w*",
        r"descuento",
        r"settle for (?:less|half)",
    ),
    _C.COLLECTIONS: words(
        r"collections?(?: agency| notice| letter)?",
        r"collectors?",
        r"(?:medical |old )?debt (?:collect\w*|agency|buyer)",
        r"medical debt",
        r"credit (?:report|score|bureau|history|file|rating)",
        r"cobranzas?",
        r"agencia de cobro",
        r"garnish\w*",
        r"mi credito",
    ),
    _C.MISSING_PAYMENT: words(
        (
            r"(?:i|we) (?:already |just )?(?:paid|sent|made a payment|mailed|submitted)(?!\w)(?: \S+){0,8}? "
            r"(?:where|went|go|gone|not (?:showing|posted|credited|applied)|still|missing|never|lost|but)"
        ),
        r"already paid (?:this|that|it|the|my|for)",
        (
            r"payment (?:\w+ ){0,3}?(?:missing|lost|not (?:posted|showing|applied|credited)|disappeared|"
            r"didn'?t (?:post|go))"
        ),
        r"(?:ya|yo) pague(?: \S+){0,8}? (?:donde|y no|todavia|sigue|pero)",
        r"refund\w*",
        r"reembols\w+",
        r"money back",
        r"credit balance",
    ),
    _C.CORRECTION: words(
        (
            r"(?:date|name|address|code|birth\w*|dob|provider|doctor|insurance|number|amount|diagnosis|"
            r"information|info|plan|policy)(?: \S+){0,6}? (?:is|was|are|were|looks?|seems?|'s) (?:\w+ )?(?:wrong|"
            r"incorrect|not right|misspelled|outdated|old)"
        ),
        (
            r"wrong (?:date|name|address|code|birth\w*|dob|provider|doctor|insurance|(?:phone|member|policy|"
            r"id) number|patient|diagnosis|plan|policy)"
        ),
        (
            r"(?:need|want|have|please|can you|could you|must)(?: to)? (?:\w+ )?(?:correct|fix|change|update) "
            r"(?:the|my|this|that|an?) (?:\w+ ){0,2}?(?:date|name|address|code|birth\w*|dob|insurance|claim|"
            r"information|info|number|policy|error|mistake)"
        ),
        (
            r"(?:my|his|her|mi) (?:old|former|previous|maiden|outdated|expired) "
            r"(?:address|name|insurance|phone|plan|policy|doctor)"
        ),
        (
            r"(?:fecha|nombre|direccion|seguro|codigo|numero)(?: \S+){0,6}? (?:esta|es|estan) (?:mal|incorrect\w+|"
            r"equivocad\w+)"
        ),
    ),
    _C.CODING: words(
        near(
            r"(?:chang\w+|switch\w*|put|swap\w*|slap\w*|append\w*|attach\w*|add|recod\w+|relabel\w*|rebill\w*)"
            r"(?: \w+){0,4}? (?:codes?|coding|modifiers?|diagnos[ie]s|dx)|"
            r"(?:which|what|different|another|better) (?:codes?|modifiers?|diagnos[ie]s|dx)",
            r"(?:free|preventive|(?:gets?|getting|to get) (?:it |this |that )?(?:paid|past|around|through|covered)|"
            r"bypass\w*|unbundl\w+|avoid\w*|so (?:\w+ ){0,3}?(?:pays?|covers?|paid|free|covered))",
            8,
        ),
        (
            r"(?:chang\w+|switch\w*|use|using|put|swap\w*|different|another|add\w*|upcod\w+|which|what|better) "
            r"(?:\w+ ){0,4}?(?:codes?|modifiers?|diagnos[ie]s|dx)(?: \w+){0,6}? (?:paid|pay|pays|cover\w*|"
            r"approved?|through|reimburs\w*|higher|more)"
        ),
        r"upcod\w+",
        r"cambiar el codigo",
    ),
    _C.WAYS_TO_PAY: words(
        r"(?:can'?t|cannot|could not|couldn'?t) afford",
        r"(?:financial|assistance|hardship|charity|aid|relief) (?:help|assistance|aid|hardship|programs?|form)",
        r"(?:ways?|options|how|where) to pay",
        r"(?:formas?|maneras?|donde|como) (?:de )?(?:pagar|pago)",
        r"pay(?:ing)? (?:\w+ ){0,3}?(?:online|by (?:phone|mail|check|card)|with|in cash|over the phone)",
        r"hardship",
        r"charity care",
        r"payment plans?",
        r"(?:monthly|small|smaller) (?:payments?|parts|installments?)",
        r"installments?",
        r"ayuda (?:financiera|para pagar)",
        r"plan(?:es)? de pagos?",
        r"no puedo pagar",
        r"en (?:cuotas|partes|plazos)",
    ),
    _C.TRACE: words(r"(?:which|what|whose) claims? (?:is|was|does|do)(?: \w+){0,4}", r"que reclamo es"),
}
