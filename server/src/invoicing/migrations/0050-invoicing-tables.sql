-- A fee asked of a payer, as the practice system sends it.
create table claim (
  tenant_id uuid not null,
  id uuid not null,
  ledger_id uuid not null,
  series_id uuid not null,
  external_id text not null,
  content_hash bytea not null,
  kind text not null check (kind in ('invoice', 'planTerm', 'credit', 'businessLine')),
  business_mode text check (business_mode in ('single', 'collective')),
  number text,
  reference text,
  issued_on date,
  due_on date,
  amount_minor bigint not null check (amount_minor > 0),
  vat_minor bigint not null check (vat_minor >= 0),
  lines jsonb not null,
  patient_id uuid,
  payer_id uuid not null,
  credits_id uuid,
  third_party_reference text,
  debtors jsonb,
  wishes jsonb not null,
  needs_contact boolean not null default false,
  withdrawn boolean not null default false,
  received_at timestamptz not null,
  primary key (tenant_id, id),
  unique (tenant_id, ledger_id, external_id)
);
-- A number is used once in its series, whichever ledger and whichever system numbers.
create unique index claim_number on claim (tenant_id, series_id, number) where number is not null;
create index claim_credits on claim (tenant_id, credits_id) where credits_id is not null;
-- Claims whose payer cannot be reached: a short list, looked at again when a contact comes.
create index claim_needs_contact on claim (tenant_id, ledger_id) where needs_contact;
create index claim_patient on claim (tenant_id, patient_id) where patient_id is not null;
call kvitt_classify('claim', 'C2', 'tenant_id', 'id', 'ledger_id', 'series_id', 'external_id', 'content_hash', 'kind', 'business_mode', 'number', 'reference', 'issued_on', 'due_on', 'amount_minor', 'vat_minor', 'patient_id', 'payer_id', 'credits_id', 'third_party_reference', 'debtors', 'wishes', 'needs_contact', 'withdrawn', 'received_at');
call kvitt_classify('claim', 'C3 texts sealed', 'lines');
call kvitt_protect('claim', 'select, insert, update');

-- The claims that wait for an invoice, and nothing else of them: an invoice run takes the row away, so that the claim itself, wide and held by
-- many keys, is written once in its life. A claim that waits no more is withdrawn or stands on an invoice.
create table waiting_claim (
  tenant_id uuid not null,
  claim_id uuid not null,
  ledger_id uuid not null,
  payer_id uuid not null,
  primary key (tenant_id, claim_id)
);
create index waiting_claim_payer on waiting_claim (tenant_id, ledger_id, payer_id);
call kvitt_classify('waiting_claim', 'C2', 'tenant_id', 'claim_id', 'ledger_id', 'payer_id');
call kvitt_protect('waiting_claim', 'select, insert, update, delete');

create table invoice (
  tenant_id uuid not null,
  id uuid not null,
  ledger_id uuid not null,
  kind text not null check (kind in ('invoice', 'collective', 'creditNote')),
  series_id uuid not null,
  series_no bigint,
  number text not null,
  party_id uuid not null,
  patient_id uuid,
  issued_on date not null,
  due_on date not null,
  net_minor bigint not null,
  vat_minor bigint not null,
  total_minor bigint not null check (total_minor > 0 and total_minor = net_minor + vat_minor),
  reference text not null,
  credits_id uuid,
  content_hash bytea not null,
  primary key (tenant_id, id),
  unique (tenant_id, series_id, number)
);
create index invoice_party on invoice (tenant_id, party_id, issued_on);
-- The list of a ledger, newest first.
create index invoice_list on invoice (tenant_id, ledger_id, issued_on, id);
-- The rare kinds of it: an ordinary invoice touches no page of this one.
create index invoice_rare_kinds on invoice (tenant_id, ledger_id, kind, issued_on, id) where kind <> 'invoice';
create index invoice_credits on invoice (tenant_id, credits_id) where credits_id is not null;
-- Search by amount, newest first.
create index invoice_amount on invoice (tenant_id, total_minor, issued_on);
call kvitt_classify('invoice', 'C2', 'tenant_id', 'id', 'ledger_id', 'kind', 'series_id', 'series_no', 'number', 'party_id', 'patient_id', 'issued_on', 'due_on', 'net_minor', 'vat_minor', 'total_minor', 'reference', 'credits_id', 'content_hash');
call kvitt_protect('invoice', 'select, insert');

create table invoice_line (
  tenant_id uuid not null,
  invoice_id uuid not null,
  line_no integer not null,
  claim_id uuid not null,
  -- Left out where the line is the claim's own, under the same number: its text lies with the claim, sealed once.
  text_sealed bytea,
  net_minor bigint not null,
  vat_code text not null,
  vat_minor bigint not null,
  primary key (tenant_id, invoice_id, line_no)
);
create index invoice_line_claim on invoice_line (tenant_id, claim_id);
call kvitt_classify('invoice_line', 'C2', 'tenant_id', 'invoice_id', 'line_no', 'claim_id', 'net_minor', 'vat_code', 'vat_minor');
call kvitt_classify('invoice_line', 'C3 sealed', 'text_sealed');
call kvitt_protect('invoice_line', 'select, insert');

create table supplier_invoice (
  tenant_id uuid not null,
  id uuid not null,
  ledger_id uuid not null,
  supplier_id uuid not null,
  number text not null,
  content_hash bytea not null,
  reference text,
  issued_on date not null,
  due_on date not null,
  total_minor bigint not null check (total_minor > 0),
  lines jsonb not null,
  primary key (tenant_id, id),
  unique (tenant_id, ledger_id, supplier_id, number)
);
call kvitt_classify('supplier_invoice', 'C1', 'tenant_id', 'id', 'ledger_id', 'supplier_id', 'number', 'content_hash', 'reference', 'issued_on', 'due_on', 'total_minor', 'lines');
call kvitt_protect('supplier_invoice', 'select, insert');

-- A remittance file written for the practice system: immutable once made, so that a second fetch gives the same bytes.
create table remittance_file (
  tenant_id uuid not null,
  id uuid not null,
  ledger_id uuid not null,
  transmission_no bigint not null,
  from_on date not null,
  to_on date not null,
  lines integer not null,
  total_minor bigint not null,
  sha256 bytea not null,
  made_at timestamptz not null,
  acknowledged_at timestamptz,
  primary key (tenant_id, id),
  unique (tenant_id, ledger_id, transmission_no),
  unique (tenant_id, ledger_id, from_on, to_on)
);
call kvitt_classify('remittance_file', 'C1', 'tenant_id', 'id', 'ledger_id', 'transmission_no', 'from_on', 'to_on', 'lines', 'total_minor', 'sha256', 'made_at', 'acknowledged_at');
call kvitt_protect('remittance_file', 'select, insert, update');

-- Which payment stands in which file, so that each øre is reported exactly once, whenever it was booked.
create table remittance_line (
  tenant_id uuid not null,
  file_id uuid not null,
  line_no integer not null,
  entry_id uuid not null,
  entry_line smallint not null,
  reference text not null,
  amount_minor bigint not null check (amount_minor > 0),
  settled_on date not null,
  primary key (tenant_id, file_id, line_no)
);
create index remittance_line_posting on remittance_line (tenant_id, entry_id, entry_line);
call kvitt_classify('remittance_line', 'C2', 'tenant_id', 'file_id', 'line_no', 'entry_id', 'entry_line', 'reference', 'amount_minor', 'settled_on');
call kvitt_protect('remittance_line', 'select, insert');
