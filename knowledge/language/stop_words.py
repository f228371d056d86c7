"""Words that carry no subject: a question is not about them, so they neither find nor refuse a passage."""

_ENGLISH = """
a about above actually after again all almost already also always am an and another any anybody anymore anyone
anything anyway anywhere are around as ask asked asking at away back basically be because become been before being
below best better between big bit both bring but by call called came can cannot come comes coming could couldn
did didn different do does doesn doing don done down due during each either else enough etc even ever every
everybody everyone everything exactly explain far few find first for from further gave general generally get gets
getting give given gives giving go goes going gone good got gotten great had hadn happen happened happening happens has
hasn have haven having he hello help helped helping her here hers hey hi him his how however i if im in instead into is
isn it its ive just keep keeps kind know knew known last later least less let lets like likely little ll long look
looking lot made mainly make makes making many may maybe me mean meaning means might mine more most mostly much must my
myself need needed needs neither never new next nice no nobody none nor normally not nothing now of off often oh ok okay
on once one only onto or other others otherwise our ours out over own part people perhaps person place please plus
possible possibly pretty probably put quick quickly quite rather re really regarding right said same saw say saying says
see seem seems seen several shall she should shouldn show simply since so some somebody somehow someone something
sometimes soon sort still stuff such sure take taken takes taking tell telling than thank thanks that the their theirs
them then there these they thing things think this those though thought through thru to today together told tomorrow too
took toward towards tried try trying turn two under understand unless until up upon us use used uses using usual
usually ve very via vs
wait want wanted wants was wasn way ways we well went were weren what whatever when whenever where
wherever whether which while who whole whom whose why will wish with within without wondering won word work works would
wouldn yeah yes yesterday yet you your
arent cant didnt doesnt dont gonna gotta hadnt hasnt havent hows im isnt lol pls plz shouldnt thats theres thx ur wanna
wasnt whats whens wheres whos whys wont wouldnt youre yours yourself
"""
_SPANISH = """
al algo ante antes aqui asi aun aunque buena bueno buenas buenos cada como con cosa cual cuales cuando de deben debe
debo del desde donde dos el ella ellas ellos en entonces entre era es esa ese eso esta estaba estan estar estas este
esto estos estoy fue gracias ha hace hacer hacen haciendo hago han hasta hay he hola la las le les lo los mas me mi mis
mucho muy nada necesito ni nos nosotros nuestra nuestro o otra otro para pero por porque pueda puede pueden puedo pues
que quien quiere quiero se sea ser si sido siempre sin sobre son soy su sus tambien tengo ti tiene tienen todo todos tu
tus un una uno unos usted ustedes va van voy y ya yo
"""
STOP_WORDS: frozenset[str] = frozenset(_ENGLISH.split()) | frozenset(_SPANISH.split())
