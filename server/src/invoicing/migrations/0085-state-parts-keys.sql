-- Foreign keys come in a step of their own, after the tables could have been distributed.
call kvitt_reference('state_part', 'ledger_id', 'ledger');
call kvitt_reference('state_part', 'invoice_id', 'invoice');
call kvitt_reference('state_part', 'claim_id', 'claim');
call kvitt_reference('state_part', 'item_id', 'open_item');
call kvitt_reference('state_credit', 'part_id', 'state_part');
call kvitt_reference('state_credit', 'note_id', 'invoice');
call kvitt_reference('state_credit', 'entry_id', 'entry');
call kvitt_reference('state_payout', 'ledger_id', 'ledger');
call kvitt_reference('state_payout', 'item_id', 'open_item');
call kvitt_reference('state_payout', 'entry_id', 'entry');
call kvitt_reference('state_payout_line', 'payout_id', 'state_payout');
call kvitt_reference('state_reclaim', 'part_id', 'state_part');
call kvitt_reference('state_reclaim', 'item_id', 'open_item');
call kvitt_reference('state_reclaim', 'entry_id', 'entry');
call kvitt_reference('state_gap_note', 'invoice_id', 'invoice');

-- Ledgers that were opened before the state's part had an account get it; a number that is taken is left to whoever keeps the chart.
alter table account no force row level security;
alter table ledger no force row level security;
insert into account (tenant_id, ledger_id, code, role, name)
select l.tenant_id, l.id, '1680', 'stateReceivable', 'Fordran på Försäkringskassan' from ledger l
where l.market = 'SE' and not exists (
  select from account a where a.tenant_id = l.tenant_id and a.ledger_id = l.id and (a.code = '1680' or a.role = 'stateReceivable'));
alter table account force row level security;
alter table ledger force row level security;
