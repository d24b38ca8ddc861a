"""What may never be on an account, looked for by statements that share no code with the service."""

NEVER = {
    "an entry does not balance": """
        SELECT entry_id FROM payments.postings WHERE case_id = $1
        GROUP BY entry_id, starts_with(code, 'M') HAVING sum(pence) <> 0""",
    "a pound of an award is lost": """
        SELECT of FROM payments.postings WHERE case_id = $1 AND starts_with(code, 'M')
        GROUP BY of HAVING sum(pence) <> 0
            OR coalesce(sum(pence) FILTER (WHERE code = 'M20'), 0) < 0
            OR coalesce(sum(pence) FILTER (WHERE code = 'M30'), 0) < 0
            OR coalesce(sum(pence) FILTER (WHERE code = 'M40'), 0) < 0""",
    "what was drawn of an award is not what was spent of it": """
        SELECT of FROM payments.postings WHERE case_id = $1 AND code IN ('M30', 'E10', 'E11') GROUP BY of
        HAVING coalesce(sum(pence) FILTER (WHERE code = 'M30'), 0)
            <> coalesce(sum(pence) FILTER (WHERE code <> 'M30'), 0)""",
    "nothing more is paid, and some of the award is still committed": """
        SELECT of FROM payments.postings p JOIN payments.accounts a USING (case_id)
        WHERE p.case_id = $1 AND code = 'M20' AND (settled_on IS NOT NULL OR frozen_on IS NOT NULL)
        GROUP BY of HAVING sum(pence) <> 0""",
    "the ledger has another award than the account": """
        SELECT 1 FROM payments.accounts a WHERE case_id = $1 AND (
            SELECT -coalesce(sum(pence), 0) FROM payments.postings p
            WHERE p.case_id = a.case_id AND code = 'M10') <> a.award * 100""",
    "what is owed has become less than nil": """
        SELECT code, of FROM payments.postings
        WHERE case_id = $1 AND code IN ('L10', 'L20', 'L30', 'L40', 'L50', 'I10')
        GROUP BY code, of HAVING sum(pence) > 0""",
    "what is owed to the council has become less than nil": """
        SELECT of FROM payments.postings WHERE case_id = $1 AND code = 'A20'
        GROUP BY of HAVING sum(pence) < 0""",
    "more is demanded back than was spent of the grant": """
        SELECT 1 FROM payments.postings WHERE case_id = $1 AND code IN ('I10', 'E10', 'E11')
        HAVING sum(pence) < 0""",
    "more was taken in than the applicant has to pay": """
        SELECT 1 FROM payments.accounts a WHERE case_id = $1 AND contribution < (
            SELECT coalesce(sum(amount), 0) FROM payments.receipts r WHERE r.case_id = a.case_id
                AND id NOT IN (SELECT receipt FROM payments.receipt_corrections)) - (
            SELECT coalesce(sum(amount), 0) FROM payments.invoices i WHERE i.case_id = a.case_id
                AND kind = 'refund' AND decided_on IS NOT NULL AND state <> 'rejected')""",
    "more than nine tenths was drawn before completion": """
        SELECT 1 FROM payments.accounts a WHERE case_id = $1 AND works_certified_on IS NULL
            AND NOT EXISTS (
                SELECT 1 FROM payments.invoices i WHERE i.case_id = a.case_id
                AND stage = 'final' AND kind = 'works' AND state = 'approved')
            AND (SELECT coalesce(sum(pence), 0) FROM payments.postings p
            WHERE p.case_id = a.case_id AND code = 'M30') > a.award * 90""",
    "more was accepted than awarded and paid in": """
        SELECT 1 FROM payments.accounts a WHERE case_id = $1 AND (
            SELECT coalesce(-sum(pence), 0) FROM payments.postings p
            WHERE p.case_id = a.case_id AND code IN ('A10', 'L10', 'L20', 'L40', 'L50')
        ) > a.award * 100""",
    "an invoice was paid twice, or not what was approved": """
        SELECT i.id FROM payments.invoices i CROSS JOIN LATERAL (
            SELECT -coalesce(sum(p.pence), 0) AS gone FROM payments.postings p
            JOIN payments.entries e ON e.id = p.entry_id
            WHERE p.code = 'A10' AND (e.cause = i.id OR e.cause IN (
                SELECT r.id FROM payments.run_payments r WHERE r.invoice = i.id
                UNION SELECT p.id FROM payments.payments p
                WHERE p.invoice_id = i.invoice_id AND i.state = 'approved'))) AS bank
        WHERE i.case_id = $1
            AND bank.gone <> CASE WHEN i.paid_on IS NULL THEN 0 ELSE (i.amount - i.credited - i.retained) * 100 END""",
    "one invoice stands twice, in whatever spelling": """
        SELECT contractor FROM payments.invoices
        WHERE case_id = $1 AND kind = 'works' AND state = 'approved'
        GROUP BY contractor, ltrim(lower(replace(invoice ->> 'reference', ' ', '')), '0')
        HAVING count(*) > 1""",
    "something was paid that nobody approved": """
        SELECT id FROM payments.invoices
        WHERE case_id = $1 AND (paid_on IS NOT NULL OR run_id IS NOT NULL)
            AND (state <> 'approved' OR decided_by IS NULL OR decided_by = received_by)""",
    "money went to an account that two people had not confirmed as the payee's": """
        SELECT r.id FROM payments.run_payments r JOIN payments.invoices i ON i.id = r.invoice
        JOIN payments.bank_details b ON b.id = r.bank_details JOIN payments.runs n ON n.id = r.run_id
        WHERE r.case_id = $1 AND (b.confirmed_by IS NULL OR b.name <> coalesce(i.pay_to, i.invoice ->> 'contractor')
            OR n.content -> 'payments' -> (r.line - 1) ->> 'account_number' <> b.account_number)""",
    "a stranger was paid": """
        SELECT id FROM payments.invoices WHERE case_id = $1 AND state = 'approved'
            AND kind = 'works' AND starts_with(invoice ->> 'contractor', 'Nobody')""",
}
LOOK = " UNION ALL ".join(
    f"SELECT {number} AS what WHERE EXISTS ({statement})"
    for number, statement in enumerate(NEVER.values())
)
"""All of them at once: the numbers of those that are so."""
