call kvitt_reference('payment_order', 'ledger_id', 'ledger');
call kvitt_reference('payment_order', 'item_id', 'open_item');
call kvitt_reference('payment_order', 'proposal_id', 'proposal');
call kvitt_reference('payment_order', 'file_id', 'payment_file');
call kvitt_reference('payment_file', 'ledger_id', 'ledger');
call kvitt_reference('payment_file', 'bank_account_id', 'bank_account');
