-- A tenant's own matrix of who may approve what, each from a day on; before the first the default stands.
create table approval_matrix (
  tenant_id uuid not null,
  id uuid not null,
  from_on date not null,
  content jsonb not null,
  set_by text not null,
  set_at timestamptz not null,
  primary key (tenant_id, id),
  unique (tenant_id, from_on)
);
call kvitt_classify('approval_matrix', 'C1', 'tenant_id', 'id', 'from_on', 'content', 'set_by', 'set_at');
call kvitt_protect('approval_matrix', 'select, insert');

-- Who stands in for somebody who approves, and when (DP-055).
create table approval_deputy (
  tenant_id uuid not null,
  id uuid not null,
  role text not null check (role in ('hqFinance', 'cfo', 'ceo', 'accountant')),
  principal text not null,
  deputy text not null,
  from_on date not null,
  to_on date not null,
  named_at timestamptz not null,
  ended_at timestamptz,
  primary key (tenant_id, id),
  check (to_on >= from_on),
  check (principal <> deputy)
);
create index approval_deputy_days on approval_deputy (tenant_id, deputy, from_on);
call kvitt_classify('approval_deputy', 'C1', 'tenant_id', 'id', 'role', 'principal', 'deputy', 'from_on', 'to_on', 'named_at', 'ended_at');
call kvitt_protect('approval_deputy', 'select, insert, update');

-- What the matrix asks of a proposal that it governs, written with it.
create table approval_request (
  tenant_id uuid not null,
  proposal_id uuid not null,
  kind text not null check (kind in ('credit', 'loss', 'refund', 'repayment')),
  -- With the state's share (DP-052).
  amount_minor bigint not null check (amount_minor > 0),
  original_id uuid,
  patient_id uuid,
  payer_id uuid,
  maker_roles text[] not null,
  own_interest boolean not null,
  primary key (tenant_id, proposal_id)
);
create index approval_request_original on approval_request (tenant_id, original_id) where original_id is not null;
create index approval_request_patient on approval_request (tenant_id, patient_id) where patient_id is not null;
create index approval_request_payer on approval_request (tenant_id, payer_id) where payer_id is not null;
call kvitt_classify('approval_request', 'C2', 'tenant_id', 'proposal_id', 'kind', 'amount_minor', 'original_id', 'patient_id', 'payer_id', 'maker_roles', 'own_interest');
call kvitt_protect('approval_request', 'select, insert');

-- An approval that was given: by whom in which capacity, of which hash. One that lapsed may be followed by another.
create table approval (
  tenant_id uuid not null,
  proposal_id uuid not null,
  approved_at timestamptz not null,
  approved_on date not null,
  approved_by text not null,
  role text not null,
  deputy_for text,
  alone boolean not null,
  content_hash bytea not null,
  sum_minor bigint not null,
  -- The earlier credits that were counted and shown.
  earlier uuid[] not null,
  expires_at timestamptz not null,
  -- Counts towards limits while it may be used and when it was; kept here, where a clinic sees what its patient was credited at another.
  standing text not null check (standing in ('given', 'used', 'void')),
  primary key (tenant_id, proposal_id, approved_at)
);
call kvitt_classify('approval', 'C1', 'tenant_id', 'proposal_id', 'approved_at', 'approved_on', 'approved_by', 'role', 'deputy_for', 'alone', 'content_hash', 'sum_minor', 'earlier', 'expires_at', 'standing');
call kvitt_protect('approval', 'select, insert, update');
call kvitt_reference('approval_request', 'proposal_id', 'proposal');
call kvitt_reference('approval', 'proposal_id', 'proposal');
