"""Words about life and limb, and attempts to steer the bot: both come before any question of billing."""

from bot.engine.vocabulary.concepts import Concept, Stems, near, words

_C = Concept
SAFETY: Stems = {
    _C.EMERGENCY: words(
        r"chest (?:pain|hurts?|pressure)",
        r"(?:can'?t|cannot|trouble|difficulty|hard to|struggl\w+ to|gasping|fighting) (?:for (?:air|breath)|"
        r"breath\w*)|gasping",
        r"(?<!me a )(?<!us a )(?<!him a )(?<!her a )(?<!me an )heart attack",
        r"(?:having|had|have|think|it'?s|is|like) (?:\w+ ){0,3}?a stroke(?! of)|crushing|dolor fuerte (?:en|de)",
        r"overdos\w+",
        r"bleeding (?:badly|heavily|a lot|out)",
        r"unconscious|collaps\w+|unresponsive|(?:isn'?t|not|won'?t|wont|stopped) (?:respond\w*|wak\w+|"
        r"breath\w*)(?: up)?",
        r"(?:throat|tongue|face|airway)(?: is|'s)? (?:\w+ )?(?:swell\w*|closing|swollen)|anaphyla\w+|poison\w+",
        r"(?:bleed\w*|blood)(?: \w+){0,3}? (?:lot|badly|heavily|everywhere|stop)|turning blue|no pulse|drown\w+|"
        r"electrocut\w+",
        r"(?:can'?t|cant|cannot) (?:feel|move) (?:my|his|her|one)|(?:water broke|in labor)|se desmayo|no (?:respira|"
        r"reacciona|despierta)",
        r"need an ambulance|(?:gun ?shot|stab\w+) wound|(?:been|got) (?:shot|stabbed)|(?:my|his|her|the) (?:house|"
        r"home) is on fire",
        r"passed out",
        r"medical emergency",
        r"call(?:ing)? 911",
        r"(?:isn'?t|is not|not|stopped|no longer) breathing",
        (
            r"(?:took|taken|swallowed|ate|drank)(?: \w+){0,2}? (?:bunch|lots?|whole|bottle|all|too many|entire|"
            r"handful)(?: \w+){0,3}? (?:pills?|tablets?|medic\w+|bleach|poison|bottle)"
        ),
        r"(?:toddler|baby|child|kid|son|daughter|infant|year[- ]old|(?:he|"
        r"she)(?: just)?)(?: \w+){0,3}? (?:swallow\w*|ate|"
        r"drank|got into)(?: \w+){0,6}? (?:pills?|meds|medic\w+|tablets?|batter(?:y|ies)|cleaner|detergent|bleach|"
        r"chemicals?|edibles?|gummies|poison|magnets?)",
        r"(?:bebe|nin[oa]|hij[oa])(?: \w+){0,3}? (?:trago|tomo|bebio|comio)(?: \w+){0,5}? (?:pastillas?|pildoras?|"
        r"medic\w+|cloro|pila|bateria|detergente|veneno)",
        r"(?:smell\w*|smells like|huele a|olor a) (?:\w+ )?gas\b|carbon monoxide|monoxido",
        r"(?:husband|boyfriend|ex|partner|wife|girlfriend|he|she|esposo|novio|marido)(?: just| is| keeps)? (?:hit|"
        r"hitting|"
        r"beat|beating|chok\w+|punch\w+|attack\w+) me(?! with)|(?:has|with|got) a (?:gun|knife)",
        r"(?:tomo|trago) (?:muchas|todas|un monton)(?: \w+){0,3}? (?:pastillas|pildoras)",
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
        r"(?:want|wanna|ready|going|gonna|rather|prefer|wish i (?:was|were)) (?:to )?(?:be )?(?:die|dead)|"
        r"better off dead",
        r"(?:worth|tired of|point (?:in|of)|sick of|stop|quit|keep) living|(?:end|ending) (?:it(?: all)?|my life|"
        r"things)|unalive",
        r"(?:take|taking) my (?:own )?life|(?:shoot|hang|cut|cutting|jump|drown) (?:myself|off)|not be here any ?more|"
        r"kms",
        r"can'?t go on(?: like this| anymore)?|no reason to live|me quiero morir|(?:acabar|terminar) con mi vida|"
        r"no quiero (?:seguir|vivir)(?: viviendo)?|me voy a matar|mejor (?:muert[oa]|estar muert[oa])",
        r"hurt(?:ing)? my ?self",
        r"(?:going|gonna|want\w*|wanna|plan\w*|about|ready|threaten\w*) (?:to )?(?:overdose|od)\b",
        r"(?:i|i've|ive) (?:just )?(?:took|taken|swallowed) (?:the|a|my|all)(?: \w+){0,3}? (?:bottle|pills|handful)"
        r"(?! of water)",
        r"don'?t want to (?:live|be alive)",
        r"matarme",
        r"better off (?:without me|dead|if i)|(?:no ?one|nobody|they|everyone)(?:'d| would)(?: \w+){0,3}? (?:miss me|"
        r"care if i|better without me)",
        r"(?:not|never|don'?t|wish i (?:didn'?t|wouldn'?t)|rather not) (?:want to )?(?:wake|waking) up|no way out|"
        r"disappear forever|(?:lost|no) (?:the )?will to live|(?:can'?t|cannot) (?:take|do) (?:it|this) any ?more",
        r"quitarme la vida",
        r"no quiero vivir",
        r"hacerme dano",
        r"self[ -]?harm",
    ),
    _C.MEDICAL_ADVICE: words(
        (
            r"(?:should|can|do|ought|must|may|could|shall) i (?:to )?(?:keep |stop |start |still )?(?:tak\w+|"
            r"stop\w*|us\w+|skip\w*) (?!\w*\s*"
            r"(?:claim|bill|plan))\w+"
        ),
        r"side effects?",
        r"(?:what|which) (?:dose|dosage|medication|medicine)",
        r"(?:do|does) (?:i|it|this) (?:have|look like) (?:cancer|diabetes|an infection)",
        r"(?:debo|puedo) (?:seguir )?(?:tomar|tomando|dejar)\w*",
        r"efectos secundarios",
        r"(?:split|cut|crush|double|doubl\w+|halve|stretch|ration\w*|skip\w*|share|mix|stop\w*|tak\w+|give|increase|"
        r"lower)(?: \S+){0,6}? (?:pills?|doses?|dosage|insulin|tablets?|meds?|medications?|medicines?|inhaler|"
        r"antibiotics?|ibuprofen|tylenol|aspirin|pastillas?|insulina|medicinas?)",
        r"(?:what|which|how much)(?: \S+){0,4}? (?:take|use|do|good|best)(?: \S+){0,3}? (?:for|with) (?:a |my |"
        r"the )?(?:\w+ )?(?:headache|pain|fever|rash|cough|cold|flu|burn|infection|swelling|nausea|anxiety|dolor|"
        r"fiebre)",
        r"(?:is|does|could|look\w*)(?: \S+){0,4}? (?:mole|lump|rash|wound|cut|spot|bump|"
        r"cough)(?: \S+){0,3}? (?:cancer|infected|normal|serious|bad|broken|contagious)",
        r"my (?:symptoms?|rash|fever)",
        r"(?:tsh|wbc|rbc|a1c|hemoglobin|hgb|platelets?|creatinine|egfr|psa|ldl|hdl|triglycerides?|cholesterol|glucose|"
        r"blood (?:sugar|count|pressure)|potassium|sodium|ferritin|bilirubin|alt|ast)(?: \S+){0,4}? (?:mean|"
        r"normal|high|"
        r"low|bad|elevated|dangerous)",
        r"(?:mean|normal|high|low|bad|elevated|dangerous)(?: \S+){0,3}? (?:tsh|wbc|rbc|a1c|hemoglobin|platelets?|"
        r"creatinine|egfr|psa|ldl|hdl|triglycerides?|cholesterol|glucose|potassium|sodium|ferritin|bilirubin)",
        r"(?:am|is) (?:i|he|she|my \w+) (?:sick|ill|dying|contagious|going to die)|means? (?:that )?(?:i|he|"
        r"she)(?: have| has|"
        r" got| am|'m|'ve got)(?! (?:to |been |an? )?(?:pay|owe|bill\w*|balance|deductible|charged|till|until|"
        r"time|days|\d))",
        r"(?:would|will|does|can) (?:the|a|my|an?) (?:\w+ ){0,2}?(?:generic|inhaler|pill|med\w*|medicine|cream|"
        r"shot|dose|"
        r"insulin|antibiotic|vaccine)(?: \w+){0,2}? (?:work|help|do the same|hurt)",
        r"is it safe (?:for me )?to (?:take|use|eat|drink|mix|stop|skip)",
    ),
    _C.INJECTION: words(
        near(
            r"(?:read|tell|give|show|share|list|send|dame|muestra\w*|ensena\w*|dime)",
            r"(?:other|another|all|every|any|otros|todos los) (?:the )?(?:patients?|people|persons?|pacientes)(?:'?s)?",
        ),
        (
            r"(?:read|tell|list|recite|share|dump)(?: \w+){0,3}? patients?(?:'?s)? (?:\w+ )?(?:names?|records|data|"
            r"lists?|claims)"
        ),
        (
            r"(?:dame|muestra\w*|ensena\w*|lista)(?: \w+){0,2}? (?:todos|todas|lista de)(?: \w+){0,2}? (?:reclam|"
            r"pacient|cuent)\w+"
        ),
        r"from now on|</?(?:system|user|assistant|context|instructions?)>|[\"']?role[\"']? ?:",
        r"(?:^|\n)\W*(?:system|sistema|assistant|developer|admin) ?:|(?:patient|user|claims?) (?:table|database|list)|"
        r"(?:as|to) (?:json|csv|sql)|modo (?:admin\w*|desarrollador)|claves? de acceso",
        r"de ahora en adelante",
        r"actua como",
        r"repeat (?:the|all|your|everything) (?:\w+ )?(?:words|text|above|prompt|instructions|message)",
        r"(?:what|which) (?:instructions|rules|prompt) (?:were|are|was) you",
        r"repite (?:tu|tus|el|las) (?:mensaje|instrucciones|palabras)",
        (
            r"(?:policy|rule|instructions?|order|message) from (?:the |your )?(?:\w+ )?(?:lead|manager|boss|admin\w*|"
            r"developers?|owner)"
        ),
        (
            r"(?:ignore|disregard|forget|override)(?: \w+){0,4}? (?:instructions?|rules?|prompts?|policies|"
            r"polic\w+|guidelines)"
        ),
        r"you are now",
        r"(?:system|developer|hidden) (?:prompt|message|mode)",
        (
            r"(?:list|show|dump|print|export|give me)(?: \w+){0,2}? (?:all|every|each) (?!my )(?:\w+ ){0,2}?(?:claims?|"
            r"patients?|records?|accounts?|data\w*|users?)"
        ),
        r"pretend (?:to be|you|that|i'?m|i am)",
        r"(?:say|repeat|write|print|output)(?: \w+)?(?: exactly| verbatim| word for word| after me)|"
        r"select\b.{1,60}\bfrom",
        r"api keys?|(?:reveal|leak|expose)(?: \w+){0,3}? (?:claims?|records?|patients?|names?|data|prompt|"
        r"instructions)",
        r"(?:set|make|mark|flag|consider|treat|change)(?: \w+){0,3}? (?:as |to )?verified",
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
    _C.PAST_STORY: words(
        r"(?:when|because|after|for|the day) (?:i|he|she|we|my)(?: \w+){0,2}? (?:had|was having|went)"
        r"(?: \S+){0,8}? (?:(?<!since )last (?:week|month|year|spring|summer|fall|winter)|ago|"
        r"in (?:january|february|march|april|may|june|july|august|september|october|november|december))",
    ),
}
