"""Payments, debts and mistakes on a bill that only a person may settle."""

from bot.engine.vocabulary.concepts import Concept, Stems, either, words

_C = Concept
_LET_GO = either(
    "forgiv\\w+(?! me)", "cancel", "erase", "reduce", "lower", "discount", "drop", "forget", "remove", "wipe",
    "zero out", "knock off", "take off", "cut", "writ\\w+ off", "let go of", "perdon\\w+", "condon\\w+", "quit\\w+",
    "rebaj\\w+", "borr\\w+",
)  # fmt: skip
_DEBT = either(
    "co-?pays?", "bills?", "balance", "debt", "charges?", "fees?", "deductible", "amount", "deuda", "factura", "cuenta",
    "saldo", "copago", "cobro", "what i owe",
)  # fmt: skip
MONEY: Stems = {
    _C.WAIVER: words(
        r"(?:put|set) me (?:up )?(?:on|for|with)|(?:can|could|may) (?:i|we) (?:do|pay|make|send) \$?\d\S* (?:a|"
        r"per|every|"
        r"each) (?:month|week|paycheck)|\$\d\S* (?:a|per|al|por) (?:month|week|mes|semana)",
        r"really (?:have|need) to pay|single (?:mom|dad|mother|father|parent)",
        r"waiv\w+|pay(?:ing)? less|pagar menos",
        r"writ(?:e|ing) (?:\w+ ){1,3}?off",
        r"writ(?:e|ing|ten)[ -](?:it |that |this |them |all |the rest )?off",
        rf"{_LET_GO} (?:\w+ ){{0,4}}?{_DEBT}",
        r"(?:not|never|won'?t|wouldn'?t|would not|will not) (?:be|get) (?:charged|billed)",
        r"(?:can|could|will|would) you promise",
        r"(?:told|swore|promised|said|assured)(?: \S+){0,6}? (?:free|no charge|no cost|fully covered|gratis)",
        r"guarantee (?:me|that|it)",
        r"perdonar\w*",
        r"condonar\w*",
        r"settle for (?:less|half)",
    ),
    _C.COLLECTIONS: words(
        r"collections?(?: agency| notice| letter)?",
        r"collectors?",
        r"(?:medical |old )?debt(?: \w+)? ?(?:collect\w*|agency|buyer)?",
        r"(?:my|on|his|her|their|your|the|mi|bad|ruin\w* (?:my )?|hurt\w* (?:my )?) credit(?! cards?| union| balance|"
        r" account)",
        r"credit (?:report|score|bureau|history|file|rating|karma)",
        r"cobranzas?|coleccion(?:es)?|cobradora?(?:es)?",
        r"(?:la|una|the|an|from|to) (?:agencia|agency)|(?:recall|pull)(?: \w+){0,4}? (?:back|agency|collections?)",
        r"garnish\w*|embarg\w+|bad debt|repossess\w*",
        r"(?:final|last|third) notice|delinquen\w+|ultimo aviso|agencia de cobr\w+|(?:agencia|"
        r"agency)(?: \w+){0,3}? (?:cobr\w+|call\w*|llam\w+)",
        r"(?:loan|mortgage|lender|financing|apartment|rental|background check|prestamo|"
        r"hipoteca)(?: \S+){0,10}? (?:you|y'?all|your|ur|this bill|collections?|ustedes|hospital|clinic|medical)",
        r"transunion|equifax|experian|buro de credito|historial crediticio",
    ),
    _C.MISSING_PAYMENT: words(
        (
            r"(?:i|we) (?:already |just )?(?:paid|sent|made a payment|mailed|submitted)(?!\w)(?: \S+){0,8}? "
            r"(?:where|went|go|gone|not (?:showing|posted|credited|applied)|still|missing|never|lost|but)"
        ),
        r"never (?:got|received|sent me) (?:an?|my|the|any) (?:\w+ )?(?:receipt|refund|confirmation)",
        r"already paid (?:this|that|it|the|my|for)",
        (
            r"payment (?:\w+ ){0,3}?(?:missing|lost|not (?:posted|showing|applied|credited)|disappeared|"
            r"didn'?t (?:post|go))"
        ),
        r"(?:mailed|sent|faxed|e-?mailed|uploaded|dropped off|turned in)(?: \S+){0,10}? (?:did|have|has) (?:you|"
        r"y'?all|they|"
        r"anyone|anybody|it)(?: \w+)? (?:get|got|gotten|receive\w*|see|seen|arrive\w*)",
        r"(?:mande|envie|entregue)(?: \S+){0,8}? (?:lo|la|los|las)? ?(?:recib\w+|llego|llegaron)",
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
        r"re-?cod(?:e|ed|ing)|upcod\w+|down-?cod\w+|(?:was|is|it|coded|cod\w+) (?:coded|cod\w+) (?:as|wrong\w*|"
        r"incorrect\w*)",
        r"coded (?:it |this |that |my \w+ )?(?:as|wrong\w*|incorrect\w*)",
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
        r"(?:how|where|when|can) (?:do|can|could|should|may)? ?(?:i|we|you|u) (?:\w+ )?(?:pay|make a payment)",
        r"(?:want|like|need|trying|try|ready|going|wanna) (?:to )?(?:\w+ )?(?:pay|make (?:a|my) payment)(?! (?:for it|"
        r"nothing))",
        r"(?:make|write)(?: \w+){0,2}? checks?(?: \w+)? (?:out|payable|to)|(?:pay|pagar)(?: \w+){0,3}? (?:at once|"
        r"all at|in full|later)",
        r"(?:como|donde|cuando)(?: \w+){0,3}? (?:pagar|pago)",
        r"(?:quiero|quisiera|necesito|deseo) (?:hacer un pago|pagar)",
        r"(?:formas?|maneras?|donde|como) (?:de )?(?:pagar|pago)",
        r"pay(?:ing)? (?:\w+ ){0,3}?(?:online|by (?:phone|mail|check|card)|with|in cash|over the phone)",
        r"hardship|discounts?|descuentos?|bajos ingresos|low[- ]income|ayuda (?:para|con)",
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
