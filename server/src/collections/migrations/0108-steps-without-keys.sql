-- Steps and letters are written by the run alone: with each other, of claims read under lock, under a policy read just before, in the ledger of the run.
-- None of these may be deleted. Looked up one by one, the keys were a tenth of what a step costs, and the one to the ledger had parts of a run that go
-- side by side lock the same row (docs/decisions/0013). `collections.stepsStand` looks for what would be missing.
alter table follow_up_letter drop constraint follow_up_letter_tenant_id_ledger_id_fkey;
alter table follow_up_step drop constraint follow_up_step_tenant_id_item_id_fkey;
alter table follow_up_step drop constraint follow_up_step_tenant_id_letter_id_fkey;
alter table follow_up_step drop constraint follow_up_step_tenant_id_policy_id_fkey;
