-- One try to take money for an open item by a partner's means. What became of it is read from the partner, never assumed.
create table payment_attempt (
  tenant_id uuid not null,
  id uuid not null,
  ledger_id uuid not null,
  item_id uuid not null,
  way text not null check (way in ('vipps', 'card', 'swish', 'partPayment')),
  state text not null check (state in ('created', 'awaitingPayer', 'authorized', 'captured', 'capturedInPart', 'cancelled', 'expired', 'failed', 'voided', 'unknown')),
  reference text not null,
  amount_minor bigint not null check (amount_minor > 0),
  currency text not null,
  authorized_minor bigint not null default 0,
  captured_minor bigint not null default 0,
  cancelled_minor bigint not null default 0,
  payer_url text,
  -- Of part payment: into how many terms the payer chose to divide it, as the partner was told.
  terms smallint check (terms between 1 and 120),
  -- Why it failed, or why nobody knows: a word of the port.
  problem text,
  -- Why the payer's last card was declined, how many were, and when that was heard: too many in a row and cards rest for the bill.
  declined text check (declined in ('notEnoughMoney', 'expired', 'mistyped', 'notProven', 'busy', 'notForThis', 'bankSaysNo', 'blocked', 'justPaid')),
  declines integer not null default 0,
  declined_at timestamptz,
  made_at timestamptz not null,
  asked_at timestamptz not null,
  primary key (tenant_id, id),
  unique (tenant_id, reference),
  check ((declined is null) = (declines = 0) and (declined is null) = (declined_at is null))
);
-- One at a time may take money for an item, in whatever tab, on whatever device, by whatever way.
create unique index payment_attempt_live on payment_attempt (tenant_id, item_id) where state in ('created', 'awaitingPayer', 'authorized', 'unknown');
-- Ended attempts are looked at again: late money, disputes.
create index payment_attempt_ended on payment_attempt (tenant_id, asked_at) where state not in ('created', 'awaitingPayer', 'authorized', 'unknown');
create index payment_attempt_item on payment_attempt (tenant_id, item_id, id);
call kvitt_classify('payment_attempt', 'C2', 'tenant_id', 'id', 'ledger_id', 'item_id', 'way', 'state', 'reference', 'amount_minor', 'currency', 'authorized_minor', 'captured_minor', 'cancelled_minor', 'problem', 'terms', 'declined', 'declines', 'declined_at', 'made_at', 'asked_at');
call kvitt_classify('payment_attempt', 'C3 opens the payer''s payment at the partner', 'payer_url');
call kvitt_protect('payment_attempt', 'select, insert, update');

-- What we asked the partner to do with reserved money, written down before it is asked: an answer that is lost is asked for again under
-- the same id, and done once.
create table payment_movement (
  tenant_id uuid not null,
  id uuid not null,
  attempt_id uuid not null,
  kind text not null check (kind in ('capture', 'release')),
  amount_minor bigint not null check (amount_minor > 0),
  state text not null check (state in ('asked', 'done', 'refused')),
  problem text,
  asked_at timestamptz not null,
  done_at timestamptz,
  primary key (tenant_id, id)
);
create unique index payment_movement_asked on payment_movement (tenant_id, attempt_id) where state = 'asked';
create index payment_movement_attempt on payment_movement (tenant_id, attempt_id, id);
call kvitt_classify('payment_movement', 'C2', 'tenant_id', 'id', 'attempt_id', 'kind', 'amount_minor', 'state', 'problem', 'asked_at', 'done_at');
call kvitt_protect('payment_movement', 'select, insert, update');
