-- What partners tell us by themselves, kept as it came before anybody works with it. An event is known for ever by its partner's id;
-- its bytes are forgotten after thirteen months.
create table webhook_event (
  tenant_id uuid not null,
  id uuid not null,
  partner text not null,
  event_id text not null,
  -- The agreement by whose address it came.
  endpoint_id uuid not null,
  -- Our own reference, at the partner, of what it is about.
  reference text not null,
  name text not null,
  -- Rightly signed, but long ago.
  late boolean not null,
  raw bytea,
  received_at timestamptz not null,
  state text not null check (state in ('stored', 'worked', 'quarantined')),
  problem text,
  attempts smallint not null default 0,
  due_at timestamptz not null,
  worked_at timestamptz,
  primary key (tenant_id, id),
  unique (tenant_id, partner, event_id),
  check ((state = 'stored') = (worked_at is null))
);
create index webhook_event_waiting on webhook_event (tenant_id, id) where state = 'stored';
call kvitt_classify('webhook_event', 'C2', 'tenant_id', 'id', 'partner', 'event_id', 'endpoint_id', 'reference', 'name', 'late', 'received_at', 'state', 'problem', 'attempts', 'due_at', 'worked_at');
call kvitt_classify('webhook_event', 'C3 as received, sealed with the tenant''s key: may name the payer', 'raw');
call kvitt_protect('webhook_event', 'select, insert, update');

-- There while a job that will work a tenant's events has not begun: whoever stores events then need not ask for another.
create table webhook_wake (
  tenant_id uuid not null,
  asked_by uuid not null,
  primary key (tenant_id)
);
call kvitt_classify('webhook_wake', 'C0', 'tenant_id', 'asked_by');
call kvitt_protect('webhook_wake', 'select, insert, update, delete');
