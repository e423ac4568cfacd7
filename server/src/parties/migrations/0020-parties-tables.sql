-- A person, company or animal owner; the roles it has are rows of their own.
create table party (
  tenant_id uuid not null,
  id uuid not null,
  customer_no bigint not null check (customer_no > 0),
  kind text not null check (kind in ('person', 'company')),
  name text not null,
  org_no text,
  birth_year smallint,
  birth_on_sealed bytea,
  language text not null,
  invoice_mode text not null default 'single' check (invoice_mode in ('single', 'collective')),
  collective_period text check (collective_period in ('month', 'week')),
  delivery_preference text check (delivery_preference in ('efaktura', 'ehf', 'email', 'sms', 'paper')),
  credit_check text not null default 'ask' check (credit_check in ('ask', 'always', 'never')),
  third_party_reference text,
  created_at timestamptz not null,
  primary key (tenant_id, id),
  unique (tenant_id, customer_no),
  check ((invoice_mode = 'collective') = (collective_period is not null))
);
call kvitt_classify('party', 'C2', 'tenant_id', 'id', 'customer_no', 'kind', 'name', 'org_no', 'birth_year', 'language', 'invoice_mode', 'collective_period', 'delivery_preference', 'credit_check', 'third_party_reference', 'created_at');
call kvitt_classify('party', 'C3 sealed', 'birth_on_sealed');
call kvitt_protect('party', 'select, insert, update');

create table party_role (
  tenant_id uuid not null,
  party_id uuid not null,
  role text not null check (role in ('patient', 'payer', 'guardian', 'relative', 'employer', 'insurer', 'supplier')),
  primary key (tenant_id, party_id, role)
);
call kvitt_classify('party_role', 'C2', 'tenant_id', 'party_id', 'role');
call kvitt_protect('party_role', 'select, insert');

-- How another system names a party: the practice system's patient number, a supplier's organisation number.
create table party_external (
  tenant_id uuid not null,
  system text not null,
  external_ref text not null,
  party_id uuid not null,
  primary key (tenant_id, system, external_ref)
);
create index party_external_party on party_external (tenant_id, party_id);
call kvitt_classify('party_external', 'C2', 'tenant_id', 'system', 'external_ref', 'party_id');
call kvitt_protect('party_external', 'select, insert');

create table contact_point (
  tenant_id uuid not null,
  id uuid not null,
  party_id uuid not null,
  kind text not null check (kind in ('phone', 'email', 'address')),
  purpose text not null check (purpose in ('payment', 'appointment')),
  value_sealed bytea not null,
  value_blind bytea not null,
  -- Of a telephone: its last five digits, by which the desk finds it too.
  tail_blind bytea,
  created_at timestamptz not null,
  ended_at timestamptz,
  primary key (tenant_id, id)
);
create unique index contact_point_current on contact_point (tenant_id, party_id, kind, purpose) where ended_at is null;
create index contact_point_blind on contact_point (tenant_id, value_blind);
create index contact_point_party on contact_point (tenant_id, party_id, id);
create index contact_point_tail on contact_point (tenant_id, tail_blind) where tail_blind is not null and ended_at is null;
call kvitt_classify('contact_point', 'C2', 'tenant_id', 'id', 'party_id', 'kind', 'purpose', 'created_at', 'ended_at');
call kvitt_classify('contact_point', 'C3 sealed, and its blind indexes', 'value_sealed', 'value_blind', 'tail_blind');
call kvitt_protect('contact_point', 'select, insert, update');

-- Who stands behind a patient: a guardian (with a share of what is owed), a relative who pays, an employer.
create table party_relation (
  tenant_id uuid not null,
  party_id uuid not null,
  related_id uuid not null,
  kind text not null check (kind in ('guardian', 'relative', 'employer')),
  share_basis_points integer not null default 10000 check (share_basis_points between 1 and 10000),
  since_on date not null,
  ended_on date,
  primary key (tenant_id, party_id, related_id, kind, since_on)
);
call kvitt_classify('party_relation', 'C2', 'tenant_id', 'party_id', 'related_id', 'kind', 'share_basis_points', 'since_on', 'ended_on');
call kvitt_protect('party_relation', 'select, insert, update');

create table customer_counter (
  tenant_id uuid primary key,
  next_no bigint not null check (next_no > 0)
);
call kvitt_classify('customer_counter', 'C1', 'tenant_id', 'next_no');
call kvitt_protect('customer_counter', 'select, insert, update');

-- The words of each name, folded (no accents, no case), for search by beginnings. Bytewise order, so that a range is a prefix.
create table party_word (
  tenant_id uuid not null,
  party_id uuid not null,
  word text collate "C" not null,
  primary key (tenant_id, party_id, word)
);
create index party_word_search on party_word (tenant_id, word, party_id);
call kvitt_classify('party_word', 'C2', 'tenant_id', 'party_id', 'word');
call kvitt_protect('party_word', 'select, insert, delete');

-- What somebody at a clinic wrote about a party. Only added to, never changed.
create table party_note (
  tenant_id uuid not null,
  id uuid not null,
  party_id uuid not null,
  text_sealed bytea not null,
  written_by text not null,
  written_at timestamptz not null,
  primary key (tenant_id, id)
);
create index party_note_party on party_note (tenant_id, party_id, id);
call kvitt_classify('party_note', 'C2', 'tenant_id', 'id', 'party_id', 'written_by', 'written_at');
call kvitt_classify('party_note', 'C3 sealed', 'text_sealed');
call kvitt_protect('party_note', 'select, insert');
