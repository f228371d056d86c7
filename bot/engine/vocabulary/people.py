"""Who speaks, and for whom."""

from bot.engine.vocabulary.concepts import Concept, Stems, either, near, words

_C = Concept
_RELATIVE = (
    r"(?:my|mi) (?:\w+[ -])?(?:husband|wife|spouse|ex|partner|boyfriend|girlfriend|mother|mom|father|dad|parents?|son|"
    r"daughter|child|kid|kids|brother|sister|friend|neighbou?r|roommate|client|coworker|boss|employee|grand\w+|aunt|"
    r"uncle|cousin|esposo|esposa|marido|mujer|hijo|hija|madre|mama|padre|papa|hermano|hermana|amigo|amiga|vecin[oa]|"
    r"abuel[oa]|suegr[oa]|jefe|ex)(?:'?s)?"
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
        r"on behalf of",
        r"for (?:my|a|another) (?:\w+ )?(?:relative|friend|client|patient)",
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
        r"(?:one of )?our patients?",
        r"dr\.? \w+'?s office",
        r"provider'?s? office",
        r"del consultorio",
    ),
    _C.DECEASED: words(
        r"deceased",
        r"passed away",
        rf"{_RELATIVE} (?:just |has |had |recently )?passed(?! (?:the|it|a|me|on|to|through))",
        r"(?:died|dead|death of|late (?:husband|wife|mother|father|son|daughter))",
        r"estate of",
        r"executor",
        r"power of attorney",
        r"guardian(?:ship)?",
        r"conservator\w*",
        r"fallecid[oa]",
        r"fallecio",
        r"murio",
        r"difunt[oa]",
        r"tutela",
        r"tutor legal",
        r"poder notarial",
    ),
    _C.REGISTERED: words(
        r"(?:is|was|are) (?:[\w.'-]+ ){1,4}(?:a |your |one of your )?patients?(?: there| of yours| here| with you)?",
        r"(?:do|did) you (?:see|treat|have|know) (?:a patient )?(?:named|called)",
        r"es paciente",
    ),
}
