"""Promises in Spanish. Accents count where they part the past from the present: `llamó` promises nothing."""

import re
from datetime import date, timedelta

from bot.engine.promising.days import ReadDay, Said
from bot.engine.promising.grammar import Grammar, Times, any_of, names, numbers

_DAYS = numbers("lunes:0 martes:1 miércoles:2 miercoles:2 jueves:3 viernes:4 sábado:5 sabado:5 domingo:6")
_WEEKDAY = "|".join(_DAYS)
_MONTH = any_of("enero febrero marzo abril mayo junio julio agosto septiembre setiembre octubre noviembre diciembre")
_DATE = rf"\d{{1,2}} de (?:{_MONTH})(?: del? \d{{4}})?"
_NUMBERS = numbers("un:1 una:1 uno:1 dos:2 tres:3 cuatro:4 cinco:5 seis:6 siete:7 ocho:8 nueve:9 diez:10 quince:15")
_NUMBER = names(_NUMBERS)
_UNITS = {"minuto": "minutes", "hora": "hours", "día": "days", "dia": "days", "semana": "weeks"}


def _weekday(found: re.Match[str], said: Said) -> date | None:
    day = _DAYS[found["day"]]
    if not found["date"]:
        ref = "this" if found["this"] else "next" if found["next"] or found["coming"] else ""
        return said.weekday(day, ref)
    dated = said.written(found["date"])
    return dated if dated and dated.weekday() == day else None


def _span(found: re.Match[str], said: Said) -> date | None:
    number, unit = found["more"] or found["number"], found["unit"]
    many = _NUMBERS.get(number) or int(number)
    if found["working"]:
        return said.working_days(many) if unit in {"día", "dia"} else None
    return said.day_of(said.at + timedelta(**{_UNITS[unit]: many}))


_FORMS: dict[str, ReadDay] = {
    rf"(?:el |(?P<this>este )|(?P<next>(?:el )?próximo ))?(?P<day>{_WEEKDAY})\b"
    rf"(?P<coming> próximo| que viene)?(?:,? (?:(?:el )?(?P<date>{_DATE})))?": _weekday,
    r"pasado mañana": lambda _, said: said.today + timedelta(days=2),
    r"(?<!\bla )mañana": lambda _, said: said.today + timedelta(days=1),
    r"hoy(?: mismo)?|esta (?:mañana|tarde|noche)": lambda _, said: said.today,
    r"la (?:próxima semana|semana próxima|semana que viene)": lambda _, said: said.week_end(1),
    r"esta semana|(?:el |al )?(?:final|finales) de (?:la |esta )?semana|(?<=antes del )fin de semana": (
        lambda _, said: said.week_end(0)
    ),
    r"(?:el |al )?(?:final|finales|fin) de(?:l| este) mes": lambda _, said: said.month_end(),
    rf"(?:en|dentro de|en un plazo de)(?: l[ao]s)?(?: próxim[ao]s)? (?P<number>{_NUMBER})"
    rf"(?: (?:a|o) (?P<more>{_NUMBER}))?"
    r" (?P<unit>minuto|hora|día|dia|semana)s?(?P<working> hábiles| habiles| hábil| laborables?)?": _span,
    rf"(?:el )?(?:día )?(?P<date>{_DATE})": lambda found, said: said.written(found["date"]),
    r"el día (?P<nth>\d{1,2})": lambda found, said: said.day_of_month(int(found["nth"])),
}
_TIMES = Times(
    forms=tuple((re.compile(rf"(?:{form})(?![\w/])"), read) for form, read in _FORMS.items()),
    lead=re.compile(r",? ?(?:(?:para|antes de|antes del?|a más tardar|hasta|a) (?=el |del |la |este |\w))*"),
    before=re.compile(r"\bantes\b"),
    end=re.compile(r"\b(?:final|finales|fin)\b"),
    joined=re.compile(r",? (?:o|u|al?)(?= )"),
    tail=re.compile(
        r"$|[,):(—–]| - | (?:por|a|en|antes|temprano|mismo|con|y|e|pero|para|sin falta|como|de la|entre|sobre|desde|"
        r"al|lo que|gracias|porque|ya)\b"
    ),
)
_YOU = r"(?:te|le|les|lo|la|los|las)"
_VERB = r"(?:llam|marc|contest|avis|inform|contact|mand|confirm)"
_DEED = (
    rf"(?:{_VERB}(?:o|ar[eé]|aremos|amos)|envi(?:ar[eé]|aremos|amos)|env[ií]o|escrib(?:o|ir[eé]|iremos|imos)|"
    r"respond(?:o|er[eé]|eremos|emos)|d(?:oy|ar[eé]|aremos|amos)|tengo|tendr[eé]|tendremos|"
    r"(?:vuelvo|volver[eé]|volveremos) a (?:llamar|escribir)|(?:devuelvo|devolver[eé]|devolveremos) la llamada)"
)
_TO_DO = (
    r"(?:llamar|contestar|avisar|informar|contactar|mandar|enviar|confirmar|escribir|responder|dar|volver a llamar)"
)
SPANISH = Grammar(
    who=re.compile(r"\b(?:voy|vamos) a\b"),
    deed=re.compile(rf"\b{_TO_DO}{_YOU}\b|\b{_YOU} {_DEED}\b|\b(?:comunicarme|comunicarnos|ponerme en contacto)\b"),
    aside=re.compile(r"(?P<own>(?!.*\b(?:pedir|pida|que)\b).* y)? (?:también |luego |después )*"),
    opening=re.compile(
        r"^$|[,:;(—–] ?$|(?:^|\W)(?:y|yo|entonces|luego|también|pues|sí|bueno|hola|gracias|nosotros|alguien"
        r"(?: de nuestro equipo| de la oficina)?|un colega|mi colega|un especialista) $"
    ),
    whole=re.compile(
        rf"\b{_YOU} {_DEED}\b|\b{_YOU} (?:voy|vamos) a {_TO_DO}\b|"
        rf"\b{_YOU} (?:llamará|responderá|contestará|escribirá)\b|"
        r"\b(?:me comunico|me comunicar[eé]|nos comunicaremos|(?:me pongo|nos ponemos) en contacto|"
        r"me pondr[eé] en contacto|nos pondremos en contacto|estar[eé] en contacto|tendr[eé]|tendremos)\b|"
        r"\b(?:tendrás?|recibirás?) (?:una|mi|nuestra|la) (?:respuesta|llamada|noticia)\b"
    ),
    unsure=re.compile(r"[ai]mos$(?<!respondemos)"),
    ahead=re.compile(r"\b(?:mañana|próxim[ao]s?|que viene|en|dentro|para|antes|a más tardar)\b"),
    between=re.compile(
        r",? (?:"
        + any_of(
            "a usted ustedes con contigo de vuelta la las el los una un su sus tu tus mi nuestra nuestro esto eso este "
            "esta sobre acerca del respuesta respuestas noticias llamada mensaje correo actualización información "
            "resultado resultados reclamo reclamación factura cuenta caso pregunta saldo pago lo que me nos digan "
            "dicen averigüe averiguo personalmente directamente aquí por teléfono escrito otra vez nuevo nuevamente "
            "más detalles definitiva final saber ya en seguimiento formulario copia documento documentos"
        )
        + r")(?![\w-])"
    ),
    times=_TIMES,
    condition=re.compile(
        r"\bsi\b(?!,)|\b(?:cuando|una vez que|en cuanto|tan pronto|hasta que|a menos|salvo|siempre que|"
        r"en caso|depende)\b|\bdespués de\b(?! (?:las|la una))"
    ),
    doubt=re.compile(
        r"\b(?:no|nunca|tampoco|quizás?|quizas?|tal vez|a lo mejor|probablemente|posiblemente|intentar[eé]|intento|"
        r"tratar[eé]|trato|espero|esperamos|ojalá|podría|debería|puede|dice|dijo|dijeron|según|creo)\b"
    ),
    clause_end=re.compile(r"[,;:()—–]| - |\b(?:pero|así que|y|porque|pues)\b"),
)
