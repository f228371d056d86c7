"""Words worth putting right when they are misspelt."""

CORE_WORDS = tuple(
    """
    claim claims status denied denial appeal appealed insurance payment billing deductible copay coinsurance balance
    statement specialist pending processed refund representative collections collector medical necessary attorney
    lawyer someone somebody person human manager supervisor speak dispute charged covered coverage discount
    overcharged duplicate records mistake incorrect diagnosis procedure appointment deceased guardian subpoena fraud
    breathe breathing received approved cancelled complaint medicaid medicare account agent operator reclamo
    reclamos seguro factura apelar apelacion denegado rechazado deducible copago persona estado abogado cobranzas
    colecciones descuento fallecio especialista pagaron aseguranza
    """.split()  # noqa: SIM905 - read as words
)
"""Words worth putting right; nothing is ever corrected *to* a word outside this list."""

KNOWN_NEIGHBOURS = frozenset(
    """
    clair danial freud pearson pierson
    abogada accounts agente agents ahogado aim apilar appalled appeals appear appeared apply appointments apprised
    approval approve approves asegurada assurance attorneys balanced balanceo balances bending berating
    billings bleaching bleating breaching breaking breath breathed breather breathes breaths calm canceled canciller
    changed charge charger charges charmed charred charted claimed clam's clams climb coleccionar colector collected
    collecting collection collectors collects complacent complain complainant complained complains complaints
    compliant complying concealed connections connector converge copa copado copy corrections corrector coveted
    declared decrease decreased decreases deductive defeated defied delegado delicate denials denies dental dented
    deny descenso despegado diagnose diagnosed diagnoses diagnosing diagnostic diagnostics discounted discounts
    diseased dismount disputa disputed disputes duplicado duplicar duplicated duplicates ending estadio estados
    estrado factual fallecer fallecida fallecido fractura frau fraude frauds guardia guardiana guardians guarding
    humana humane humano humans incorrecta incorrectly incorrecto instance insured lawyers layer manage managed
    managers manages manger medial medicate medicated medicine mediocre meditate mistaken mistakes necessarily
    necessity operador operadora operated operates operatic operation operators overcharge parson paying payments
    personal personas persons proceder procedural procedures proceeded processes processor professed progressed
    protested receive receiver receivers receives rechazar reclame record relieved repeal representation
    representatives reserved segura seguros sending sneak socialist someones speaks spear specialists specialize
    specials speck spending statements states statesmen stats statue statues steak subpoenaed subpoenas superior
    supervise supervised supervises supervision supervisors supervisory tending
    """.split()  # noqa: SIM905 - read as words
)
"""Correct words that are a slip or two away from a core word: taken once from frequency lists of both languages."""
