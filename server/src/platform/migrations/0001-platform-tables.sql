-- Two helpers that every capability's migration uses, then the platform's own tables.

-- Writes the data class of columns into their comments (security rules: C0 public to C4 never stored). A column without a class fails the catalogue test.
create procedure kvitt_classify(target regclass, class text, variadic columns text[]) language plpgsql as $$
declare
  one text;
begin
  foreach one in array columns loop
    execute format('comment on column %s.%I is %L', target, one, class);
  end loop;
end
$$;

-- Row-level security, enabled and forced, keyed on the transaction's tenant (SEC-01, SEC-04), and the app role's grants.
-- The setting is read through a subselect so that it is evaluated once a statement, not once a row; it has no default, so a forgotten tenant is an error.
create procedure kvitt_protect(target regclass, grants text) language plpgsql as $$
declare
  ledger_scoped boolean := exists (select from pg_attribute where attrelid = target and attname = 'ledger_id' and not attisdropped);
begin
  execute format('alter table %s enable row level security', target);
  execute format('alter table %s force row level security', target);
  execute format(
    'create policy tenant_only on %s for all using (tenant_id = (select current_setting(''app.tenant'')::uuid)) with check (tenant_id = (select current_setting(''app.tenant'')::uuid))',
    target);
  if ledger_scoped then
    -- SEC-09: the ledgers of the actor's clinics; an asterisk is the whole tenant.
    execute format(
      'create policy clinic_scope on %s as restrictive for all using (case when (select current_setting(''app.ledgers'')) = ''*'' then true else ledger_id is null or ledger_id = any ((select string_to_array(current_setting(''app.ledgers''), '',''))::uuid[]) end)',
      target);
  end if;
  execute format('grant %s on %s to kvitt_app', grants, target);
end
$$;

-- A foreign key inside one tenant (SEC-06). The check of rows already there runs as the owner, who must see them all for that moment.
create procedure kvitt_reference(child regclass, child_column text, parent regclass) language plpgsql as $$
begin
  execute format('alter table %s no force row level security', child);
  execute format('alter table %s no force row level security', parent);
  execute format('alter table %s add foreign key (tenant_id, %I) references %s (tenant_id, id)', child, child_column, parent);
  execute format('alter table %s force row level security', child);
  execute format('alter table %s force row level security', parent);
end
$$;

create table installation (
  id smallint primary key default 1 check (id = 1),
  clock_offset_ms bigint not null default 0,
  created_at timestamptz not null
);
call kvitt_classify('installation', 'C0', 'id', 'clock_offset_ms', 'created_at');
grant select, insert, update on installation to kvitt_app;

create table tenant (
  id uuid primary key,
  name text not null,
  market text not null,
  created_at timestamptz not null
);
call kvitt_classify('tenant', 'C1', 'id', 'name', 'market', 'created_at');
grant select, insert, update (name) on tenant to kvitt_app;

create table clinic (
  tenant_id uuid not null,
  id uuid not null,
  name text not null,
  kind text not null check (kind in ('dental', 'veterinary')),
  time_zone text not null,
  created_at timestamptz not null,
  primary key (tenant_id, id)
);
call kvitt_classify('clinic', 'C1', 'tenant_id', 'id', 'name', 'kind', 'time_zone', 'created_at');
call kvitt_protect('clinic', 'select, insert, update');

-- What a tenant has settled for itself. No row is as the product comes.
create table tenant_setting (
  tenant_id uuid not null,
  -- SEC-14: may one person bring a bank file and release it?
  one_person boolean not null,
  -- SEC-13: up to how much a clinic manager alone may credit; null is the market's own limit.
  credit_limit_minor bigint check (credit_limit_minor >= 0),
  -- In which language the screens of people who join here begin; null is the browser's.
  language text check (language in ('nb', 'sv', 'da', 'it', 'en')),
  -- E-07: a clinic to practise in; no message leaves it.
  training boolean not null default false,
  changed_at timestamptz not null,
  primary key (tenant_id)
);
call kvitt_classify('tenant_setting', 'C1', 'tenant_id', 'one_person', 'credit_limit_minor', 'language', 'training', 'changed_at');
call kvitt_protect('tenant_setting', 'select, insert, update');

create table data_key (
  tenant_id uuid not null,
  scope text not null check (scope in ('tenant', 'party')),
  scope_id uuid not null,
  wrapped bytea not null,
  key_id text not null,
  created_at timestamptz not null,
  primary key (tenant_id, scope, scope_id)
);
call kvitt_classify('data_key', 'C3 wrapped by the key-encryption key', 'tenant_id', 'scope', 'scope_id', 'wrapped', 'key_id', 'created_at');
call kvitt_protect('data_key', 'select, insert, delete');

create table audit_event (
  tenant_id uuid not null,
  id uuid not null,
  at timestamptz not null,
  actor_kind text not null check (actor_kind in ('user', 'apiKey', 'system', 'operatingSystemUser')),
  actor_id text not null,
  action text not null,
  subject_kind text not null,
  subject_id text,
  request_id text,
  detail jsonb not null,
  primary key (tenant_id, id)
);
create index audit_event_subject on audit_event (tenant_id, subject_kind, subject_id);
call kvitt_classify('audit_event', 'C2 ids, codes and counts only', 'tenant_id', 'id', 'at', 'actor_kind', 'actor_id', 'action', 'subject_kind', 'subject_id', 'request_id', 'detail');
call kvitt_protect('audit_event', 'select, insert');

-- The tamper-evident chain: one row per sealed ledger entry or audit event, written by a job, never by the writer (N-27, SEC-75).
create table seal (
  tenant_id uuid not null,
  stream text not null check (stream in ('entry', 'audit')),
  seq bigint not null check (seq > 0),
  subject_id uuid not null,
  chain_hash bytea not null,
  sealed_at timestamptz not null,
  primary key (tenant_id, stream, seq),
  unique (tenant_id, stream, subject_id)
);
call kvitt_classify('seal', 'C1', 'tenant_id', 'stream', 'seq', 'subject_id', 'chain_hash', 'sealed_at');
call kvitt_protect('seal', 'select, insert');

-- Where each chain ends. The sealing job holds this row, so that a tenant has one sealer at a time and a chain never forks.
create table seal_head (
  tenant_id uuid not null,
  stream text not null check (stream in ('entry', 'audit')),
  seq bigint not null check (seq >= 0),
  chain_hash bytea not null,
  primary key (tenant_id, stream)
);
call kvitt_classify('seal_head', 'C1', 'tenant_id', 'stream', 'seq', 'chain_hash');
call kvitt_protect('seal_head', 'select, insert, update');

-- Effects that must not be lost, written in the transaction of their cause; a row is done, failed for good, or still to be run.
create table outbox (
  tenant_id uuid not null,
  id uuid not null,
  kind text not null,
  payload jsonb not null,
  created_at timestamptz not null,
  relayed_at timestamptz,
  attempts smallint not null default 0,
  problem text,
  done_at timestamptz,
  failed_at timestamptz,
  primary key (tenant_id, id)
);
create index outbox_unfinished on outbox (tenant_id, id) where done_at is null;
call kvitt_classify('outbox', 'C2 ids and codes only', 'tenant_id', 'id', 'kind', 'payload', 'created_at', 'relayed_at', 'attempts', 'problem', 'done_at', 'failed_at');
call kvitt_protect('outbox', 'select, insert, update, delete');

create table schedule (
  tenant_id uuid not null,
  name text not null,
  local_time time not null,
  time_zone text not null,
  last_done_on date,
  primary key (tenant_id, name)
);
call kvitt_classify('schedule', 'C0', 'tenant_id', 'name', 'local_time', 'time_zone', 'last_done_on');
call kvitt_protect('schedule', 'select, insert, update');

create table idempotency_key (
  tenant_id uuid not null,
  route text not null,
  key text not null,
  body_hash bytea not null,
  status smallint,
  response jsonb,
  created_at timestamptz not null,
  primary key (tenant_id, route, key)
);
call kvitt_classify('idempotency_key', 'C2 the answer as it was given, allow-listed fields', 'tenant_id', 'route', 'key', 'body_hash', 'status', 'response', 'created_at');
call kvitt_protect('idempotency_key', 'select, insert, update, delete');

create table api_key (
  tenant_id uuid not null,
  id uuid not null,
  name text not null,
  secret_hash bytea not null,
  scopes text[] not null,
  created_by text not null,
  created_at timestamptz not null,
  expires_at timestamptz,
  revoked_at timestamptz,
  primary key (tenant_id, id)
);
call kvitt_classify('api_key', 'C1', 'tenant_id', 'id', 'name', 'secret_hash', 'scopes', 'created_by', 'created_at', 'expires_at', 'revoked_at');
call kvitt_protect('api_key', 'select, insert, update');

create table membership (
  tenant_id uuid not null,
  user_id text not null,
  role text not null check (role in ('reception', 'clinicManager', 'hqFinance', 'cfo', 'ceo', 'accountant', 'auditor', 'admin')),
  clinic_ids uuid[],
  created_at timestamptz not null,
  ended_at timestamptz,
  primary key (tenant_id, user_id, role)
);
call kvitt_classify('membership', 'C1', 'tenant_id', 'user_id', 'role', 'clinic_ids', 'created_at', 'ended_at');
call kvitt_protect('membership', 'select, insert, update');
