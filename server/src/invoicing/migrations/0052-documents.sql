-- References that lead to a case for the clinic alone: random, one for each case and payer. The subject is a claim, or an invoice as a whole.
create table case_reference (
  tenant_id uuid not null,
  subject_id uuid not null,
  payer_id uuid not null,
  reference text not null check (reference ~ '^KV-[BCDFGHJKMNPQRTVWXZ2-9]{5}-[BCDFGHJKMNPQRTVWXZ2-9]{5}$'),
  made_at timestamptz not null,
  primary key (tenant_id, subject_id, payer_id),
  unique (tenant_id, reference)
);
call kvitt_classify('case_reference', 'C2', 'tenant_id', 'subject_id', 'payer_id', 'reference', 'made_at');
call kvitt_protect('case_reference', 'select, insert');

-- What was printed or written for somebody: the bytes lie in the files under their hash. `content_sha256` is what they were made from, so that the
-- same content is not set again.
create table document (
  tenant_id uuid not null,
  id uuid not null,
  ledger_id uuid not null,
  kind text not null check (kind in ('invoice', 'collectiveInvoice', 'creditNote', 'receipt', 'accountStatement', 'paymentLetter')),
  rendering text not null check (rendering in ('patientItemised', 'payerAnonymous', 'neutral')),
  form text not null check (form in ('pdf', 'xml')),
  subject_id uuid not null,
  language text not null,
  content_sha256 bytea not null,
  sha256 bytea not null,
  byte_length bigint not null check (byte_length > 0),
  made_at timestamptz not null,
  primary key (tenant_id, id),
  unique (tenant_id, subject_id, form, content_sha256)
);
call kvitt_classify('document', 'C2', 'tenant_id', 'id', 'ledger_id', 'kind', 'rendering', 'form', 'subject_id', 'language', 'content_sha256', 'sha256', 'byte_length', 'made_at');
call kvitt_protect('document', 'select, insert');
call kvitt_reference('case_reference', 'payer_id', 'party');
call kvitt_reference('document', 'ledger_id', 'ledger');
