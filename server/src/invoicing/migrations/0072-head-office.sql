-- Where head office is told what was credited and lost: addresses, and where the list stands behind sign-in (DP-058).
create table head_office (
  tenant_id uuid not null primary key,
  recipients text[] not null,
  list_url text not null,
  set_at timestamptz not null
);
call kvitt_classify('head_office', 'C1', 'tenant_id', 'recipients', 'list_url', 'set_at');
call kvitt_protect('head_office', 'select, insert, update');

-- What it was told of a day: numbers and totals, no names. Written before it is sent; each recipient's message has an id of its own.
create table head_office_notice (
  tenant_id uuid not null,
  day_on date not null,
  message_ids uuid[] not null,
  recipients text[] not null,
  counts jsonb not null,
  made_at timestamptz not null,
  sent_at timestamptz,
  primary key (tenant_id, day_on)
);
call kvitt_classify('head_office_notice', 'C1', 'tenant_id', 'day_on', 'message_ids', 'recipients', 'counts', 'made_at', 'sent_at');
call kvitt_protect('head_office_notice', 'select, insert, update');
