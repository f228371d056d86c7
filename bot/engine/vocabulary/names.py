"""Words that stand beside a name, or where one could stand, and never are one."""

from bot.engine.vocabulary.concepts import words

NOT_A_NAME = words(
    r"about|again|already|also|apellido|are|asking|atendido|b-?day|birth|birthday|born|but|calling|card|claim|con",
    r"cuatro|cumpleanos|date|details|digitos|digits|dob|en|ending|ends|es|favor|fecha|first|five|four",
    r"friday|full|here|hoy|hurry|id|info|information|insurance|is|just|last|like|llamando|looking",
    r"member|miembro|monday|naci|nacida|nacido|nacimiento|name|nd|no|nombre|not|now|number|numero",
    r"only|paciente|patient|phone|policy|poliza|por|rd|ready|really|right|saturday|security|seen|send",
    r"sending|sent|service|si|so|sobre|social|ssn|st|still|sunday|surname|telefono|telling|termina|th",
    r"there|three|thursday|today|tomorrow|trying|tuesday|two|ultimos|up|very|visit|visita|waiting",
    r"want|wednesday|will|would|wrong|yes|yesterday|zip",
    r"claro|el|ok|okay|please|son|sure",
    r"at|call|cell|cvv|exp|fax|mobile|tarjeta|tel|text|visa",
)
