call kvitt_reference('claim', 'ledger_id', 'ledger');
call kvitt_reference('claim', 'series_id', 'number_series');
call kvitt_reference('claim', 'payer_id', 'party');
call kvitt_reference('claim', 'patient_id', 'party');
call kvitt_reference('claim', 'credits_id', 'claim');
-- The claim keeps the keys to its ledger, series and payer. An invoice takes them over from it, and its lines are written with it in one
-- statement from the claims just locked: keys of their own would lock each of those rows again, a third of what an invoice run costs;
-- `verify` compares instead.
call kvitt_reference('invoice', 'credits_id', 'invoice');
call kvitt_reference('supplier_invoice', 'ledger_id', 'ledger');
call kvitt_reference('supplier_invoice', 'supplier_id', 'party');
call kvitt_reference('remittance_file', 'ledger_id', 'ledger');
call kvitt_reference('remittance_line', 'file_id', 'remittance_file');
