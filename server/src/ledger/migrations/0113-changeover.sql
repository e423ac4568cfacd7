-- The call in which a clinic goes over from what it used before, one for each ledger; a call that was called off is not booked.
create table walkthrough (
  tenant_id uuid not null,
  ledger_id uuid not null,
  booked_at timestamptz,
  minutes smallint not null check (minutes between 15 and 240),
  held_with text not null check (length(held_with) between 1 and 120),
  begun_at timestamptz,
  primary key (tenant_id, ledger_id),
  check (begun_at is null or booked_at is not null)
);
-- What is disconnected in that call: each old device, each old integration.
create table changeover_part (
  tenant_id uuid not null,
  id uuid not null,
  ledger_id uuid not null,
  kind text not null check (kind in ('device', 'integration')),
  name text not null check (length(name) between 1 and 120),
  state text not null check (state in ('connected', 'disconnected', 'notApplicable')),
  settled_at timestamptz,
  primary key (tenant_id, id),
  unique (tenant_id, ledger_id, kind, name),
  check ((state = 'connected') = (settled_at is null))
);
call kvitt_classify('walkthrough', 'C1', 'tenant_id', 'ledger_id', 'booked_at', 'minutes', 'begun_at');
call kvitt_classify('walkthrough', 'C2', 'held_with');
call kvitt_classify('changeover_part', 'C1', 'tenant_id', 'id', 'ledger_id', 'kind', 'name', 'state', 'settled_at');
call kvitt_protect('walkthrough', 'select, insert, update');
call kvitt_protect('changeover_part', 'select, insert, update');
call kvitt_reference('walkthrough', 'ledger_id', 'ledger');
call kvitt_reference('changeover_part', 'ledger_id', 'ledger');
