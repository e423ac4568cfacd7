-- Which ledger takes money by which way: the agreement with the partner, its limits, and its place on the pay page.
create table payment_agreement (
  tenant_id uuid not null,
  id uuid not null,
  ledger_id uuid not null,
  way text not null check (way in ('vipps', 'card', 'swish', 'partPayment')),
  partner text not null,
  -- Who the partner knows the clinic as: merchant numbers, never a secret.
  settings jsonb not null,
  state text not null check (state in ('draft', 'active', 'paused')),
  min_minor bigint check (min_minor > 0),
  max_minor bigint check (max_minor >= min_minor),
  position smallint not null check (position between 1 and 99),
  -- The secret part of the address where the partner tells of events: its hash to be found by, sealed to be registered with.
  endpoint_hash bytea not null,
  endpoint_key bytea not null,
  made_at timestamptz not null,
  changed_at timestamptz not null,
  primary key (tenant_id, id),
  unique (tenant_id, ledger_id, way)
);
call kvitt_classify('payment_agreement', 'C1', 'tenant_id', 'id', 'ledger_id', 'way', 'partner', 'settings', 'state', 'min_minor', 'max_minor', 'position', 'endpoint_hash', 'made_at', 'changed_at');
call kvitt_classify('payment_agreement', 'C3 sealed with the tenant''s key', 'endpoint_key');
call kvitt_protect('payment_agreement', 'select, insert, update');
call kvitt_reference('payment_agreement', 'ledger_id', 'ledger');

-- What the partner gave the clinic to prove itself with, and signs its events with. Two of a name live while one is replaced.
create table agreement_secret (
  tenant_id uuid not null,
  id uuid not null,
  agreement_id uuid not null,
  name text not null,
  sealed bytea not null,
  made_at timestamptz not null,
  ends_at timestamptz,
  primary key (tenant_id, id)
);
create index agreement_secret_agreement on agreement_secret (tenant_id, agreement_id, name, id);
call kvitt_classify('agreement_secret', 'C1', 'tenant_id', 'id', 'agreement_id', 'name', 'made_at', 'ends_at');
call kvitt_classify('agreement_secret', 'C3 sealed with the tenant''s key', 'sealed');
call kvitt_protect('agreement_secret', 'select, insert, update');
call kvitt_reference('agreement_secret', 'agreement_id', 'payment_agreement');
