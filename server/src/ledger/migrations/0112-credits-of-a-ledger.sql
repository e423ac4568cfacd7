-- Whether a payer has something to their credit is asked without reading all that the clinic is owed.
create index open_item_credit on open_item (tenant_id, ledger_id, party_id) where side = 'credit';
