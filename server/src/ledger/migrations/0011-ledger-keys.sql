-- Foreign keys come in a step of their own, after the tables could have been distributed.
call kvitt_reference('ledger', 'clinic_id', 'clinic');
call kvitt_reference('ledger', 'series_id', 'number_series');
call kvitt_reference('account', 'ledger_id', 'ledger');
call kvitt_reference('period', 'ledger_id', 'ledger');
-- Entries and items are only ever written by one use case, for a ledger it has just read, and no ledger can be removed. A key to it would lock
-- the one row that every writer shares, once for each entry and item, and make writers side by side wait for each other; `verify` compares instead.
call kvitt_reference('entry', 'reverses', 'entry');
call kvitt_reference('posting', 'entry_id', 'entry');
call kvitt_reference('posting', 'debit_item_id', 'open_item');
call kvitt_reference('posting', 'credit_item_id', 'open_item');
call kvitt_reference('open_item', 'parent_id', 'open_item');
