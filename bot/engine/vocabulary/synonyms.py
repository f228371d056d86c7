"""Words and turns of phrase in which a model may say the same thing, in English and Spanish.

Only what changes no fact: whoever adds a line asks whether a patient could be told something else by it.
"""


def _groups(text: str) -> tuple[frozenset[str], ...]:
    return tuple(frozenset(line.split()) for line in text.strip().splitlines())


_ENGLISH = """
get gets got receive receives received receiving
start starts started begin begins began begun starting beginning
finish finished finishes complete completed completes
may might
answer answers reply replies respond responds
like such
split divided
each every
need needs needed
usually usual
write writes
"""
_SPANISH = """
contestar contesta contestan conteste contesten contestado responder responde responden responda respondido
empezar empieza empiece empezado comenzar comienza comience comenzado
terminar termina terminó terminado finalizar finaliza finalizó finalizado
puede podría pueden podrían
cantidad monto
"""
SYNONYMS: dict[str, tuple[frozenset[str], ...]] = {"en": _groups(_ENGLISH), "es": _groups(_SPANISH)}

PHRASES: dict[str, tuple[tuple[str, str], ...]] = {
    "en": (
        (r"\bno action is (?:needed|required)(?: from you| on your part)?\b", "you do not need to do anything"),
        (r"\bnothing is (?:needed|required) from you\b", "you do not need to do anything"),
        (r"\bthere is nothing (?:that )?you need to do\b", "you do not need to do anything"),
        (r"\b(have|has) to\b", "need to"),
        (r"\bright now\b", "now"),
        (r"\bresend\b", "send again"),
        (r"\bas well\b", "also"),
        (r",? since\b(?! \d)", " because"),
        (r"\bbetween (\d+) and (\d+)\b", r"within \1 to \2"),
        (r"\byou (?:will )?(?:get|receive) (?:a|your|the) statement\b", "we send a statement"),
        (r"\bplan year\b", "year"),
        (r"\bits share\b", "its part"),
        (r"\bpayment plans?\b", "installments"),
        (r"\bthe two(?= (?:differ|should|do|are|match))", "they"),
        (r"\b(?:this|that) code\b", "it"),
        (r"\b(monday) through (friday)\b", r"\1 to \2"),
        (r"\bworking (days?)\b", r"business \1"),
        (r"\byou can (ask|call|set|tell|write|start)\b", r"\1"),
        (r"\bwill (follow|send|ask|appear|show|get|help|check|correct|hold|look|tell|be on)\b", r"\1"),
    ),
    "es": (
        (r"\ba menos que\b", "salvo que"),
        (r"\b(?:tiene|tienen) que\b", "necesita"),
        (r"\bpor (?:ahora|el momento)\b", "ahora"),
        (r"\bpor favor\b", ""),
        (r"\bplan(?:es)? de pagos?\b", "cuotas"),
        (r"\b(?:le )?damos seguimiento\b", "seguimos"),
        (r"\bes posible que (?:usted )?deba\b", "podría deber"),
        (r"\b(\w+[aeií]r)(?:l[aoe]s?)\b", r"\1"),
    ),
}
"""Turns of phrase, and what they are read as."""

OPENERS = (
    r"^(?:yes|sure|of course|good news|great news|certainly|sí|claro(?: que sí)?|buenas noticias|por supuesto)"
    r"\s*[,:!.–—-]+\s+"
)
"""How people begin an answer. It says nothing, or what nobody has checked, so it is left out."""
