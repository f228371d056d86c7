"""What is the same in English and Spanish, so that a sentence can be held to a source in the other language.

Each line is one meaning: English words, then Spanish ones. A word that is not here cannot be compared, so a translation
that uses it is not sent. Add a line to widen what may be said.
"""

_LINES = """
plan plans insurer insurance payer | plan planes seguro seguros aseguradora
claim claims | reclamo reclamos reclamación reclamaciones
submit submission file filed filing | presentar presentado presenta enviar enviado
send sent sends mail | enviar enviado envía envían envió enviamos
receive received receives get gets have has | recibir recibido recibió recibe recibimos reciben tener tiene tienen
decide decided decision decisions | decidir decide deciden decidió decidido decisión
answer answers answered respond | contestar contesta contestan contestado responder responde responden respuesta
work working process processing progress | trabajar trabajando trabaja trabajamos procesar procesando proceso
process processed | procesar procesado procesada
still yet | todavía aún sigue siguen
pay paid pays payment payments | pagar pagado pagada paga pagan pagó pagaron pague pago pagos
approve approved approval | aprobar aprobado aprobada aprobó aprobación
accepted accept | aceptar aceptado acepta aceptamos
deny denied denial denials | negar negado negó negaron denegar denegado denegada denegó denegación
reject rejected rejection | rechazar rechazado rechazó rechazo
bill bills statement statements invoice | factura facturas cuenta cuentas
bill billing | facturación facturar
balance amount owe owes owed due left | saldo monto deuda deber debe debo deben cantidad
cost price charge charges charged | costo precio cargo cargos cobrar cobra cobro
monthly month months | mensual mensuales mes meses
part parts share installments | parte partes cuota cuotas
interest | interés intereses
specialist specialists person people someone staff | especialista especialistas persona personas alguien personal
office desk team | oficina equipo
look looks review reviews check checks checked | revisar revisa revisamos revise revisado ver mirar
help assistance | ayuda ayudar ayudarle asistencia
financial | financiera financiero
apply application form | solicitud solicitar formulario
ask asks request | pedir pida pide solicitar preguntar pregunta preguntas
question questions | pregunta preguntas
letter letters notice mail | carta cartas aviso avisos correo
document documents paper papers | documento documentos papeles
explanation explain explains | explicación explica explicar
benefit benefits | beneficio beneficios
deductible | deducible
copay copayment | copago
coinsurance | coseguro coaseguro
coverage cover covered covers | cobertura cubrir cubierto cubierta cubre
service services care visit visits | servicio servicios atención visita visitas
date day days | fecha día días
week weeks | semana semanas
year years | año años
hour hours | hora horas
time times long | tiempo tardar tarda tardan
take takes | tardar tarda tardan tomar toma
before | antes
after | después
until | hasta
within in | dentro en
between | entre
most | mayoría
usually typically generally normally often | generalmente normalmente suele suelen usualmente
may might could can | puede pueden podría podrían poder
if | si
unless except | salvo excepto
longer | más
usual usually | usual habitual común
follow | seguimiento seguimos
left | queda quedan
next | próximo próxima siguiente
finish finished | terminar termina terminó terminado
compare | comparar compara compare
yet | todavía aún
only | solo sólo solamente
some | algunos algunas
more | más
less | menos
first primary | primero primer primera primario
second secondary | segundo secundario
other another | otro otra otros otras
new | nuevo nueva
same | mismo misma
reason reasons | razón razones motivo
code codes | código códigos
something anything | algo
missing lacks | falta faltaba faltan faltante
wrong mistake error | error errores incorrecto equivocado
correct corrected corrects correction fix fixed | corregir corregido corrige corregimos corrección
again | otra vez nuevo nuevamente vuelve volver
appeal appeals appealed | apelar apelación apelaciones
information detail details | información dato datos detalle detalles
number numbers | número números
patient patients | paciente pacientes
doctor provider providers | médico doctor proveedor proveedores
network | red
call phone telephone | llamar llame teléfono
write writes | escribir escriba escribe
start begin begins | empezar empieza comenzar comienza
record records | registro registros expediente
card | tarjeta
name | nombre
tell tells | decir dice dicen diga
show shows appear appears | mostrar muestra muestran aparecer aparece
need needs needed must | necesitar necesita necesitan necesitaba necesitamos necesario tener que debe deben
do does nothing anything | hacer hace haga nada
now | ahora
handle handles manage | manejar maneja atender atiende encargar encarga
every each all | cada todo todos toda todas
keep keeps | guardar guarde mantener
send back return | devolver devuelve
always | siempre
yes | sí
approved authorization prior | autorización previa previo
active | activo activa
price | precio
free | gratis
english | inglés
spanish | español
monday | lunes
friday | viernes
january | enero
february | febrero
march | marzo
april | abril
june | junio
july | julio
august | agosto
september | septiembre
october | octubre
november | noviembre
december | diciembre
"""

PAIRS: tuple[tuple[frozenset[str], frozenset[str]], ...] = tuple(
    (frozenset(english.split()), frozenset(spanish.split()))
    for english, spanish in (line.split("|") for line in _LINES.strip().splitlines())
)
