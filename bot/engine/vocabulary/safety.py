"""Words about life and limb, and attempts to steer the bot: both come before any question of billing."""

from bot.engine.vocabulary.concepts import Concept, Stems, words

_C = Concept
SAFETY: Stems = {
    _C.EMERGENCY: words(
        r"chest (?:pain|hurts?|pressure)",
        r"(?:can'?t|cannot|trouble|difficulty|hard to) breath\w*",
        r"heart attack",
        r"having a stroke",
        r"overdos\w+",
        r"bleeding (?:badly|heavily|a lot|out)",
        r"unconscious",
        r"passed out",
        r"medical emergency",
        r"call(?:ing)? 911",
        r"dolor (?:de|en el) pecho",
        r"no puedo respirar",
        r"ataque al corazon",
        r"infarto",
        r"sobredosis",
        r"desangr\w+",
        r"emergencia medica",
        r"allergic reaction",
        r"seizures?",
        r"choking",
        r"me estoy ahogando",
    ),
    _C.CRISIS: words(
        r"suicid\w*",
        r"kill(?:ing)? my ?self",
        r"end (?:my life|it all)",
        r"want to die",
        r"hurt(?:ing)? my ?self",
        r"don'?t want to (?:live|be alive)",
        r"matarme",
        r"quitarme la vida",
        r"no quiero vivir",
        r"hacerme dano",
        r"self[ -]?harm",
    ),
    _C.MEDICAL_ADVICE: words(
        (
            r"(?:should|can|do) i (?:keep |stop |start |still )?(?:tak\w+|stop\w*|us\w+|skip\w*) (?!\w*\s*"
            r"(?:claim|bill|plan))\w+"
        ),
        r"side effects?",
        r"(?:what|which) (?:dose|dosage|medication|medicine)",
        r"(?:do|does) (?:i|it|this) (?:have|look like) (?:cancer|diabetes|an infection)",
        r"(?:debo|puedo) (?:seguir )?(?:tomar|tomando|dejar)\w*",
        r"efectos secundarios",
        r"my (?:symptoms?|rash|fever)",
        r"is it safe (?:for me )?to (?:take|use|eat|drink|mix|stop|skip)",
    ),
    _C.INJECTION: words(
        (
            r"(?:ignore|disregard|forget|override)(?: \w+){0,4}? (?:instructions?|rules?|prompts?|policies|"
            r"polic\w+|guidelines)"
        ),
        r"you are now",
        r"(?:system|developer|hidden) (?:prompt|message|mode)",
        (
            r"(?:list|show|dump|print|export|give me)(?: \w+){0,2}? (?:all|every|each) (?:\w+ ){0,2}?(?:claims?|"
            r"patients?|records?|accounts?|data\w*|users?)"
        ),
        r"pretend (?:to be|you|that)",
        r"act as",
        r"jailbreak\w*",
        r"(?:your|the) (?:api key|password|credentials|instructions)",
        r"ignora(?:r)? (?:\w+ ){0,3}?instrucciones",
        r"roleplay",
        r"(?:admin|root|debug) (?:mode|access)",
        r"mark me (?:as )?verified",
        r"i am verified",
        r"skip (?:the )?(?:identity|verification)",
    ),
}
