call kvitt_reference('deposit', 'ledger_id', 'ledger');
call kvitt_reference('deposit', 'item_id', 'open_item');
