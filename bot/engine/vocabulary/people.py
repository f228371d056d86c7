"""Who speaks, and for whom."""

from bot.engine.vocabulary.concepts import Concept, Stems, either, near, words

_C = Concept
_RELATIVE = (
    r"(?:my|mi) (?:\w+[ -])?(?:husband|wife|spouse|ex|partner|boyfriend|girlfriend|mother|mom|father|dad|parents?|son|"
    r"daughter|child|kid|kids|brother|sister|friend|neighbou?r|roommate|client|coworker|boss|employee|grand\w+|aunt|"
    r"uncle|cousin|step\w+|niece|nephew|fiancee?|baby|newborn|twins?|teen\w*|toddler|mum|mama|mommy|daddy|papa|folks|"
    r"bf|gf|hubby|"
    r"mil|in[ -]laws?|tenant|student|resident|patient|customer|family|caregiver|ward|esposo|esposa|marido|mujer|hijo|"
    r"hija|madre|mama|padre|papa|hermano|hermana|amigo|amiga|vecin[oa]|"
    r"abuel[oa]|suegr[oa]|jefe|ex|ti[oa]|sobrin[oa]|niet[oa]|prim[oa]|cunad[oa]|yerno|nuera|novi[oa]|pareja|bebe|"
    r"compadre|comadre|familiar)(?:[ -]in[ -]law)?(?:'?s)?"
)
_STRANGER = (
    r"(?:the|some|another|a|this|that) (?:other )?(?:lady|man|guy|woman|gentleman|girl|boy|patient|stranger|person)"
)
_ASKS = either("ask", "call", "see", "know", "talk", "speak", "handle", "find out", "get", "act", "pay", "pick", "sign")
PEOPLE: Stems = {
    _C.THIRD_PARTY: words(
        _RELATIVE,
        near(_STRANGER, r"(?:in front|next to|behind|dropped|left|lost|forgot\w*|before)", 3),
        r"(?:i )?found (?:a|an|this|some|somebody's|someone's) (?:\w+ )?(?:paper|letter|bill|card|envelope|statement)",
        r"(?:senora|senor|persona) (?:de al lado|que estaba)",
        r"somebody'?s behalf",
        r"(?:for|about|regarding) (?:my|a|an|another|our|one of my) (?:\w+ )?(?:relative|friend|client|patient|pt|"
        r"employee|member|tenant)",
        r"(?:he|she|they)(?:'s| is| are)? (?:asked|wants?|told|can'?t|cannot|doesn'?t|needs?|owe|owes)",
        r"(?:does|did|do) (?:he|she|they) owe|belongs? to (?:my|a|his|her)|(?:her|his|their|el|la) (?:caregiver|"
        r"cuidadora?)",
        r"(?:his|her|their) (?:claim|bill|account|insurance|status|balance)",
        r"somebody else'?s",
        r"someone else'?s",
        r"de parte de",
        r"i(?:'m| am) (?:calling|asking|writing) for",
    ),
    _C.AUTHORITY: words(
        rf"(?:can|could|may|will|would|is|are) {_RELATIVE}(?: \w+){{0,2}}? {_ASKS}",
        rf"(?:puede|podria|pueden) {_RELATIVE}(?: \w+){{0,2}}? (?:preguntar|llamar|ver|hablar|saber)",
    ),
    _C.NAMED: words(r"my (?:full |last )?name", r"me (?:llamo|apellido)", r"mi (?:nombre|apellido)"),
    _C.PROVIDER_CALLER: words(
        (
            r"(?:this is|i'?m|i am|calling|here) (?:\w+ ){0,4}?(?:from|with|at) (?:dr\.?|doctor|the office|"
            r"the clinic|\w+ (?:clinic|hospital|medical|billing))(?: \S+){0,4}"
        ),
        r"(?:one of )?(?:our|your|ur) (?:mutual |shared )?(?:patients?|pts?|clients?|employees?|insureds?|claimants?|"
        r"tenants?)",
        r"(?:on|in) (?:\w+ )?behalf(?: of)?|mutual (?:patient|pt|client)|claimant|adjuster|provider relations|"
        r"case ?manager|social worker|third[ -]party admin\w*",
        r"calling (?:you )?(?:from|with|for)|(?:i|we) (?:work|am|are) (?:for|at|with|from) (?!home|noon)\w+",
        r"(?:this is|it'?s|here is) (?!a |an |the |not |my |so |just |all )\w+(?: \w+)? (?:from|with|at|over at) "
        r"(?!the future|home|noon|my |\d)\w+",
        r"(?:i'?m|i am|we'?re|we are|soy|this is) (?:a |an |the |from |la |el )?(?:\w+ )?(?:provider|clinic|lab|"
        r"pharmac\w+|hospital|"
        r"facility|biller|billing company|insurance (?:company|agent|rep)|employer|hr|human resources|landlord|school|"
        r"nurse|adjuster|secretari[oa]|asistente|enfermer[oa]|abogad[oa])\b",
        r"(?:human resources|hr|school|landlord|employer|pharmacy|lab|nurse|adjuster|clinic|hospital)(?: \w+)? here",
        r"(?:for|on) (?:a|the|this|one) (?:pt|patient|client|member)",
        r"dr\.? \w+'?s office",
        r"provider'?s? office",
        r"del consultorio",
    ),
    _C.DECEASED: words(
        r"deceased",
        r"passed away",
        rf"lost {_RELATIVE}",
        rf"{_RELATIVE} (?:just |has |had |recently )?passed(?! (?:the|it|a|me|on|to|through))",
        r"(?:died|dead|death|late (?:husband|wife|mother|mom|father|dad|son|daughter|brother|sister|aunt|uncle|"
        r"grand\w+))",
        r"(?:the|his|her|their|my|\w+'?s) estate|estate of",
        r"execut(?:or|rix)|administrator of|custod(?:y|ial|ian)|custodia|foster (?:child|parent|kid)",
        r"power of attorney|poa|representative payee|personal representative|probate|inheritance|widow(?:er)?|hospice",
        r"no longer with us|(?:we|i) (?:just )?lost (?:him|her)|funeral|obituary|since (?:he|she) passed",
        r"guardian(?:ship)?",
        r"conservator\w*",
        r"fallecid[oa]",
        r"fallecio",
        r"murio",
        r"difunt[oa]",
        r"tutela|viud[oa]|herencia|herederos?|albacea|apoderad[oa]|custodia",
        r"tutora?(?: legal| de)",
        r"poder notarial",
    ),
    _C.REGISTERED: words(
        r"(?:is|was|are) (?:[\w.'-]+ ){1,4}(?:a |your |one of your )?patients?(?: there| of yours| here| with you)?",
        r"(?:do|did) you (?:see|treat|have|know) (?:a patient )?(?:named|called)",
        r"es paciente|(?:fue|vino|estuvo) (?:\w+ )?(?:ahi|alli|con ustedes)",
    ),
}
