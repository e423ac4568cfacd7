-- Foreign keys come in a step of their own, after the tables could have been distributed.
call kvitt_reference('ledger', 'clinic_id', 'clinic');
call kvitt_reference('ledger', 'series_id', 'number_series');
call kvitt_reference('account', 'ledger_id', 'ledger');
call kvitt_reference('period', 'ledger_id', 'ledger');
call kvitt_reference('entry', 'ledger_id', 'ledger');
call kvitt_reference('entry', 'reverses', 'entry');
call kvitt_reference('posting', 'entry_id', 'entry');
call kvitt_reference('posting', 'debit_item_id', 'open_item');
call kvitt_reference('posting', 'credit_item_id', 'open_item');
call kvitt_reference('open_item', 'ledger_id', 'ledger');
call kvitt_reference('open_item', 'parent_id', 'open_item');
