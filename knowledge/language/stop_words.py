"""Words that carry no subject: a question is not about them, so they neither find nor refuse a passage."""

_ENGLISH = """
a about above abt actually after again all almost already also always am an and angry another any anybody anymore
anyone anything anyway anywhere are arent around as ask asked asking at away awful back basically bc be because become
been before being below best better between big bit both bring but by call called came can cannot cant come comes
coming confused confusing could couldn crazy cuz did didn didnt different do does doesn doesnt doing don done dont
down due during each either else enormous enough etc even ever every everybody everyone everything exactly explain far
few find first for from frustrated frustrating further gave general generally get gets getting giant give given gives
giving go goes going gone gonna good got gotta gotten great had hadn hadnt happen happened happening happens has hasn
hasnt have haven havent having he hello help helped helping her here hers hey hi him his how however hows huge i if im
in insane instead into is isn isnt it its ive just keep keeps kind knew know known last later least less let lets like
likely little ll lol long look looking lot made mainly make makes making many may maybe me mean meaning means might
mine more most mostly much must my myself need needed needs neither never new next nice no nobody none nor normally
not nothing now of off often oh ok okay on once one only onto or other others otherwise our ours out over own part
people perhaps person place please pls plus plz possible possibly pretty probably put quick quickly quite rather re
really regarding ridiculous right said same saw say saying says see seem seems seen several shall she should shouldn
shouldnt show simply since so some somebody somehow someone something sometimes soon sort still stuff such sure take
taken takes taking teh tell telling terrible than thank thanks that thats the their theirs them then there theres
these they thing things think this those though thought through thru thx tiny to today together told tomorrow too took
toward towards tried try trying turn two under understand unless until up upon upset ur us use used uses using usual
usually ve very via vs wait wanna want wanted wants was wasn wasnt wat way ways we well went were weren what whatever
whats when whenever whens where wheres wherever whether which while who whole whom whos whose why whys will wish with
within without won wondering wont word work works worried would wouldn wouldnt yeah yes yesterday yet you your youre
yours yourself
"""
_SPANISH = """
al algo ante antes aqui asi aun aunque buena buenas bueno buenos cada como con cosa cual cuales cuando de debe deben
debo del desde donde dos el ella ellas ellos en entonces entre era es esa ese eso esta estaba estan estar estas este
esto estos estoy fue gracias ha hace hacen hacer haciendo hago han hasta hay he hola la las le les lo los mas me mi
mis mucho muy nada necesito ni nos nosotros nuestra nuestro o otra otro para pero por porque pueda puede pueden puedo
pues que quien quiere quiero se sea ser si sido siempre sin sobre son soy su sus tambien tengo ti tiene tienen todo
todos tu tus un una uno unos usted ustedes va van voy y ya yo
"""
STOP_WORDS: frozenset[str] = frozenset(_ENGLISH.split()) | frozenset(_SPANISH.split())
