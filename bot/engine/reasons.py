"""Say in one sentence why a message took its route, for a billing lead and an auditor. Pure."""

from bot.domain.routes import Decision, Why

_SENTENCES: dict[Why, str] = {
    Why.EMERGENCY: "It speaks of danger to life; the fixed emergency words come before anything else.",
    Why.CRISIS: "It speaks of self-harm; the fixed words with the crisis line come before anything else.",
    Why.MEDICAL_ADVICE: "It asks for medical advice, which a billing office does not give.",
    Why.INJECTION: "It tries to steer the bot or to reach data around the rules.",
    Why.SMALL_TALK: "It is small talk.",
    Why.THANKS: "It is a thank-you or a goodbye.",
    Why.ANOTHER_TRADE: "Its claim, bill or insurance is of another trade than health care.",
    Why.NOT_UNDERSTOOD: "Nothing in it is about claims, bills or the office.",
    Why.PERSON_REQUESTED: "It asks for a person.",
    Why.NEVER_ANSWER: "Only a person may answer this subject: {topic}.",
    Why.OFFICE_RULE: "The office's own rule in office.yml gives this subject to a person: {topic}.",
    Why.THIRD_PARTY: "It is about somebody else's affairs; a person checks the authority first.",
    Why.REGISTERED: "It asks whether somebody is a patient, which nobody is told.",
    Why.IDENTITY_ANSWER: "It answers the question who is writing.",
    Why.CLAIM_NUMBER: "It names a claim number of this office.",
    Why.CLAIM_NUMBER_UNCLEAR: "It holds a number that may be a claim number: ask before any system is called.",
    Why.CLAIM_NUMBER_MALFORMED: "It holds a claim number that lacks something: ask before any system is called.",
    Why.CLAIM_NUMBER_MISSING: "It asks about somebody's own claim or bill without naming the claim.",
    Why.OWN_CLAIM: "It means another claim of the list that was answered last.",
    Why.SAME_CLAIM: "It goes on about the claim that was answered last.",
    Why.QUESTION: "It asks something that the office's documents may answer.",
    Why.FILE_SENT: "It came with a file, which a person looks at.",
    Why.OTHER_LANGUAGE: "It is in a language that only a person here can read: {topic}.",
    Why.TOLD: "It tells what happened; what to do about it is for a person.",
}


def because(decision: Decision) -> str:
    """Return the sentence, and how like known examples the message is where that decided."""
    sentence = _SENTENCES[decision.why].format(topic=decision.topic.replace("_", " ") or "as the rules list it")
    if not decision.likeness:
        return sentence
    return f"{sentence} Its words are like known examples of this ({decision.likeness:.0%})."
