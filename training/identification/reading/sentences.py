"""INTERIM, uncommitted: replaced by the reading helper."""


def sentence(finding):
    return f"{finding.code} {finding.column} {finding.value}"


def refusal_sentence(refusal):
    return refusal.value
