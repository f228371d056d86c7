"""Words that state nothing by themselves, and the small ones that turn a statement around, in English and Spanish.

A sentence that a model wrote may use the first freely; every other word of it must stand in its source.
"""


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


_ENGLISH = """
a an the this that these those and or so because which who what where when as of in on at to from for with by about into
it its it's is are was were be been being am has have had do does did i i'm i've you you're you've your yours we we're
we've our ours us they they're their them there here both each than then also too one while how here's that's there's
"""
_SPANISH = """
el la los las un una unos unas este esta esto estos estas ese esa eso esos esas y o u e que porque cual cuales quien
donde cuando como de del en a al para por con sobre entre lo le les se su sus es son era eran fue fueron ser sido está
están estaba ha han había yo usted ustedes nosotros nos nuestro nuestra nuestros nuestras me mi él ella ellos ellas hay
aquí también ambos cada pues así ya
"""
FUNCTION_WORDS: dict[str, frozenset[str]] = {"en": _set(_ENGLISH), "es": _set(_SPANISH)}

_ENGLISH_THINGS = """
claim claims insurance insurer plan payer visit service date day amount status bill billing office records record system
documents document says say said shows show according see part patient
"""
_SPANISH_THINGS = """
reclamo reclamos seguro aseguradora plan visita servicio fecha día monto estado factura facturación oficina registro
registros sistema documentos documento dice dicen muestra según parte paciente
"""
PLAIN_WORDS: dict[str, frozenset[str]] = {"en": _set(_ENGLISH_THINGS), "es": _set(_SPANISH_THINGS)}
"""Things that every answer is about."""

_ENGLISH_TALK = """
now currently still but please just mean means meant stand stands take takes took come comes use uses called
appear appears offer offers
"""
_SPANISH_TALK = """
ahora actualmente todavía aún sigue siguen pero significa significan haya hayan aparece
aparecen
"""
DISCOURSE: dict[str, frozenset[str]] = {"en": _set(_ENGLISH_TALK), "es": _set(_SPANISH_TALK)}
"""How people lead from one thing to the next: it adds no fact to what stands beside it."""

_ACTORS = """
you you usted ustedes patient patients paciente pacientes;
we we us office nosotros oficina;
plan plan plans insurance insurer insurers payer planes seguro seguros aseguradora
"""
ACTORS: dict[str, str] = {
    word: who for who, *words in (group.split() for group in _ACTORS.split(";")) for word in words
}
"""Who does something or has it done to them. They may not change places."""

GIVING: frozenset[str] = _set("send mail give tell show ask write envi mand dec muestr pid escrib")
"""Stems of what is always done to somebody, whether or not it says so."""

_NEGATIONS = """
not no never none nothing nobody without cannot neither nor
nunca jamás ninguno ninguna ningún nada nadie sin ni tampoco
"""
NEGATIONS: frozenset[str] = _set(_NEGATIONS)

_CONDITIONS = """
if unless except only until before after may might could usually usual most often some sometimes about around typically
generally normally likely maybe up least between business
si salvo excepto usual habitual solo sólo solamente hasta antes después puede pueden podría podrían suele suelen
generalmente normalmente mayoría algunos algunas veces aproximadamente probablemente quizás máximo menos entre
hábiles laborables
"""
CONDITIONS: frozenset[str] = _set(_CONDITIONS)
"""Words that narrow a statement: who drops them says more than the source."""
MEASURING: frozenset[str] = _set("business hábiles laborables between entre")
"""Those of them that belong to one number."""

_STATES = """
pending denied rejected paid approved accepted settled closed reversed refunded owe owes owed
pendiente denegado denegada negado rechazado rechazada pagado pagada aprobado aprobada aceptado cerrado debe debo
"""
STATES: frozenset[str] = _set(_STATES)
"""What becomes of a claim or a bill: a matter of facts, and in a document a matter of its exact words."""

_NUMBERS = """
0 zero cero; 2 two dos twice pair; 3 three tres; 4 four cuatro; 5 five cinco; 6 six seis; 7 seven siete; 8 eight ocho;
9 nine nueve; 10 ten diez; 11 eleven once; 12 twelve doce dozen docena; 13 thirteen trece; 14 fourteen catorce;
15 fifteen quince; 16 sixteen dieciséis; 17 seventeen diecisiete; 18 eighteen dieciocho; 19 nineteen diecinueve;
20 twenty veinte; 30 thirty treinta; 40 forty cuarenta; 45 forty-five; 50 fifty cincuenta half mitad; 60 sixty sesenta;
70 seventy setenta; 80 eighty ochenta; 90 ninety noventa; 100 hundred cien ciento; 1000 thousand mil
"""
NUMBER_WORDS: dict[str, str] = {
    word: number for number, *words in (group.split() for group in _NUMBERS.split(";")) for word in words
}
_UNITS = """
day day days día días; week week weeks semana semanas; month month months monthly mes meses mensual mensuales;
year year years año años; hour hour hours hora horas; minute minute minutes minuto minutos;
dollar dollar dollars dólar dólares; percent percent porcentaje
"""
UNITS: dict[str, str] = {
    word: unit for unit, *words in (group.split() for group in _UNITS.split(";")) for word in words
}
"""The same measure in both languages."""
