-- A message is written with its wish or of one read under lock, and a wish in the ledger of its claim, by delivery's queue alone; none may be deleted
-- (docs/decisions/0013). `delivery.messagesStand` looks for what would be missing.
alter table dispatch drop constraint dispatch_tenant_id_ledger_id_fkey;
alter table message drop constraint message_tenant_id_dispatch_id_fkey;
