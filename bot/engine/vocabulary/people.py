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
    r"compadre|comadre|familiar|\d{1,2}[- ]?(?:year|yr)s?[- ]old|\d{1,2} ?y/?o)(?:[ -]in[ -]law)?(?:'?s)?"
)
_STRANGER = (
    r"(?:the|some|another|a|this|that) (?:other )?(?:lady|man|guy|woman|gentleman|girl|boy|patient|stranger|person)"
)
_OF_SOMEBODY = _RELATIVE.replace("(?:my|mi)", "(?:his|her|their|su|el|la)", 1)
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
        r"(?:he|she)(?:'s| is)? (?:asked|wants?|told|can'?t|cannot|doesn'?t|needs?|owes)|they (?:owe|asked me)",
        r"(?:letter|mail|envelope|bill|statement|eob|paper|number)(?: \S+){0,8}? (?:not|isn'?t|wasn'?t) (?:mine|"
        r"for me|me)\b",
        rf"(?:this is|i'?m|i am|it'?s|soy) {_OF_SOMEBODY}",
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
    _C.PROOF_TALK: words(
        r"(?:passport|licen[cs]e|member id|insurance card|social|ssn|address|birth\w*|dob|id card|phone|pasaporte|"
        r"licencia)"
        r"(?: \S+){0,8}? (?:instead|do to|prove|proof|all i have|enough|work|that do|verify|en vez|sirve)",
        r"(?:don'?t|do not|no|lost|can'?t find|no tengo)(?: \w+){0,3}? (?:member id|insurance card|id|card|licen[cs]e|"
        r"tarjeta|identificacion)(?: \S+){0,5}? (?:on me|with me|instead|use|verify|conmigo|ahora)",
        r"(?:code|link|pin)(?: \w+){0,3}? (?:expired|ran out|timed out|never came|didn'?t (?:come|work|arrive))|"
        r"(?:send|resend|text) (?:me )?(?:the|a|another|it|new)(?: \w+)? (?:code|pin)",
        r"already (?:verified|proved|proven|confirmed)|ya (?:me )?verifi\w+|(?:verify|prove) (?:me|that i|"
        r"it'?s me|i'?m|who i)|show (?:it'?s|its|that it'?s) me|verificar(?:me)?|demostrar que soy|"
        r"log (?:me )?in as",
    ),
    _C.PERSON: words(
        r"(?:answer|information|amount|what) (?:you|the bot|it) (?:gave|told|said|sent)(?: \w+){0,2}? (?:is|"
        r"was)(?:n'?t| not)? "
        r"(?:right|wrong|incorrect|correct|true)",
        r"(?:can|could|will|have) (?:someone|somebody|anyone|a person) (?:\w+ )?(?:walk|explain|help|go over|talk|"
        r"call|tell)",
        r"(?:hablar|comunicarme) con (?:la|su|alguien de la) oficina|(?:speak|talk) (?:to|with) (?:the|"
        r"your) (?:office|billing)",
        r"(?:nothing|no (?:answer|reply|word|response|call ?back)) (?:yet |back )?from (?:your|the) (?:specialist|"
        r"team|office|"
        r"manager|billing|desk|people|staff)",
    ),
    _C.OFF_ACCOUNT: words(
        rf"{_RELATIVE} (?:opens?|reads?|sees|gets|checks?|finds?|abre|lee) (?:it|them|my|the|our|all|mail|la|el|mis?)",
        rf"(?:take|remove|drop|delete|quit\w*|sac\w+)(?: \w+){{0,2}}? {_RELATIVE} (?:off|from|as|de)",
        rf"{_RELATIVE} (?:can'?t|cannot|can not|must not|mustn'?t|shouldn'?t|doesn'?t need to|no puede|"
        rf"no debe) (?:see|know|"
        r"find out|get|hear|read|open|ver|saber|enterarse)",
        rf"(?:don'?t|do not|never|no) (?:want|let|quiero)(?: que)? {_RELATIVE} (?:to |ve|se )?(?:see|know|get|find|"
        rf"hear|read|"
        r"open|entere\w*|vean?)",
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
        rf"(?:has|was|is|did|were) {_RELATIVE} (?:\w+ )?(?:been|seen|come|came|in|there|visit\w*)",
        r"(?:is|was|are) (?:[\w.'-]+ ){1,4}(?:a |your |one of your )?patients?(?: there| of yours| here| with you)?",
        r"(?:do|did) you (?:see|treat|have|know) (?:a patient )?(?:named|called)",
        r"es paciente|(?:fue|vino|estuvo) (?:\w+ )?(?:ahi|alli|con ustedes)",
    ),
}
