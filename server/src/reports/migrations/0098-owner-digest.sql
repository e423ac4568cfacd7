-- Who is told each week how the receivables stand (S3-02): counts and totals, never names.
create table owner_digest_setting (
  tenant_id uuid not null,
  -- Addresses with the language each reads.
  readers jsonb not null,
  app_url text not null,
  set_at timestamptz not null,
  primary key (tenant_id)
);
call kvitt_classify('owner_digest_setting', 'C1', 'tenant_id', 'readers', 'app_url', 'set_at');
call kvitt_protect('owner_digest_setting', 'select, insert, update');

-- The figures of a week as they were told, so that the next can say what changed.
create table owner_digest (
  tenant_id uuid not null,
  week_on date not null,
  figures jsonb not null,
  made_at timestamptz not null,
  primary key (tenant_id, week_on)
);
call kvitt_classify('owner_digest', 'C1', 'tenant_id', 'week_on', 'figures', 'made_at');
call kvitt_protect('owner_digest', 'select, insert');

-- One mail a reader and week, under one id however often it is tried.
create table owner_digest_message (
  tenant_id uuid not null,
  id uuid not null,
  week_on date not null,
  recipient text not null,
  language text not null,
  sent_at timestamptz,
  primary key (tenant_id, id),
  unique (tenant_id, week_on, recipient),
  foreign key (tenant_id, week_on) references owner_digest (tenant_id, week_on)
);
call kvitt_classify('owner_digest_message', 'C1', 'tenant_id', 'id', 'week_on', 'recipient', 'language', 'sent_at');
call kvitt_protect('owner_digest_message', 'select, insert, update');
