call kvitt_reference('money_back', 'ledger_id', 'ledger');
call kvitt_reference('money_back', 'attempt_id', 'payment_attempt');
call kvitt_reference('money_back', 'credit_item_id', 'open_item');
call kvitt_reference('money_back', 'proposal_id', 'proposal');
call kvitt_reference('item_pause', 'ledger_id', 'ledger');
call kvitt_reference('item_pause', 'item_id', 'open_item');
