-- Foreign keys come in a step of their own, after the tables could have been distributed.
call kvitt_reference('ledger', 'clinic_id', 'clinic');
call kvitt_reference('ledger', 'series_id', 'number_series');
call kvitt_reference('account', 'ledger_id', 'ledger');
call kvitt_reference('period', 'ledger_id', 'ledger');
-- Entries, postings and items are only ever written by one use case, the items last, for a ledger it has just read, and nobody can remove any. A key to the ledger would lock
-- the one row that every writer shares, once for each entry and item, and make writers side by side wait for each other; one to the items would have them
-- written first, and with them their references, whose number series nobody else can use from then on; one to the entry would look up each entry just
-- written. `verify` compares instead.
call kvitt_reference('entry', 'reverses', 'entry');
call kvitt_reference('open_item', 'parent_id', 'open_item');
