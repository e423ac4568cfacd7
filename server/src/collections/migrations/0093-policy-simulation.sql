-- What a draft of a policy would have made of past invoices, beside the policy in force and what really happened (N-13).
create table follow_up_simulation (
  tenant_id uuid not null,
  id uuid not null,
  -- Of the draft, the policies in force, the period and the day: the same question has the same answer.
  inputs_hash bytea not null,
  draft jsonb not null,
  from_on date not null,
  through_on date not null,
  -- Ledgers worked out, of how many.
  done integer not null check (done >= 0),
  total integer not null check (total >= done),
  result jsonb,
  made_by text not null,
  made_at timestamptz not null,
  primary key (tenant_id, id),
  unique (tenant_id, inputs_hash)
);
call kvitt_classify('follow_up_simulation', 'C2', 'tenant_id', 'id', 'inputs_hash', 'draft', 'from_on', 'through_on', 'done', 'total', 'result', 'made_by', 'made_at');
call kvitt_protect('follow_up_simulation', 'select, insert, update');
