-- A due date that was moved, as a dated fact: open_item.due_on is the day it is due now, the first of these says the day it was issued with.
create table due_move (
  tenant_id uuid not null,
  id uuid not null,
  ledger_id uuid not null,
  item_id uuid not null,
  was_on date not null,
  due_on date not null,
  -- The day of the ledger on which it was moved, and when it was written down.
  moved_on date not null,
  recorded_at timestamptz not null,
  moved_by text not null check (moved_by in ('payer', 'staff')),
  primary key (tenant_id, id),
  check (was_on <> due_on)
);
create index due_move_item on due_move (tenant_id, item_id, id);
-- What was moved after a day, or written down after a moment: reports of the past.
create index due_move_later on due_move (tenant_id, ledger_id, moved_on, recorded_at);
call kvitt_classify('due_move', 'C2', 'tenant_id', 'id', 'ledger_id', 'item_id', 'was_on', 'due_on', 'moved_on', 'recorded_at', 'moved_by');
call kvitt_protect('due_move', 'select, insert');
