"""Words by which somebody objects to a bill, a payment or what stands in their record."""

import re

from bot.engine.vocabulary.clue_kinds import Clue
from bot.engine.vocabulary.concepts import words

_WE = r"(?:i|we|he|she|nobody|no one|you|they|patient|pt|the doctor|doctor|dr|no ?one)"
_NOT = r"(?:never|didn'?t|did not|wasn'?t|was not|was never|weren'?t|were never|haven'?t|have never|hasn'?t|has never)"
_CAME = (
    r"(?:had|have|got|get|saw|see|seen|went|go|gone|been|there|did|do|done|order\w*|sign\w*|agree\w*|authoriz\w+|"
    r"ask\w*|"
    r"perform\w*|show\w*|come|came|in|visit\w*|receiv\w+|met|talk\w*|touch\w*|use[d]?|want\w*)"
)
DISPUTE_CLUES: dict[Clue, re.Pattern[str]] = {
    Clue.FIGURE: words(
        r"bills?|billed|billing|statements?|charg\w+|balance|amounts?|co-?pays?|deductible|total|fees?|invoices?",
        r"payments?|price[ds]?|costs?|estimates?|quotes?",
        r"claims?|eob|account|acct|ow(?:e|es|ed|ing)|factura\w*|cuenta|cargos?|cobr\w+|saldo|pago|reclamo|\$\d\S*",
        r"\d+\.\d\d|\d+ (?:dollars|bucks|dolares)|monto|importe|cantidad",
    ),
    Clue.PERSONAL_DATA: words(
        r"names?|initials?|surname|birthday|birth ?date|date of birth|dob|address|gender|sex|member id|policy|plan|"
        r"insurance|email",
        r"provider|doctor|diagnos[ie]s|dx|phone|date(?: of service)?|dos|codes?|procedure",
        r"nombre|apellido|direccion|fecha|poliza|seguro|diagnostico|telefono|medico",
    ),
    Clue.NEW_DATA: words(
        r"(?:new|changed|switched|different|updated?|another|second|correct|right|current|other) (?:my |the |"
        r"to )?(?:\w+ )?"
        r"(?:insurance|plan|coverage|carrier|card|address|phone(?: number)?|last name|email|employer|policy|member id)",
        r"(?:insurance|plan|coverage|address|phone|last name|name|email|policy|seguro|direccion|telefono|apellido)"
        r"(?: number)? (?:has |ha )?(?:changed|is different|cambio|expired|ended|termed|was cancel\w+)",
        r"(?:i|we)(?:'ve| have)? (?:just |recently )?(?:moved (?:to|from|last|in|recently)|got married|got divorced|"
        r"switched|changed)",
        r"(?:bill(?:ed)?|charg\w+|sent|submit\w*|filed?|ran|run|used?) (?:\w+ ){0,5}?(?:old|wrong|both|previous|former|"
        r"expired|inactive|prior) (?:of (?:my|the) )?(?:\w+ )?(?:insurances?|plans?|payer|coverage|address|card|"
        r"polic\w+)",
        r"(?<!any )(?:correct|fix|amend|update|change|edit|actualizar|corregir|cambiar) (?!on |about |for )(?:the |"
        r"my |a |this |that |el |la |mi |su )?"
        r"(?:\w+ ){0,2}?(?:dos|dates?|name|address|dob|birth\w*|code|dx|diagnosis|insurance|info\w*|policy|plan|card|"
        r"phone|provider|claim|nombre|direccion|fecha|seguro|informacion)",
        r"(?:says?|has|shows?) (?:that )?(?:i'?m|i am|im) (?:\w+ )?(?:\d+|born|a |an |male|female|married|single|in|on|"
        r"not)",
        r"(?:nuevo|otro) seguro|cambie de (?:seguro|direccion|plan)|me mude|re-?bill (?:it|this|my|the|to|them)",
        r"(?:have|has|had|got|put|show|showing|list\w*) (?:me|us|him|her|my \w+)(?: down| listed| in there)? as|"
        r"listed as|(?:spelled|spelt|spelling)",
    ),
    Clue.WRONG: words(
        r"wrong(?:ly)?(?! (?:one|claim|chat|window))|incorrect\w*|mistakes?|mistaken\w*|misspel\w+|inaccurate",
        r"mix(?:ed)?[ -]up|messed up|screw\w* up|mess|goof\w*|typo",
        r"(?:an|your|billing|coding|big|in|the|by|posting) errors?|errors?|(?:not|isn'?t|doesn'?t|doesnt|"
        r"can'?t)(?: \w+)? "
        r"(?:right|mine|correct|accurate|look right|seem right)",
        r"not (?:my|what i|what we|the (?:one|amount|doctor|date|right))|isn'?t (?:right|mine|my|correct)|"
        r"ain'?t (?:right|mine)",
        r"(?:doesn'?t|does not|don'?t|didn'?t|don't) (?:match|add up|make (?:any )?sense|look right|belong)|"
        r"can'?t (?:count|add)",
        r"instead of|(?:different|differs|higher) (?:from|than)|(?:was|were) quoted|\d+ not \$?\d+|fix (?:my|this|the|"
        r"it)",
        r"(?:esta|estan|es|muy) mal|mal (?:escrit|cobrad|hech)\w+|equivoc\w+|incorrect[oa]|por error|error(?:es)?",
        r"no es (?:mi|mia|mio|lo que|correct\w+)|no (?:coincide|cuadra)\w*",
    ),
    Clue.WRONG_ASKED: words(
        r"(?:what|anything|something|nothing)(?:'s| is| was| went| goes| could be)? wrong", r"wrong (?:claim )?number"
    ),
    Clue.TOO_MUCH: words(
        r"(?:way |far |much |just )?too (?:high|much|expensive|many|big)|(?:so|this|that|very|crazy|insanely|really|"
        r"that'?s) "
        r"(?:high|expensive|much money)|rip[ -]?off|robbery|outrageous\w*|ridiculous|insane|crazy|absurd|unfair|"
        r"not fair|"
        r"unreasonable|unacceptable|excessive|steep|scandal\w*|highway|price gouging|gouging|is a joke|nonsense|"
        r"\w*bullsh\w+|"
        r"bs|thie(?:f|ves)|steal\w*|higher than|(?:went|gone|goes|keeps going) up|increased|jumped|doubled|subio|"
        r"aumento|more than (?:expected|quoted|the estimate|usual|last|it|i|they)",
        r"muy car[oa]s?|carisim[oa]|demasiado|injust[oa]|un abuso|un robo|ladron\w*|exager\w+",
    ),
    Clue.TWICE: words(
        r"twice|double|duplicat\w+|two times|both times|overcharg\w*|overbill\w*|too much|more than (?:once|i|you|we|"
        r"they|it)",
        r"two (?:bills|charges|copays) for|dos veces|doble|de ?mas|duplicad[oa]|both (?:of )?(?:my )?(?:insurances|"
        r"plans|"
        r"cards)|charged? (?:again|me again)|billed (?:me )?again",
    ),
    Clue.NOT_DONE: words(
        rf"{_WE}(?: \w+)? {_NOT}(?: even| ever| actually)? {_CAME}",
        rf"(?:i|we|he|she|pt|patient) (?:was|were|am|are) never (?:even )?{_CAME}",
        r"(?:i|we|he|she|pt|patient) only (?:had|came|went|saw|got|did|talk\w*|was|spent)|solo (?:fui|tuve|vi)",
        r"(?:i|we|he|she|pt|patient|it|that|the|my|appointment|visit)(?: \w+){0,2}? (?:cancel+ed|no show\w*|"
        r"reschedul\w+)",
        r"(?:nobody|no one) (?:\w+ )?(?:did|does|gave|ordered|told|performed|asked|saw|touched)",
        r"(?:never|not|wasn'?t|was not) (?:even )?(?:performed|rendered|provided|done|happened|seen|there)|"
        r"didn'?t happen|never happened",
        r"(?:place|clinic|doctor|hospital|office|city|state)(?: \w+){0,2}? (?:i|we)(?:'ve|ve| have)? never",
        r"nunca (?:me )?(?:hicieron|recibi|fui|estuve|tuve|vi|pedi)|no (?:me hicieron|recibi|fui|estuve|pedi)",
        r"(?:it|that|this)? ?(?:was ?n'?t|is ?n'?t|ain'?t|was not|is not) (?:even )?me|no fui yo",
        r"cancele (?:la|mi|esa) cita",
    ),
    Clue.SERVICE: words(
        r"tests?|visits?|services?|x-?rays?|mri|scans?|labs?|procedures?|surger\w+|shots?|appointments?|anesthesi\w+",
        r"treatments?|exams?|that day|that date|that doctor|on the \d+\w*|this clinic|clinic|hospital|place|there|here",
        r"doctors?|therap\w+|bill(?:ed|s)?|charg\w+|visita|examen|prueba|cita|servicio|radiografia|cobr\w+|ese dia",
    ),
    Clue.PAPER: words(
        r"(?:got|get|gotten|receiv\w*|recibi|seen?|saw) (?:a|an|any|my|the|your|one|la|el|mi|una?|ninguna?)? ?"
        r"(?:new |first |second )?(?:bill|statement|eob|letter|card|notice|answer|reply|call|email|factura|carta|"
        r"estado)",
    ),
    Clue.PAID: words(
        r"(?:i|we|she|he|pt|patient|wife|husband|mom|dad)(?:'ve| have| has)? (?:already |just |also )?"
        r"(?:paid|mailed|made|sent|gave|handed|did pay|pd)",
        r"(?:co-?pay|payment|it|money) (?:was|were|got) (?:collected|taken|made|paid|sent|returned)",
        r"you (?:guys |already )?(?:cashed|took|deposited|have my)",
        r"(?:check|payment|card|pago|cheque) (?:was |has |already |fue )?(?:cleared|cashed|deposited|charged|"
        r"went through)",
        r"(?:insurance|plan|seguro) (?:already|ya) (?:paid|pago)|(?:already|ya) paid|(?:ya )?(?:pague|pagamos)|"
        r"ya pago(?! (?:el|la|mi|su|o)\b)",
        r"(?:hice|mande|envie|hicimos) (?:un|el|mi|una) (?:pago|cheque|transferencia)|(?:mi|el) pago|paid (?:cash|"
        r"in full)",
    ),
    Clue.UNSETTLED: words(
        r"still|again|but|never|missing|where|why|nothing|another|not (?:on|in|showing|posted|there|credited)|isn'?t",
        r"and (?:then |now |still )?(?:i |we )?(?:got|get|received|you)|shows? (?:nothing|a balance|zero)|balance",
        r"pero|otr[oa]|sigu?e\w*|sigo|otra vez|todavia|aparece|donde|no (?:esta|sale|se ve)",
    ),
    Clue.MONEY_ASTRAY: words(
        r"over-?paid|over paid|overpayment|pague de mas|pague (?:doble|dos veces)|paid (?:it |this |you )?(?:twice|"
        r"double|"
        r"two times|too much|by (?:accident|mistake)|in error)",
        r"(?:payment|check|card|pago|cheque)(?: \w+){0,2}? (?:returned|declined|bounced|rejected|reversed|lost|missing|"
        r"disappeared|never|devuelto|rechazad[oa]|unapplied|not applied|misapplied)",
        r"(?:want|need|get|give|send|like|where'?s)(?: \w+){0,3}? (?:back|my money|a check|my refund)(?! to (?:me|you|"
        r"us))",
        r"devuelv\w+|devolver\w*|regres\w+ (?:mi|el) (?:dinero|pago)|reembols\w+",
        r"(?:insurance|plan|they|blue \w+|aetna|cigna)(?: \w+)? (?:paid|sent|mailed) (?:me|it to me|the check to me)",
        r"(?:posted|applied|credited|went)(?: \w+){0,3}? (?:wrong|another|different|someone)|credit on (?:my|"
        r"the) account",
    ),
    Clue.BILLED_ON: words(
        (
            r"(?:keeps?|kept|still) (?:on )?(?:billing|charging|sending|asking|bills?|charges?|getting (?:bills?|"
            r"charged|billed))"
        ),
        r"(?:keep|still|keeps) (?:getting|receiving) (?:\w+ )?(?:bills?|statements|charges)",
        r"(?:stop|quit|dejen de|paren de|deje de) (?:billing|charging|sending|calling|harass\w+|cobr\w+|mand\w+|"
        r"llam\w+)",
        r"(?:i'?m|i am|im|we'?re|i|we) (?:am |are )?(?:not|never|won'?t|wont|refus\w+|ain'?t|will not)(?: \w+){0,2}? "
        r"pay(?:ing)?(?! (?:online|by|my copay|until))",
        r"no (?:voy|pienso|vamos) a pagar|no les debo",
        r"(?:me )?sigu?en (?:cobrando|mandando|enviando)|sigo recibiendo",
    ),
    Clue.SHOULD_BE: words(
        r"(?<!how )(?:should(?:n'?t| not| of| have|'ve)?|supposed to|suppose to|thought|was going to|deberia\w*|"
        r"tenia que) "
        r"(?:\w+ ){0,3}?(?:be|been|have|cover\w*|pay|paid|was|were|had|ser|estar|cubr\w+|pagar)",
        r"(?:was|is|it'?s|its|were) (?:a |an |my |all )?(?:free|preventive|in[ -]network|covered|included|no charge|"
        r"gratis|"
        r"screening|annual|wellness)",
        r"(?:i|we)(?:'m| am|m)? (?:\w+ )?(?:met|hit|reached|satisfied|maxed)(?: out)? (?:my|the|our)|have (?:full|"
        r"good|double)"
        r" (?:coverage|insurance)",
    ),
    Clue.AUTHORIZED: words(
        r"(?:approv\w+|authori[sz]\w+|ok'?d|okayed|clear\w+)(?: \S+){0,4}? (?:before|in advance|beforehand|prior|"
        r"ahead|first|surgery)",
        r"pre-?(?:approv\w+|auth\w*|cert\w*)|prior auth\w*|(?:no|didn'?t|never|without|failed to|forgot)(?: \w+){0,2}? "
        r"(?:auth\w*|referral)|autoriz\w+",
    ),
    Clue.TURNED_DOWN: words(
        r"den(?:y|ied|ies|ial)|won'?t (?:pay|cover)|not (?:pay\w*|cover\w*)|refus\w+|reject\w+|(?:now|and|"
        r"but) (?:they|i|you|it|he|she)"
        r"|have to pay|neg\w+|rechaz\w+|no (?:quiere|paga|cubre)\w*",
    ),
    Clue.COVERED: words(
        r"cover\w*|free|primary|secondary|network|deductible|co-?pays?|out[ -]of[ -]pocket|oop|max|insurance|medicare|"
        r"paid|"
        r"medicaid|preventive|screening|wellness|annual|bill(?:ed)?|charg\w+|zero|nothing|workers|comp|plan|seguro|"
        r"pay|owe|cost|cubr\w+|gratis|denied",
    ),
    Clue.PROMISED: words(
        r"(?:told|promised|assured|swore|said|quoted|dijeron|dijo|prometi\w+)(?: (?!but\b)\S+){0,8}? (?:not|no|never|"
        r"wouldn'?t|"
        r"wouldnt|would|won'?t|free|nothing|zero|covered|cover|only|gratis|nada|cubri\w+)",
    ),
    Clue.TWO_SOURCES: words(
        (
            r"(?:says?|said|told|shows?|claims|dice[ns]?|dij\w+)(?!\w)(?: \S+){1,14}? (?:says?|said|told|shows?|"
            r"dice[ns]?|dij\w+)"
        ),
    ),
    Clue.DISAGREE: words(r"but|never|other|second|different|while|then|pero|otr[oa]|nunca|which is it|not"),
}
