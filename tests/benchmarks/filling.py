"""Databases with many invoices: accounts of fifty each, as a company has after four years."""

from sqlalchemy import text

from widget.storage.database import Database

INVOICES_EACH = 50
#: The first of an account's invoices are open.
OPEN_EACH = 45

#: Numbers from 1 to :n, as each database counts.
_SERIES = {
    "sqlite": "WITH RECURSIVE s(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM s WHERE i < :n)",
    "postgresql": "WITH s AS (SELECT generate_series(1, :n) AS i)",
}
_DAY = {
    "sqlite": "date('2026-11-01', ('-' || ((i % 50) * 30)) || ' days')",
    "postgresql": "date '2026-11-01' - CAST((i % 50) * 30 AS integer)",
}
_LATER = {
    "sqlite": "date({}, '+30 days')",
    "postgresql": "{} + 30",
}
AT = "2026-01-01 00:00:00.000000"


def fill(database: Database, invoices: int) -> int:
    """Add accounts with that many invoices between them; return how many accounts there are."""
    kind = database.engine.dialect.name
    accounts = invoices // INVOICES_EACH
    day, series = _DAY[kind], _SERIES[kind]
    later = _LATER[kind].format(day)
    account = f"(i - 1) / {INVOICES_EACH} + 1"
    at = _moment(kind)
    is_open = f"(i - 1) % {INVOICES_EACH} < {OPEN_EACH}"
    statements = (
        (accounts, f"""INSERT INTO account (id, name, currency, time_zone, pays_by, is_practice)
            {series} SELECT i, 'Account ' || i, 'EUR', 'Europe/Paris', 'transfer', false FROM s"""),
        (accounts, f"""INSERT INTO person (id, account_id, name, email, role)
            {series} SELECT i, i, 'Person', 'p@example.com', 'owner' FROM s"""),
        (accounts, f"""INSERT INTO profile (id, account_id, name)
            {series} SELECT i, i, 'Profile ' || i FROM s"""),
        (accounts, f"""INSERT INTO method (id, account_id, profile_id, kind, brand, identifier,
            expiry, gateway_reference, state, kept, added_at, validated_at, usable_from)
            {series} SELECT i, i, i, 'card', 'Visa', '4242', '2031-04', 'pm_card_visa',
            'validated', true, {at}, {at}, {at} FROM s"""),
        (invoices, f"""INSERT INTO invoice (id, account_id, profile_id, number, issued_on, due_on,
            minor, allocated_minor, currency, paid_at, payment_reference)
            {series} SELECT i, {account}, {account}, 'B-' || i, {day}, {later}, 1000,
            CASE WHEN {is_open} THEN 0 ELSE 1000 END, 'EUR',
            CASE WHEN {is_open} THEN NULL ELSE {at} END, 'RF00B' || i FROM s"""),
        (invoices, f"""INSERT INTO ledger_entry (account_id, kind, minor, currency, invoice_id, at)
            {series} SELECT {account}, 'invoice', 1000, 'EUR', i, {at} FROM s"""),
        (invoices, f"""INSERT INTO ledger_entry (account_id, kind, minor, currency, invoice_id, at)
            {series} SELECT {account}, 'payment', -1000, 'EUR', i, {at} FROM s
            WHERE NOT ({is_open})"""),
        (invoices, f"""INSERT INTO attempt (id, account_id, invoice_id, method_id, person_id,
            locale, key, reference, form_token, kind, state, minor, currency, created_at,
            changed_at, tries)
            {series} SELECT i, {account}, i, {account}, {account}, 'en', 'key' || i, 'PAY-' || i,
            'form' || i, 'invoice', 'succeeded', 1000, 'EUR', {at}, {at}, 0 FROM s
            WHERE NOT ({is_open})"""),
        (invoices, f"""INSERT INTO mail (account_id, attempt_id, kind, name, address, locale,
            written_at, sent_at, tries) {series} SELECT {account}, i, 'payment_received', 'Person',
            'p@example.com', 'en', {at}, {at}, 1 FROM s WHERE NOT ({is_open})"""),
    )  # fmt: skip
    with database.writing.begin() as connection:
        if kind == "postgresql":  # a million rows take longer than what customers wait for
            connection.execute(text("SET LOCAL statement_timeout = 0"))
        for count, statement in statements:
            connection.execute(text(statement), {"n": count})
        if kind == "postgresql":  # rows that are added later get numbers of their own
            for table in ("account", "person", "profile", "method", "invoice", "attempt"):
                last = f"SELECT setval('{table}_id_seq', max(id)) FROM {table}"
                connection.execute(text(last))
        connection.execute(text("ANALYZE"))
    return accounts


def _moment(kind: str) -> str:
    return f"'{AT}'" if kind == "sqlite" else f"timestamptz '{AT}+00'"
