"""Who speaks, for whom, and whether they want a person."""

from bot.engine.vocabulary.concepts import Concept, Stems, words

_C = Concept
PEOPLE: Stems = {
    _C.PERSON: words(
        (
            r"(?:speak|talk|chat|connect me|put me through|transfer(?: me)?|get me|reach|hablar|comunicar\w*|"
            r"pasame|paseme)(?: \w+){0,3}? (?:to|with|con|a)?\s*(?:\w+ ){0,4}?(?:person|human|someone|somebody|"
            r"agent|reps?|specialist|manager|supervisor|people|staff|biller|persona|alguien|humano|agente|"
            r"especialista|gerente|supervisora?)"
        ),
        r"(?:real|live|actual) (?:person|human|agent|people)",
        r"human (?:being|please|now)",
        r"representative",
        r"operator",
        r"customer service",
        r"call me(?: back)?",
        r"(?:someone|somebody|a person|anyone) (?:to )?(?:call|contact|help) me",
        r"llamenme",
        r"persona real",
        r"(?:want|need) (?:a|to see a|to have a) (?:person|human|manager|supervisor|specialist)",
        r"not a (?:bot|robot|machine)",
        r"agente",
        r"representante",
    ),
    _C.THIRD_PARTY: words(
        (
            r"(?:my|mi) (?:\w+[ -])?(?:husband|wife|spouse|ex|partner|boyfriend|girlfriend|mother|mom|father|dad|"
            r"parents?|son|daughter|child|kid|kids|brother|sister|friend|neighbou?r|roommate|client|coworker|boss|"
            r"employee|grand\w+|aunt|uncle|cousin|esposo|esposa|marido|mujer|hijo|hija|madre|mama|padre|papa|"
            r"hermano|hermana|amigo|amiga|vecin[oa]|abuel[oa]|suegr[oa]|jefe|ex)(?:'?s)?"
        ),
        r"on behalf of",
        r"for (?:my|a|another) (?:\w+ )?(?:relative|friend|client|patient)",
        r"(?:his|her|their) (?:claim|bill|account|insurance|status|balance)",
        r"somebody else'?s",
        r"someone else'?s",
        r"de parte de",
        r"i(?:'m| am) (?:calling|asking|writing) for",
    ),
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
