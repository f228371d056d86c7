"""Words by which somebody asks for a person, alone or together."""

import re

from bot.engine.vocabulary.clue_kinds import Clue
from bot.engine.vocabulary.concepts import either, words

HUMAN = either(
    "person", "people", "humans?", "human being", "someone", "whoever", "somebody", "anyone", "anybody", "agents?",
    "reps?",
    "representatives?", "specialists?", "managers?", "supervisors?", "billers?", "operators?", "advisors?", "team",
    "staff", "employees?", "colleague", "clerk", "receptionist", "department", "personas?", "alguien", "humano",
    "agentes?", "especialistas?", "gerente", "supervisora?", "representantes?", "asesora?", "operadora?",
    "encargad[oa]", "empleado", "associates?", "your people", "boss", "coordinator", "counselor", "a lady",
    "the lady", "front desk", "jefe",
)  # fmt: skip
_STAFF_NOUN = either(
    "person", "human", "human being", "agent", "rep", "representative", "specialist", "manager", "supervisor", "biller",
    "operator", "advisor", "persona", "humano", "agente", "especialista", "gerente", "supervisora?", "representante",
    "asesora?", "operadora?", "somebody", "someone",
)  # fmt: skip
_POLITE = either(
    "please", "pls", "plz", "now", "ok", "hey", "hi", "just", "only", "a", "an", "the", "real", "live", "actual",
    "billing", "por favor", "ya", "un", "una", "yes", "no", "thanks", "asap", "hola", "human", "chat", "help", "with",
)  # fmt: skip
_NOT_A_MACHINE = r"(?:(?!(?:bot|robot|machine|computer|maquina|i|want|need|quiero)\b)\w+ )"
_MACHINE = r"(?:bots?|robots?|machine|computer|automated|ai|chat ?bot|maquina|this thing|recording)"
_OTHERS = (
    r"(?!you\b|u\b|ya|them\b|her\b|him\b|(?:my|the|a|your|our|mi|an?) (?:\w+ )?(?:doctor|dr|insurance|insurer|plan|"
    r"wife|"
    r"husband|mom|dad|lawyer|attorney|employer|pharmac\w+|bot|robot|seguro|medico|payer)|(?:bot|robot|medicare|"
    r"medicaid|aetna|cigna)\b)"
)

PEOPLE_CLUES: dict[Clue, re.Pattern[str]] = {
    Clue.HUMAN: words(HUMAN),
    Clue.CONTACT: words(
        r"telephone|speak|talk(?:ing)?|chat|connect|reach|call|contact|phone|ring|discuss|escalat\w+|forward|transfer|"
        r"assign",
        r"(?:put|get|patch) (?:me )?(?:through|hold of)|(?:pick|take) (?:\w+ )?(?:up|over)|go over|get back to me",
        r"hand (?:\w+ )?(?:off|over)",
        r"hablar|comuni\w+|pas[ae]\w*|llam\w+|atend\w+|atiend\w+|contact\w+|conect\w+|transfier\w+|ayud\w+",
    ),
    Clue.WISH: words(
        r"want|need|wish|prefer|rather|like|please|pls|let me|can|could|may|is there|are there|have|how do i|where",
        r"quiero|quisiera|necesito|prefiero|gustaria|por favor|puedo|puede[ns]?|podria[ns]?|hay|dame|deme",
    ),
    Clue.HUMAN_WISHED: words(
        rf"(?:give me|get me|send me|put|wants?|needs?|asks? for|asking for|demand\w*|prefer|rather have|quiero|"
        rf"necesito|dame|deme|p[aá]s[ae]\w*)"
        rf" {_NOT_A_MACHINE}{{0,4}}?{HUMAN}",
        rf"(?:speak|talk|chat|connect me|through|transfer(?: me)?|hablar|comunicar\w*) (?:\w+ ){{0,3}}?(?:to|2|"
        rf"with|con|a) "
        rf"(?:\w+ ){{0,4}}?{HUMAN}",
        rf"(?:can|could|may|like|want|need|let|me|please|trying|wanna|quiero|puedo|quisiera)(?: \w+){{0,3}}? "
        rf"(?:speak|talk|hablar) (?:to|with|2|con) {_OTHERS}\w+",
        r"(?:real|live|actual|breathing) (?:person|human|agent|people)|persona real|(?:not|no) (?:a |un )?"
        rf"{_MACHINE}|(?:don'?t|dont|do not|no) (?:want|like|quiero)(?: \w+){{0,5}}? {_MACHINE}",
        r"representative|operator|customer service|agente|representante|(?:call|phone|ring) me(?: back| at| on|"
        r" please)?",
        r"(?:transfer|connect|patch) me|put me through|pas[ae]me|comuni(?:que|ca)me|(?:have|let|get|"
        r"ask) billing (?:to )?"
        r"(?:take|handle|look|work|call|contact|help)",
        r"(?:one of|have) (?:you|your|ya'?ll)(?: \w+){0,3}? (?:call|telephone|phone|contact|reach)|(?:billers?|"
        r"billing) please",
        r"p[oó]n(?:ga|e)me con|llamenme|give me a (?:call|ring|callback)|call ?back|(?:have|get) \w+ (?:to )?call me|"
        r"(?:call|llamar) me",
        r"(?:any|some)(?:one|body) (?:human|real|alive|live)|(?:is |are )(?:any|some)(?:one|body) (?:out |"
        r"still )?there|^\W*(?:\w+ )?any(?:one|body) (?:out |still )?there",
        r"(?:hay|esta) alguien(?: ahi)?|alguien que (?:me )?(?:ayude|atienda|hable)|(?:who|quien)(?:'s|s| is| esta) "
        r"(?:in charge|a cargo|the boss)",
        r"(?:someone|somebody|a person|anyone|anybody) (?:to |can |please |who can |that can )?"
        r"(?:call|contact|help|explain|reach|answer)(?: \w+)? ?(?:me|us|this|it)?",
        r"human (?:being|please|now)|(?<!do i )(?<!do we )escalate(?: this| it)?|(?:take|send|get) (?:this|"
        r"it) to (?:a |the |your )?"
        r"(?:manager|supervisor|boss|specialist|next level)",
        r"parler (?:a|avec) (?:une personne|quelqu'un|un humain|un agent|un conseiller)",
        r"falar com (?:uma pessoa|alguem)",
        r"(?:mit|einen?) (?:einem )?(?:menschen|mitarbeiter)(?: sprechen)?|поговорить с \w+|(?:нужен|позовите) \w+",
        r"pale ak (?:yon )?(?:moun|ajan)|noi chuyen voi|gap nhan vien|makausap|parlare con (?:una persona|qualcuno)",
        r".*(?:人工|真人|客服|상담원|사람과|موظف).*",
    ),
    Clue.HUMAN_ALONE: re.compile(rf"^\W*(?:{_POLITE}\W+)*{_STAFF_NOUN}(?:\W+{_POLITE})*\W*$"),
    Clue.HUMAN_DECLINED: words(
        rf"(?:don'?t|do not|didn'?t|no|not|never) (?:\w+ )?(?:want|need|wish|quiero|necesito|trying)"
        rf" {_NOT_A_MACHINE}{{0,6}}?{HUMAN}",
        rf"(?:no need|without|instead of|sin|rather not) {_NOT_A_MACHINE}{{0,5}}?{HUMAN}",
        rf"no (?:quiero|necesito) {_NOT_A_MACHINE}{{0,5}}?{HUMAN}",
        r"(?:if|when|whether|unless) (?:\w+ )?(?:someone|somebody|anyone|anybody)",
    ),
    Clue.BOT_FAILS: words(
        rf"(?:done|tired|sick|enough|fed up) (?:with|of) (?:this |these |the |your )?{_MACHINE}|(?:a|the) real one",
        rf"(?:this|the|ur|your|stupid|dumb|useless|este|el) (?:\w+ )?{_MACHINE} (?:\w+ ){{0,3}}?(?:useless|not|isn'?t|"
        rf"doesn'?t|can'?t|"
        r"stupid|dumb|terrible|broken|sucks|horrible|annoying|bad|no help|worthless|inutil|no)",
        r"(?:you|u|this)(?:'re| are|r| is)?(?: really)? (?:not|aren'?t|isn'?t|don'?t|dont|can'?t) (?:helping|helpful|"
        r"understand(?:ing)?(?: me)?|getting it|listening|working|answer(?:ing)? my question)",
        r"(?:isn'?t|is not|not) (?:helping|helpful|working)|no (?:me )?(?:entiende[sn]?|ayuda[sn]?|sirve[sn]?)",
    ),
}
