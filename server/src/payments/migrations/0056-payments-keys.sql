call kvitt_reference('payment_attempt', 'ledger_id', 'ledger');
call kvitt_reference('payment_attempt', 'item_id', 'open_item');
call kvitt_reference('payment_movement', 'attempt_id', 'payment_attempt');
