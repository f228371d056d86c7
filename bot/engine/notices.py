"""The bot's fixed sentences in English and Spanish; `office.yml` holds the office's own (greeting, escalation)."""

Say = dict[str, str]

EMERGENCY: Say = {
    "en": "**If this is an emergency, call 911 now** or go to the nearest emergency room. This is a billing desk: "
    "nobody here can give medical help. Your billing question can wait; write again when you are safe.",
    "es": "**Si es una emergencia, llame al 911 ahora** o vaya a la sala de emergencias más cercana. Esta es una "
    "oficina de facturación: aquí nadie puede dar ayuda médica. Su pregunta puede esperar; escriba cuando esté "
    "a salvo.",
}
CRISIS: Say = {
    "en": "**You are not alone. Please call or text 988 now** (Suicide and Crisis Lifeline, free, day and night), or "
    "call 911 if you are in danger. This is a billing desk and cannot help with this, but they can, right now.",
    "es": "**No está solo. Llame o envíe un mensaje de texto al 988 ahora** (Línea de Prevención del Suicidio y "
    "Crisis, gratis, día y noche; oprima 2 para español), o llame al 911 si está en peligro.",
}
MEDICAL_ADVICE: Say = {
    "en": "I can't give medical advice. Please ask your doctor or pharmacist. I can help with claims and bills.",
    "es": "No puedo dar consejos médicos. Pregunte a su médico o farmacéutico. Puedo ayudar con reclamos y facturas.",
}
SMALL_TALK: Say = {
    "en": "I can tell you where a claim stands and answer questions about bills from our office's documents.",
    "es": "Puedo decirle cómo va un reclamo y responder preguntas sobre facturas con los documentos de la oficina.",
}
ANOTHER_TRADE: Say = {
    "en": "I only know this office's medical claims and bills, so I can't help with that one. If you meant one of "
    "ours, give me its claim number or ask for a person.",
    "es": "Solo conozco los reclamos y facturas médicas de esta oficina, así que no puedo ayudar con eso. Si se trata "
    "de uno nuestro, deme su número de reclamo o pida hablar con una persona.",
}
THANKS: Say = {"en": "You're welcome.", "es": "De nada."}
NOT_UNDERSTOOD: Say = {
    "en": "I help with claims and bills, and I couldn't tell what you need. You can give me a claim number "
    "(for example {example}), ask a billing question, or ask for a person.",
    "es": "Ayudo con reclamos y facturas, y no entendí lo que necesita. Puede darme un número de reclamo "
    "(por ejemplo {example}), hacer una pregunta de facturación o pedir hablar con una persona.",
}
INJECTION: Say = {
    "en": "I can't do that. I can tell you where your own claim stands, or answer a billing question.",
    "es": "No puedo hacer eso. Puedo decirle cómo va su propio reclamo o responder una pregunta de facturación.",
}
ASK_IDENTITY: Say = {
    "en": "To protect your privacy I need to know who you are before I say anything about a claim. "
    "Please send me {missing}.",
    "es": "Para proteger su privacidad necesito saber quién es usted antes de hablar de un reclamo. Envíeme {missing}.",
}
ASK_MORE: Say = {"en": "Thank you. I still need {missing}.", "es": "Gracias. Todavía necesito {missing}."}
NO_MATCH: Say = {
    "en": "I couldn't match what you sent with our records. Please check the claim number, the spelling of your last "
    "name, your date of birth and the other detail, and send all of them again, or ask for a person.",
    "es": "No pude encontrar una coincidencia con nuestros registros. Revise el número de reclamo, su apellido, su "
    "fecha de nacimiento y el otro dato, y envíelos todos otra vez, o pida hablar con una persona.",
}
LOCKED: Say = {
    "en": "I couldn't match what you sent with our records, so I'm passing this to a person.",
    "es": "No pude encontrar una coincidencia con nuestros registros, así que se lo paso a una persona.",
}
THIRD_PARTY: Say = {
    "en": "I can only talk with a patient about their own claims. For somebody else, a person here must first check "
    "that you may speak for them.",
    "es": "Solo puedo hablar con un paciente sobre sus propios reclamos. Para otra persona, alguien de la oficina debe "
    "comprobar primero que usted está autorizado.",
}
CANNOT_SAY_WHO: Say = {
    "en": "I can't say whether somebody is a patient here. If this is about your own claim, please send me {missing}.",
    "es": "No puedo decir si alguien es paciente aquí. Si se trata de su propio reclamo, envíeme {missing}.",
}
ASK_CLAIM: Say = {
    "en": "Which claim is it? It has {words}, for example {example}.",
    "es": "¿Qué reclamo es? Por ejemplo {example}.",
}
MALFORMED: Say = {
    "en": "“{text}” doesn't look like one of our claim numbers. They have {words}, for example {example}. "
    "Could you check it?",
    "es": "“{text}” no parece uno de nuestros números de reclamo. Un ejemplo es {example}. ¿Puede revisarlo?",
}
UNCLEAR: Say = {
    "en": "Is {text} a claim number? If so, write “claim {text}”. Ours have {words}, for example {example}.",
    "es": "¿Es {text} un número de reclamo? Si lo es, escriba “reclamo {text}”. Un ejemplo es {example}.",
}
NINE_DIGITS: Say = {
    "en": "If these nine digits are a claim number, please write “claim” and the number again. "
    "Please never send a Social Security number; I have not kept it.",
    "es": "Si esos nueve dígitos son un número de reclamo, escriba “reclamo” y el número otra vez. "
    "Por favor nunca envíe un número de Seguro Social; no lo he guardado.",
}
TOO_MANY: Say = {
    "en": "I looked at the first {most} claim numbers only; please send the others in another message.",
    "es": "Solo revisé los primeros {most} números; envíe los demás en otro mensaje.",
}
UNKNOWN_DOCUMENTS: Say = {
    "en": "I don't find that in our office's documents, so I won't guess.",
    "es": "No lo encuentro en los documentos de la oficina, y no quiero adivinar.",
}
OFFER_PERSON: Say = {
    "en": "Would you like a billing specialist to answer?",
    "es": "¿Quiere que le responda un especialista en facturación?",
}
OFFER_LOOKUP: Say = {
    "en": "If you'd like me to check your own claim, send me its number.",
    "es": "Si quiere que revise su propio reclamo, envíeme el número.",
}
COULD_NOT_CHECK: Say = {
    "en": "I could not check claim {number} just now.",
    "es": "No pude revisar el reclamo {number} en este momento.",
}
ASK_AGAIN: Say = {
    "en": "Could you compare it with your letter and send it once more? If it stays the same, a person will look.",
    "es": "¿Puede compararlo con su carta y enviarlo otra vez? Si sigue igual, lo revisará una persona.",
}
NO_SUCH_VISIT: Say = {
    "en": "I could not find a claim for that visit with what I have.",
    "es": "No pude encontrar un reclamo de esa visita con los datos que tengo.",
}
NOT_IN_RECORD: Say = {
    "en": "I could not find claim {number} with what I have. A claim can be too new to show, or the "
    "number can be off by a digit.",
    "es": "No pude encontrar el reclamo {number} con los datos que tengo. Puede ser muy reciente o "
    "tener un dígito cambiado.",
}
COME_ALONE: Say = {
    "en": "Others can read along here, so I say nothing about claims or bills in this place. Please write to me in a "
    "personal chat: choose my name, then Chat.",
    "es": "Aquí otros pueden leer, así que no digo nada sobre reclamos ni facturas en este lugar. Escríbame en un chat "
    "personal: elija mi nombre y luego Chat.",
}
ANSWERED_ALONE: Say = {
    "en": "Others can read along here, so I'm answering you in our personal chat.",
    "es": "Aquí otros pueden leer, así que le respondo en nuestro chat personal.",
}
ADDED: Say = {
    "en": "I've added this to your case; a billing specialist will answer here.",
    "es": "Lo agregué a su caso; un especialista en facturación le responderá aquí.",
}
NOT_HANDED_OVER: Say = {
    "en": "Something went wrong on our side: the billing desk does not have your question. Please ask again.",
    "es": "Algo falló de nuestro lado: la oficina de facturación no tiene su pregunta. Pregunte otra vez.",
}
FAILED_TURN: Say = {
    "en": "Something went wrong on our side and I could not answer.",
    "es": "Algo falló de nuestro lado y no pude responder.",
}
TAKEN: Say = {
    "en": "{name} from our billing team has joined and will answer here.",
    "es": "{name}, de nuestro equipo de facturación, se unió y responderá aquí.",
}
HANDED_BACK: Say = {
    "en": "{name} has left the conversation. I'm the automated assistant; ask me anything about claims and bills.",
    "es": "{name} salió de la conversación. Soy el asistente automático; pregúnteme sobre reclamos y facturas.",
}
RESOLVED: Say = {
    "en": "{name} has closed this case. Write here if you need anything else.",
    "es": "{name} cerró este caso. Escriba aquí si necesita algo más.",
}
WAITS: Say = {
    "en": "A billing specialist looks over each of my answers before you get it, and the one to your question waits "
    "for them now. If nobody has looked at it after {minutes} minutes of our office hours, I'll tell you here.",
    "es": "Un especialista en facturación revisa cada una de mis respuestas antes de que usted la reciba, y la de su "
    "pregunta ya espera esa revisión. Si nadie la ha revisado después de {minutes} minutos de nuestro horario de "
    "oficina, se lo diré aquí.",
}
NOBODY_YET: Say = {
    "en": "Nobody from our billing team has looked over my answer yet. Your question stays open with them, and I can't "
    "say when they will get to it. You can also call us at {phone}.",
    "es": "Nadie de nuestro equipo de facturación ha revisado todavía mi respuesta. Su pregunta sigue abierta con "
    "ellos, y no puedo decirle cuándo la atenderán. También puede llamarnos al {phone}.",
}
CHECKED: Say = {
    "en": "Checked by {name} of our billing team.",
    "es": "Revisado por {name}, de nuestro equipo de facturación.",
}
OFFICE_OPEN: Say = {
    "en": "Our office is open today until {closes}.",
    "es": "Nuestra oficina está abierta hoy hasta {closes}.",
}
OFFICE_CLOSING: Say = {
    "en": "Our office closes at {closes}. If nobody has answered by then, a specialist answers after we open again "
    "{opens}.",
    "es": "Nuestra oficina cierra a {closes}. Si nadie ha respondido antes, un especialista le responderá cuando "
    "abramos de nuevo {opens}.",
}
OFFICE_CLOSED: Say = {
    "en": "Our office is closed until {opens}; a specialist answers then.",
    "es": "Nuestra oficina está cerrada hasta {opens}; un especialista le responderá entonces.",
}
OFFICE_OPENS: Say = {
    "en": "Our office opens {opens}; a specialist answers then.",
    "es": "Nuestra oficina abre {opens}; un especialista le responderá entonces.",
}
TRANSLATED: Say = {
    "en": "Translated automatically.",
    "es": "Traducido automáticamente del inglés.",
}
PERSON_BUTTON: Say = {"en": "Talk to a person", "es": "Hablar con una persona"}

FIELDS: dict[str, Say] = {
    "claim": {
        "en": "the claim number, or the date of your visit",
        "es": "el número de reclamo o la fecha de su visita",
    },
    "first_name": {"en": "your first name", "es": "su nombre"},
    "last_name": {"en": "your last name", "es": "su apellido"},
    "date_of_birth": {"en": "your date of birth", "es": "su fecha de nacimiento"},
    "phone_last4": {
        "en": "the last four digits of your phone number",
        "es": "los últimos cuatro dígitos de su teléfono",
    },
    "member_id": {"en": "your insurance member ID", "es": "su número de miembro del seguro"},
}


def say(sentences: Say, language: str, **parts: str) -> str:
    """Return the sentence in `language`, English where it is missing, with its parts filled in."""
    return sentences.get(language, sentences["en"]).format(**parts)


def in_list(items: list[str], language: str, *, last: str = "and") -> str:
    """Join items as a person would: `a, b and c`; `last` is `and` or `or`."""
    word = {"en": {"and": "and", "or": "or"}, "es": {"and": "y", "or": "o"}}[language if language == "es" else "en"][
        last
    ]
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} {word} {items[-1]}"
