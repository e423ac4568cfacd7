-- The schema after all migrations, written by dump-schema.ts and compared by a test. Not a migration: nothing reads it.

table account
  tenant_id uuid not null -- C1
  ledger_id uuid not null -- C1
  code text not null -- C1
  role text not null -- C1
  name text not null -- C1
  account_tenant_id_ledger_id_fkey FOREIGN KEY (tenant_id, ledger_id) REFERENCES ledger(tenant_id, id)
  account_pkey PRIMARY KEY (tenant_id, ledger_id, code)
  row level security forced
  policy clinic_scope restrictive for all using 
CASE
    WHEN (( SELECT current_setting('app.ledgers'::text) AS current_setting) = '*'::text) THEN true
    ELSE ((ledger_id IS NULL) OR (ledger_id = ANY ((( SELECT string_to_array(current_setting('app.ledgers'::text), ','::text) AS string_to_array))::uuid[])))
END
  policy tenant_only permissive for all using (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting)) with check (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting))
  grant insert, select, update to kvitt_app

table alarm
  tenant_id uuid not null -- C1
  id uuid not null -- C1
  kind text not null -- C1
  subject_kind text not null -- C1
  subject_id uuid not null -- C1
  day_on date not null -- C1
  raised_at timestamp with time zone not null -- C1
  detail jsonb not null -- C1
  cleared_at timestamp with time zone -- C1
  alarm_pkey PRIMARY KEY (tenant_id, id)
  alarm_tenant_id_kind_subject_kind_subject_id_day_on_key UNIQUE (tenant_id, kind, subject_kind, subject_id, day_on)
  row level security forced
  policy tenant_only permissive for all using (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting)) with check (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting))
  grant insert, select, update to kvitt_app

table api_key
  tenant_id uuid not null -- C1
  id uuid not null -- C1
  name text not null -- C1
  secret_hash bytea not null -- C1
  scopes text[] not null -- C1
  created_by text not null -- C1
  created_at timestamp with time zone not null -- C1
  expires_at timestamp with time zone -- C1
  revoked_at timestamp with time zone -- C1
  ledger_ids uuid[] -- C1
  last_used_at timestamp with time zone -- C1
  api_key_pkey PRIMARY KEY (tenant_id, id)
  row level security forced
  policy tenant_only permissive for all using (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting)) with check (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting))
  grant insert, select, update to kvitt_app

table audit_event
  tenant_id uuid not null -- C2 ids, codes and counts only
  id uuid not null -- C2 ids, codes and counts only
  at timestamp with time zone not null -- C2 ids, codes and counts only
  actor_kind text not null -- C2 ids, codes and counts only
  actor_id text not null -- C2 ids, codes and counts only
  action text not null -- C2 ids, codes and counts only
  subject_kind text not null -- C2 ids, codes and counts only
  subject_id text -- C2 ids, codes and counts only
  request_id text -- C2 ids, codes and counts only
  detail jsonb not null -- C2 ids, codes and counts only
  audit_event_actor_kind_check CHECK ((actor_kind = ANY (ARRAY['user'::text, 'apiKey'::text, 'system'::text, 'operatingSystemUser'::text])))
  audit_event_pkey PRIMARY KEY (tenant_id, id)
  CREATE INDEX audit_event_subject ON public.audit_event USING btree (tenant_id, subject_kind, subject_id)
  row level security forced
  policy tenant_only permissive for all using (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting)) with check (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting))
  grant insert, select to kvitt_app

table bank_account
  tenant_id uuid not null -- C1
  id uuid not null -- C1
  ledger_id uuid not null -- C1
  number text not null -- C1
  agreement_id text -- C1
  recipient text -- C1
  kid_lengths integer[] not null default '{}'::integer[] -- C1
  kid_modulus text -- C1
  detail_source text not null -- C1
  proof_source text not null -- C1
  cutover_on date -- C1
  opening_minor bigint not null default 0 -- C1
  file_expected_by time without time zone -- C1
  closed_from_on date -- C1
  created_at timestamp with time zone not null -- C1
  bank_account_detail_source_check CHECK ((detail_source = ANY (ARRAY['ocrgiro'::text, 'camt054'::text, 'camt053'::text])))
  bank_account_kid_modulus_check CHECK ((kid_modulus = ANY (ARRAY['mod10'::text, 'mod11'::text])))
  bank_account_proof_source_check CHECK ((proof_source = ANY (ARRAY['camt053'::text, 'none'::text])))
  bank_account_tenant_id_ledger_id_fkey FOREIGN KEY (tenant_id, ledger_id) REFERENCES ledger(tenant_id, id)
  bank_account_pkey PRIMARY KEY (tenant_id, id)
  bank_account_tenant_id_number_key UNIQUE (tenant_id, number)
  row level security forced
  policy clinic_scope restrictive for all using 
CASE
    WHEN (( SELECT current_setting('app.ledgers'::text) AS current_setting) = '*'::text) THEN true
    ELSE ((ledger_id IS NULL) OR (ledger_id = ANY ((( SELECT string_to_array(current_setting('app.ledgers'::text), ','::text) AS string_to_array))::uuid[])))
END
  policy tenant_only permissive for all using (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting)) with check (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting))
  grant insert, select, update to kvitt_app

table bank_batch
  tenant_id uuid not null -- C1
  id uuid not null -- C1
  file_id uuid not null -- C1
  ledger_id uuid not null -- C1
  bank_account_id uuid not null -- C1
  batch_key text not null -- C1
  settled_on date not null -- C1
  lines integer not null -- C1
  control_minor bigint not null -- C1
  ledger_minor bigint not null -- C1
  statement_line_id uuid -- C1
  bank_batch_tenant_id_bank_account_id_fkey FOREIGN KEY (tenant_id, bank_account_id) REFERENCES bank_account(tenant_id, id)
  bank_batch_tenant_id_file_id_fkey FOREIGN KEY (tenant_id, file_id) REFERENCES bank_file(tenant_id, id)
  bank_batch_tenant_id_statement_line_id_fkey FOREIGN KEY (tenant_id, statement_line_id) REFERENCES statement_line(tenant_id, id)
  bank_batch_pkey PRIMARY KEY (tenant_id, id)
  bank_batch_tenant_id_file_id_batch_key_key UNIQUE (tenant_id, file_id, batch_key)
  CREATE INDEX bank_batch_key ON public.bank_batch USING btree (tenant_id, bank_account_id, batch_key)
  CREATE INDEX bank_batch_unpaired ON public.bank_batch USING btree (tenant_id, bank_account_id, settled_on) WHERE (statement_line_id IS NULL)
  row level security forced
  policy clinic_scope restrictive for all using 
CASE
    WHEN (( SELECT current_setting('app.ledgers'::text) AS current_setting) = '*'::text) THEN true
    ELSE ((ledger_id IS NULL) OR (ledger_id = ANY ((( SELECT string_to_array(current_setting('app.ledgers'::text), ','::text) AS string_to_array))::uuid[])))
END
  policy tenant_only permissive for all using (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting)) with check (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting))
  grant insert, select, update to kvitt_app

table bank_file
  tenant_id uuid not null -- C1
  id uuid not null -- C1
  sha256 bytea not null -- C1
  normalised_sha256 bytea not null -- C1
  format text not null -- C1
  channel text not null -- C1
  content_sha256 bytea not null -- C1
  part_keys text[] not null default '{}'::text[] -- C1
  sender_key text -- C1
  byte_length bigint not null -- C1
  received_at timestamp with time zone not null -- C1
  received_by text not null -- C1
  state text not null -- C1
  problems jsonb not null -- C1
  totals jsonb not null default '{}'::jsonb -- C1
  bank_file_channel_check CHECK ((channel = ANY (ARRAY['directory'::text, 'upload'::text, 'command'::text, 'bank'::text])))
  bank_file_state_check CHECK ((state = ANY (ARRAY['stored'::text, 'rejected'::text, 'quarantined'::text, 'awaitingRelease'::text, 'posting'::text, 'posted'::text])))
  bank_file_pkey PRIMARY KEY (tenant_id, id)
  bank_file_tenant_id_normalised_sha256_key UNIQUE (tenant_id, normalised_sha256)
  CREATE INDEX bank_file_content ON public.bank_file USING btree (tenant_id, content_sha256)
  CREATE INDEX bank_file_received ON public.bank_file USING btree (tenant_id, received_at)
  CREATE INDEX bank_file_sender ON public.bank_file USING btree (tenant_id, sender_key)
  row level security forced
  policy tenant_only permissive for all using (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting)) with check (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting))
  grant insert, select, update to kvitt_app

table bank_line
  tenant_id uuid not null -- C2
  id uuid not null -- C2
  ledger_id uuid not null -- C2
  batch_id uuid not null -- C2
  line_no integer not null -- C2
  fingerprint bytea not null -- C2
  settled_on date not null -- C2
  paid_on date -- C2
  kind text not null -- C2
  amount_minor bigint not null -- C2
  charge_minor bigint not null default 0 -- C2
  reference text -- C2
  payer_sealed bytea -- C3 sealed, and its blind index
  payer_blind bytea -- C3 sealed, and its blind index
  text_sealed bytea -- C3 sealed, and its blind index
  state text not null -- C2
  explanation jsonb not null -- C2
  bank_line_state_check CHECK ((state = ANY (ARRAY['matched'::text, 'part'::text, 'over'::text, 'closed'::text, 'credited'::text, 'noReference'::text, 'badCheck'::text, 'unknown'::text, 'ambiguous'::text, 'otherOwner'::text, 'repeated'::text, 'possibleDuplicate'::text, 'reversal'::text, 'held'::text, 'solved'::text])))
  bank_line_tenant_id_batch_id_fkey FOREIGN KEY (tenant_id, batch_id) REFERENCES bank_batch(tenant_id, id)
  bank_line_pkey PRIMARY KEY (tenant_id, id)
  bank_line_tenant_id_fingerprint_key UNIQUE (tenant_id, fingerprint)
  CREATE INDEX bank_line_amount ON public.bank_line USING btree (tenant_id, amount_minor, settled_on)
  CREATE INDEX bank_line_batch ON public.bank_line USING btree (tenant_id, batch_id, line_no)
  CREATE INDEX bank_line_payer ON public.bank_line USING btree (tenant_id, payer_blind) WHERE (payer_blind IS NOT NULL)
  CREATE INDEX bank_line_reference ON public.bank_line USING btree (tenant_id, reference, settled_on) WHERE (reference IS NOT NULL)
  CREATE INDEX bank_line_unposted ON public.bank_line USING btree (tenant_id, ledger_id) WHERE (state = ANY (ARRAY['repeated'::text, 'held'::text]))
  CREATE INDEX bank_line_work ON public.bank_line USING btree (tenant_id, settled_on, id) WHERE (state = ANY (ARRAY['over'::text, 'closed'::text, 'credited'::text, 'noReference'::text, 'badCheck'::text, 'unknown'::text, 'ambiguous'::text, 'otherOwner'::text, 'possibleDuplicate'::text, 'held'::text]))
  row level security forced
  policy clinic_scope restrictive for all using 
CASE
    WHEN (( SELECT current_setting('app.ledgers'::text) AS current_setting) = '*'::text) THEN true
    ELSE ((ledger_id IS NULL) OR (ledger_id = ANY ((( SELECT string_to_array(current_setting('app.ledgers'::text), ','::text) AS string_to_array))::uuid[])))
END
  policy tenant_only permissive for all using (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting)) with check (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting))
  grant insert, select, update to kvitt_app

table bank_statement
  tenant_id uuid not null -- C1
  id uuid not null -- C1
  ledger_id uuid not null -- C1
  bank_account_id uuid not null -- C1
  file_id uuid not null -- C1
  statement_key text not null -- C1
  sequence_no bigint -- C1
  from_on date not null -- C1
  to_on date not null -- C1
  opening_minor bigint not null -- C1
  closing_minor bigint not null -- C1
  bank_statement_tenant_id_bank_account_id_fkey FOREIGN KEY (tenant_id, bank_account_id) REFERENCES bank_account(tenant_id, id)
  bank_statement_tenant_id_file_id_fkey FOREIGN KEY (tenant_id, file_id) REFERENCES bank_file(tenant_id, id)
  bank_statement_pkey PRIMARY KEY (tenant_id, id)
  bank_statement_tenant_id_bank_account_id_statement_key_key UNIQUE (tenant_id, bank_account_id, statement_key)
  CREATE INDEX bank_statement_chain ON public.bank_statement USING btree (tenant_id, bank_account_id, to_on)
  row level security forced
  policy clinic_scope restrictive for all using 
CASE
    WHEN (( SELECT current_setting('app.ledgers'::text) AS current_setting) = '*'::text) THEN true
    ELSE ((ledger_id IS NULL) OR (ledger_id = ANY ((( SELECT string_to_array(current_setting('app.ledgers'::text), ','::text) AS string_to_array))::uuid[])))
END
  policy tenant_only permissive for all using (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting)) with check (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting))
  grant insert, select to kvitt_app

table check_run
  tenant_id uuid not null -- C1
  id uuid not null -- C1
  ran_at timestamp with time zone not null -- C1
  asked text[] not null -- C1
  breaches jsonb not null -- C1
  check_run_pkey PRIMARY KEY (tenant_id, id)
  row level security forced
  policy tenant_only permissive for all using (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting)) with check (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting))
  grant insert, select to kvitt_app

table claim
  tenant_id uuid not null -- C2
  id uuid not null -- C2
  ledger_id uuid not null -- C2
  series_id uuid not null -- C2
  external_id text not null -- C2
  content_hash bytea not null -- C2
  kind text not null -- C2
  business_mode text -- C2
  number text -- C2
  reference text -- C2
  issued_on date -- C2
  due_on date -- C2
  amount_minor bigint not null -- C2
  vat_minor bigint not null -- C2
  lines jsonb not null -- C3 texts sealed
  patient_id uuid -- C2
  payer_id uuid not null -- C2
  credits_id uuid -- C2
  third_party_reference text -- C2
  debtors jsonb -- C2
  wishes jsonb not null -- C2
  needs_contact boolean not null default false -- C2
  withdrawn boolean not null default false -- C2
  received_at timestamp with time zone not null -- C2
  claim_amount_minor_check CHECK ((amount_minor > 0))
  claim_business_mode_check CHECK ((business_mode = ANY (ARRAY['single'::text, 'collective'::text])))
  claim_kind_check CHECK ((kind = ANY (ARRAY['invoice'::text, 'planTerm'::text, 'credit'::text, 'businessLine'::text])))
  claim_vat_minor_check CHECK ((vat_minor >= 0))
  claim_tenant_id_credits_id_fkey FOREIGN KEY (tenant_id, credits_id) REFERENCES claim(tenant_id, id)
  claim_tenant_id_ledger_id_fkey FOREIGN KEY (tenant_id, ledger_id) REFERENCES ledger(tenant_id, id)
  claim_tenant_id_patient_id_fkey FOREIGN KEY (tenant_id, patient_id) REFERENCES party(tenant_id, id)
  claim_tenant_id_payer_id_fkey FOREIGN KEY (tenant_id, payer_id) REFERENCES party(tenant_id, id)
  claim_tenant_id_series_id_fkey FOREIGN KEY (tenant_id, series_id) REFERENCES number_series(tenant_id, id)
  claim_pkey PRIMARY KEY (tenant_id, id)
  claim_tenant_id_ledger_id_external_id_key UNIQUE (tenant_id, ledger_id, external_id)
  CREATE INDEX claim_credits ON public.claim USING btree (tenant_id, credits_id) WHERE (credits_id IS NOT NULL)
  CREATE INDEX claim_needs_contact ON public.claim USING btree (tenant_id, ledger_id) WHERE needs_contact
  CREATE UNIQUE INDEX claim_number ON public.claim USING btree (tenant_id, series_id, number) WHERE (number IS NOT NULL)
  CREATE INDEX claim_patient ON public.claim USING btree (tenant_id, patient_id) WHERE (patient_id IS NOT NULL)
  row level security forced
  policy clinic_scope restrictive for all using 
CASE
    WHEN (( SELECT current_setting('app.ledgers'::text) AS current_setting) = '*'::text) THEN true
    ELSE ((ledger_id IS NULL) OR (ledger_id = ANY ((( SELECT string_to_array(current_setting('app.ledgers'::text), ','::text) AS string_to_array))::uuid[])))
END
  policy tenant_only permissive for all using (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting)) with check (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting))
  grant insert, select, update to kvitt_app

table clinic
  tenant_id uuid not null -- C1
  id uuid not null -- C1
  name text not null -- C1
  kind text not null -- C1
  time_zone text not null -- C1
  created_at timestamp with time zone not null -- C1
  clinic_kind_check CHECK ((kind = ANY (ARRAY['dental'::text, 'veterinary'::text])))
  clinic_pkey PRIMARY KEY (tenant_id, id)
  row level security forced
  policy tenant_only permissive for all using (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting)) with check (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting))
  grant insert, select, update to kvitt_app

table contact_point
  tenant_id uuid not null -- C2
  id uuid not null -- C2
  party_id uuid not null -- C2
  kind text not null -- C2
  purpose text not null -- C2
  value_sealed bytea not null -- C3 sealed, and its blind indexes
  value_blind bytea not null -- C3 sealed, and its blind indexes
  tail_blind bytea -- C3 sealed, and its blind indexes
  created_at timestamp with time zone not null -- C2
  ended_at timestamp with time zone -- C2
  contact_point_kind_check CHECK ((kind = ANY (ARRAY['phone'::text, 'email'::text, 'address'::text])))
  contact_point_purpose_check CHECK ((purpose = ANY (ARRAY['payment'::text, 'appointment'::text])))
  contact_point_tenant_id_party_id_fkey FOREIGN KEY (tenant_id, party_id) REFERENCES party(tenant_id, id)
  contact_point_pkey PRIMARY KEY (tenant_id, id)
  CREATE INDEX contact_point_blind ON public.contact_point USING btree (tenant_id, value_blind)
  CREATE UNIQUE INDEX contact_point_current ON public.contact_point USING btree (tenant_id, party_id, kind, purpose) WHERE (ended_at IS NULL)
  CREATE INDEX contact_point_party ON public.contact_point USING btree (tenant_id, party_id, id)
  CREATE INDEX contact_point_tail ON public.contact_point USING btree (tenant_id, tail_blind) WHERE ((tail_blind IS NOT NULL) AND (ended_at IS NULL))
  row level security forced
  policy tenant_only permissive for all using (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting)) with check (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting))
  grant insert, select, update to kvitt_app

table customer_counter
  tenant_id uuid not null -- C1
  next_no bigint not null -- C1
  customer_counter_next_no_check CHECK ((next_no > 0))
  customer_counter_pkey PRIMARY KEY (tenant_id)
  row level security forced
  policy tenant_only permissive for all using (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting)) with check (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting))
  grant insert, select, update to kvitt_app

table data_key
  tenant_id uuid not null -- C3 wrapped by the key-encryption key
  scope text not null -- C3 wrapped by the key-encryption key
  scope_id uuid not null -- C3 wrapped by the key-encryption key
  wrapped bytea not null -- C3 wrapped by the key-encryption key
  key_id text not null -- C3 wrapped by the key-encryption key
  created_at timestamp with time zone not null -- C3 wrapped by the key-encryption key
  data_key_scope_check CHECK ((scope = ANY (ARRAY['tenant'::text, 'party'::text])))
  data_key_pkey PRIMARY KEY (tenant_id, scope, scope_id)
  row level security forced
  policy tenant_only permissive for all using (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting)) with check (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting))
  grant delete, insert, select to kvitt_app

table entry
  tenant_id uuid not null -- C2
  id uuid not null -- C2
  ledger_id uuid not null -- C2
  kind text not null -- C2
  booked_on date not null -- C2
  recorded_at timestamp with time zone not null -- C2
  source_kind text not null -- C2
  source_id uuid -- C2
  reverses uuid -- C2
  explanation jsonb -- C2
  entry_check CHECK (((kind = 'reversal'::text) = (reverses IS NOT NULL)))
  entry_kind_check CHECK ((kind = ANY (ARRAY['invoice'::text, 'creditNote'::text, 'payment'::text, 'allocation'::text, 'split'::text, 'fee'::text, 'interest'::text, 'supplierInvoice'::text, 'statement'::text, 'refund'::text, 'writeOff'::text, 'reversal'::text, 'opening'::text])))
  entry_tenant_id_reverses_fkey FOREIGN KEY (tenant_id, reverses) REFERENCES entry(tenant_id, id)
  entry_pkey PRIMARY KEY (tenant_id, id)
  CREATE INDEX entry_by_day ON public.entry USING btree (tenant_id, ledger_id, booked_on)
  CREATE INDEX entry_recorded ON public.entry USING brin (recorded_at) WITH (pages_per_range='32')
  CREATE UNIQUE INDEX entry_reversed_once ON public.entry USING btree (tenant_id, reverses) WHERE (reverses IS NOT NULL)
  CREATE UNIQUE INDEX entry_source ON public.entry USING btree (tenant_id, source_id, source_kind, kind) WHERE (kind = ANY (ARRAY['invoice'::text, 'creditNote'::text, 'payment'::text, 'supplierInvoice'::text, 'statement'::text]))
  row level security forced
  policy clinic_scope restrictive for all using 
CASE
    WHEN (( SELECT current_setting('app.ledgers'::text) AS current_setting) = '*'::text) THEN true
    ELSE ((ledger_id IS NULL) OR (ledger_id = ANY ((( SELECT string_to_array(current_setting('app.ledgers'::text), ','::text) AS string_to_array))::uuid[])))
END
  policy tenant_only permissive for all using (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting)) with check (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting))
  grant insert, select to kvitt_app

table filed_report
  tenant_id uuid not null -- C1
  id uuid not null -- C1
  ledger_id uuid not null -- C1
  kind text not null -- C1
  month_on date not null -- C1
  as_of_on date not null -- C1
  known_at timestamp with time zone not null -- C1
  sha256 bytea not null -- C1
  byte_length bigint not null -- C1
  totals jsonb not null -- C1
  filed_report_kind_check CHECK ((kind = 'aging'::text))
  filed_report_tenant_id_ledger_id_fkey FOREIGN KEY (tenant_id, ledger_id) REFERENCES ledger(tenant_id, id)
  filed_report_pkey PRIMARY KEY (tenant_id, id)
  filed_report_tenant_id_ledger_id_kind_month_on_key UNIQUE (tenant_id, ledger_id, kind, month_on)
  row level security forced
  policy clinic_scope restrictive for all using 
CASE
    WHEN (( SELECT current_setting('app.ledgers'::text) AS current_setting) = '*'::text) THEN true
    ELSE ((ledger_id IS NULL) OR (ledger_id = ANY ((( SELECT string_to_array(current_setting('app.ledgers'::text), ','::text) AS string_to_array))::uuid[])))
END
  policy tenant_only permissive for all using (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting)) with check (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting))
  grant insert, select to kvitt_app

table idempotency_key
  tenant_id uuid not null -- C2 the answer as it was given, allow-listed fields
  route text not null -- C2 the answer as it was given, allow-listed fields
  key text not null -- C2 the answer as it was given, allow-listed fields
  body_hash bytea not null -- C2 the answer as it was given, allow-listed fields
  status smallint -- C2 the answer as it was given, allow-listed fields
  response jsonb -- C2 the answer as it was given, allow-listed fields
  created_at timestamp with time zone not null -- C2 the answer as it was given, allow-listed fields
  lease_until timestamp with time zone -- C2 the answer as it was given, allow-listed fields
  idempotency_key_pkey PRIMARY KEY (tenant_id, route, key)
  row level security forced
  policy tenant_only permissive for all using (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting)) with check (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting))
  grant delete, insert, select, update to kvitt_app

table installation
  id smallint not null default 1 -- C0
  clock_offset_ms bigint not null default 0 -- C0
  created_at timestamp with time zone not null -- C0
  installation_id_check CHECK ((id = 1))
  installation_pkey PRIMARY KEY (id)
  row level security off
  grant insert, select, update to kvitt_app

table invoice
  tenant_id uuid not null -- C2
  id uuid not null -- C2
  ledger_id uuid not null -- C2
  kind text not null -- C2
  series_id uuid not null -- C2
  series_no bigint -- C2
  number text not null -- C2
  party_id uuid not null -- C2
  patient_id uuid -- C2
  issued_on date not null -- C2
  due_on date not null -- C2
  net_minor bigint not null -- C2
  vat_minor bigint not null -- C2
  total_minor bigint not null -- C2
  reference text not null -- C2
  credits_id uuid -- C2
  content_hash bytea not null -- C2
  invoice_check CHECK (((total_minor > 0) AND (total_minor = (net_minor + vat_minor))))
  invoice_kind_check CHECK ((kind = ANY (ARRAY['invoice'::text, 'collective'::text, 'creditNote'::text])))
  invoice_tenant_id_credits_id_fkey FOREIGN KEY (tenant_id, credits_id) REFERENCES invoice(tenant_id, id)
  invoice_pkey PRIMARY KEY (tenant_id, id)
  invoice_tenant_id_series_id_number_key UNIQUE (tenant_id, series_id, number)
  CREATE INDEX invoice_amount ON public.invoice USING btree (tenant_id, total_minor, issued_on)
  CREATE INDEX invoice_credits ON public.invoice USING btree (tenant_id, credits_id) WHERE (credits_id IS NOT NULL)
  CREATE INDEX invoice_list ON public.invoice USING btree (tenant_id, ledger_id, issued_on, id)
  CREATE INDEX invoice_party ON public.invoice USING btree (tenant_id, party_id, issued_on)
  CREATE INDEX invoice_rare_kinds ON public.invoice USING btree (tenant_id, ledger_id, kind, issued_on, id) WHERE (kind <> 'invoice'::text)
  row level security forced
  policy clinic_scope restrictive for all using 
CASE
    WHEN (( SELECT current_setting('app.ledgers'::text) AS current_setting) = '*'::text) THEN true
    ELSE ((ledger_id IS NULL) OR (ledger_id = ANY ((( SELECT string_to_array(current_setting('app.ledgers'::text), ','::text) AS string_to_array))::uuid[])))
END
  policy tenant_only permissive for all using (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting)) with check (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting))
  grant insert, select to kvitt_app

table invoice_line
  tenant_id uuid not null -- C2
  invoice_id uuid not null -- C2
  line_no integer not null -- C2
  claim_id uuid not null -- C2
  text_sealed bytea -- C3 sealed
  net_minor bigint not null -- C2
  vat_code text not null -- C2
  vat_minor bigint not null -- C2
  invoice_line_pkey PRIMARY KEY (tenant_id, invoice_id, line_no)
  CREATE INDEX invoice_line_claim ON public.invoice_line USING btree (tenant_id, claim_id)
  row level security forced
  policy tenant_only permissive for all using (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting)) with check (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting))
  grant insert, select to kvitt_app

table ledger
  tenant_id uuid not null -- C1
  id uuid not null -- C1
  clinic_id uuid not null -- C1
  name text not null -- C1
  org_no text not null -- C1
  market text not null -- C1
  currency text not null -- C1
  series_id uuid not null -- C1
  state text not null -- C1
  active_from_on date -- C1
  settings jsonb not null -- C1
  created_at timestamp with time zone not null -- C1
  ledger_state_check CHECK ((state = ANY (ARRAY['active'::text, 'inactive'::text])))
  ledger_tenant_id_clinic_id_fkey FOREIGN KEY (tenant_id, clinic_id) REFERENCES clinic(tenant_id, id)
  ledger_tenant_id_series_id_fkey FOREIGN KEY (tenant_id, series_id) REFERENCES number_series(tenant_id, id)
  ledger_pkey PRIMARY KEY (tenant_id, id)
  row level security forced
  policy clinic_scope restrictive for all using 
CASE
    WHEN (( SELECT current_setting('app.ledgers'::text) AS current_setting) = '*'::text) THEN true
    ELSE (id = ANY ((( SELECT string_to_array(current_setting('app.ledgers'::text), ','::text) AS string_to_array))::uuid[]))
END
  policy tenant_only permissive for all using (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting)) with check (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting))
  grant insert, select, update to kvitt_app

table line_snooze
  tenant_id uuid not null -- C2
  line_id uuid not null -- C2
  ledger_id uuid not null -- C2
  until_on date not null -- C2
  reason text not null -- C2
  snoozed_by text not null -- C2
  snoozed_at timestamp with time zone not null -- C2
  line_snooze_pkey PRIMARY KEY (tenant_id, line_id)
  CREATE INDEX line_snooze_until ON public.line_snooze USING btree (tenant_id, ledger_id, until_on)
  row level security forced
  policy clinic_scope restrictive for all using 
CASE
    WHEN (( SELECT current_setting('app.ledgers'::text) AS current_setting) = '*'::text) THEN true
    ELSE ((ledger_id IS NULL) OR (ledger_id = ANY ((( SELECT string_to_array(current_setting('app.ledgers'::text), ','::text) AS string_to_array))::uuid[])))
END
  policy tenant_only permissive for all using (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting)) with check (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting))
  grant insert, select, update to kvitt_app

table membership
  tenant_id uuid not null -- C1
  user_id text not null -- C1
  role text not null -- C1
  clinic_ids uuid[] -- C1
  created_at timestamp with time zone not null -- C1
  ended_at timestamp with time zone -- C1
  membership_role_check CHECK ((role = ANY (ARRAY['reception'::text, 'clinicManager'::text, 'hqFinance'::text, 'cfo'::text, 'ceo'::text, 'accountant'::text, 'auditor'::text, 'admin'::text])))
  membership_pkey PRIMARY KEY (tenant_id, user_id, role)
  row level security forced
  policy tenant_only permissive for all using (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting)) with check (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting))
  grant insert, select, update to kvitt_app

table number_series
  tenant_id uuid not null -- C1
  id uuid not null -- C1
  prefix text not null -- C1
  next_no bigint not null -- C1
  number_series_next_no_check CHECK ((next_no > 0))
  number_series_pkey PRIMARY KEY (tenant_id, id)
  row level security forced
  policy tenant_only permissive for all using (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting)) with check (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting))
  grant insert, select, update to kvitt_app

table open_item
  tenant_id uuid not null -- C2
  id uuid not null -- C2
  ledger_id uuid not null -- C2
  side text not null -- C2
  kind text not null -- C2
  account text not null -- C2
  party_id uuid -- C2
  parent_id uuid -- C2
  document_id uuid -- C2
  reference text -- C2
  opened_on date not null -- C2
  due_on date not null -- C2
  amount_minor bigint not null -- C2
  open_minor bigint not null -- C2
  custody text not null default 'own'::text -- C2
  open_item_amount_minor_check CHECK ((amount_minor > 0))
  open_item_check CHECK (((open_minor >= 0) AND (open_minor <= amount_minor)))
  open_item_custody_check CHECK ((custody = ANY (ARRAY['own'::text, 'administered'::text, 'sold'::text, 'agency'::text])))
  open_item_kind_check CHECK ((kind = ANY (ARRAY['invoice'::text, 'instalment'::text, 'fee'::text, 'interest'::text, 'compensation'::text, 'insurerPart'::text, 'supplierInvoice'::text, 'customerCredit'::text, 'unallocated'::text, 'returned'::text])))
  open_item_side_check CHECK ((side = ANY (ARRAY['receivable'::text, 'payable'::text, 'credit'::text])))
  open_item_tenant_id_parent_id_fkey FOREIGN KEY (tenant_id, parent_id) REFERENCES open_item(tenant_id, id)
  open_item_pkey PRIMARY KEY (tenant_id, id)
  CREATE INDEX open_item_document ON public.open_item USING btree (tenant_id, document_id) WHERE (document_id IS NOT NULL)
  CREATE INDEX open_item_nobody ON public.open_item USING btree (tenant_id, ledger_id, due_on, id) WHERE (party_id IS NULL)
  CREATE INDEX open_item_other_reference ON public.open_item USING btree (tenant_id, reference) WHERE ((reference IS NOT NULL) AND (kind <> ALL (ARRAY['invoice'::text, 'instalment'::text, 'insurerPart'::text])))
  CREATE INDEX open_item_parent ON public.open_item USING btree (tenant_id, parent_id) WHERE (parent_id IS NOT NULL)
  CREATE INDEX open_item_party ON public.open_item USING btree (tenant_id, party_id) WHERE (party_id IS NOT NULL)
  CREATE UNIQUE INDEX open_item_reference ON public.open_item USING btree (tenant_id, ledger_id, reference) WHERE (kind = ANY (ARRAY['invoice'::text, 'instalment'::text, 'insurerPart'::text]))
  row level security forced
  policy clinic_scope restrictive for all using 
CASE
    WHEN (( SELECT current_setting('app.ledgers'::text) AS current_setting) = '*'::text) THEN true
    ELSE ((ledger_id IS NULL) OR (ledger_id = ANY ((( SELECT string_to_array(current_setting('app.ledgers'::text), ','::text) AS string_to_array))::uuid[])))
END
  policy tenant_only permissive for all using (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting)) with check (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting))
  grant insert, select, update to kvitt_app

table outbox
  tenant_id uuid not null -- C2 ids and codes only
  id uuid not null -- C2 ids and codes only
  kind text not null -- C2 ids and codes only
  payload jsonb not null -- C2 ids and codes only
  created_at timestamp with time zone not null -- C2 ids and codes only
  relayed_at timestamp with time zone -- C2 ids and codes only
  attempts smallint not null default 0 -- C2 ids and codes only
  problem text -- C2 ids and codes only
  done_at timestamp with time zone -- C2 ids and codes only
  failed_at timestamp with time zone -- C2 ids and codes only
  outbox_pkey PRIMARY KEY (tenant_id, id)
  CREATE INDEX outbox_unfinished ON public.outbox USING btree (tenant_id, id) WHERE (done_at IS NULL)
  row level security forced
  policy tenant_only permissive for all using (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting)) with check (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting))
  grant delete, insert, select, update to kvitt_app

table party
  tenant_id uuid not null -- C2
  id uuid not null -- C2
  customer_no bigint not null -- C2
  kind text not null -- C2
  name text not null -- C2
  org_no text -- C2
  birth_year smallint -- C2
  birth_on_sealed bytea -- C3 sealed
  language text not null -- C2
  invoice_mode text not null default 'single'::text -- C2
  collective_period text -- C2
  delivery_preference text -- C2
  credit_check_wanted boolean not null default false -- C2
  third_party_reference text -- C2
  created_at timestamp with time zone not null -- C2
  party_check CHECK (((invoice_mode = 'collective'::text) = (collective_period IS NOT NULL)))
  party_collective_period_check CHECK ((collective_period = ANY (ARRAY['month'::text, 'week'::text])))
  party_customer_no_check CHECK ((customer_no > 0))
  party_delivery_preference_check CHECK ((delivery_preference = ANY (ARRAY['efaktura'::text, 'ehf'::text, 'email'::text, 'sms'::text, 'paper'::text])))
  party_invoice_mode_check CHECK ((invoice_mode = ANY (ARRAY['single'::text, 'collective'::text])))
  party_kind_check CHECK ((kind = ANY (ARRAY['person'::text, 'company'::text])))
  party_pkey PRIMARY KEY (tenant_id, id)
  party_tenant_id_customer_no_key UNIQUE (tenant_id, customer_no)
  row level security forced
  policy tenant_only permissive for all using (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting)) with check (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting))
  grant insert, select, update to kvitt_app

table party_external
  tenant_id uuid not null -- C2
  system text not null -- C2
  external_ref text not null -- C2
  party_id uuid not null -- C2
  party_external_tenant_id_party_id_fkey FOREIGN KEY (tenant_id, party_id) REFERENCES party(tenant_id, id)
  party_external_pkey PRIMARY KEY (tenant_id, system, external_ref)
  CREATE INDEX party_external_party ON public.party_external USING btree (tenant_id, party_id)
  row level security forced
  policy tenant_only permissive for all using (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting)) with check (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting))
  grant insert, select to kvitt_app

table party_note
  tenant_id uuid not null -- C2
  id uuid not null -- C2
  party_id uuid not null -- C2
  text_sealed bytea not null -- C3 sealed
  written_by text not null -- C2
  written_at timestamp with time zone not null -- C2
  party_note_tenant_id_party_id_fkey FOREIGN KEY (tenant_id, party_id) REFERENCES party(tenant_id, id)
  party_note_pkey PRIMARY KEY (tenant_id, id)
  CREATE INDEX party_note_party ON public.party_note USING btree (tenant_id, party_id, id)
  row level security forced
  policy tenant_only permissive for all using (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting)) with check (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting))
  grant insert, select to kvitt_app

table party_relation
  tenant_id uuid not null -- C2
  party_id uuid not null -- C2
  related_id uuid not null -- C2
  kind text not null -- C2
  share_basis_points integer not null default 10000 -- C2
  since_on date not null -- C2
  ended_on date -- C2
  party_relation_kind_check CHECK ((kind = ANY (ARRAY['guardian'::text, 'relative'::text, 'employer'::text])))
  party_relation_share_basis_points_check CHECK (((share_basis_points >= 1) AND (share_basis_points <= 10000)))
  party_relation_tenant_id_party_id_fkey FOREIGN KEY (tenant_id, party_id) REFERENCES party(tenant_id, id)
  party_relation_tenant_id_related_id_fkey FOREIGN KEY (tenant_id, related_id) REFERENCES party(tenant_id, id)
  party_relation_pkey PRIMARY KEY (tenant_id, party_id, related_id, kind, since_on)
  row level security forced
  policy tenant_only permissive for all using (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting)) with check (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting))
  grant insert, select, update to kvitt_app

table party_role
  tenant_id uuid not null -- C2
  party_id uuid not null -- C2
  role text not null -- C2
  party_role_role_check CHECK ((role = ANY (ARRAY['patient'::text, 'payer'::text, 'guardian'::text, 'relative'::text, 'employer'::text, 'insurer'::text, 'supplier'::text])))
  party_role_tenant_id_party_id_fkey FOREIGN KEY (tenant_id, party_id) REFERENCES party(tenant_id, id)
  party_role_pkey PRIMARY KEY (tenant_id, party_id, role)
  row level security forced
  policy tenant_only permissive for all using (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting)) with check (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting))
  grant insert, select to kvitt_app

table party_word
  tenant_id uuid not null -- C2
  party_id uuid not null -- C2
  word text not null -- C2
  party_word_tenant_id_party_id_fkey FOREIGN KEY (tenant_id, party_id) REFERENCES party(tenant_id, id)
  party_word_pkey PRIMARY KEY (tenant_id, party_id, word)
  CREATE INDEX party_word_search ON public.party_word USING btree (tenant_id, word, party_id)
  row level security forced
  policy tenant_only permissive for all using (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting)) with check (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting))
  grant delete, insert, select to kvitt_app

table payment_attempt
  tenant_id uuid not null -- C2
  id uuid not null -- C2
  ledger_id uuid not null -- C2
  item_id uuid not null -- C2
  way text not null -- C2
  state text not null -- C2
  reference text not null -- C2
  amount_minor bigint not null -- C2
  currency text not null -- C2
  authorized_minor bigint not null default 0 -- C2
  captured_minor bigint not null default 0 -- C2
  cancelled_minor bigint not null default 0 -- C2
  payer_url text -- C3 opens the payer's payment at the partner
  problem text -- C2
  made_at timestamp with time zone not null -- C2
  asked_at timestamp with time zone not null -- C2
  payment_attempt_amount_minor_check CHECK ((amount_minor > 0))
  payment_attempt_state_check CHECK ((state = ANY (ARRAY['created'::text, 'awaitingPayer'::text, 'authorized'::text, 'captured'::text, 'capturedInPart'::text, 'cancelled'::text, 'expired'::text, 'failed'::text, 'voided'::text, 'unknown'::text])))
  payment_attempt_way_check CHECK ((way = 'vipps'::text))
  payment_attempt_tenant_id_item_id_fkey FOREIGN KEY (tenant_id, item_id) REFERENCES open_item(tenant_id, id)
  payment_attempt_tenant_id_ledger_id_fkey FOREIGN KEY (tenant_id, ledger_id) REFERENCES ledger(tenant_id, id)
  payment_attempt_pkey PRIMARY KEY (tenant_id, id)
  payment_attempt_tenant_id_reference_key UNIQUE (tenant_id, reference)
  CREATE INDEX payment_attempt_item ON public.payment_attempt USING btree (tenant_id, item_id, id)
  CREATE UNIQUE INDEX payment_attempt_live ON public.payment_attempt USING btree (tenant_id, item_id) WHERE (state = ANY (ARRAY['created'::text, 'awaitingPayer'::text, 'authorized'::text, 'unknown'::text]))
  row level security forced
  policy clinic_scope restrictive for all using 
CASE
    WHEN (( SELECT current_setting('app.ledgers'::text) AS current_setting) = '*'::text) THEN true
    ELSE ((ledger_id IS NULL) OR (ledger_id = ANY ((( SELECT string_to_array(current_setting('app.ledgers'::text), ','::text) AS string_to_array))::uuid[])))
END
  policy tenant_only permissive for all using (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting)) with check (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting))
  grant insert, select, update to kvitt_app

table payment_movement
  tenant_id uuid not null -- C2
  id uuid not null -- C2
  attempt_id uuid not null -- C2
  kind text not null -- C2
  amount_minor bigint not null -- C2
  state text not null -- C2
  problem text -- C2
  asked_at timestamp with time zone not null -- C2
  done_at timestamp with time zone -- C2
  payment_movement_amount_minor_check CHECK ((amount_minor > 0))
  payment_movement_kind_check CHECK ((kind = ANY (ARRAY['capture'::text, 'release'::text])))
  payment_movement_state_check CHECK ((state = ANY (ARRAY['asked'::text, 'done'::text, 'refused'::text])))
  payment_movement_tenant_id_attempt_id_fkey FOREIGN KEY (tenant_id, attempt_id) REFERENCES payment_attempt(tenant_id, id)
  payment_movement_pkey PRIMARY KEY (tenant_id, id)
  CREATE UNIQUE INDEX payment_movement_asked ON public.payment_movement USING btree (tenant_id, attempt_id) WHERE (state = 'asked'::text)
  CREATE INDEX payment_movement_attempt ON public.payment_movement USING btree (tenant_id, attempt_id, id)
  row level security forced
  policy tenant_only permissive for all using (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting)) with check (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting))
  grant insert, select, update to kvitt_app

table period
  tenant_id uuid not null -- C1
  ledger_id uuid not null -- C1
  first_on date not null -- C1
  last_on date not null -- C1
  closed_at timestamp with time zone -- C1
  period_check CHECK ((last_on >= first_on))
  period_tenant_id_ledger_id_fkey FOREIGN KEY (tenant_id, ledger_id) REFERENCES ledger(tenant_id, id)
  period_pkey PRIMARY KEY (tenant_id, ledger_id, first_on)
  row level security forced
  policy clinic_scope restrictive for all using 
CASE
    WHEN (( SELECT current_setting('app.ledgers'::text) AS current_setting) = '*'::text) THEN true
    ELSE ((ledger_id IS NULL) OR (ledger_id = ANY ((( SELECT string_to_array(current_setting('app.ledgers'::text), ','::text) AS string_to_array))::uuid[])))
END
  policy tenant_only permissive for all using (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting)) with check (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting))
  grant insert, select, update to kvitt_app

table posting
  tenant_id uuid not null -- C2
  entry_id uuid not null -- C2
  line smallint not null -- C2
  ledger_id uuid not null -- C2
  booked_on date not null -- C2
  debit text not null -- C2
  credit text not null -- C2
  amount_minor bigint not null -- C2
  debit_item_id uuid -- C2
  credit_item_id uuid -- C2
  posting_amount_minor_check CHECK ((amount_minor > 0))
  posting_check CHECK (((debit IS DISTINCT FROM credit) OR (debit_item_id IS DISTINCT FROM credit_item_id)))
  posting_pkey PRIMARY KEY (tenant_id, entry_id, line)
  CREATE INDEX posting_by_day ON public.posting USING btree (tenant_id, ledger_id, booked_on)
  CREATE INDEX posting_credit_item ON public.posting USING btree (tenant_id, credit_item_id) WHERE (credit_item_id IS NOT NULL)
  CREATE INDEX posting_debit_item ON public.posting USING btree (tenant_id, debit_item_id) WHERE (debit_item_id IS NOT NULL)
  row level security forced
  policy clinic_scope restrictive for all using 
CASE
    WHEN (( SELECT current_setting('app.ledgers'::text) AS current_setting) = '*'::text) THEN true
    ELSE ((ledger_id IS NULL) OR (ledger_id = ANY ((( SELECT string_to_array(current_setting('app.ledgers'::text), ','::text) AS string_to_array))::uuid[])))
END
  policy tenant_only permissive for all using (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting)) with check (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting))
  grant insert, select to kvitt_app

table proposal
  tenant_id uuid not null -- C1
  id uuid not null -- C1
  ledger_id uuid -- C1
  kind text not null -- C1
  as_of_on date not null -- C1
  state text not null -- C1
  content_hash bytea not null -- C1
  totals jsonb not null -- C1
  made_by text not null -- C1
  made_at timestamp with time zone not null -- C1
  approved_by text -- C1
  approved_at timestamp with time zone -- C1
  expires_at timestamp with time zone not null -- C1
  proposal_state_check CHECK ((state = ANY (ARRAY['open'::text, 'approved'::text, 'applying'::text, 'paused'::text, 'applied'::text, 'cancelled'::text, 'withdrawn'::text, 'expired'::text])))
  proposal_two_persons CHECK (((approved_by IS NULL) OR (approved_by <> made_by) OR (COALESCE((totals ->> 'twoPersons'::text), '0'::text) = '0'::text)))
  proposal_tenant_id_ledger_id_fkey FOREIGN KEY (tenant_id, ledger_id) REFERENCES ledger(tenant_id, id)
  proposal_pkey PRIMARY KEY (tenant_id, id)
  CREATE INDEX proposal_open ON public.proposal USING btree (tenant_id, kind, made_at) WHERE (state = ANY (ARRAY['open'::text, 'approved'::text, 'applying'::text, 'paused'::text]))
  row level security forced
  policy clinic_scope restrictive for all using 
CASE
    WHEN (( SELECT current_setting('app.ledgers'::text) AS current_setting) = '*'::text) THEN true
    ELSE ((ledger_id IS NULL) OR (ledger_id = ANY ((( SELECT string_to_array(current_setting('app.ledgers'::text), ','::text) AS string_to_array))::uuid[])))
END
  policy tenant_only permissive for all using (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting)) with check (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting))
  grant insert, select, update to kvitt_app

table proposal_line
  tenant_id uuid not null -- C2
  proposal_id uuid not null -- C2
  line_no integer not null -- C2
  action text not null -- C2
  subject_kind text not null -- C2
  subject_id uuid not null -- C2
  seen_hash bytea not null -- C2
  amount_minor bigint not null -- C2
  state text not null -- C2
  reason text -- C2
  held_until_on date -- C2
  explanation jsonb not null -- C2
  proposal_line_held_until CHECK (((held_until_on IS NULL) OR (state = 'held'::text)))
  proposal_line_state_check CHECK ((state = ANY (ARRAY['proposed'::text, 'held'::text])))
  proposal_line_tenant_id_proposal_id_fkey FOREIGN KEY (tenant_id, proposal_id) REFERENCES proposal(tenant_id, id)
  proposal_line_pkey PRIMARY KEY (tenant_id, proposal_id, line_no)
  CREATE INDEX proposal_line_held ON public.proposal_line USING btree (tenant_id, held_until_on, proposal_id, line_no) WHERE (held_until_on IS NOT NULL)
  CREATE INDEX proposal_line_subject ON public.proposal_line USING btree (tenant_id, subject_kind, subject_id)
  row level security forced
  policy tenant_only permissive for all using (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting)) with check (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting))
  grant insert, select, update to kvitt_app

table proposal_outcome
  tenant_id uuid not null -- C2
  proposal_id uuid not null -- C2
  line_no integer not null -- C2
  state text not null -- C2
  reason text -- C2
  result_id uuid -- C2
  proposal_outcome_state_check CHECK ((state = ANY (ARRAY['stale'::text, 'applied'::text, 'failed'::text])))
  proposal_outcome_pkey PRIMARY KEY (tenant_id, proposal_id, line_no)
  CREATE INDEX proposal_outcome_failed ON public.proposal_outcome USING btree (tenant_id, proposal_id) WHERE (state = 'failed'::text)
  row level security forced
  policy tenant_only permissive for all using (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting)) with check (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting))
  grant delete, insert, select to kvitt_app

table remittance_file
  tenant_id uuid not null -- C1
  id uuid not null -- C1
  ledger_id uuid not null -- C1
  transmission_no bigint not null -- C1
  from_on date not null -- C1
  to_on date not null -- C1
  lines integer not null -- C1
  total_minor bigint not null -- C1
  sha256 bytea not null -- C1
  made_at timestamp with time zone not null -- C1
  acknowledged_at timestamp with time zone -- C1
  remittance_file_tenant_id_ledger_id_fkey FOREIGN KEY (tenant_id, ledger_id) REFERENCES ledger(tenant_id, id)
  remittance_file_pkey PRIMARY KEY (tenant_id, id)
  remittance_file_tenant_id_ledger_id_from_on_to_on_key UNIQUE (tenant_id, ledger_id, from_on, to_on)
  remittance_file_tenant_id_ledger_id_transmission_no_key UNIQUE (tenant_id, ledger_id, transmission_no)
  row level security forced
  policy clinic_scope restrictive for all using 
CASE
    WHEN (( SELECT current_setting('app.ledgers'::text) AS current_setting) = '*'::text) THEN true
    ELSE ((ledger_id IS NULL) OR (ledger_id = ANY ((( SELECT string_to_array(current_setting('app.ledgers'::text), ','::text) AS string_to_array))::uuid[])))
END
  policy tenant_only permissive for all using (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting)) with check (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting))
  grant insert, select, update to kvitt_app

table remittance_line
  tenant_id uuid not null -- C2
  file_id uuid not null -- C2
  line_no integer not null -- C2
  entry_id uuid not null -- C2
  entry_line smallint not null -- C2
  reference text not null -- C2
  amount_minor bigint not null -- C2
  settled_on date not null -- C2
  remittance_line_amount_minor_check CHECK ((amount_minor > 0))
  remittance_line_tenant_id_file_id_fkey FOREIGN KEY (tenant_id, file_id) REFERENCES remittance_file(tenant_id, id)
  remittance_line_pkey PRIMARY KEY (tenant_id, file_id, line_no)
  CREATE INDEX remittance_line_posting ON public.remittance_line USING btree (tenant_id, entry_id, entry_line)
  row level security forced
  policy tenant_only permissive for all using (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting)) with check (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting))
  grant insert, select to kvitt_app

table schedule
  tenant_id uuid not null -- C0
  name text not null -- C0
  local_time time without time zone not null -- C0
  time_zone text not null -- C0
  last_done_on date -- C0
  schedule_pkey PRIMARY KEY (tenant_id, name)
  row level security forced
  policy tenant_only permissive for all using (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting)) with check (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting))
  grant insert, select, update to kvitt_app

table schema_migration
  name character varying(255) not null
  timestamp character varying(255) not null
  schema_migration_pkey PRIMARY KEY (name)
  row level security off
  grant select to kvitt_app

table schema_migration_lock
  id character varying(255) not null
  is_locked integer not null default 0
  schema_migration_lock_pkey PRIMARY KEY (id)
  row level security off

table seal
  tenant_id uuid not null -- C1
  stream text not null -- C1
  seq bigint not null -- C1
  subject_id uuid not null -- C1
  chain_hash bytea not null -- C1
  sealed_at timestamp with time zone not null -- C1
  seal_seq_check CHECK ((seq > 0))
  seal_stream_check CHECK ((stream = ANY (ARRAY['entry'::text, 'audit'::text])))
  seal_pkey PRIMARY KEY (tenant_id, stream, seq)
  seal_tenant_id_stream_subject_id_key UNIQUE (tenant_id, stream, subject_id)
  row level security forced
  policy tenant_only permissive for all using (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting)) with check (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting))
  grant insert, select to kvitt_app

table seal_head
  tenant_id uuid not null -- C1
  stream text not null -- C1
  seq bigint not null -- C1
  chain_hash bytea not null -- C1
  seal_head_seq_check CHECK ((seq >= 0))
  seal_head_stream_check CHECK ((stream = ANY (ARRAY['entry'::text, 'audit'::text])))
  seal_head_pkey PRIMARY KEY (tenant_id, stream)
  row level security forced
  policy tenant_only permissive for all using (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting)) with check (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting))
  grant insert, select, update to kvitt_app

table sign_in_account
  id text not null -- C1 argon2id hash of the password
  user_id text not null -- C1 argon2id hash of the password
  account_id text not null -- C1 argon2id hash of the password
  provider_id text not null -- C1 argon2id hash of the password
  access_token text -- C1 argon2id hash of the password
  refresh_token text -- C1 argon2id hash of the password
  id_token text -- C1 argon2id hash of the password
  access_token_expires_at timestamp with time zone -- C1 argon2id hash of the password
  refresh_token_expires_at timestamp with time zone -- C1 argon2id hash of the password
  scope text -- C1 argon2id hash of the password
  password text -- C1 argon2id hash of the password
  created_at timestamp with time zone not null -- C1 argon2id hash of the password
  updated_at timestamp with time zone not null -- C1 argon2id hash of the password
  sign_in_account_provider_id_check CHECK ((provider_id = 'credential'::text))
  sign_in_account_user_id_fkey FOREIGN KEY (user_id) REFERENCES sign_in_user(id)
  sign_in_account_pkey PRIMARY KEY (id)
  sign_in_account_provider_id_account_id_key UNIQUE (provider_id, account_id)
  CREATE INDEX sign_in_account_user ON public.sign_in_account USING btree (user_id)
  row level security off
  grant insert, select, update to kvitt_app

table sign_in_challenge
  token_hash bytea not null -- C1 minutes old
  purpose text not null -- C1 minutes old
  challenge text not null -- C1 minutes old
  origin text not null -- C1 minutes old
  user_id text -- C1 minutes old
  expires_at timestamp with time zone not null -- C1 minutes old
  sign_in_challenge_check CHECK (((user_id IS NULL) = (purpose = 'signIn'::text)))
  sign_in_challenge_purpose_check CHECK ((purpose = ANY (ARRAY['signIn'::text, 'stepUp'::text, 'register'::text])))
  sign_in_challenge_pkey PRIMARY KEY (token_hash)
  CREATE INDEX sign_in_challenge_expiry ON public.sign_in_challenge USING btree (expires_at)
  row level security off
  grant delete, insert, select to kvitt_app

table sign_in_passkey
  id text not null -- C1 public keys
  user_id text not null -- C1 public keys
  name text not null -- C1 public keys
  host text not null -- C1 public keys
  credential_id text not null -- C1 public keys
  public_key bytea not null -- C1 public keys
  signed_count bigint not null -- C1 public keys
  transports text[] not null -- C1 public keys
  synced boolean not null -- C1 public keys
  created_at timestamp with time zone not null -- C1 public keys
  used_at timestamp with time zone -- C1 public keys
  sign_in_passkey_user_id_fkey FOREIGN KEY (user_id) REFERENCES sign_in_user(id)
  sign_in_passkey_pkey PRIMARY KEY (id)
  sign_in_passkey_credential_id_key UNIQUE (credential_id)
  CREATE INDEX sign_in_passkey_user ON public.sign_in_passkey USING btree (user_id)
  row level security off
  grant delete, insert, select, update to kvitt_app

table sign_in_rate
  key character varying(255) not null -- C1
  points integer not null default 0 -- C1
  expire bigint -- C1
  sign_in_rate_pkey PRIMARY KEY (key)
  row level security off
  grant delete, insert, select, update to kvitt_app

table sign_in_session
  id text not null -- C1
  user_id text not null -- C1
  token text not null -- C1
  expires_at timestamp with time zone not null -- C1
  ip_address text -- C1
  user_agent text -- C1
  created_at timestamp with time zone not null -- C1
  updated_at timestamp with time zone not null -- C1
  signed_in_at timestamp with time zone not null -- C1
  factor_at timestamp with time zone -- C1
  used_at timestamp with time zone not null -- C1
  sign_in_session_user_id_fkey FOREIGN KEY (user_id) REFERENCES sign_in_user(id)
  sign_in_session_pkey PRIMARY KEY (id)
  sign_in_session_token_key UNIQUE (token)
  CREATE INDEX sign_in_session_user ON public.sign_in_session USING btree (user_id)
  row level security off
  grant delete, insert, select, update to kvitt_app

table sign_in_tenant
  user_id text not null -- C1
  tenant_id uuid not null -- C1
  locked_at timestamp with time zone -- C1
  sign_in_tenant_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(id)
  sign_in_tenant_user_id_fkey FOREIGN KEY (user_id) REFERENCES sign_in_user(id)
  sign_in_tenant_pkey PRIMARY KEY (user_id, tenant_id)
  row level security off
  grant delete, insert, select, update to kvitt_app

table sign_in_two_factor
  id text not null -- C3 sealed with the sign-in secret
  user_id text not null -- C3 sealed with the sign-in secret
  secret text not null -- C3 sealed with the sign-in secret
  backup_codes text not null -- C3 sealed with the sign-in secret
  verified boolean not null -- C3 sealed with the sign-in secret
  failed_verification_count integer not null default 0 -- C3 sealed with the sign-in secret
  locked_until timestamp with time zone -- C3 sealed with the sign-in secret
  last_step bigint -- C3 sealed with the sign-in secret
  sign_in_two_factor_user_id_fkey FOREIGN KEY (user_id) REFERENCES sign_in_user(id)
  sign_in_two_factor_pkey PRIMARY KEY (id)
  sign_in_two_factor_user_id_key UNIQUE (user_id)
  row level security off
  grant delete, insert, select, update to kvitt_app

table sign_in_user
  id text not null -- C1 a member of staff at work
  name text not null -- C1 a member of staff at work
  email text not null -- C1 a member of staff at work
  email_verified boolean not null default false -- C1 a member of staff at work
  image text -- C1 a member of staff at work
  created_at timestamp with time zone not null -- C1 a member of staff at work
  updated_at timestamp with time zone not null -- C1 a member of staff at work
  two_factor_enabled boolean not null default false -- C1 a member of staff at work
  language text -- C1 a member of staff at work
  letter_keys boolean not null default true -- C1 a member of staff at work
  density text not null default 'comfortable'::text -- C1 a member of staff at work
  colour_mode text not null default 'system'::text -- C1 a member of staff at work
  sign_in_user_colour_mode_check CHECK ((colour_mode = ANY (ARRAY['system'::text, 'light'::text, 'dark'::text])))
  sign_in_user_density_check CHECK ((density = ANY (ARRAY['comfortable'::text, 'compact'::text])))
  sign_in_user_email_check CHECK ((email = lower(email)))
  sign_in_user_language_check CHECK ((language = ANY (ARRAY['nb'::text, 'sv'::text, 'da'::text, 'it'::text, 'en'::text])))
  sign_in_user_pkey PRIMARY KEY (id)
  sign_in_user_email_key UNIQUE (email)
  row level security off
  grant insert, select, update to kvitt_app

table sign_in_verification
  id text not null -- C1 a sign-in that waits for its second factor
  identifier text not null -- C1 a sign-in that waits for its second factor
  value text not null -- C1 a sign-in that waits for its second factor
  expires_at timestamp with time zone not null -- C1 a sign-in that waits for its second factor
  created_at timestamp with time zone not null -- C1 a sign-in that waits for its second factor
  updated_at timestamp with time zone not null -- C1 a sign-in that waits for its second factor
  sign_in_verification_pkey PRIMARY KEY (id)
  CREATE INDEX sign_in_verification_identifier ON public.sign_in_verification USING btree (identifier)
  row level security off
  grant delete, insert, select, update to kvitt_app

table statement_line
  tenant_id uuid not null -- C2
  id uuid not null -- C2
  ledger_id uuid not null -- C2
  statement_id uuid not null -- C2
  line_no integer not null -- C2
  booked_on date not null -- C2
  value_on date -- C2
  amount_minor bigint not null -- C2
  bank_ref text -- C2
  end_to_end_id text -- C2
  line_key text not null -- C2
  text_sealed bytea -- C3 sealed
  state text not null -- C2
  explanation jsonb not null -- C2
  statement_line_state_check CHECK ((state = ANY (ARRAY['open'::text, 'paired'::text, 'posted'::text, 'held'::text])))
  statement_line_tenant_id_statement_id_fkey FOREIGN KEY (tenant_id, statement_id) REFERENCES bank_statement(tenant_id, id)
  statement_line_pkey PRIMARY KEY (tenant_id, id)
  statement_line_tenant_id_line_key_key UNIQUE (tenant_id, line_key)
  CREATE INDEX statement_line_open ON public.statement_line USING btree (tenant_id, booked_on) WHERE (state = ANY (ARRAY['open'::text, 'held'::text]))
  CREATE INDEX statement_line_statement ON public.statement_line USING btree (tenant_id, statement_id, line_no)
  row level security forced
  policy clinic_scope restrictive for all using 
CASE
    WHEN (( SELECT current_setting('app.ledgers'::text) AS current_setting) = '*'::text) THEN true
    ELSE ((ledger_id IS NULL) OR (ledger_id = ANY ((( SELECT string_to_array(current_setting('app.ledgers'::text), ','::text) AS string_to_array))::uuid[])))
END
  policy tenant_only permissive for all using (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting)) with check (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting))
  grant insert, select, update to kvitt_app

table supplier_invoice
  tenant_id uuid not null -- C1
  id uuid not null -- C1
  ledger_id uuid not null -- C1
  supplier_id uuid not null -- C1
  number text not null -- C1
  content_hash bytea not null -- C1
  reference text -- C1
  issued_on date not null -- C1
  due_on date not null -- C1
  total_minor bigint not null -- C1
  lines jsonb not null -- C1
  supplier_invoice_total_minor_check CHECK ((total_minor > 0))
  supplier_invoice_tenant_id_ledger_id_fkey FOREIGN KEY (tenant_id, ledger_id) REFERENCES ledger(tenant_id, id)
  supplier_invoice_tenant_id_supplier_id_fkey FOREIGN KEY (tenant_id, supplier_id) REFERENCES party(tenant_id, id)
  supplier_invoice_pkey PRIMARY KEY (tenant_id, id)
  supplier_invoice_tenant_id_ledger_id_supplier_id_number_key UNIQUE (tenant_id, ledger_id, supplier_id, number)
  row level security forced
  policy clinic_scope restrictive for all using 
CASE
    WHEN (( SELECT current_setting('app.ledgers'::text) AS current_setting) = '*'::text) THEN true
    ELSE ((ledger_id IS NULL) OR (ledger_id = ANY ((( SELECT string_to_array(current_setting('app.ledgers'::text), ','::text) AS string_to_array))::uuid[])))
END
  policy tenant_only permissive for all using (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting)) with check (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting))
  grant insert, select to kvitt_app

table tenant
  id uuid not null -- C1
  name text not null -- C1
  market text not null -- C1
  created_at timestamp with time zone not null -- C1
  tenant_pkey PRIMARY KEY (id)
  row level security off
  grant insert, select to kvitt_app

table tenant_setting
  tenant_id uuid not null -- C1
  one_person boolean not null -- C1
  credit_limit_minor bigint -- C1
  language text -- C1
  training boolean not null default false -- C1
  changed_at timestamp with time zone not null -- C1
  tenant_setting_credit_limit_minor_check CHECK ((credit_limit_minor >= 0))
  tenant_setting_language_check CHECK ((language = ANY (ARRAY['nb'::text, 'sv'::text, 'da'::text, 'it'::text, 'en'::text])))
  tenant_setting_pkey PRIMARY KEY (tenant_id)
  row level security forced
  policy tenant_only permissive for all using (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting)) with check (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting))
  grant insert, select, update to kvitt_app

table waiting_claim
  tenant_id uuid not null -- C2
  claim_id uuid not null -- C2
  ledger_id uuid not null -- C2
  payer_id uuid not null -- C2
  waiting_claim_pkey PRIMARY KEY (tenant_id, claim_id)
  CREATE INDEX waiting_claim_payer ON public.waiting_claim USING btree (tenant_id, ledger_id, payer_id)
  row level security forced
  policy clinic_scope restrictive for all using 
CASE
    WHEN (( SELECT current_setting('app.ledgers'::text) AS current_setting) = '*'::text) THEN true
    ELSE ((ledger_id IS NULL) OR (ledger_id = ANY ((( SELECT string_to_array(current_setting('app.ledgers'::text), ','::text) AS string_to_array))::uuid[])))
END
  policy tenant_only permissive for all using (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting)) with check (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting))
  grant delete, insert, select, update to kvitt_app

CREATE OR REPLACE PROCEDURE public.kvitt_classify(IN target regclass, IN class text, VARIADIC columns text[])
 LANGUAGE plpgsql
AS $procedure$
declare
  one text;
begin
  foreach one in array columns loop
    execute format('comment on column %s.%I is %L', target, one, class);
  end loop;
end
$procedure$

CREATE OR REPLACE PROCEDURE public.kvitt_protect(IN target regclass, IN grants text)
 LANGUAGE plpgsql
AS $procedure$
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
$procedure$

CREATE OR REPLACE PROCEDURE public.kvitt_reference(IN child regclass, IN child_column text, IN parent regclass)
 LANGUAGE plpgsql
AS $procedure$
begin
  execute format('alter table %s no force row level security', child);
  execute format('alter table %s no force row level security', parent);
  execute format('alter table %s add foreign key (tenant_id, %I) references %s (tenant_id, id)', child, child_column, parent);
  execute format('alter table %s force row level security', child);
  execute format('alter table %s force row level security', parent);
end
$procedure$
