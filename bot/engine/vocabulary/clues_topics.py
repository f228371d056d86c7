"""Words that together name a subject which only a person may answer: appeals, codes, debts, deadlines, records."""

import re

from bot.engine.vocabulary.clue_kinds import Clue
from bot.engine.vocabulary.concepts import words

TOPIC_CLUES: dict[Clue, re.Pattern[str]] = {
    Clue.FIGHT: words(
        r"fight(?:ing)?|contest(?:ing)?|challeng\w+|overturn\w*|revers(?:e|ed|ing|al)|reconsider\w*|object(?:ing)? to|"
        r"push(?:ing)? back|reopen",
        r"(?:second|another|new|fresh|independent|external|outside|formal) (?:\w+ )?(?:look|review|opinion)|"
        r"(?:look(?:ed)? at|review(?:ed)?|consider(?:ed)?) (?:it |this |that )?(?:again|over)",
        r"change (?:their|its) (?:mind|decision)|get (?:them|it|this) (?:\w+ )?(?:to pay|paid|approved|overturned)",
        r"pelear\w*|impugnar\w*|reconsider\w+|revert\w+|revisar (?:\w+ )?(?:otra vez|de nuevo)|pele[oa]|luchar",
    ),
    Clue.DECISION: words(
        r"den(?:y|ied|ial|ials)|decisions?|determinations?|reject\w*|rulings?|refus\w+|plan|insur\w+|payer|claims?",
        r"turned (?:me|it|us) down|said no",
        r"deneg\w+|negaron|negativa|rechaz\w+|decision(?:es)?|seguro|aseguradora|reclamo",
    ),
    Clue.POINTED_AT: words(r"this|it|that|them|they|esto|eso"),
    Clue.DISAGREES: words(
        r"disagree\w*|(?:don'?t|do not|doesn'?t|dont|can'?t|won'?t) (?:agree|recogni[sz]e|accept|understand how)|"
        r"can(?:'?t|not) be (?:right|correct)|not ok with|not happy with|unhappy with",
        r"no (?:estoy de acuerdo|estoy conforme|reconozco|acepto)|no puede ser|inconforme",
    ),
    Clue.NECESSARY: words(
        r"(?:medical(?:ly)? )?ne[cs]+e[cs]+(?:ar|it[iy])\w*",
        r"(?:not|wasn'?t|isn'?t|wasnt|weren'?t|didn'?t|never|no)(?: really| medically| even)? (?:be )?(?:need(?:ed)?|"
        r"required|"
        r"justified|appropriate|warranted)",
        r"essential|vital|life[ -]?saving|experimental|investigational|elective|cosmetic|medically",
        r"necesidad|necesari[oa]s?|electiv[oa]|cosmetic[oa]",
    ),
    Clue.PROVEN_NEED: words(
        r"(?:prove|show|proof|justify|argue|convince|explain to)(?: \w+){0,4}? (?:need(?:ed)?|had to have|required)",
        r"letter (?:of|from|saying)|(?:dr|doctor|provider|surgeon)(?: \w+){0,2}? (?:writ\w+|prov\w+|justif\w+)",
        r"(?:i|she|he|we|pt|patient) (?:really |did |definitely )?need(?:ed)? (?:it|that|this|the|those)",
    ),
    Clue.MEDICAL: words(
        r"med|medical\w*|medic[oa]\w*|therap\w+|treatments?|surger\w+|procedures?|mri|scans?|tests?|ambulance|ride",
        r"stud(?:y|ies)|x-?rays?|insur\w+|plan|payer|they say|said|says|doctor|hospital|seguro|dice[n]?",
        r"injections?|medications?|drugs?|stay|admission|services?|terapia|tratamiento|cirugia|deemed|wasn'?t|isn'?t",
    ),
    Clue.CODE_CHANGED: words(
        r"differently|another way|(?:doctor|dr|you|they|provider|office) (?:\w+ )?codes|recod\w+|upcod\w+|chang\w+|"
        r"switch\w*|swap\w*|slap\w*|append\w*|attach\w*|add(?:ed|ing)?|put|use|using|recod\w+|relabel\w*|re-?bill\w*|"
        r"resubmit\w*|bill(?:ed|ing)?|cod(?:e|ed|ing)|submit\w*|file|run|enter|pick|choose|different|another|better|"
        r"which|"
        r"what|cambi\w+|usar|poner|pon(?:er|ga)",
    ),
    Clue.CODE: words(
        r"codes?|coding|coded|cpt|hcpcs|icd(?:-?10)?|modifiers?|mods? \d\d|diagnos[ie]s|dx|codigos?|diagnosticos?|"
        r"9\d{4}",
        r"(?:as|like|under) (?:an? )?(?:preventi\w+|physical|wellness|annual|screening|routine|diagnostic|sick|"
        r"emergency|"
        r"medical|something else|different|new patient|office visit|well visit|check-?up|consult\w*)",
    ),
    Clue.GAIN: words(
        r"(?:gets?|getting|got|be|been|is|it'?s|they'?ll|insurance|so|that|to|will|would|might|could|plan|payer|"
        r"medicare|aetna|cigna)"
        r"(?: \S+){0,3}? (?:paid|pays?|cover\w*|approved?|through|accept\w*|reimburs\w*|past|around)",
        r"pays? (?:more|better|higher)|more money|higher|free|preventi\w+|bypass\w*|unbundl\w+|avoid\w*|instead|"
        r"as (?:an? )?"
        r"(?:physical|wellness|screening|annual|routine|well visit)|wrong(?:ly)?|incorrect\w*|should (?:have|be|i|we)",
        r"pag(?:ue|uen|a|an|en)|cubr\w+|aprueb\w+|pase|acept\w+",
    ),
    Clue.LET_GO: words(
        r"forgiv\w+(?! me)|cancel|erase|reduc\w+|lower(?:ed|ing)?|pay(?:ing)? less|less if|discount\w*|drop|"
        r"forget(?: about)?|remove|wipe|zero out|let go of|cut|"
        r"writ(?:e|ing|ten) \w+ ?off|settl\w+|negotiat\w+|make(?: \w+){0,3}? (?:deal|go away|disappear|small\w*|"
        r"cheaper)|lessen|come down",
        r"(?:knock|take|taking|shave|cut|get)(?: \S+){0,3}? off|(?:accept|take) (?:\$?\d+|half|less|\w+ (?:dollars|"
        r"bucks))",
        r"perdon\w+|condon\w+|quit(?:ar|en|arme|e)\w*|rebaj\w+|borr\w+|descuent\w+|reduc\w+|bajar\w*",
    ),
    Clue.OFFERED: words(
        r"(?:do|does|can) (?:you|u|they|the office|ya'?ll)(?: \w+){0,2}? (?:discounts?)|(?:is|"
        r"are) there(?: \w+){0,3}? discounts?|"
        r"(?:hay|tienen|ofrecen|dan)(?: \w+){0,2}? descuentos?",
    ),
    Clue.DEBT: words(
        r"co-?pays?|bills?|balance|debt|charges?|fees?|deductible|amount|deuda|factura|cuenta|saldo|copago|cobro|"
        r"interes\w*",
        r"what i owe|this|it|half|(?<!\w)\$?\d{1,4}(?![\w-])|price|me|the rest|some|something|penalty|late|esto|mi",
    ),
    Clue.TIME_LEFT: words(
        r"deadlines?|due dates?|by (?:when|what date|which date)|last (?:day|date)|time limits?|cut-?off|until when|"
        r"till when|"
        r"too late|run(?:s|ning)? out|expir\w+|(?:still|any|enough) (?:have )?time|time (?:is )?left|"
        r"days? (?:are )?left|"
        r"(?:how (?:long|many (?:days|weeks|months)|much time))(?: \w+){0,3}? (?:have|got|get|left|until|before)|"
        r"(?:have|got) (?:till|until|to)|past (?:timely|the)|timely (?:filing )?(?:already|yet|for this|on this)|"
        r"(?:still|already|are we|am i|is it) (?:within |past |over |in )?timely|missed (?:the|my)|days? remain\w*",
        r"plazo|fecha limite|hasta cuando|cuantos dias|cuanto tiempo (?:tengo|me queda|tenemos)|me quedan?|vence\w*",
    ),
    Clue.RECOURSE: words(
        r"appeal\w*|disput\w+|sue|contest\w*|respond\w*|fight|object|complain\w*|grievance|reconsider\w*|external|"
        r"review|"
        r"reclamar\w*|quejar\w*|den(?:y|ied|ial)|reject\w*|letter|eob|decision|rights?|file|filing|timely|"
        r"send (?:in )?(?:the|my)|apel\w+|"
        r"carta|"
        r"negativa|responder|disputar|recurso",
    ),
    Clue.OWN_CASE: words(
        r"my|i|we|me|this|our|it|mi|mis|me|yo|tengo|pt|patient|her|his|dated|\d{5}-?[a-z]|\d{1,2}/\d{1,2}(?:/\d+)?",
    ),
    Clue.ALLOWED_BY_LAW: words(
        r"(?:is|was|isn'?t|it'?s|its|thats|that'?s) (?:it |this |that |any of this )?(?:even )?(?:il)?legal|"
        r"against the law|"
        r"break\w* the law|violat\w+|my rights|no surprises? act|surprise (?:bill\w*|act)|good faith estimate|ilegal|"
        r"(?:are|is|can|may) (?:you|they|it|this) (?:even )?(?:allowed|permitted|legally)|by law|la ley|mis derechos",
    ),
    Clue.MISUSED: words(
        r"(?:some(?:one|body)|any(?:one|body)|stranger|thief|they|he|she|person|alguien|otra persona|"
        r"un extrano)(?: \S+){0,3}? "
        r"(?:us(?:ed|ing|es|e|o)|stole|stolen|has|have|got|took|took|open\w*|rob\w+|usando|uso|usa)",
        r"stole[n]?|identity|impersonat\w+|hacked|robad[oa]|robaron|lost my",
    ),
    Clue.IDENTITY_PAPER: words(
        r"my (?:\w+ )?(?:insurance|medicaid|medicare|card|name|id|identity|info\w*|social|ssn|number|policy|account)",
        r"stolen|theft|mi (?:\w+ )?(?:seguro|tarjeta|nombre|identidad|informacion|numero|cuenta)",
    ),
    Clue.HANDED_OUT: words(
        r"send|sent|need|get|request\w*|releas\w+|want|give|copy|copies|obtain|forward\w*|provide|print\w*|order|"
        r"transfer|"
        r"fax|e-?mail|mail|have|receive|pull|see|attach\w*|require\w*|enviar\w*|envi\w+|mand\w+|necesito|quiero|"
        r"solicit\w+|"
        r"pedir|dar(?:me)?|dame|deme|copias?",
    ),
    Clue.RECORD: words(
        r"records?|charts?|chart notes|notes|ledger|paperwork|superbills?|itemi[sz]ed(?: \w+)?|(?<!on )files?|"
        r"documentation",
        r"statements? (?:from|for|of) (?:last|all|20\d\d|the (?:year|past)|tax\w*)|(?:all|past|old|"
        r"tax) (?:my )?statements",
        r"expediente\w*|historial|registros|receipts?|proof of payment|letter|constancia|recibos?|confirmation",
    ),
    Clue.LARGE_RECORD: words(
        r"medical|health|my|her|his|all|full|complete|entire|whole|patient|pt|chart|treatment|itemi[sz]ed|billing|"
        r"litigation|"
        r"disability|attorney|firm|court|legal|fmla|tax\w*|superbill|hsa|written|in writing|medico|mi|mis|notes to|"
        r"doctor",
    ),
}
