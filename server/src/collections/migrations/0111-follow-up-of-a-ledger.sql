-- A run asks a ledger at once which of its claims something is known of.
create index follow_up_dispute_of on follow_up_dispute (tenant_id, ledger_id, item_id);
create index follow_up_promise_of on follow_up_promise (tenant_id, ledger_id, item_id);
create index follow_up_hold_of on follow_up_hold (tenant_id, ledger_id, item_id);
-- Fees that may have to go are few among a year's steps.
create index follow_up_step_fee on follow_up_step (tenant_id, ledger_id, taken_on) where fee_item_id is not null;
