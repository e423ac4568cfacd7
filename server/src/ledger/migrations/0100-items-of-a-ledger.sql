-- One clinic among many reads its own items only: what is open, due or as of a day is asked ledger by ledger.
create index open_item_ledger on open_item (tenant_id, ledger_id, due_on);
