"""The office itself, what makes a message ours, and the trades that share our words but are not ours."""

from bot.engine.vocabulary.concepts import Concept, Stems, either, words

_C = Concept
_YOU = either("you", "u", "ya'?ll", "the office", "we", "they", "ustedes")
OFFICE: Stems = {
    _C.OFFICE: words(
        (
            r"(?:your|the|office|billing|what(?:'s)?|holiday) (?:\w+ )?(?:hours|address|fax|phone|e-?mail|website|"
            r"location)"
        ),
        rf"(?:are|is|do|will) {_YOU} (?:guys )?(?:be )?(?:open|closed?|located)",
        r"(?:when|what time) (?:do|does|are|will) (?:\w+ ){1,2}?(?:open|close)",
        r"(?:are|is) (?:you|u|this|that)(?: guys)? (?:the|a|an|my|our) (?:\S+ ){0,2}?(?:office|insurance|hospital|"
        r"clinic|"
        r"company|payer)",
        r"where are (?:you|u)(?: guys)?(?: located)?",
        rf"(?:do|does|can) {_YOU} (?:guys |all )?(?:accept|take|participate|work|contract)",
        r"(?:you|y'?all)(?: guys| all)? (?:take|accept)",
        r"(?:phone|call|fax) (?:tree|number|line)|(?:template|form|phone script|login|link) for",
        rf"(?:do|does|can|anyone) (?:{_YOU} |here |there |anyone |somebody )*(?:speak|have an interpreter)",
        r"(?:interpreters?|translators?|interprete)",
        rf"(?:do|does|can|who) (?:{_YOU} )?(?:save|store|keep|record|read|sees?|share) (?:\w+ )?(?:chats?|messages?|"
        r"conversations?|information|info|data)",
        (
            r"(?:is|are) (?:this|these|the) (?:chats?|conversations?|messages?|site|page) (?:private|secure|safe|"
            r"recorded|saved)"
        ),
        r"(?:fee schedule|price list|self[- ]pay|cash price)",
        r"(?:horario|a (?:que|q) hora|abren|cierran|abiertos?|direccion (?:de|es)|donde (?:estan|quedan))",
        r"(?:cual es (?:el|su)|numero de) telefono",
        r"hablan (?:\w+ )?(?:espanol|ingles)",
    ),
    _C.OURS: words(
        r"(?:my|your|mi|su) (?:claims?|bills?|statements?|balance|insurance|eobs?|factura|cuenta|reclamo|saldo|seguro)",
        r"health\w*|medical\w*|medic(?:are|aid|ine)|doctors?|dr|nurses?|clinics?|hospitals?|physicians?|patients?|pt",
        r"visits?|surger\w+|therap\w+|treatments?|labs?|x-?rays?|mri|scans?|prescriptions?|eobs?|co-?pays?|deductible",
        r"appointments?|appts?|diagnos\w+|procedures?|ambulance|emergency room|providers?|payers?|dental|cpt|icd|"
        r"ultrasound|physicals?",
        r"medic[oa]s?|clinicas?|citas?|consultas?|pacientes?|salud|hospitales|cirugia|copago|deducible",
    ),
    _C.HEALTH: words(
        r"health\w*|medical\w*|medic(?:are|aid)|doctors?|dr|nurses?|clinics?|hospitals?|physicians?|patients?|pts?",
        r"surger\w+|therap\w+|mri|ambulance|your (?:office|bill|statement|letter)|accident|injur\w+|medic[oa]s?|"
        r"pacientes?",
    ),
    _C.TERM_OF_TRADE: words(
        r"(?:car|auto|home|homeowners?|life|pet|travel|renters?|boat|crop|flood|title|phone|motorcycle|"
        r"rv) (?:insurance|"
        r"policy|claims?|warranty)",
        r"(?:phone|cell|electric\w*|water|gas|power|heating|cable|internet|light|utility|credit card) (?:bill|company|"
        r"contract|provider|carrier)",
        r"student loans?|financial aid|(?:loan|mortgage|visa|green card|rental|job) application|h-?1b|citizenship",
        r"(?:patent|copyright|trademark|mining|land|jwt|warranty|baggage) claims?(?! number)",
        r"class action|unemployment (?:benefits?|claims?|insurance)|social security(?= (?:says|office|benefits?|"
        r"check|administration|payment|sending|cola))|ssi|ssdi|food stamps|"
        r"snap (?:card|benefits?)|va (?:disability|claims?|benefits?|pension)|section 8",
        r"payroll|paycheck|overtime|parking tickets?|traffic ticket|speeding ticket|credit score app|run my credit",
        r"gas station|grocer\w+|hotel|airline|flight|sweepstakes|clearing ?house prize|prize",
        r"(?:seguro|poliza) de (?:carro|auto|coche|casa|vida|viaje)|prestamo estudiantil|desempleo|"
        r"recibo de (?:luz|agua|gas)",
    ),
    _C.OTHER_TRADE: words(
        r"parking ticket|traffic|speeding|car|cars|auto|vehicle|pickup|truck|motorcycle|uber|lyft|taxi|carro|coche",
        r"flights?|airlines?|airport|baggage|luggage|suitcase|hotels?|cruise|gate \d+|travel|vuelo|equipaje",
        r"(?:phone|cell|cellphone|water|gas|power|heating|cable|credit card) (?:bill|company|contract)|geico|allstate|"
        r"fedex|ups",
        r"windshield|bumper|fender|tires?|collision|propane|fuel|diesel|chainsaw|appliance|washer|"
        r"dryer|fridge|boat|motorhome|rv|serial|state farm|progressive|gas station|phone company|"
        r"walmart|costco|target|doordash|grubhub|airbnb|verizon|comcast|t-?mobile|xfinity",
        r"(?:car|auto|home|life|pet|travel|renters?|boat) insurance|plumber|electrician|mechanic|oil change|haircut|"
        r"shoes",
        r"electric\w*|(?<!por )(?<!by )(?<!the )internet|wifi|router|cable|utility|gas company|phone plan",
        r"data plan|netflix|spotify|luz",
        r"renters?|homeowners?|landlord|rent|mortgage|furniture|apartment|lease|roof|alquiler",
        r"tax(?! ?id)|taxes|irs|unemployment|social security (?:benefits|check)|passport|visa application|"
        r"impuestos|desempleo",
        r"checking account|savings account|routing number|bank loan|car loan|bitcoin|crypto|stocks?|prestamo",
        r"package|parcel|porch|shipment|amazon|ebay|paquete|envio|tienda",
        r"cover letter|resume|pizza|restaurant|recipe|cook|tacos|dog|dogs|cat|cats|pets?|vet|perro|gato",
        r"game|movie|song|poems?|jokes?|(?:a|bedtime|pirate) story|essay|homework|concert|tickets|football",
        r"super bowl|chiste|juego|cancion",
        r"lottery|casino|raffle|gym|tuition|grades?|school|overdraft|battery|police|music|museum|laptop|iphone",
        r"warranty|loteria|jewelry|jury duty|election",
    ),
}
