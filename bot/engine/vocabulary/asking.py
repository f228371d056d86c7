"""How a message speaks: it asks for information, it tells what happened, it asks how a claim came out."""

from bot.engine.vocabulary.concepts import Concept, Stems, words

_C = Concept
ASKING: Stems = {
    _C.ASKS: words(
        r"what|wat|wut|how|when|who|which|where|why|whats|wheres|whens|hows|whos|whos?e?",
        r"(?:do|does|did|is|are|was|were|has|have|had|can|could|will|would|may|should) (?:i|you|u|we|he|she|they|it|"
        r"this|"
        r"that|there|the|my|your|our|any\w*|some\w*|ya'?ll|yall|insurance|medicare|medicaid|claims?|\w+ (?:pay|paid|"
        r"get|got|go|have))",
        r"(?:tell|show|give|send|let) me|(?:want|need|like|trying|love|wanna)(?:ed)? (?:to )?(?:\w+ )?(?:know|see|"
        r"find|check|"
        r"understand|learn|ask|get|look|verify|confirm|make sure)|wonder\w*|curious|question|inquir\w+|enquir\w+|help",
        r"check(?:ing)?|look(?:ing)? (?:up|for|into|at)|follow(?:ing)?[ -]?up|update|status|info\w*|explain|"
        r"any (?:news|word)",
        r"que|como|cuando|cuanto\w*|cual\w*|quien|donde|por ?que|puede[ns]?|podria[ns]?|puedo|tienen|hay|dime|digame|"
        r"diga|"
        r"quiero (?:saber|ver|preguntar)|quisiera (?:saber|ver|preguntar)|necesito (?:saber|ver|ayuda)|saber|pregunta|"
        r"revis\w+|"
        r"inform\w+|ayuda\w*|explic\w+",
        r"(?:any|some)(?:thing)?(?: \w+)? (?:new|on|about|yet|else|changed?)|algo nuevo|novedad\w*|noticias|or (?:not|"
        r"what|no)|o no|verdad",
        r"(?:don'?t|dont|do not|can'?t|cant|no|lost)(?: (?:have|know|find|remember|tengo|se|encuentro))?(?: \S+){0,5}? "
        r"(?:claim|reclamo|number|numero|#)",
        r"(?:need|want|looking for) (?:my|the|a|an) (?:\w+ )?(?:number|status|balance|amount|copy|update|total|date|"
        r"details?)",
    ),
    _C.SPEAKERS: words(
        r"i|i'?m|i'?ve|we|my|me|mine|our|you|u|your|ur|you'?re|they|their|it|its|it'?s|this|that|these|he|she|somebody|"
        r"someone|nobody",
        r"yo|mi|mis|me|nos|nuestr[oa]|ustedes|usted|su|sus|est[aeo]s?|es[aeo]s?|ell[oa]s|le|les",
        r"(?:insurance|medicare|medicaid|plan|payment|bill|claim|doctor|seguro|factura|pago|reclamo|doctora?) "
        r"(?:is|was|were|has|had|should|did|never|won'?t|does|es|fue|esta|no)",
    ),
    _C.WHY_CHARGED: words(
        r"(?:why|how come|por ?que|so)(?: [\w']+){0,4}? (?:bill\w*|charg\w*|ow(?:e|es|ing)|pay(?:ing)?|balance|cobr\w+|"
        r"deb[eo]|"
        r"pagar|factura)",
    ),
    _C.UPSET: words(
        r"(?:nobody|no one|no ?one|never|nadie)(?: \w+)? (?:call\w*|answer\w*|respond\w*|repl\w+|help\w*|get\w* back|"
        r"llam\w+|contest\w+|"
        r"respond\w+)",
        r"(?:are you|r you|you) (?:kidding|joking|serious)(?: me)?|wtf|wth|unreal|unbelievable|what a joke|(?:bad|\d|"
        r"one|1)(?: |-)star",
        r"(?:no ?one|nobody|you never|never)(?: \w+)? (?:fix\w*|listen\w*|cares?)|(?:called|asked|told|emailed|"
        r"written)(?: \w+){0,3}? "
        r"(?:\d+|two|three|four|five|several|many|multiple) times|third time|bad review|review everywhere",
        r"angry|furious|frustrat\w+|fed up|sick of|livid|pissed|disgusted|terrible service|worst|unprofessional|rude|"
        r"disrespect\w*|"
        r"incompeten\w+|ridiculous|unacceptable|enojad\w+|molest[oa]|hart[oa]|indignad[oa]|pesimo servicio",
    ),
    _C.OUTCOME: words(
        r"(?:has|have|is|was|were|did|got|get|been|ya|esta|fue)(?: \w+){0,3}? (?:paid|pay|process\w*|approv\w*|"
        r"den(?:y|ied)|"
        r"accept\w*|finali[sz]ed|settled|go(?:ne)? through|pend\w*|pag(?:o|aron|ado|ada)|aprob\w+|proces\w+|rechaz\w+|"
        r"deneg\w+)",
        r"(?:did|has|have|what|how much|cuanto|cuando|when|ya)(?: \S+){0,4}? (?:pay|paid|send|sent|cover(?:ed)?|"
        r"allow(?:ed)?|"
        r"process\w*|receiv\w*|get|got|pag(?:o|aron|ado)|cubri\w+|mand\w+|envi\w+|recib\w+|say|said|respond\w*)",
        r"(?:is|are|isn'?t|aren'?t|esta) (?:\w+ )?(?:paying|covering|pagando)",
        r"already (?:pay|paid|process\w*|sen[dt]|approv\w*|finish\w*|done)|(?:insurance|plan|medicare|medicaid|they|"
        r"seguro|aseguranza) "
        r"(?:already |ya )?(?:pay|paid|pago|les pago)|finish\w*|en que va",
        r"(?:asirans|assurance|seguro|plano)(?: \w+){0,2}? (?:peye|paye|pagou|pagado)",
        r"status|estado(?! de cuenta)|estatus|update|pending|pendiente|progress|approved|processed|paid|yet|still|"
        r"ya lo \w+",
        r"(?:has|have|did|is) (?:it|that|this|anything|something) (?:\w+ )?(?:chang\w+|mov\w+|updat\w+)",
        r"taking (?:so|too|this|forever|long|a while)|so long|tanto tiempo|delay\w*|(?:been|going) (?:so|"
        r"this) (?:long|slow)",
        r"where (?:are|do|is|does)(?: \w+){0,2}? (?:we|it|things?|that|this|with)|going on|happening|hold ?up|"
        r"how (?:much )?do i owe|"
        r"(?:cuanto|que) (?:debo|tengo que pagar)|do i owe|(?:what|how much)(?: \w+)? (?:i|we) owe",
    ),
}
