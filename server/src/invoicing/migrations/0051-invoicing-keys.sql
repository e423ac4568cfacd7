call kvitt_reference('claim', 'ledger_id', 'ledger');
call kvitt_reference('claim', 'series_id', 'number_series');
call kvitt_reference('claim', 'payer_id', 'party');
call kvitt_reference('claim', 'patient_id', 'party');
call kvitt_reference('claim', 'credits_id', 'claim');
call kvitt_reference('invoice', 'ledger_id', 'ledger');
-- The claim keeps the keys to its payer and its series. The invoice takes both over from it: a key of its own would lock each payer's row
-- once more for every invoice, a fifth of what an invoice run costs; `verify` compares instead.
call kvitt_reference('invoice', 'credits_id', 'invoice');
call kvitt_reference('invoice_line', 'invoice_id', 'invoice');
call kvitt_reference('invoice_line', 'claim_id', 'claim');
call kvitt_reference('supplier_invoice', 'ledger_id', 'ledger');
call kvitt_reference('supplier_invoice', 'supplier_id', 'party');
call kvitt_reference('remittance_file', 'ledger_id', 'ledger');
call kvitt_reference('remittance_line', 'file_id', 'remittance_file');
