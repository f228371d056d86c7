"""Signs that mean something only together, and what they mean: a person wanted, an appeal, a dispute.

A clue is a class of words (any noun for a human, any verb of contact), never a sentence. A rule holds where its clues
stand together in one clause or sentence, in any order.
"""

import re
from dataclasses import dataclass
from enum import Enum, auto

from bot.engine.vocabulary.concepts import Concept, either, words


class Clue(Enum):
    """What a clause can hold."""

    HUMAN = auto()
    CONTACT = auto()
    WISH = auto()
    HUMAN_WISHED = auto()
    HUMAN_ALONE = auto()
    HUMAN_DECLINED = auto()
    FIGHT = auto()
    DECISION = auto()
    DISAGREES = auto()
    NECESSARY = auto()
    PROVEN_NEED = auto()
    MEDICAL = auto()
    FIGURE = auto()
    PERSONAL_DATA = auto()
    WRONG = auto()
    WRONG_ASKED = auto()
    TWICE = auto()
    NOT_DONE = auto()
    SERVICE = auto()
    PAPER = auto()
    PAID = auto()
    UNSETTLED = auto()
    BILLED_ON = auto()
    PROMISED = auto()
    TWO_SOURCES = auto()
    DISAGREE = auto()


_HUMAN = either(
    "person", "people", "humans?", "human being", "someone", "whoever", "somebody", "anyone", "anybody", "agents?",
    "reps?",
    "representatives?", "specialists?", "managers?", "supervisors?", "billers?", "operators?", "advisors?", "team",
    "staff", "employees?", "colleague", "clerk", "receptionist", "department", "personas?", "alguien", "humano",
    "agentes?", "especialistas?", "gerente", "supervisora?", "representantes?", "asesora?", "operadora?",
    "encargad[oa]", "empleado",
)  # fmt: skip
_STAFF_NOUN = either(
    "person", "human", "human being", "agent", "rep", "representative", "specialist", "manager", "supervisor", "biller",
    "operator", "advisor", "persona", "humano", "agente", "especialista", "gerente", "supervisora?", "representante",
    "asesora?", "operadora?",
)  # fmt: skip
_POLITE = either(
    "please", "pls", "plz", "now", "ok", "hey", "hi", "just", "only", "a", "an", "the", "real", "live", "actual",
    "billing", "por favor", "ya", "un", "una", "yes", "no", "thanks", "asap", "hola", "human",
)  # fmt: skip
_NOT_A_MACHINE = r"(?:(?!(?:bot|robot|machine|computer|maquina|i|want|need|quiero)\b)\w+ )"

CLUES: dict[Clue, re.Pattern[str]] = {
    Clue.HUMAN: words(_HUMAN),
    Clue.CONTACT: words(
        r"speak|talk(?:ing)?|chat|connect|reach|call|contact|phone|ring|discuss|escalat\w+|forward|transfer|assign",
        r"(?:put|get|patch) (?:me )?(?:through|hold of)|(?:pick|take) (?:\w+ )?(?:up|over)|go over",
        r"hand (?:\w+ )?(?:off|over)",
        r"hablar|comuni\w+|pas[ae]\w*|llam\w+|atend\w+|atiend\w+|contact\w+|conect\w+|transfier\w+|ayud\w+",
    ),
    Clue.WISH: words(
        r"want|need|wish|prefer|rather|like|please|pls|let me|can|could|may|is there|are there|have|how do i|where",
        r"quiero|quisiera|necesito|prefiero|gustaria|por favor|puedo|puede[ns]?|podria[ns]?|hay|dame|deme",
    ),
    Clue.HUMAN_WISHED: words(
        rf"(?:give me|get me|send me|put|want|need|prefer|rather have|quiero|necesito|dame|deme|p[aá]s[ae]\w*)"
        rf" {_NOT_A_MACHINE}{{0,4}}?{_HUMAN}",
        rf"(?:speak|talk|chat|connect me|through|transfer(?: me)?|hablar|comunicar\w*) (?:\w+ ){{0,3}}?(?:to|"
        rf"with|con|a) "
        rf"(?:\w+ ){{0,4}}?{_HUMAN}",
        r"(?:real|live|actual) (?:person|human|agent|people)|persona real|not a (?:bot|robot|machine)",
        r"representative|operator|customer service|agente|representante|call me(?: back)?|llamenme",
        r"(?:any|some)(?:one|body) (?:human|real|alive|live)|is (?:any|some)(?:one|body) (?:out |still )?there",
        r"(?:someone|somebody|a person|anyone) (?:to )?(?:call|contact|help) me|human (?:being|please|now)",
        r"parler (?:a|avec) (?:une personne|quelqu'un|un humain|un agent|un conseiller)",
        r"falar com (?:uma pessoa|alguem)",
        r"(?:mit|einen?) (?:einem )?(?:menschen|mitarbeiter)(?: sprechen)?|поговорить с \w+|(?:нужен|позовите) \w+",
        r"pale ak (?:yon )?(?:moun|ajan)|noi chuyen voi|gap nhan vien|makausap|parlare con (?:una persona|qualcuno)",
        r".*(?:人工|真人|客服|상담원|사람과|موظف).*",
    ),
    Clue.HUMAN_ALONE: re.compile(rf"^\W*(?:{_POLITE}\W+)*{_STAFF_NOUN}(?:\W+{_POLITE})*\W*$"),
    Clue.HUMAN_DECLINED: words(
        rf"(?:don'?t|do not|didn'?t|no|not|never) (?:\w+ )?(?:want|need|wish|quiero|necesito|trying)"
        rf" {_NOT_A_MACHINE}{{0,6}}?{_HUMAN}",
        rf"(?:no need|without|instead of|sin|rather not) {_NOT_A_MACHINE}{{0,5}}?{_HUMAN}",
        rf"no (?:quiero|necesito) {_NOT_A_MACHINE}{{0,5}}?{_HUMAN}",
    ),
    Clue.FIGHT: words(
        r"fight\w*|contest\w*|challeng\w+|overturn\w*|revers\w+|reconsider\w*|object(?:ing)? to|push back|reopen",
        r"(?:second|another|new|fresh) (?:look|review|opinion)|(?:look at|review) (?:it |this |that )?again",
        r"change their mind",
        r"pelear\w*|impugnar\w*|reconsider\w+|revert\w+|revisar (?:\w+ )?(?:otra vez|de nuevo)|pele[oa]",
    ),
    Clue.DECISION: words(
        r"den(?:y|ied|ial|ials)|decisions?|determinations?|reject\w*|rulings?|refus\w+|plan|insur\w+|payer|claims?",
        r"deneg\w+|negaron|negativa|rechaz\w+|decision(?:es)?|seguro|aseguradora|reclamo",
    ),
    Clue.DISAGREES: words(
        r"disagree\w*|(?:don'?t|do not|doesn'?t) (?:agree|recogni[sz]e|accept)|can(?:'?t|not) be (?:right|correct)",
        r"no (?:estoy de acuerdo|reconozco|acepto)|no puede ser",
    ),
    Clue.NECESSARY: words(r"ne[cs]+e[cs]+(?:ar|it[iy])\w*", r"necesidad"),
    Clue.PROVEN_NEED: words(
        r"(?:prove|show|proof|justify|argue|convince|explain to)(?: \w+){0,4}? (?:need(?:ed)?|had to have|required)",
    ),
    Clue.MEDICAL: words(
        r"med|medical\w*|medic[oa]\w*|therap\w+|treatments?|surger\w+|procedures?|mri|scans?|tests?",
        r"stud(?:y|ies)|x-?rays?",
        r"injections?|medications?|drugs?|stay|admission|services?|terapia|tratamiento|cirugia|deemed|wasn'?t|isn'?t",
    ),
    Clue.FIGURE: words(
        r"bills?|billed|billing|statements?|charg\w+|balance|amount|co-?pays?|deductible|total|fees?|invoices?",
        r"payments?",
        r"claims?|eob|account|acct|ow(?:e|es|ed)|factura\w*|cuenta|cargos?|cobr\w+|saldo|pago|reclamo|\$\d\S*",
        r"\d+\.\d\d",
    ),
    Clue.PERSONAL_DATA: words(
        r"name|birthday|birth ?date|date of birth|dob|address|gender|sex|member id|policy|plan|insurance",
        r"provider|doctor",
        r"nombre|apellido|direccion|fecha|poliza|seguro",
    ),
    Clue.WRONG: words(
        r"wrong(?:ly)?(?! (?:one|claim|chat|window))|incorrect\w*|mistakes?|mistaken\w*|misspel\w+|inaccurate",
        r"mix(?:ed)?[ -]up",
        r"(?:an|your|billing|coding|big|in|the) error|not (?:right|mine|correct|accurate)",
        r"isn'?t (?:right|mine|correct)",
        r"(?:doesn'?t|does not|don'?t|didn'?t) (?:match|add up|make sense)|can'?t (?:count|add)|not what i",
        r"instead of|(?:was|were) quoted",
        r"(?:esta|estan|es|muy) mal|mal (?:escrit|cobrad|hech)\w+|equivoc\w+|incorrect[oa]|por error",
        r"no es (?:mi|mia|mio)",
    ),
    Clue.WRONG_ASKED: words(
        r"(?:what|anything|something|nothing)(?:'s| is| was| went| goes| could be)? wrong", r"wrong (?:claim )?number"
    ),
    Clue.TWICE: words(
        r"twice|double|duplicat\w+|two times|both times|overcharg\w*|too much|more than (?:once|i|you|we|they|it)",
        r"two (?:bills|charges|copays) for|dos veces|doble|de mas",
    ),
    Clue.NOT_DONE: words(
        r"(?:i|we|he|she|nobody|no one|you|they|patient|pt)(?: \w+)?(?: never| didn'?t| did not| wasn'?t| weren'?t)"
        r"(?: even| ever)? (?:had|have|got|get|saw|see|seen|went|go|been|there|did|do|done|order\w*|sign\w*|agree\w*|"
        r"authoriz\w+|ask\w*|perform\w*|show\w*|come|came|in|visit\w*)",
        r"(?:i|we|he|she|pt|patient) only (?:had|came|went|saw|got|did)|solo (?:fui|tuve|vi)",
        r"(?:nobody|no one) (?:\w+ )?(?:did|does|gave|ordered|told|performed|asked|saw|touched)",
        r"(?:never|not|wasn'?t) (?:performed|rendered|provided|done|happened)|didn'?t happen|never happened",
        r"nunca (?:me )?(?:hicieron|recibi|fui|estuve|tuve|vi|pedi)|no (?:me hicieron|recibi|fui|estuve|pedi)",
    ),
    Clue.SERVICE: words(
        r"tests?|visits?|services?|x-?rays?|mri|scans?|labs?|procedures?|surger\w+|shots?|appointments?",
        r"treatments?|exams?",
        r"doctors?|therap\w+|bill(?:ed)?|charg\w+|visita|examen|prueba|cita|servicio|radiografia|cobr\w+",
    ),
    Clue.PAPER: words(
        r"(?:got|get|received?|recibi|seen?|saw) (?:a|an|any|my|the|your|one|la|el|mi|una?|ninguna?)? ?"
        r"(?:bill|statement|eob|letter|card|notice|answer|reply|call|email|factura|carta|estado)",
    ),
    Clue.PAID: words(
        r"(?:i|we|she|he|pt|patient|wife|husband|mom|dad)(?:'ve| have| has)? (?:already |just |also )?"
        r"(?:paid|pay|mailed|made|sent|gave|handed)",
        r"(?:co-?pay|payment|it|money) (?:was|were|got) (?:collected|taken|made|paid)",
        r"you (?:guys |already )?(?:cashed|took|deposited|have my)",
        r"(?:check|payment|card) (?:was |has |already )?(?:cleared|cashed|deposited|charged|went through)",
        r"(?:insurance|plan|seguro) (?:already|ya) (?:paid|pago)|(?:already|ya) paid|(?:ya )?(?:pague|pagamos)|ya pago",
    ),
    Clue.UNSETTLED: words(
        r"still|again|but|never|missing|where|why|nothing|another|not (?:on|in|showing|posted|there|credited)|isn'?t",
        r"pero|otr[oa]|sigu?e\w*|sigo|otra vez|todavia|aparece|donde|no (?:esta|sale)",
    ),
    Clue.BILLED_ON: words(
        (
            r"(?:keeps?|kept|still) (?:on )?(?:billing|charging|sending|asking|bills?|charges?|getting (?:bills?|"
            r"charged|billed))"
        ),
        r"(?:keep|still) (?:getting|receiving) (?:\w+ )?(?:bills?|statements|charges)",
        r"(?:me )?sigu?en (?:cobrando|mandando|enviando)|sigo recibiendo",
    ),
    Clue.PROMISED: words(
        r"(?:told|promised|assured|swore|said|quoted|dijeron|prometi\w+)(?: \S+){0,6}? (?:not|no|never|wouldn'?t|"
        r"won'?t|free|"
        r"nothing|zero|covered|gratis|nada|cubri\w+) ?(?:\w+ ){0,3}?"
        r"(?:charg\w+|bill\w*|owe|pay|cost|cobr\w+|pagar|free|covered|gratis)?"
    ),
    Clue.TWO_SOURCES: words(
        (
            r"(?:says?|said|told|shows?|claims|dice[ns]?|dij\w+)(?!\w)(?: \S+){1,14}? (?:says?|said|told|shows?|"
            r"dice[ns]?|dij\w+)"
        ),
    ),
    Clue.DISAGREE: words(r"but|never|other|second|different|while|then|pero|otr[oa]|nunca|which is it|not"),
}


@dataclass(frozen=True, slots=True)
class Together:
    """A concept that holds where one clue of each group stands, and none of `unless`."""

    concept: Concept
    groups: tuple[tuple[Clue, ...], ...]
    unless: tuple[Clue, ...] = ()

    def holds(self, found: frozenset[Clue]) -> bool:
        """Say whether the clues of one clause or sentence are enough."""
        return found.isdisjoint(self.unless) and all(not found.isdisjoint(group) for group in self.groups)


_C, _L = Concept, Clue
IN_CLAUSE = (
    Together(_C.PERSON, ((_L.HUMAN_WISHED, _L.HUMAN_ALONE),), (_L.HUMAN_DECLINED,)),
    Together(_C.PERSON, ((_L.HUMAN,), (_L.CONTACT,), (_L.WISH,)), (_L.HUMAN_DECLINED,)),
)
"""Whether a person is wanted is said in one breath."""

IN_SENTENCE = (
    Together(_C.APPEAL, ((_L.FIGHT,), (_L.DECISION,))),
    Together(_C.APPEAL, ((_L.DISAGREES,), (_L.DECISION,))),
    Together(_C.DISPUTE, ((_L.FIGURE,), (_L.DISAGREES,))),
    Together(_C.NECESSITY, ((_L.NECESSARY, _L.PROVEN_NEED), (_L.MEDICAL,))),
    Together(_C.DISPUTE, ((_L.FIGURE,), (_L.WRONG,)), (_L.WRONG_ASKED,)),
    Together(_C.DISPUTE, ((_L.FIGURE,), (_L.TWICE,))),
    Together(_C.DISPUTE, ((_L.NOT_DONE,), (_L.SERVICE,)), (_L.PAPER,)),
    Together(_C.DISPUTE, ((_L.BILLED_ON,),)),
    Together(_C.CORRECTION, ((_L.PERSONAL_DATA,), (_L.WRONG,)), (_L.WRONG_ASKED,)),
    Together(_C.MISSING_PAYMENT, ((_L.PAID,), (_L.UNSETTLED,))),
    Together(_C.WAIVER, ((_L.PROMISED,), (_L.FIGURE,))),
)
IN_MESSAGE = (Together(_C.CONFLICT, ((_L.TWO_SOURCES,), (_L.DISAGREE,))),)
