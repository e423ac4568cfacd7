call kvitt_reference('payment_request', 'ledger_id', 'ledger');
call kvitt_reference('payment_request', 'item_id', 'open_item');
call kvitt_reference('payment_request', 'recipient_id', 'party');
call kvitt_reference('request_need', 'item_id', 'open_item');
call kvitt_reference('invoice_consent', 'ledger_id', 'ledger');
call kvitt_reference('invoice_consent', 'party_id', 'party');
