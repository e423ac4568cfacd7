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

table agency_agreement
  tenant_id uuid not null -- C1
  id uuid not null -- C1
  ledger_id uuid not null -- C1
  agency text not null -- C1
  client_id text not null -- C1
  secret_sealed bytea -- C3 sealed with the tenant's key
  state text not null -- C1
  leaves_week smallint not null -- C1
  leaves_weekday smallint not null -- C1
  told_through text -- C1
  polled_at timestamp with time zone -- C1
  made_at timestamp with time zone not null -- C1
  changed_at timestamp with time zone not null -- C1
  agency_agreement_agency_check CHECK (((char_length(agency) >= 2) AND (char_length(agency) <= 70)))
  agency_agreement_check CHECK (((state = 'paused'::text) OR (secret_sealed IS NOT NULL)))
  agency_agreement_client_id_check CHECK (((char_length(client_id) >= 1) AND (char_length(client_id) <= 60)))
  agency_agreement_leaves_week_check CHECK (((leaves_week >= 1) AND (leaves_week <= 4)))
  agency_agreement_leaves_weekday_check CHECK (((leaves_weekday >= 1) AND (leaves_weekday <= 5)))
  agency_agreement_state_check CHECK ((state = ANY (ARRAY['active'::text, 'paused'::text])))
  agency_agreement_tenant_id_ledger_id_fkey FOREIGN KEY (tenant_id, ledger_id) REFERENCES ledger(tenant_id, id)
  agency_agreement_pkey PRIMARY KEY (tenant_id, id)
  agency_agreement_tenant_id_ledger_id_key UNIQUE (tenant_id, ledger_id)
  row level security forced
  policy clinic_scope restrictive for all using 
CASE
    WHEN (( SELECT current_setting('app.ledgers'::text) AS current_setting) = '*'::text) THEN true
    ELSE ((ledger_id IS NULL) OR (ledger_id = ANY ((( SELECT string_to_array(current_setting('app.ledgers'::text), ','::text) AS string_to_array))::uuid[])))
END
  policy tenant_only permissive for all using (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting)) with check (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting))
  grant insert, select, update to kvitt_app

table agency_case
  tenant_id uuid not null -- C2
  id uuid not null -- C2
  ledger_id uuid not null -- C2
  item_id uuid not null -- C2
  agreement_id uuid not null -- C2
  step_id uuid not null -- C2
  state text not null -- C2
  status text -- C2
  ended text -- C2
  why text -- C2
  listed_on date not null -- C2
  leaves_on date not null -- C2
  told_at timestamp with time zone -- C2
  packet_sealed bytea -- C3 sealed
  packet_hash bytea -- C2
  packet_at timestamp with time zone -- C2
  reference text -- C2
  handed_at timestamp with time zone -- C2
  capital_minor bigint not null -- C2
  collected_minor bigint not null default 0 -- C2
  withdraw_asked_at timestamp with time zone -- C2
  withdraw_by text -- C2
  ended_on date -- C2
  made_at timestamp with time zone not null -- C2
  agency_case_capital_minor_check CHECK ((capital_minor > 0))
  agency_case_check CHECK ((leaves_on >= listed_on))
  agency_case_check1 CHECK ((((state = 'ended'::text) = (ended IS NOT NULL)) AND ((state = 'ended'::text) = (ended_on IS NOT NULL))))
  agency_case_check2 CHECK ((((packet_sealed IS NULL) = (packet_hash IS NULL)) AND ((packet_sealed IS NULL) = (packet_at IS NULL))))
  agency_case_check3 CHECK (((state <> ALL (ARRAY['sending'::text, 'atAgency'::text])) OR (packet_sealed IS NOT NULL)))
  agency_case_collected_minor_check CHECK ((collected_minor >= 0))
  agency_case_ended_check CHECK ((ended = ANY (ARRAY['takenOff'::text, 'objected'::text, 'refused'::text, 'rejected'::text, 'withdrawn'::text, 'stopped'::text, 'failed'::text, 'paid'::text])))
  agency_case_state_check CHECK ((state = ANY (ARRAY['listed'::text, 'sending'::text, 'atAgency'::text, 'ended'::text])))
  agency_case_tenant_id_agreement_id_fkey FOREIGN KEY (tenant_id, agreement_id) REFERENCES agency_agreement(tenant_id, id)
  agency_case_tenant_id_item_id_fkey FOREIGN KEY (tenant_id, item_id) REFERENCES open_item(tenant_id, id)
  agency_case_tenant_id_step_id_fkey FOREIGN KEY (tenant_id, step_id) REFERENCES follow_up_step(tenant_id, id)
  agency_case_pkey PRIMARY KEY (tenant_id, id)
  agency_case_tenant_id_step_id_key UNIQUE (tenant_id, step_id)
  CREATE INDEX agency_case_item ON public.agency_case USING btree (tenant_id, item_id, id)
  CREATE UNIQUE INDEX agency_case_open ON public.agency_case USING btree (tenant_id, item_id) WHERE (state <> 'ended'::text)
  CREATE INDEX agency_case_open_ledger ON public.agency_case USING btree (tenant_id, ledger_id, leaves_on) WHERE (state <> 'ended'::text)
  CREATE INDEX agency_case_reference ON public.agency_case USING btree (tenant_id, agreement_id, reference) WHERE (reference IS NOT NULL)
  row level security forced
  policy clinic_scope restrictive for all using 
CASE
    WHEN (( SELECT current_setting('app.ledgers'::text) AS current_setting) = '*'::text) THEN true
    ELSE ((ledger_id IS NULL) OR (ledger_id = ANY ((( SELECT string_to_array(current_setting('app.ledgers'::text), ','::text) AS string_to_array))::uuid[])))
END
  policy tenant_only permissive for all using (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting)) with check (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting))
  grant insert, select, update to kvitt_app

table agency_event
  tenant_id uuid not null -- C2
  id uuid not null -- C2
  ledger_id uuid not null -- C2
  agreement_id uuid not null -- C2
  external_id text not null -- C2
  case_id uuid -- C2
  reference text not null -- C2
  status text not null -- C2
  said text not null -- C2
  occurred_on date not null -- C2
  reason text -- C2
  capital_minor bigint -- C2
  interest_minor bigint -- C2
  fee_minor bigint -- C2
  own_costs_minor bigint -- C2
  remitted_minor bigint -- C2
  remittance text -- C2
  content_hash bytea not null -- C2
  outcome text not null -- C2
  entry_id uuid -- C2
  received_at timestamp with time zone not null -- C2
  agency_event_capital_minor_check CHECK ((capital_minor >= 0))
  agency_event_check CHECK (((outcome = 'unknownCase'::text) = (case_id IS NULL)))
  agency_event_fee_minor_check CHECK ((fee_minor >= 0))
  agency_event_interest_minor_check CHECK ((interest_minor >= 0))
  agency_event_outcome_check CHECK ((outcome = ANY (ARRAY['taken'::text, 'unknownCase'::text, 'unknownStatus'::text, 'amountWrong'::text])))
  agency_event_own_costs_minor_check CHECK ((own_costs_minor >= 0))
  agency_event_remitted_minor_check CHECK ((remitted_minor >= 0))
  agency_event_tenant_id_agreement_id_fkey FOREIGN KEY (tenant_id, agreement_id) REFERENCES agency_agreement(tenant_id, id)
  agency_event_tenant_id_case_id_fkey FOREIGN KEY (tenant_id, case_id) REFERENCES agency_case(tenant_id, id)
  agency_event_tenant_id_entry_id_fkey FOREIGN KEY (tenant_id, entry_id) REFERENCES entry(tenant_id, id)
  agency_event_pkey PRIMARY KEY (tenant_id, id)
  agency_event_tenant_id_agreement_id_external_id_key UNIQUE (tenant_id, agreement_id, external_id)
  CREATE INDEX agency_event_case ON public.agency_event USING btree (tenant_id, case_id, id) WHERE (case_id IS NOT NULL)
  row level security forced
  policy clinic_scope restrictive for all using 
CASE
    WHEN (( SELECT current_setting('app.ledgers'::text) AS current_setting) = '*'::text) THEN true
    ELSE ((ledger_id IS NULL) OR (ledger_id = ANY ((( SELECT string_to_array(current_setting('app.ledgers'::text), ','::text) AS string_to_array))::uuid[])))
END
  policy tenant_only permissive for all using (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting)) with check (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting))
  grant insert, select to kvitt_app

table agency_notice
  tenant_id uuid not null -- C1
  id uuid not null -- C1
  ledger_id uuid not null -- C1
  day_on date not null -- C1
  leaves_on date not null -- C1
  recipient text not null -- C1
  cases integer not null -- C1
  amount_minor bigint not null -- C1
  made_at timestamp with time zone not null -- C1
  sent_at timestamp with time zone -- C1
  agency_notice_cases_check CHECK ((cases > 0))
  agency_notice_tenant_id_ledger_id_fkey FOREIGN KEY (tenant_id, ledger_id) REFERENCES ledger(tenant_id, id)
  agency_notice_pkey PRIMARY KEY (tenant_id, id)
  agency_notice_tenant_id_ledger_id_day_on_leaves_on_recipien_key UNIQUE (tenant_id, ledger_id, day_on, leaves_on, recipient)
  row level security forced
  policy clinic_scope restrictive for all using 
CASE
    WHEN (( SELECT current_setting('app.ledgers'::text) AS current_setting) = '*'::text) THEN true
    ELSE ((ledger_id IS NULL) OR (ledger_id = ANY ((( SELECT string_to_array(current_setting('app.ledgers'::text), ','::text) AS string_to_array))::uuid[])))
END
  policy tenant_only permissive for all using (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting)) with check (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting))
  grant insert, select, update to kvitt_app

table agency_report
  tenant_id uuid not null -- C2
  id uuid not null -- C2
  ledger_id uuid not null -- C2
  case_id uuid not null -- C2
  entry_id uuid not null -- C2
  kind text not null -- C2
  amount_minor bigint not null -- C2
  on_day date not null -- C2
  made_at timestamp with time zone not null -- C2
  sent_at timestamp with time zone -- C2
  refused text -- C2
  corrects uuid -- C2
  in_packet boolean not null default false -- C2
  agency_report_amount_minor_check CHECK ((amount_minor > 0))
  agency_report_corrects_check CHECK (((corrects IS NULL) OR (kind = 'reversal'::text)))
  agency_report_kind_check CHECK ((kind = ANY (ARRAY['payment'::text, 'credit'::text, 'reversal'::text])))
  agency_report_tenant_id_case_id_fkey FOREIGN KEY (tenant_id, case_id) REFERENCES agency_case(tenant_id, id)
  agency_report_tenant_id_entry_id_fkey FOREIGN KEY (tenant_id, entry_id) REFERENCES entry(tenant_id, id)
  agency_report_pkey PRIMARY KEY (tenant_id, id)
  agency_report_tenant_id_case_id_entry_id_key UNIQUE (tenant_id, case_id, entry_id)
  CREATE INDEX agency_report_waiting ON public.agency_report USING btree (tenant_id, ledger_id, id) WHERE ((sent_at IS NULL) AND (refused IS NULL))
  row level security forced
  policy clinic_scope restrictive for all using 
CASE
    WHEN (( SELECT current_setting('app.ledgers'::text) AS current_setting) = '*'::text) THEN true
    ELSE ((ledger_id IS NULL) OR (ledger_id = ANY ((( SELECT string_to_array(current_setting('app.ledgers'::text), ','::text) AS string_to_array))::uuid[])))
END
  policy tenant_only permissive for all using (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting)) with check (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting))
  grant insert, select, update to kvitt_app

table agreement_secret
  tenant_id uuid not null -- C1
  id uuid not null -- C1
  agreement_id uuid not null -- C1
  name text not null -- C1
  sealed bytea not null -- C3 sealed with the tenant's key
  made_at timestamp with time zone not null -- C1
  ends_at timestamp with time zone -- C1
  agreement_secret_tenant_id_agreement_id_fkey FOREIGN KEY (tenant_id, agreement_id) REFERENCES payment_agreement(tenant_id, id)
  agreement_secret_pkey PRIMARY KEY (tenant_id, id)
  CREATE INDEX agreement_secret_agreement ON public.agreement_secret USING btree (tenant_id, agreement_id, name, id)
  row level security forced
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

table approval
  tenant_id uuid not null -- C1
  proposal_id uuid not null -- C1
  approved_at timestamp with time zone not null -- C1
  approved_on date not null -- C1
  approved_by text not null -- C1
  role text not null -- C1
  deputy_for text -- C1
  alone boolean not null -- C1
  content_hash bytea not null -- C1
  sum_minor bigint not null -- C1
  earlier uuid[] not null -- C1
  expires_at timestamp with time zone not null -- C1
  standing text not null -- C1
  approval_standing_check CHECK ((standing = ANY (ARRAY['given'::text, 'used'::text, 'void'::text])))
  approval_tenant_id_proposal_id_fkey FOREIGN KEY (tenant_id, proposal_id) REFERENCES proposal(tenant_id, id)
  approval_pkey PRIMARY KEY (tenant_id, proposal_id, approved_at)
  row level security forced
  policy tenant_only permissive for all using (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting)) with check (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting))
  grant insert, select, update to kvitt_app

table approval_deputy
  tenant_id uuid not null -- C1
  id uuid not null -- C1
  role text not null -- C1
  principal text not null -- C1
  deputy text not null -- C1
  from_on date not null -- C1
  to_on date not null -- C1
  named_at timestamp with time zone not null -- C1
  ended_at timestamp with time zone -- C1
  approval_deputy_check CHECK ((to_on >= from_on))
  approval_deputy_check1 CHECK ((principal <> deputy))
  approval_deputy_role_check CHECK ((role = ANY (ARRAY['hqFinance'::text, 'cfo'::text, 'ceo'::text, 'accountant'::text])))
  approval_deputy_pkey PRIMARY KEY (tenant_id, id)
  CREATE INDEX approval_deputy_days ON public.approval_deputy USING btree (tenant_id, deputy, from_on)
  row level security forced
  policy tenant_only permissive for all using (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting)) with check (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting))
  grant insert, select, update to kvitt_app

table approval_matrix
  tenant_id uuid not null -- C1
  id uuid not null -- C1
  from_on date not null -- C1
  content jsonb not null -- C1
  set_by text not null -- C1
  set_at timestamp with time zone not null -- C1
  approval_matrix_pkey PRIMARY KEY (tenant_id, id)
  approval_matrix_tenant_id_from_on_key UNIQUE (tenant_id, from_on)
  row level security forced
  policy tenant_only permissive for all using (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting)) with check (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting))
  grant insert, select to kvitt_app

table approval_remark
  tenant_id uuid not null -- C2
  id uuid not null -- C2
  proposal_id uuid not null -- C2
  kind text not null -- C2
  words_sealed bytea -- C3 sealed
  written_by text not null -- C2
  written_at timestamp with time zone not null -- C2
  approval_remark_check CHECK (((words_sealed IS NULL) = (kind = 'nudge'::text)))
  approval_remark_kind_check CHECK ((kind = ANY (ARRAY['comment'::text, 'question'::text, 'nudge'::text, 'refusal'::text])))
  approval_remark_tenant_id_proposal_id_fkey FOREIGN KEY (tenant_id, proposal_id) REFERENCES proposal(tenant_id, id)
  approval_remark_pkey PRIMARY KEY (tenant_id, id)
  CREATE INDEX approval_remark_proposal ON public.approval_remark USING btree (tenant_id, proposal_id, id)
  row level security forced
  policy tenant_only permissive for all using (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting)) with check (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting))
  grant insert, select to kvitt_app

table approval_request
  tenant_id uuid not null -- C2
  proposal_id uuid not null -- C2
  kind text not null -- C2
  amount_minor bigint not null -- C2
  original_id uuid -- C2
  patient_id uuid -- C2
  payer_id uuid -- C2
  maker_roles text[] not null -- C2
  own_interest boolean not null -- C2
  approval_request_amount_minor_check CHECK ((amount_minor > 0))
  approval_request_kind_check CHECK ((kind = ANY (ARRAY['credit'::text, 'loss'::text, 'refund'::text, 'repayment'::text])))
  approval_request_tenant_id_proposal_id_fkey FOREIGN KEY (tenant_id, proposal_id) REFERENCES proposal(tenant_id, id)
  approval_request_pkey PRIMARY KEY (tenant_id, proposal_id)
  CREATE INDEX approval_request_original ON public.approval_request USING btree (tenant_id, original_id) WHERE (original_id IS NOT NULL)
  CREATE INDEX approval_request_patient ON public.approval_request USING btree (tenant_id, patient_id) WHERE (patient_id IS NOT NULL)
  CREATE INDEX approval_request_payer ON public.approval_request USING btree (tenant_id, payer_id) WHERE (payer_id IS NOT NULL)
  row level security forced
  policy tenant_only permissive for all using (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting)) with check (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting))
  grant insert, select to kvitt_app

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
  CREATE INDEX audit_event_by_persons ON public.audit_event USING btree (tenant_id, action, id) WHERE (actor_kind = ANY (ARRAY['user'::text, 'operatingSystemUser'::text]))
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

table case_reference
  tenant_id uuid not null -- C2
  subject_id uuid not null -- C2
  payer_id uuid not null -- C2
  reference text not null -- C2
  made_at timestamp with time zone not null -- C2
  case_reference_reference_check CHECK ((reference ~ '^KV-[BCDFGHJKMNPQRTVWXZ2-9]{5}-[BCDFGHJKMNPQRTVWXZ2-9]{5}$'::text))
  case_reference_tenant_id_payer_id_fkey FOREIGN KEY (tenant_id, payer_id) REFERENCES party(tenant_id, id)
  case_reference_pkey PRIMARY KEY (tenant_id, subject_id, payer_id)
  case_reference_tenant_id_reference_key UNIQUE (tenant_id, reference)
  row level security forced
  policy tenant_only permissive for all using (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting)) with check (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting))
  grant insert, select to kvitt_app

table changeover_part
  tenant_id uuid not null -- C1
  id uuid not null -- C1
  ledger_id uuid not null -- C1
  kind text not null -- C1
  name text not null -- C1
  state text not null -- C1
  settled_at timestamp with time zone -- C1
  changeover_part_check CHECK (((state = 'connected'::text) = (settled_at IS NULL)))
  changeover_part_kind_check CHECK ((kind = ANY (ARRAY['device'::text, 'integration'::text])))
  changeover_part_name_check CHECK (((length(name) >= 1) AND (length(name) <= 120)))
  changeover_part_state_check CHECK ((state = ANY (ARRAY['connected'::text, 'disconnected'::text, 'notApplicable'::text])))
  changeover_part_tenant_id_ledger_id_fkey FOREIGN KEY (tenant_id, ledger_id) REFERENCES ledger(tenant_id, id)
  changeover_part_pkey PRIMARY KEY (tenant_id, id)
  changeover_part_tenant_id_ledger_id_kind_name_key UNIQUE (tenant_id, ledger_id, kind, name)
  row level security forced
  policy clinic_scope restrictive for all using 
CASE
    WHEN (( SELECT current_setting('app.ledgers'::text) AS current_setting) = '*'::text) THEN true
    ELSE ((ledger_id IS NULL) OR (ledger_id = ANY ((( SELECT string_to_array(current_setting('app.ledgers'::text), ','::text) AS string_to_array))::uuid[])))
END
  policy tenant_only permissive for all using (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting)) with check (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting))
  grant insert, select, update to kvitt_app

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
  claim_amount_minor_check CHECK ((amount_minor >= 0))
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

table contact_stop
  tenant_id uuid not null -- C2
  channel text not null -- C2
  contact_blind bytea not null -- C3 blind index
  why text not null -- C2
  since timestamp with time zone not null -- C2
  contact_stop_why_check CHECK ((why = ANY (ARRAY['receiverRefuses'::text, 'wrongPerson'::text])))
  contact_stop_pkey PRIMARY KEY (tenant_id, channel, contact_blind)
  row level security forced
  policy tenant_only permissive for all using (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting)) with check (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting))
  grant delete, insert, select to kvitt_app

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

table debit_counter
  tenant_id uuid not null -- C1
  next_no integer not null -- C1
  debit_counter_next_no_check CHECK (((next_no >= 1) AND (next_no <= 10000000)))
  debit_counter_pkey PRIMARY KEY (tenant_id)
  row level security forced
  policy tenant_only permissive for all using (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting)) with check (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting))
  grant insert, select, update to kvitt_app

table debit_file
  tenant_id uuid not null -- C1
  id uuid not null -- C1
  ledger_id uuid not null -- C1
  name text not null -- C1
  sha256 bytea not null -- C1
  byte_length bigint not null -- C1
  transmission_no integer not null -- C1
  claims_no integer -- C1
  cancellations_no integer -- C1
  claims integer not null -- C1
  cancellations integer not null -- C1
  total_minor bigint not null -- C1
  sent_on date not null -- C1
  made_at timestamp with time zone not null -- C1
  laid_at timestamp with time zone -- C1
  debit_file_check CHECK (((claims = 0) = (claims_no IS NULL)))
  debit_file_check1 CHECK (((cancellations = 0) = (cancellations_no IS NULL)))
  debit_file_check2 CHECK (((claims + cancellations) > 0))
  debit_file_total_minor_check CHECK ((total_minor > 0))
  debit_file_tenant_id_ledger_id_fkey FOREIGN KEY (tenant_id, ledger_id) REFERENCES ledger(tenant_id, id)
  debit_file_pkey PRIMARY KEY (tenant_id, id)
  debit_file_tenant_id_transmission_no_key UNIQUE (tenant_id, transmission_no)
  CREATE INDEX debit_file_ledger ON public.debit_file USING btree (tenant_id, ledger_id, id)
  CREATE INDEX debit_file_to_lay ON public.debit_file USING btree (tenant_id, id) WHERE (laid_at IS NULL)
  row level security forced
  policy clinic_scope restrictive for all using 
CASE
    WHEN (( SELECT current_setting('app.ledgers'::text) AS current_setting) = '*'::text) THEN true
    ELSE ((ledger_id IS NULL) OR (ledger_id = ANY ((( SELECT string_to_array(current_setting('app.ledgers'::text), ','::text) AS string_to_array))::uuid[])))
END
  policy tenant_only permissive for all using (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting)) with check (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting))
  grant insert, select, update to kvitt_app

table debit_list
  tenant_id uuid not null -- C2
  id uuid not null -- C2
  ledger_id uuid -- C2
  file_sha256 bytea not null -- C2
  account text not null -- C2
  assignment_no text not null -- C2
  complete boolean not null -- C2
  started integer not null -- C2
  changed integer not null -- C2
  ended integer not null -- C2
  notes jsonb not null -- C2
  taken_at timestamp with time zone not null -- C2
  debit_list_tenant_id_ledger_id_fkey FOREIGN KEY (tenant_id, ledger_id) REFERENCES ledger(tenant_id, id)
  debit_list_pkey PRIMARY KEY (tenant_id, id)
  debit_list_tenant_id_file_sha256_account_assignment_no_key UNIQUE (tenant_id, file_sha256, account, assignment_no)
  CREATE INDEX debit_list_ledger ON public.debit_list USING btree (tenant_id, ledger_id, id)
  row level security forced
  policy clinic_scope restrictive for all using 
CASE
    WHEN (( SELECT current_setting('app.ledgers'::text) AS current_setting) = '*'::text) THEN true
    ELSE ((ledger_id IS NULL) OR (ledger_id = ANY ((( SELECT string_to_array(current_setting('app.ledgers'::text), ','::text) AS string_to_array))::uuid[])))
END
  policy tenant_only permissive for all using (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting)) with check (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting))
  grant insert, select to kvitt_app

table debit_mandate
  tenant_id uuid not null -- C2
  id uuid not null -- C2
  ledger_id uuid not null -- C2
  account text not null -- C2
  kid text not null -- C2
  match_kid text not null -- C2
  written_notice boolean not null -- C2
  since_at timestamp with time zone not null -- C2
  changed_at timestamp with time zone not null -- C2
  ended_at timestamp with time zone -- C2
  debit_mandate_tenant_id_ledger_id_fkey FOREIGN KEY (tenant_id, ledger_id) REFERENCES ledger(tenant_id, id)
  debit_mandate_pkey PRIMARY KEY (tenant_id, id)
  CREATE UNIQUE INDEX debit_mandate_current ON public.debit_mandate USING btree (tenant_id, account, kid) WHERE (ended_at IS NULL)
  CREATE INDEX debit_mandate_match ON public.debit_mandate USING btree (tenant_id, ledger_id, match_kid) WHERE (ended_at IS NULL)
  row level security forced
  policy clinic_scope restrictive for all using 
CASE
    WHEN (( SELECT current_setting('app.ledgers'::text) AS current_setting) = '*'::text) THEN true
    ELSE ((ledger_id IS NULL) OR (ledger_id = ANY ((( SELECT string_to_array(current_setting('app.ledgers'::text), ','::text) AS string_to_array))::uuid[])))
END
  policy tenant_only permissive for all using (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting)) with check (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting))
  grant insert, select, update to kvitt_app

table debit_request
  tenant_id uuid not null -- C2
  id uuid not null -- C2
  ledger_id uuid not null -- C2
  item_id uuid not null -- C2
  mandate_id uuid not null -- C2
  term_on date not null -- C2
  amount_minor bigint not null -- C2
  kid text not null -- C2
  state text not null -- C2
  why text -- C2
  replaces uuid -- C2
  notify text -- C2
  file_id uuid -- C2
  cancel_file_id uuid -- C2
  bank_line_id uuid -- C2
  planned_at timestamp with time zone not null -- C2
  sent_at timestamp with time zone -- C2
  ended_at timestamp with time zone -- C2
  debit_request_amount_minor_check CHECK ((amount_minor > 0))
  debit_request_check CHECK (((state = ANY (ARRAY['planned'::text, 'withdrawn'::text, 'refused'::text])) = (file_id IS NULL)))
  debit_request_check1 CHECK (((file_id IS NULL) = (sent_at IS NULL)))
  debit_request_check2 CHECK (((state = 'settled'::text) = (bank_line_id IS NOT NULL)))
  debit_request_check3 CHECK (((state = ANY (ARRAY['planned'::text, 'sent'::text, 'cancelSent'::text])) = (ended_at IS NULL)))
  debit_request_notify_check CHECK ((notify = ANY (ARRAY['bank'::text, 'payee'::text])))
  debit_request_state_check CHECK ((state = ANY (ARRAY['planned'::text, 'withdrawn'::text, 'refused'::text, 'sent'::text, 'cancelSent'::text, 'cancelled'::text, 'settled'::text, 'notSettled'::text])))
  debit_request_tenant_id_cancel_file_id_fkey FOREIGN KEY (tenant_id, cancel_file_id) REFERENCES debit_file(tenant_id, id)
  debit_request_tenant_id_file_id_fkey FOREIGN KEY (tenant_id, file_id) REFERENCES debit_file(tenant_id, id)
  debit_request_tenant_id_item_id_fkey FOREIGN KEY (tenant_id, item_id) REFERENCES open_item(tenant_id, id)
  debit_request_tenant_id_ledger_id_fkey FOREIGN KEY (tenant_id, ledger_id) REFERENCES ledger(tenant_id, id)
  debit_request_tenant_id_mandate_id_fkey FOREIGN KEY (tenant_id, mandate_id) REFERENCES debit_mandate(tenant_id, id)
  debit_request_tenant_id_replaces_fkey FOREIGN KEY (tenant_id, replaces) REFERENCES debit_request(tenant_id, id)
  debit_request_pkey PRIMARY KEY (tenant_id, id)
  CREATE INDEX debit_request_ended ON public.debit_request USING btree (tenant_id, ended_at) WHERE (state = ANY (ARRAY['notSettled'::text, 'cancelled'::text]))
  CREATE INDEX debit_request_item ON public.debit_request USING btree (tenant_id, item_id, id)
  CREATE UNIQUE INDEX debit_request_line ON public.debit_request USING btree (tenant_id, bank_line_id) WHERE (bank_line_id IS NOT NULL)
  CREATE UNIQUE INDEX debit_request_live ON public.debit_request USING btree (tenant_id, item_id) WHERE (state = ANY (ARRAY['planned'::text, 'sent'::text]))
  CREATE UNIQUE INDEX debit_request_replaces ON public.debit_request USING btree (tenant_id, replaces) WHERE ((replaces IS NOT NULL) AND (state <> ALL (ARRAY['withdrawn'::text, 'refused'::text])))
  CREATE UNIQUE INDEX debit_request_term ON public.debit_request USING btree (tenant_id, item_id, term_on) WHERE ((file_id IS NOT NULL) AND (replaces IS NULL))
  CREATE INDEX debit_request_waiting ON public.debit_request USING btree (tenant_id, ledger_id, term_on) WHERE (state = ANY (ARRAY['planned'::text, 'sent'::text, 'cancelSent'::text]))
  row level security forced
  policy clinic_scope restrictive for all using 
CASE
    WHEN (( SELECT current_setting('app.ledgers'::text) AS current_setting) = '*'::text) THEN true
    ELSE ((ledger_id IS NULL) OR (ledger_id = ANY ((( SELECT string_to_array(current_setting('app.ledgers'::text), ','::text) AS string_to_array))::uuid[])))
END
  policy tenant_only permissive for all using (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting)) with check (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting))
  grant insert, select, update to kvitt_app

table debit_setup
  tenant_id uuid not null -- C1
  ledger_id uuid not null -- C1
  account text not null -- C1
  sender text not null -- C1
  fixed_from smallint not null -- C1
  fixed_length smallint not null -- C1
  notify text not null -- C1
  lead_days smallint -- C1
  state text not null -- C1
  changed_at timestamp with time zone not null -- C1
  debit_setup_check CHECK (((fixed_from + fixed_length) <= 26))
  debit_setup_fixed_from_check CHECK (((fixed_from >= 1) AND (fixed_from <= 25)))
  debit_setup_fixed_length_check CHECK (((fixed_length >= 1) AND (fixed_length <= 25)))
  debit_setup_lead_days_check CHECK (((lead_days >= 4) AND (lead_days <= 60)))
  debit_setup_notify_check CHECK ((notify = ANY (ARRAY['bank'::text, 'payee'::text])))
  debit_setup_sender_check CHECK ((sender ~ '^[0-9]{8}$'::text))
  debit_setup_state_check CHECK ((state = ANY (ARRAY['active'::text, 'paused'::text])))
  debit_setup_tenant_id_ledger_id_fkey FOREIGN KEY (tenant_id, ledger_id) REFERENCES ledger(tenant_id, id)
  debit_setup_pkey PRIMARY KEY (tenant_id, ledger_id)
  debit_setup_tenant_id_account_key UNIQUE (tenant_id, account)
  row level security forced
  policy clinic_scope restrictive for all using 
CASE
    WHEN (( SELECT current_setting('app.ledgers'::text) AS current_setting) = '*'::text) THEN true
    ELSE ((ledger_id IS NULL) OR (ledger_id = ANY ((( SELECT string_to_array(current_setting('app.ledgers'::text), ','::text) AS string_to_array))::uuid[])))
END
  policy tenant_only permissive for all using (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting)) with check (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting))
  grant insert, select, update to kvitt_app

table delivery_proof
  tenant_id uuid not null -- C2
  message_id uuid not null -- C2
  event_id text not null -- C2
  state text not null -- C2
  reason text -- C2
  partner_code text -- C2
  at timestamp with time zone not null -- C2
  noted_at timestamp with time zone not null -- C2
  delivery_proof_state_check CHECK ((state = ANY (ARRAY['accepted'::text, 'delivered'::text, 'undelivered'::text, 'businessAccepted'::text, 'businessRejected'::text])))
  delivery_proof_tenant_id_message_id_fkey FOREIGN KEY (tenant_id, message_id) REFERENCES message(tenant_id, id)
  delivery_proof_pkey PRIMARY KEY (tenant_id, message_id, event_id)
  row level security forced
  policy tenant_only permissive for all using (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting)) with check (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting))
  grant insert, select to kvitt_app

table delivery_task
  tenant_id uuid not null -- C2
  id uuid not null -- C2
  ledger_id uuid not null -- C2
  dispatch_id uuid not null -- C2
  message_id uuid -- C2
  item_id uuid -- C2
  recipient_id uuid not null -- C2
  kind text not null -- C2
  rule text -- C2
  opened_at timestamp with time zone not null -- C2
  solved_at timestamp with time zone -- C2
  solved_by text -- C2
  solution text -- C2
  delivery_task_check CHECK ((((solved_at IS NULL) = (solved_by IS NULL)) AND ((solved_at IS NULL) = (solution IS NULL))))
  delivery_task_kind_check CHECK ((kind = ANY (ARRAY['failed'::text, 'bounced'::text, 'needsContact'::text, 'contentRefused'::text, 'setUp'::text, 'businessRejected'::text, 'wrongPerson'::text])))
  delivery_task_solution_check CHECK ((solution = ANY (ARRAY['newContact'::text, 'sentAgain'::text, 'handled'::text, 'delivered'::text, 'settled'::text, 'cancelled'::text])))
  delivery_task_tenant_id_dispatch_id_fkey FOREIGN KEY (tenant_id, dispatch_id) REFERENCES dispatch(tenant_id, id)
  delivery_task_pkey PRIMARY KEY (tenant_id, id)
  CREATE UNIQUE INDEX delivery_task_once ON public.delivery_task USING btree (tenant_id, dispatch_id, kind) WHERE (solved_at IS NULL)
  CREATE INDEX delivery_task_open ON public.delivery_task USING btree (tenant_id, ledger_id, id) WHERE (solved_at IS NULL)
  CREATE INDEX delivery_task_recipient ON public.delivery_task USING btree (tenant_id, recipient_id) WHERE (solved_at IS NULL)
  row level security forced
  policy clinic_scope restrictive for all using 
CASE
    WHEN (( SELECT current_setting('app.ledgers'::text) AS current_setting) = '*'::text) THEN true
    ELSE ((ledger_id IS NULL) OR (ledger_id = ANY ((( SELECT string_to_array(current_setting('app.ledgers'::text), ','::text) AS string_to_array))::uuid[])))
END
  policy tenant_only permissive for all using (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting)) with check (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting))
  grant insert, select, update to kvitt_app

table deposit
  tenant_id uuid not null -- C2
  id uuid not null -- C2
  ledger_id uuid not null -- C2
  party_id uuid not null -- C2
  item_id uuid not null -- C2
  origin text not null -- C2
  receipt text -- C2
  amount_minor bigint not null -- C2
  received_on date not null -- C2
  made_at timestamp with time zone not null -- C2
  made_by text not null -- C2
  taken_back_at timestamp with time zone -- C2
  deposit_amount_minor_check CHECK ((amount_minor > 0))
  deposit_check CHECK (((origin = 'terminal'::text) = (receipt IS NOT NULL)))
  deposit_origin_check CHECK ((origin = ANY (ARRAY['terminal'::text, 'credit'::text])))
  deposit_tenant_id_item_id_fkey FOREIGN KEY (tenant_id, item_id) REFERENCES open_item(tenant_id, id)
  deposit_tenant_id_ledger_id_fkey FOREIGN KEY (tenant_id, ledger_id) REFERENCES ledger(tenant_id, id)
  deposit_pkey PRIMARY KEY (tenant_id, id)
  CREATE UNIQUE INDEX deposit_item ON public.deposit USING btree (tenant_id, item_id) WHERE (taken_back_at IS NULL)
  CREATE INDEX deposit_party ON public.deposit USING btree (tenant_id, party_id, id)
  CREATE UNIQUE INDEX deposit_receipt ON public.deposit USING btree (tenant_id, ledger_id, received_on, receipt) WHERE ((receipt IS NOT NULL) AND (taken_back_at IS NULL))
  row level security forced
  policy clinic_scope restrictive for all using 
CASE
    WHEN (( SELECT current_setting('app.ledgers'::text) AS current_setting) = '*'::text) THEN true
    ELSE ((ledger_id IS NULL) OR (ledger_id = ANY ((( SELECT string_to_array(current_setting('app.ledgers'::text), ','::text) AS string_to_array))::uuid[])))
END
  policy tenant_only permissive for all using (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting)) with check (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting))
  grant insert, select, update to kvitt_app

table desk_case
  tenant_id uuid not null -- C2
  item_id uuid not null -- C2
  ledger_id uuid not null -- C2
  owner_id text -- C2
  next_action text -- C2
  next_on date -- C2
  decision text -- C2
  decided_on date -- C2
  decided_by text -- C2
  changed_at timestamp with time zone not null -- C2
  desk_case_check CHECK (((next_action IS NULL) = (next_on IS NULL)))
  desk_case_check1 CHECK ((((decision IS NULL) = (decided_on IS NULL)) AND ((decision IS NULL) = (decided_by IS NULL))))
  desk_case_decision_check CHECK ((decision = ANY (ARRAY['telephone'::text, 'plan'::text, 'agency'::text, 'hold'::text])))
  desk_case_next_action_check CHECK ((next_action = ANY (ARRAY['telephone'::text, 'plan'::text, 'agency'::text, 'hold'::text, 'answer'::text, 'wait'::text])))
  desk_case_tenant_id_item_id_fkey FOREIGN KEY (tenant_id, item_id) REFERENCES open_item(tenant_id, id)
  desk_case_tenant_id_ledger_id_fkey FOREIGN KEY (tenant_id, ledger_id) REFERENCES ledger(tenant_id, id)
  desk_case_pkey PRIMARY KEY (tenant_id, item_id)
  CREATE INDEX desk_case_owner ON public.desk_case USING btree (tenant_id, owner_id) WHERE (owner_id IS NOT NULL)
  row level security forced
  policy clinic_scope restrictive for all using 
CASE
    WHEN (( SELECT current_setting('app.ledgers'::text) AS current_setting) = '*'::text) THEN true
    ELSE ((ledger_id IS NULL) OR (ledger_id = ANY ((( SELECT string_to_array(current_setting('app.ledgers'::text), ','::text) AS string_to_array))::uuid[])))
END
  policy tenant_only permissive for all using (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting)) with check (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting))
  grant insert, select, update to kvitt_app

table desk_message
  tenant_id uuid not null -- C2
  id uuid not null -- C2
  ledger_id uuid not null -- C2
  item_id uuid not null -- C2
  answers uuid -- C2
  asked_of text not null -- C2
  words_sealed bytea not null -- C3 sealed
  written_by text not null -- C2
  written_at timestamp with time zone not null -- C2
  desk_message_asked_of_check CHECK ((asked_of = ANY (ARRAY['headOffice'::text, 'clinic'::text])))
  desk_message_tenant_id_answers_fkey FOREIGN KEY (tenant_id, answers) REFERENCES desk_message(tenant_id, id)
  desk_message_tenant_id_item_id_fkey FOREIGN KEY (tenant_id, item_id) REFERENCES open_item(tenant_id, id)
  desk_message_pkey PRIMARY KEY (tenant_id, id)
  desk_message_tenant_id_answers_key UNIQUE (tenant_id, answers)
  CREATE INDEX desk_message_item ON public.desk_message USING btree (tenant_id, item_id, id)
  row level security forced
  policy clinic_scope restrictive for all using 
CASE
    WHEN (( SELECT current_setting('app.ledgers'::text) AS current_setting) = '*'::text) THEN true
    ELSE ((ledger_id IS NULL) OR (ledger_id = ANY ((( SELECT string_to_array(current_setting('app.ledgers'::text), ','::text) AS string_to_array))::uuid[])))
END
  policy tenant_only permissive for all using (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting)) with check (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting))
  grant insert, select to kvitt_app

table dispatch
  tenant_id uuid not null -- C2
  id uuid not null -- C2
  key text not null -- C2
  kind text not null -- C2
  ledger_id uuid not null -- C2
  item_id uuid -- C2
  recipient_id uuid not null -- C2
  language text not null -- C2
  ladder text not null -- C2
  beside text not null -- C2
  state text not null -- C2
  why text -- C2
  not_before timestamp with time zone not null -- C2
  made_at timestamp with time zone not null -- C2
  ended_at timestamp with time zone -- C2
  dispatch_check CHECK (((state = 'open'::text) = (ended_at IS NULL)))
  dispatch_kind_check CHECK ((kind = ANY (ARRAY['payLink'::text, 'choiceReminder'::text, 'invoice'::text, 'creditNote'::text, 'amountChanged'::text, 'receipt'::text, 'courtesyNotice'::text, 'accountStatement'::text, 'nudge'::text, 'remind1'::text, 'remind2'::text, 'collectionNotice'::text, 'paymentDemand'::text])))
  dispatch_state_check CHECK ((state = ANY (ARRAY['open'::text, 'done'::text, 'failed'::text, 'cancelled'::text])))
  dispatch_tenant_id_item_id_fkey FOREIGN KEY (tenant_id, item_id) REFERENCES open_item(tenant_id, id)
  dispatch_tenant_id_recipient_id_fkey FOREIGN KEY (tenant_id, recipient_id) REFERENCES party(tenant_id, id)
  dispatch_pkey PRIMARY KEY (tenant_id, id)
  dispatch_tenant_id_key_key UNIQUE (tenant_id, key)
  CREATE INDEX dispatch_open ON public.dispatch USING btree (tenant_id, id) WHERE (state = 'open'::text)
  row level security forced
  policy clinic_scope restrictive for all using 
CASE
    WHEN (( SELECT current_setting('app.ledgers'::text) AS current_setting) = '*'::text) THEN true
    ELSE ((ledger_id IS NULL) OR (ledger_id = ANY ((( SELECT string_to_array(current_setting('app.ledgers'::text), ','::text) AS string_to_array))::uuid[])))
END
  policy tenant_only permissive for all using (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting)) with check (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting))
  grant insert, select, update to kvitt_app

table document
  tenant_id uuid not null -- C2
  id uuid not null -- C2
  ledger_id uuid not null -- C2
  kind text not null -- C2
  rendering text not null -- C2
  form text not null -- C2
  subject_id uuid not null -- C2
  language text not null -- C2
  content_sha256 bytea not null -- C2
  sha256 bytea not null -- C2
  byte_length bigint not null -- C2
  made_at timestamp with time zone not null -- C2
  document_byte_length_check CHECK ((byte_length > 0))
  document_form_check CHECK ((form = ANY (ARRAY['pdf'::text, 'xml'::text])))
  document_kind_check CHECK ((kind = ANY (ARRAY['invoice'::text, 'collectiveInvoice'::text, 'creditNote'::text, 'receipt'::text, 'accountStatement'::text, 'paymentLetter'::text])))
  document_rendering_check CHECK ((rendering = ANY (ARRAY['patientItemised'::text, 'payerAnonymous'::text, 'neutral'::text])))
  document_tenant_id_ledger_id_fkey FOREIGN KEY (tenant_id, ledger_id) REFERENCES ledger(tenant_id, id)
  document_pkey PRIMARY KEY (tenant_id, id)
  document_tenant_id_subject_id_form_content_sha256_key UNIQUE (tenant_id, subject_id, form, content_sha256)
  row level security forced
  policy clinic_scope restrictive for all using 
CASE
    WHEN (( SELECT current_setting('app.ledgers'::text) AS current_setting) = '*'::text) THEN true
    ELSE ((ledger_id IS NULL) OR (ledger_id = ANY ((( SELECT string_to_array(current_setting('app.ledgers'::text), ','::text) AS string_to_array))::uuid[])))
END
  policy tenant_only permissive for all using (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting)) with check (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting))
  grant insert, select to kvitt_app

table dossier
  tenant_id uuid not null -- C2
  id uuid not null -- C2
  ledger_id uuid not null -- C2
  invoice_id uuid not null -- C2
  profile text not null -- C2
  content_sha256 bytea not null -- C2
  pdf_sha256 bytea not null -- C2
  json_sha256 bytea not null -- C2
  pieces integer not null -- C2
  missing integer not null -- C2
  made_by text not null -- C2
  made_at timestamp with time zone not null -- C2
  kept_until_on date not null -- C2
  dossier_missing_check CHECK ((missing >= 0))
  dossier_pieces_check CHECK ((pieces >= 0))
  dossier_profile_check CHECK ((profile = ANY (ARRAY['forsakringskassan'::text, 'agency'::text, 'court'::text, 'insurer'::text])))
  dossier_tenant_id_invoice_id_fkey FOREIGN KEY (tenant_id, invoice_id) REFERENCES invoice(tenant_id, id)
  dossier_tenant_id_ledger_id_fkey FOREIGN KEY (tenant_id, ledger_id) REFERENCES ledger(tenant_id, id)
  dossier_pkey PRIMARY KEY (tenant_id, id)
  dossier_tenant_id_invoice_id_profile_content_sha256_key UNIQUE (tenant_id, invoice_id, profile, content_sha256)
  row level security forced
  policy clinic_scope restrictive for all using 
CASE
    WHEN (( SELECT current_setting('app.ledgers'::text) AS current_setting) = '*'::text) THEN true
    ELSE ((ledger_id IS NULL) OR (ledger_id = ANY ((( SELECT string_to_array(current_setting('app.ledgers'::text), ','::text) AS string_to_array))::uuid[])))
END
  policy tenant_only permissive for all using (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting)) with check (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting))
  grant insert, select to kvitt_app

table due_move
  tenant_id uuid not null -- C2
  id uuid not null -- C2
  ledger_id uuid not null -- C2
  item_id uuid not null -- C2
  was_on date not null -- C2
  due_on date not null -- C2
  moved_on date not null -- C2
  recorded_at timestamp with time zone not null -- C2
  moved_by text not null -- C2
  due_move_check CHECK ((was_on <> due_on))
  due_move_moved_by_check CHECK ((moved_by = ANY (ARRAY['payer'::text, 'staff'::text])))
  due_move_tenant_id_item_id_fkey FOREIGN KEY (tenant_id, item_id) REFERENCES open_item(tenant_id, id)
  due_move_pkey PRIMARY KEY (tenant_id, id)
  CREATE INDEX due_move_item ON public.due_move USING btree (tenant_id, item_id, id)
  CREATE INDEX due_move_later ON public.due_move USING btree (tenant_id, ledger_id, moved_on, recorded_at)
  row level security forced
  policy clinic_scope restrictive for all using 
CASE
    WHEN (( SELECT current_setting('app.ledgers'::text) AS current_setting) = '*'::text) THEN true
    ELSE ((ledger_id IS NULL) OR (ledger_id = ANY ((( SELECT string_to_array(current_setting('app.ledgers'::text), ','::text) AS string_to_array))::uuid[])))
END
  policy tenant_only permissive for all using (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting)) with check (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting))
  grant insert, select to kvitt_app

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

table follow_up_cycle
  tenant_id uuid not null -- C1
  cycle text not null -- C1
  set_by text not null -- C1
  set_at timestamp with time zone not null -- C1
  follow_up_cycle_cycle_check CHECK ((cycle = ANY (ARRAY['weekly'::text, 'twoWeekly'::text, 'monthly'::text])))
  follow_up_cycle_pkey PRIMARY KEY (tenant_id)
  row level security forced
  policy tenant_only permissive for all using (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting)) with check (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting))
  grant insert, select, update to kvitt_app

table follow_up_declaration
  tenant_id uuid not null -- C1
  id uuid not null -- C1
  ledger_id uuid not null -- C1
  bank_account_id uuid not null -- C1
  through_on date not null -- C1
  reason text not null -- C1
  declared_by text not null -- C1
  declared_at timestamp with time zone not null -- C1
  confirmed_by text -- C1
  confirmed_at timestamp with time zone -- C1
  follow_up_declaration_check CHECK (((confirmed_by IS NULL) = (confirmed_at IS NULL)))
  follow_up_declaration_two_persons CHECK ((confirmed_by <> declared_by))
  follow_up_declaration_tenant_id_bank_account_id_fkey FOREIGN KEY (tenant_id, bank_account_id) REFERENCES bank_account(tenant_id, id)
  follow_up_declaration_pkey PRIMARY KEY (tenant_id, id)
  CREATE INDEX follow_up_declaration_account ON public.follow_up_declaration USING btree (tenant_id, bank_account_id, through_on)
  row level security forced
  policy clinic_scope restrictive for all using 
CASE
    WHEN (( SELECT current_setting('app.ledgers'::text) AS current_setting) = '*'::text) THEN true
    ELSE ((ledger_id IS NULL) OR (ledger_id = ANY ((( SELECT string_to_array(current_setting('app.ledgers'::text), ','::text) AS string_to_array))::uuid[])))
END
  policy tenant_only permissive for all using (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting)) with check (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting))
  grant insert, select, update to kvitt_app

table follow_up_dispute
  tenant_id uuid not null -- C2
  id uuid not null -- C2
  ledger_id uuid not null -- C2
  item_id uuid not null -- C2
  opened_on date not null -- C2
  channel text not null -- C2
  words_sealed bytea not null -- C3 sealed
  registered_by text not null -- C2
  registered_at timestamp with time zone not null -- C2
  answered_on date -- C2
  outcome text -- C2
  answer_sealed bytea -- C3 sealed
  answered_by text -- C2
  answered_at timestamp with time zone -- C2
  follow_up_dispute_channel_check CHECK ((channel = ANY (ARRAY['telephone'::text, 'letter'::text, 'email'::text, 'message'::text, 'inPerson'::text])))
  follow_up_dispute_check CHECK ((((outcome IS NULL) = (answered_on IS NULL)) AND ((outcome IS NULL) = (answered_by IS NULL)) AND ((outcome IS NULL) = (answered_at IS NULL)) AND ((outcome IS NULL) = (answer_sealed IS NULL))))
  follow_up_dispute_check1 CHECK ((answered_on >= opened_on))
  follow_up_dispute_outcome_check CHECK ((outcome = ANY (ARRAY['rejected'::text, 'upheld'::text])))
  follow_up_dispute_tenant_id_item_id_fkey FOREIGN KEY (tenant_id, item_id) REFERENCES open_item(tenant_id, id)
  follow_up_dispute_pkey PRIMARY KEY (tenant_id, id)
  CREATE INDEX follow_up_dispute_item ON public.follow_up_dispute USING btree (tenant_id, item_id, id)
  CREATE INDEX follow_up_dispute_ledger ON public.follow_up_dispute USING btree (tenant_id, ledger_id, opened_on) WHERE (outcome IS NULL)
  CREATE INDEX follow_up_dispute_of ON public.follow_up_dispute USING btree (tenant_id, ledger_id, item_id)
  CREATE UNIQUE INDEX follow_up_dispute_open ON public.follow_up_dispute USING btree (tenant_id, item_id) WHERE (outcome IS NULL)
  row level security forced
  policy clinic_scope restrictive for all using 
CASE
    WHEN (( SELECT current_setting('app.ledgers'::text) AS current_setting) = '*'::text) THEN true
    ELSE ((ledger_id IS NULL) OR (ledger_id = ANY ((( SELECT string_to_array(current_setting('app.ledgers'::text), ','::text) AS string_to_array))::uuid[])))
END
  policy tenant_only permissive for all using (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting)) with check (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting))
  grant insert, select, update to kvitt_app

table follow_up_hold
  tenant_id uuid not null -- C2
  id uuid not null -- C2
  ledger_id uuid not null -- C2
  item_id uuid not null -- C2
  reason text not null -- C2
  from_on date not null -- C2
  ends_on date not null -- C2
  renews uuid -- C2
  set_by text not null -- C2
  set_at timestamp with time zone not null -- C2
  ended_on date -- C2
  ended_by text -- C2
  follow_up_hold_check CHECK ((ends_on >= from_on))
  follow_up_hold_check1 CHECK (((ended_on IS NULL) = (ended_by IS NULL)))
  follow_up_hold_reason_check CHECK ((reason = ANY (ARRAY['disputeUnderReview'::text, 'deceased'::text, 'protectedIdentity'::text, 'bankruptcyOrDebtRelief'::text, 'wrongDebtor'::text, 'bankFileMissing'::text, 'systemFault'::text])))
  follow_up_hold_tenant_id_item_id_fkey FOREIGN KEY (tenant_id, item_id) REFERENCES open_item(tenant_id, id)
  follow_up_hold_tenant_id_renews_fkey FOREIGN KEY (tenant_id, renews) REFERENCES follow_up_hold(tenant_id, id)
  follow_up_hold_pkey PRIMARY KEY (tenant_id, id)
  CREATE INDEX follow_up_hold_item ON public.follow_up_hold USING btree (tenant_id, item_id, id)
  CREATE INDEX follow_up_hold_ledger ON public.follow_up_hold USING btree (tenant_id, ledger_id, ends_on) WHERE (ended_on IS NULL)
  CREATE INDEX follow_up_hold_of ON public.follow_up_hold USING btree (tenant_id, ledger_id, item_id)
  row level security forced
  policy clinic_scope restrictive for all using 
CASE
    WHEN (( SELECT current_setting('app.ledgers'::text) AS current_setting) = '*'::text) THEN true
    ELSE ((ledger_id IS NULL) OR (ledger_id = ANY ((( SELECT string_to_array(current_setting('app.ledgers'::text), ','::text) AS string_to_array))::uuid[])))
END
  policy tenant_only permissive for all using (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting)) with check (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting))
  grant insert, select, update to kvitt_app

table follow_up_letter
  tenant_id uuid not null -- C2
  id uuid not null -- C2
  ledger_id uuid not null -- C2
  payer_id uuid not null -- C2
  recipient_id uuid not null -- C2
  level text not null -- C2
  wording text not null -- C2
  sender text not null -- C2
  dispatch_key text not null -- C2
  taken_on date not null -- C2
  made_at timestamp with time zone not null -- C2
  follow_up_letter_level_check CHECK ((level = ANY (ARRAY['nudge'::text, 'remind1'::text, 'remind2'::text, 'collectionNotice'::text, 'paymentDemand'::text])))
  follow_up_letter_sender_check CHECK ((sender = ANY (ARRAY['clinic'::text, 'headOffice'::text])))
  follow_up_letter_pkey PRIMARY KEY (tenant_id, id)
  follow_up_letter_tenant_id_dispatch_key_key UNIQUE (tenant_id, dispatch_key)
  row level security forced
  policy clinic_scope restrictive for all using 
CASE
    WHEN (( SELECT current_setting('app.ledgers'::text) AS current_setting) = '*'::text) THEN true
    ELSE ((ledger_id IS NULL) OR (ledger_id = ANY ((( SELECT string_to_array(current_setting('app.ledgers'::text), ','::text) AS string_to_array))::uuid[])))
END
  policy tenant_only permissive for all using (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting)) with check (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting))
  grant insert, select to kvitt_app

table follow_up_note
  tenant_id uuid not null -- C2
  id uuid not null -- C2
  ledger_id uuid not null -- C2
  item_id uuid not null -- C2
  said_on date not null -- C2
  channel text not null -- C2
  direction text not null -- C2
  text_sealed bytea not null -- C3 sealed
  written_by text not null -- C2
  written_at timestamp with time zone not null -- C2
  follow_up_note_channel_check CHECK ((channel = ANY (ARRAY['telephone'::text, 'letter'::text, 'email'::text, 'message'::text, 'inPerson'::text])))
  follow_up_note_direction_check CHECK ((direction = ANY (ARRAY['fromPayer'::text, 'toPayer'::text, 'own'::text])))
  follow_up_note_tenant_id_item_id_fkey FOREIGN KEY (tenant_id, item_id) REFERENCES open_item(tenant_id, id)
  follow_up_note_pkey PRIMARY KEY (tenant_id, id)
  CREATE INDEX follow_up_note_item ON public.follow_up_note USING btree (tenant_id, item_id, id)
  row level security forced
  policy clinic_scope restrictive for all using 
CASE
    WHEN (( SELECT current_setting('app.ledgers'::text) AS current_setting) = '*'::text) THEN true
    ELSE ((ledger_id IS NULL) OR (ledger_id = ANY ((( SELECT string_to_array(current_setting('app.ledgers'::text), ','::text) AS string_to_array))::uuid[])))
END
  policy tenant_only permissive for all using (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting)) with check (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting))
  grant insert, select to kvitt_app

table follow_up_policy
  tenant_id uuid not null -- C1
  id uuid not null -- C1
  scope text not null -- C1
  scope_id uuid -- C1
  name text not null -- C1
  valid_from_on date not null -- C1
  content jsonb not null -- C1
  locks text[] not null default '{}'::text[] -- C1
  made_by text not null -- C1
  made_at timestamp with time zone not null -- C1
  approved_by text -- C1
  approved_at timestamp with time zone -- C1
  follow_up_policy_check CHECK (((scope = 'chain'::text) = (scope_id IS NULL)))
  follow_up_policy_check1 CHECK (((approved_by IS NULL) = (approved_at IS NULL)))
  follow_up_policy_name_check CHECK (((char_length(name) >= 1) AND (char_length(name) <= 60)))
  follow_up_policy_scope_check CHECK ((scope = ANY (ARRAY['chain'::text, 'clinic'::text, 'payer'::text, 'item'::text])))
  follow_up_policy_pkey PRIMARY KEY (tenant_id, id)
  CREATE INDEX follow_up_policy_scope ON public.follow_up_policy USING btree (tenant_id, scope, scope_id, valid_from_on)
  row level security forced
  policy tenant_only permissive for all using (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting)) with check (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting))
  grant insert, select, update to kvitt_app

table follow_up_promise
  tenant_id uuid not null -- C2
  id uuid not null -- C2
  ledger_id uuid not null -- C2
  item_id uuid not null -- C2
  made_on date not null -- C2
  promised_on date not null -- C2
  channel text not null -- C2
  words_sealed bytea not null -- C3 sealed
  registered_by text not null -- C2
  registered_at timestamp with time zone not null -- C2
  follow_up_promise_channel_check CHECK ((channel = ANY (ARRAY['telephone'::text, 'letter'::text, 'email'::text, 'message'::text, 'inPerson'::text])))
  follow_up_promise_check CHECK ((promised_on >= made_on))
  follow_up_promise_tenant_id_item_id_fkey FOREIGN KEY (tenant_id, item_id) REFERENCES open_item(tenant_id, id)
  follow_up_promise_pkey PRIMARY KEY (tenant_id, id)
  CREATE INDEX follow_up_promise_item ON public.follow_up_promise USING btree (tenant_id, item_id, id)
  CREATE INDEX follow_up_promise_of ON public.follow_up_promise USING btree (tenant_id, ledger_id, item_id)
  row level security forced
  policy clinic_scope restrictive for all using 
CASE
    WHEN (( SELECT current_setting('app.ledgers'::text) AS current_setting) = '*'::text) THEN true
    ELSE ((ledger_id IS NULL) OR (ledger_id = ANY ((( SELECT string_to_array(current_setting('app.ledgers'::text), ','::text) AS string_to_array))::uuid[])))
END
  policy tenant_only permissive for all using (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting)) with check (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting))
  grant insert, select to kvitt_app

table follow_up_run
  tenant_id uuid not null -- C1
  ledger_id uuid not null -- C1
  day_on date not null -- C1
  state text not null -- C1
  missing jsonb not null default '[]'::jsonb -- C1
  steps integer not null default 0 -- C1
  proposal_id uuid -- C1
  ran_at timestamp with time zone not null -- C1
  follow_up_run_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'tooLarge'::text, 'done'::text])))
  follow_up_run_tenant_id_ledger_id_fkey FOREIGN KEY (tenant_id, ledger_id) REFERENCES ledger(tenant_id, id)
  follow_up_run_pkey PRIMARY KEY (tenant_id, ledger_id, day_on)
  row level security forced
  policy clinic_scope restrictive for all using 
CASE
    WHEN (( SELECT current_setting('app.ledgers'::text) AS current_setting) = '*'::text) THEN true
    ELSE ((ledger_id IS NULL) OR (ledger_id = ANY ((( SELECT string_to_array(current_setting('app.ledgers'::text), ','::text) AS string_to_array))::uuid[])))
END
  policy tenant_only permissive for all using (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting)) with check (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting))
  grant insert, select, update to kvitt_app

table follow_up_simulation
  tenant_id uuid not null -- C2
  id uuid not null -- C2
  inputs_hash bytea not null -- C2
  draft jsonb not null -- C2
  from_on date not null -- C2
  through_on date not null -- C2
  done integer not null -- C2
  total integer not null -- C2
  result jsonb -- C2
  made_by text not null -- C2
  made_at timestamp with time zone not null -- C2
  follow_up_simulation_check CHECK ((total >= done))
  follow_up_simulation_done_check CHECK ((done >= 0))
  follow_up_simulation_pkey PRIMARY KEY (tenant_id, id)
  follow_up_simulation_tenant_id_inputs_hash_key UNIQUE (tenant_id, inputs_hash)
  row level security forced
  policy tenant_only permissive for all using (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting)) with check (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting))
  grant insert, select, update to kvitt_app

table follow_up_step
  tenant_id uuid not null -- C2
  id uuid not null -- C2
  ledger_id uuid not null -- C2
  item_id uuid not null -- C2
  level text not null -- C2
  round smallint not null -- C2
  letter_id uuid -- C2
  policy_id uuid not null -- C2
  target_on date not null -- C2
  taken_on date not null -- C2
  lag smallint not null -- C2
  amount_minor bigint not null -- C2
  fee_minor bigint not null -- C2
  fee_item_id uuid -- C2
  deadline_on date -- C2
  next_step_on date -- C2
  proposal_id uuid not null -- C2
  line_no integer not null -- C2
  taken_by text not null -- C2
  taken_at timestamp with time zone not null -- C2
  explanation jsonb not null -- C2
  follow_up_step_amount_minor_check CHECK ((amount_minor > 0))
  follow_up_step_check CHECK (((level = ANY (ARRAY['headOffice'::text, 'agency'::text])) = (letter_id IS NULL)))
  follow_up_step_check1 CHECK (((fee_minor > 0) = (fee_item_id IS NOT NULL)))
  follow_up_step_fee_minor_check CHECK ((fee_minor >= 0))
  follow_up_step_lag_check CHECK ((lag >= 0))
  follow_up_step_level_check CHECK ((level = ANY (ARRAY['nudge'::text, 'remind1'::text, 'remind2'::text, 'collectionNotice'::text, 'paymentDemand'::text, 'headOffice'::text, 'agency'::text])))
  follow_up_step_round_check CHECK ((round > 0))
  follow_up_step_pkey PRIMARY KEY (tenant_id, id)
  follow_up_step_once UNIQUE (tenant_id, item_id, level, round)
  CREATE INDEX follow_up_step_fee ON public.follow_up_step USING btree (tenant_id, ledger_id, taken_on) WHERE (fee_item_id IS NOT NULL)
  CREATE INDEX follow_up_step_ledger ON public.follow_up_step USING btree (tenant_id, ledger_id, taken_on)
  CREATE INDEX follow_up_step_letter ON public.follow_up_step USING btree (tenant_id, letter_id) WHERE (letter_id IS NOT NULL)
  row level security forced
  policy clinic_scope restrictive for all using 
CASE
    WHEN (( SELECT current_setting('app.ledgers'::text) AS current_setting) = '*'::text) THEN true
    ELSE ((ledger_id IS NULL) OR (ledger_id = ANY ((( SELECT string_to_array(current_setting('app.ledgers'::text), ','::text) AS string_to_array))::uuid[])))
END
  policy tenant_only permissive for all using (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting)) with check (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting))
  grant insert, select to kvitt_app

table follow_up_weekday
  tenant_id uuid not null -- C1
  clinic_id uuid not null -- C1
  weekday smallint not null -- C1
  set_by text not null -- C1
  set_at timestamp with time zone not null -- C1
  follow_up_weekday_weekday_check CHECK (((weekday >= 1) AND (weekday <= 7)))
  follow_up_weekday_tenant_id_clinic_id_fkey FOREIGN KEY (tenant_id, clinic_id) REFERENCES clinic(tenant_id, id)
  follow_up_weekday_pkey PRIMARY KEY (tenant_id, clinic_id)
  row level security forced
  policy tenant_only permissive for all using (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting)) with check (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting))
  grant insert, select, update to kvitt_app

table head_office
  tenant_id uuid not null -- C1
  recipients text[] not null -- C1
  list_url text not null -- C1
  set_at timestamp with time zone not null -- C1
  head_office_pkey PRIMARY KEY (tenant_id)
  row level security forced
  policy tenant_only permissive for all using (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting)) with check (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting))
  grant insert, select, update to kvitt_app

table head_office_notice
  tenant_id uuid not null -- C1
  day_on date not null -- C1
  message_ids uuid[] not null -- C1
  recipients text[] not null -- C1
  counts jsonb not null -- C1
  made_at timestamp with time zone not null -- C1
  sent_at timestamp with time zone -- C1
  head_office_notice_pkey PRIMARY KEY (tenant_id, day_on)
  row level security forced
  policy tenant_only permissive for all using (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting)) with check (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting))
  grant insert, select, update to kvitt_app

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
  invoice_check CHECK (((total_minor >= 0) AND (total_minor = (net_minor + vat_minor))))
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

table invoice_consent
  tenant_id uuid not null -- C2
  id uuid not null -- C2
  ledger_id uuid not null -- C2
  party_id uuid not null -- C2
  how text not null -- C2
  text_version text not null -- C2
  email_blind bytea not null -- C3 blind index
  given_at timestamp with time zone not null -- C2
  withdrawn_at timestamp with time zone -- C2
  invoice_consent_how_check CHECK ((how = ANY (ARRAY['payPage'::text, 'desk'::text])))
  invoice_consent_text_version_check CHECK (((char_length(text_version) >= 1) AND (char_length(text_version) <= 40)))
  invoice_consent_tenant_id_ledger_id_fkey FOREIGN KEY (tenant_id, ledger_id) REFERENCES ledger(tenant_id, id)
  invoice_consent_tenant_id_party_id_fkey FOREIGN KEY (tenant_id, party_id) REFERENCES party(tenant_id, id)
  invoice_consent_pkey PRIMARY KEY (tenant_id, id)
  CREATE UNIQUE INDEX invoice_consent_standing ON public.invoice_consent USING btree (tenant_id, ledger_id, party_id) WHERE (withdrawn_at IS NULL)
  row level security forced
  policy clinic_scope restrictive for all using 
CASE
    WHEN (( SELECT current_setting('app.ledgers'::text) AS current_setting) = '*'::text) THEN true
    ELSE ((ledger_id IS NULL) OR (ledger_id = ANY ((( SELECT string_to_array(current_setting('app.ledgers'::text), ','::text) AS string_to_array))::uuid[])))
END
  policy tenant_only permissive for all using (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting)) with check (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting))
  grant insert, select, update to kvitt_app

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

table issuer
  tenant_id uuid not null -- C1
  ledger_id uuid not null -- C1
  brand text -- C1
  address jsonb not null -- C1
  phone text -- C1
  email text -- C1
  web text -- C1
  logo_svg text -- C1
  accent text -- C1
  registration jsonb not null -- C1
  changed_at timestamp with time zone not null -- C1
  issuer_accent_check CHECK ((accent ~ '^#[0-9A-Fa-f]{6}$'::text))
  issuer_logo_svg_check CHECK ((octet_length(logo_svg) <= 65536))
  issuer_tenant_id_ledger_id_fkey FOREIGN KEY (tenant_id, ledger_id) REFERENCES ledger(tenant_id, id)
  issuer_pkey PRIMARY KEY (tenant_id, ledger_id)
  row level security forced
  policy clinic_scope restrictive for all using 
CASE
    WHEN (( SELECT current_setting('app.ledgers'::text) AS current_setting) = '*'::text) THEN true
    ELSE ((ledger_id IS NULL) OR (ledger_id = ANY ((( SELECT string_to_array(current_setting('app.ledgers'::text), ','::text) AS string_to_array))::uuid[])))
END
  policy tenant_only permissive for all using (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting)) with check (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting))
  grant insert, select, update to kvitt_app

table item_pause
  tenant_id uuid not null -- C2
  id uuid not null -- C2
  ledger_id uuid not null -- C2
  item_id uuid not null -- C2
  kind text not null -- C2
  reason text -- C2
  paid_on date -- C2
  bank text -- C2
  from_on date not null -- C2
  until_on date not null -- C2
  made_at timestamp with time zone not null -- C2
  made_by text not null -- C2
  ended_at timestamp with time zone -- C2
  ended_by text -- C2
  item_pause_check CHECK ((until_on >= from_on))
  item_pause_check1 CHECK (((kind = 'saysPaid'::text) = ((paid_on IS NOT NULL) AND (bank IS NOT NULL))))
  item_pause_check2 CHECK (((ended_at IS NULL) = (ended_by IS NULL)))
  item_pause_ended_by_check CHECK ((ended_by = ANY (ARRAY['payer'::text, 'staff'::text])))
  item_pause_kind_check CHECK ((kind = ANY (ARRAY['dispute'::text, 'saysPaid'::text, 'person'::text])))
  item_pause_made_by_check CHECK ((made_by = ANY (ARRAY['payer'::text, 'staff'::text])))
  item_pause_tenant_id_item_id_fkey FOREIGN KEY (tenant_id, item_id) REFERENCES open_item(tenant_id, id)
  item_pause_tenant_id_ledger_id_fkey FOREIGN KEY (tenant_id, ledger_id) REFERENCES ledger(tenant_id, id)
  item_pause_pkey PRIMARY KEY (tenant_id, id)
  CREATE INDEX item_pause_ledger ON public.item_pause USING btree (tenant_id, ledger_id, until_on) WHERE (ended_at IS NULL)
  CREATE UNIQUE INDEX item_pause_standing ON public.item_pause USING btree (tenant_id, item_id, kind) WHERE (ended_at IS NULL)
  row level security forced
  policy clinic_scope restrictive for all using 
CASE
    WHEN (( SELECT current_setting('app.ledgers'::text) AS current_setting) = '*'::text) THEN true
    ELSE ((ledger_id IS NULL) OR (ledger_id = ANY ((( SELECT string_to_array(current_setting('app.ledgers'::text), ','::text) AS string_to_array))::uuid[])))
END
  policy tenant_only permissive for all using (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting)) with check (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting))
  grant insert, select, update to kvitt_app

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

table ledger_payroll
  tenant_id uuid not null -- C1
  ledger_id uuid not null -- C1
  month_minor bigint not null -- C1
  set_by text not null -- C1
  set_at timestamp with time zone not null -- C1
  ledger_payroll_month_minor_check CHECK ((month_minor > 0))
  ledger_payroll_tenant_id_ledger_id_fkey FOREIGN KEY (tenant_id, ledger_id) REFERENCES ledger(tenant_id, id)
  ledger_payroll_pkey PRIMARY KEY (tenant_id, ledger_id)
  row level security forced
  policy clinic_scope restrictive for all using 
CASE
    WHEN (( SELECT current_setting('app.ledgers'::text) AS current_setting) = '*'::text) THEN true
    ELSE ((ledger_id IS NULL) OR (ledger_id = ANY ((( SELECT string_to_array(current_setting('app.ledgers'::text), ','::text) AS string_to_array))::uuid[])))
END
  policy tenant_only permissive for all using (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting)) with check (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting))
  grant delete, insert, select, update to kvitt_app

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

table loss
  tenant_id uuid not null -- C2
  id uuid not null -- C2
  ledger_id uuid not null -- C2
  item_id uuid not null -- C2
  proposal_id uuid not null -- C2
  report_id uuid -- C2
  exception text -- C2
  capital_minor bigint not null -- C2
  fees_minor bigint not null -- C2
  interest_minor bigint not null -- C2
  entry_id uuid not null -- C2
  posted_on date not null -- C2
  loss_capital_minor_check CHECK ((capital_minor > 0))
  loss_exception_check CHECK ((exception = ANY (ARRAY['deceasedWithoutAssets'::text, 'debtRelief'::text, 'limitation'::text, 'belowAgencyMinimum'::text])))
  loss_fees_minor_check CHECK ((fees_minor >= 0))
  loss_has_ground CHECK (((report_id IS NULL) <> (exception IS NULL)))
  loss_interest_minor_check CHECK ((interest_minor >= 0))
  loss_tenant_id_entry_id_fkey FOREIGN KEY (tenant_id, entry_id) REFERENCES entry(tenant_id, id)
  loss_tenant_id_item_id_fkey FOREIGN KEY (tenant_id, item_id) REFERENCES open_item(tenant_id, id)
  loss_tenant_id_proposal_id_fkey FOREIGN KEY (tenant_id, proposal_id) REFERENCES proposal(tenant_id, id)
  loss_tenant_id_report_id_fkey FOREIGN KEY (tenant_id, report_id) REFERENCES loss_report(tenant_id, id)
  loss_pkey PRIMARY KEY (tenant_id, id)
  loss_tenant_id_proposal_id_item_id_key UNIQUE (tenant_id, proposal_id, item_id)
  CREATE INDEX loss_day ON public.loss USING btree (tenant_id, ledger_id, posted_on)
  CREATE INDEX loss_item ON public.loss USING btree (tenant_id, item_id)
  row level security forced
  policy clinic_scope restrictive for all using 
CASE
    WHEN (( SELECT current_setting('app.ledgers'::text) AS current_setting) = '*'::text) THEN true
    ELSE ((ledger_id IS NULL) OR (ledger_id = ANY ((( SELECT string_to_array(current_setting('app.ledgers'::text), ','::text) AS string_to_array))::uuid[])))
END
  policy tenant_only permissive for all using (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting)) with check (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting))
  grant insert, select to kvitt_app

table loss_recovery
  tenant_id uuid not null -- C2
  id uuid not null -- C2
  loss_id uuid not null -- C2
  ledger_id uuid not null -- C2
  entry_id uuid not null -- C2
  amount_minor bigint not null -- C2
  recovered_on date not null -- C2
  loss_recovery_amount_minor_check CHECK ((amount_minor > 0))
  loss_recovery_tenant_id_entry_id_fkey FOREIGN KEY (tenant_id, entry_id) REFERENCES entry(tenant_id, id)
  loss_recovery_tenant_id_loss_id_fkey FOREIGN KEY (tenant_id, loss_id) REFERENCES loss(tenant_id, id)
  loss_recovery_pkey PRIMARY KEY (tenant_id, id)
  CREATE INDEX loss_recovery_loss ON public.loss_recovery USING btree (tenant_id, loss_id)
  row level security forced
  policy clinic_scope restrictive for all using 
CASE
    WHEN (( SELECT current_setting('app.ledgers'::text) AS current_setting) = '*'::text) THEN true
    ELSE ((ledger_id IS NULL) OR (ledger_id = ANY ((( SELECT string_to_array(current_setting('app.ledgers'::text), ','::text) AS string_to_array))::uuid[])))
END
  policy tenant_only permissive for all using (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting)) with check (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting))
  grant insert, select to kvitt_app

table loss_report
  tenant_id uuid not null -- C1
  id uuid not null -- C1
  ledger_id uuid not null -- C1
  external_id text not null -- C1
  agency text not null -- C1
  received_on date not null -- C1
  content_hash bytea not null -- C1
  filed_by text not null -- C1
  filed_at timestamp with time zone not null -- C1
  loss_report_tenant_id_ledger_id_fkey FOREIGN KEY (tenant_id, ledger_id) REFERENCES ledger(tenant_id, id)
  loss_report_pkey PRIMARY KEY (tenant_id, id)
  loss_report_tenant_id_ledger_id_external_id_key UNIQUE (tenant_id, ledger_id, external_id)
  row level security forced
  policy clinic_scope restrictive for all using 
CASE
    WHEN (( SELECT current_setting('app.ledgers'::text) AS current_setting) = '*'::text) THEN true
    ELSE ((ledger_id IS NULL) OR (ledger_id = ANY ((( SELECT string_to_array(current_setting('app.ledgers'::text), ','::text) AS string_to_array))::uuid[])))
END
  policy tenant_only permissive for all using (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting)) with check (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting))
  grant insert, select to kvitt_app

table loss_report_line
  tenant_id uuid not null -- C2
  report_id uuid not null -- C2
  line_no integer not null -- C2
  reference text not null -- C2
  item_id uuid -- C2
  amount_minor bigint not null -- C2
  loss_report_line_amount_minor_check CHECK ((amount_minor > 0))
  loss_report_line_tenant_id_item_id_fkey FOREIGN KEY (tenant_id, item_id) REFERENCES open_item(tenant_id, id)
  loss_report_line_tenant_id_report_id_fkey FOREIGN KEY (tenant_id, report_id) REFERENCES loss_report(tenant_id, id)
  loss_report_line_pkey PRIMARY KEY (tenant_id, report_id, line_no)
  CREATE INDEX loss_report_line_item ON public.loss_report_line USING btree (tenant_id, item_id) WHERE (item_id IS NOT NULL)
  row level security forced
  policy tenant_only permissive for all using (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting)) with check (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting))
  grant insert, select to kvitt_app

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

table message
  tenant_id uuid not null -- C2
  id uuid not null -- C2
  dispatch_id uuid not null -- C2
  ledger_id uuid not null -- C2
  item_id uuid -- C2
  recipient_id uuid not null -- C2
  kind text not null -- C2
  channel text not null -- C2
  rung smallint -- C2
  state text not null -- C2
  next_at timestamp with time zone -- C2
  due_at timestamp with time zone not null -- C2
  leased_until timestamp with time zone -- C2
  tries smallint not null default 0 -- C2
  check_code text -- C2
  told_minor bigint -- C2
  told_reference text -- C2
  segments smallint -- C2
  reason text -- C2
  partner_code text -- C2
  partner_reference text -- C2
  business_answer text -- C2
  contact_sealed bytea -- C3 sealed, and its blind index
  contact_blind bytea -- C3 sealed, and its blind index
  text_sealed bytea -- C3 sealed, and its blind index
  made_at timestamp with time zone not null -- C2
  handed_over_at timestamp with time zone -- C2
  ended_at timestamp with time zone -- C2
  message_business_answer_check CHECK ((business_answer = ANY (ARRAY['accepted'::text, 'rejected'::text])))
  message_channel_check CHECK ((channel = ANY (ARRAY['sms'::text, 'email'::text, 'paper'::text, 'ehf'::text, 'efaktura'::text])))
  message_state_check CHECK ((state = ANY (ARRAY['queued'::text, 'handedOver'::text, 'accepted'::text, 'delivered'::text, 'seen'::text, 'failed'::text, 'bounced'::text, 'cancelled'::text])))
  message_pkey PRIMARY KEY (tenant_id, id)
  message_tenant_id_dispatch_id_channel_key UNIQUE (tenant_id, dispatch_id, channel)
  CREATE UNIQUE INDEX message_code ON public.message USING btree (tenant_id, ledger_id, check_code) WHERE (check_code IS NOT NULL)
  CREATE INDEX message_due ON public.message USING btree (tenant_id, channel, next_at, id) WHERE (state = ANY (ARRAY['queued'::text, 'handedOver'::text]))
  CREATE INDEX message_item ON public.message USING btree (tenant_id, item_id, id) WHERE (item_id IS NOT NULL)
  CREATE INDEX message_recipient ON public.message USING btree (tenant_id, recipient_id, id)
  CREATE INDEX message_silent ON public.message USING btree (tenant_id, channel, next_at, id) WHERE ((state = 'accepted'::text) AND (next_at IS NOT NULL))
  row level security forced
  policy clinic_scope restrictive for all using 
CASE
    WHEN (( SELECT current_setting('app.ledgers'::text) AS current_setting) = '*'::text) THEN true
    ELSE ((ledger_id IS NULL) OR (ledger_id = ANY ((( SELECT string_to_array(current_setting('app.ledgers'::text), ','::text) AS string_to_array))::uuid[])))
END
  policy tenant_only permissive for all using (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting)) with check (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting))
  grant insert, select, update to kvitt_app

table message_address
  message_id uuid not null -- C1
  tenant_id uuid not null -- C1
  message_address_pkey PRIMARY KEY (message_id)
  row level security off
  grant insert, select to kvitt_app

table message_sender
  tenant_id uuid not null -- C1
  ledger_id uuid not null -- C1
  brand text not null -- C1
  telephone text -- C1
  sms_sender text not null -- C1
  reply_to text -- C1
  changed_at timestamp with time zone not null -- C1
  message_sender_brand_check CHECK (((char_length(brand) >= 1) AND (char_length(brand) <= 60)))
  message_sender_sms_sender_check CHECK ((sms_sender ~ '^[A-Za-z0-9]{3,11}$'::text))
  message_sender_tenant_id_ledger_id_fkey FOREIGN KEY (tenant_id, ledger_id) REFERENCES ledger(tenant_id, id)
  message_sender_pkey PRIMARY KEY (tenant_id, ledger_id)
  row level security forced
  policy clinic_scope restrictive for all using 
CASE
    WHEN (( SELECT current_setting('app.ledgers'::text) AS current_setting) = '*'::text) THEN true
    ELSE ((ledger_id IS NULL) OR (ledger_id = ANY ((( SELECT string_to_array(current_setting('app.ledgers'::text), ','::text) AS string_to_array))::uuid[])))
END
  policy tenant_only permissive for all using (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting)) with check (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting))
  grant insert, select, update to kvitt_app

table money_back
  tenant_id uuid not null -- C2
  id uuid not null -- C2
  ledger_id uuid not null -- C2
  attempt_id uuid not null -- C2
  kind text not null -- C2
  amount_minor bigint not null -- C2
  state text not null -- C2
  credit_item_id uuid -- C2
  reason text -- C2
  proposal_id uuid -- C2
  problem text -- C2
  asked_at timestamp with time zone not null -- C2
  done_at timestamp with time zone -- C2
  money_back_amount_minor_check CHECK ((amount_minor > 0))
  money_back_check CHECK (((kind = 'refund'::text) = (proposal_id IS NOT NULL)))
  money_back_check1 CHECK (((kind = 'refund'::text) OR (state = 'done'::text)))
  money_back_kind_check CHECK ((kind = ANY (ARRAY['refund'::text, 'refundSeen'::text, 'chargeback'::text, 'chargebackWon'::text])))
  money_back_state_check CHECK ((state = ANY (ARRAY['asked'::text, 'done'::text, 'refused'::text])))
  money_back_tenant_id_attempt_id_fkey FOREIGN KEY (tenant_id, attempt_id) REFERENCES payment_attempt(tenant_id, id)
  money_back_tenant_id_credit_item_id_fkey FOREIGN KEY (tenant_id, credit_item_id) REFERENCES open_item(tenant_id, id)
  money_back_tenant_id_ledger_id_fkey FOREIGN KEY (tenant_id, ledger_id) REFERENCES ledger(tenant_id, id)
  money_back_tenant_id_proposal_id_fkey FOREIGN KEY (tenant_id, proposal_id) REFERENCES proposal(tenant_id, id)
  money_back_pkey PRIMARY KEY (tenant_id, id)
  CREATE INDEX money_back_asked ON public.money_back USING btree (tenant_id, asked_at) WHERE (state = 'asked'::text)
  CREATE INDEX money_back_attempt ON public.money_back USING btree (tenant_id, attempt_id, id)
  CREATE UNIQUE INDEX money_back_one_asked ON public.money_back USING btree (tenant_id, attempt_id) WHERE (state = 'asked'::text)
  CREATE UNIQUE INDEX money_back_proposal ON public.money_back USING btree (tenant_id, proposal_id) WHERE (proposal_id IS NOT NULL)
  row level security forced
  policy clinic_scope restrictive for all using 
CASE
    WHEN (( SELECT current_setting('app.ledgers'::text) AS current_setting) = '*'::text) THEN true
    ELSE ((ledger_id IS NULL) OR (ledger_id = ANY ((( SELECT string_to_array(current_setting('app.ledgers'::text), ','::text) AS string_to_array))::uuid[])))
END
  policy tenant_only permissive for all using (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting)) with check (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting))
  grant insert, select, update to kvitt_app

table month_pack
  tenant_id uuid not null -- C1
  id uuid not null -- C1
  ledger_id uuid not null -- C1
  month_on date not null -- C1
  as_of_on date not null -- C1
  known_at timestamp with time zone not null -- C1
  sha256 bytea not null -- C1
  byte_length bigint not null -- C1
  totals jsonb not null -- C1
  due_on date not null -- C1
  chain_root text not null -- C1
  signed_by text -- C1
  signed_at timestamp with time zone -- C1
  delivered_at timestamp with time zone -- C1
  delivered_unsigned boolean not null default false -- C1
  month_pack_check CHECK (((signed_by IS NULL) = (signed_at IS NULL)))
  month_pack_check1 CHECK (((signed_at IS NULL) OR (delivered_at IS NOT NULL)))
  month_pack_tenant_id_ledger_id_fkey FOREIGN KEY (tenant_id, ledger_id) REFERENCES ledger(tenant_id, id)
  month_pack_pkey PRIMARY KEY (tenant_id, id)
  month_pack_tenant_id_ledger_id_month_on_key UNIQUE (tenant_id, ledger_id, month_on)
  row level security forced
  policy clinic_scope restrictive for all using 
CASE
    WHEN (( SELECT current_setting('app.ledgers'::text) AS current_setting) = '*'::text) THEN true
    ELSE ((ledger_id IS NULL) OR (ledger_id = ANY ((( SELECT string_to_array(current_setting('app.ledgers'::text), ','::text) AS string_to_array))::uuid[])))
END
  policy tenant_only permissive for all using (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting)) with check (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting))
  grant insert, select, update to kvitt_app

table month_pack_message
  tenant_id uuid not null -- C2
  id uuid not null -- C2
  pack_id uuid not null -- C2
  kind text not null -- C2
  day_on date not null -- C2
  recipient text not null -- C2
  made_at timestamp with time zone not null -- C2
  sent_at timestamp with time zone -- C2
  month_pack_message_kind_check CHECK ((kind = ANY (ARRAY['delivered'::text, 'chased'::text])))
  month_pack_message_tenant_id_pack_id_fkey FOREIGN KEY (tenant_id, pack_id) REFERENCES month_pack(tenant_id, id)
  month_pack_message_pkey PRIMARY KEY (tenant_id, id)
  month_pack_message_tenant_id_pack_id_kind_day_on_recipient_key UNIQUE (tenant_id, pack_id, kind, day_on, recipient)
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
  CREATE INDEX open_item_credit ON public.open_item USING btree (tenant_id, ledger_id, party_id) WHERE (side = 'credit'::text)
  CREATE INDEX open_item_document ON public.open_item USING btree (tenant_id, document_id) WHERE (document_id IS NOT NULL)
  CREATE INDEX open_item_ledger ON public.open_item USING btree (tenant_id, ledger_id, due_on)
  CREATE INDEX open_item_nobody ON public.open_item USING btree (tenant_id, ledger_id, due_on, id) WHERE (party_id IS NULL)
  CREATE INDEX open_item_other_reference ON public.open_item USING btree (tenant_id, reference) WHERE ((reference IS NOT NULL) AND (kind <> ALL (ARRAY['invoice'::text, 'instalment'::text, 'insurerPart'::text])))
  CREATE INDEX open_item_parent ON public.open_item USING btree (tenant_id, parent_id) WHERE (parent_id IS NOT NULL)
  CREATE INDEX open_item_part ON public.open_item USING btree (tenant_id, ledger_id, due_on) WHERE ((kind = 'instalment'::text) AND (parent_id IS NOT NULL))
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

table owner_digest
  tenant_id uuid not null -- C1
  week_on date not null -- C1
  figures jsonb not null -- C1
  made_at timestamp with time zone not null -- C1
  owner_digest_pkey PRIMARY KEY (tenant_id, week_on)
  row level security forced
  policy tenant_only permissive for all using (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting)) with check (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting))
  grant insert, select to kvitt_app

table owner_digest_message
  tenant_id uuid not null -- C1
  id uuid not null -- C1
  week_on date not null -- C1
  recipient text not null -- C1
  language text not null -- C1
  sent_at timestamp with time zone -- C1
  owner_digest_message_tenant_id_week_on_fkey FOREIGN KEY (tenant_id, week_on) REFERENCES owner_digest(tenant_id, week_on)
  owner_digest_message_pkey PRIMARY KEY (tenant_id, id)
  owner_digest_message_tenant_id_week_on_recipient_key UNIQUE (tenant_id, week_on, recipient)
  row level security forced
  policy tenant_only permissive for all using (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting)) with check (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting))
  grant insert, select, update to kvitt_app

table owner_digest_setting
  tenant_id uuid not null -- C1
  readers jsonb not null -- C1
  app_url text not null -- C1
  set_at timestamp with time zone not null -- C1
  owner_digest_setting_pkey PRIMARY KEY (tenant_id)
  row level security forced
  policy tenant_only permissive for all using (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting)) with check (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting))
  grant insert, select, update to kvitt_app

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
  credit_check text not null default 'ask'::text -- C2
  third_party_reference text -- C2
  created_at timestamp with time zone not null -- C2
  party_check CHECK (((invoice_mode = 'collective'::text) = (collective_period IS NOT NULL)))
  party_collective_period_check CHECK ((collective_period = ANY (ARRAY['month'::text, 'week'::text])))
  party_credit_check_check CHECK ((credit_check = ANY (ARRAY['ask'::text, 'always'::text, 'never'::text])))
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

table party_standing
  tenant_id uuid not null -- C2
  party_id uuid not null -- C2
  deceased_on date -- C2
  protected_identity boolean not null -- C2
  set_by text not null -- C2
  set_at timestamp with time zone not null -- C2
  party_standing_tenant_id_party_id_fkey FOREIGN KEY (tenant_id, party_id) REFERENCES party(tenant_id, id)
  party_standing_pkey PRIMARY KEY (tenant_id, party_id)
  row level security forced
  policy tenant_only permissive for all using (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting)) with check (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting))
  grant insert, select, update to kvitt_app

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

table pay_link
  tenant_id uuid not null -- C2
  id uuid not null -- C2
  ledger_id uuid not null -- C2
  item_id uuid not null -- C2
  recipient_id uuid not null -- C2
  message_id uuid -- C2
  token_hash bytea not null -- C3 hash of a random secret
  made_at timestamp with time zone not null -- C2
  revoked_at timestamp with time zone -- C2
  seen_at timestamp with time zone -- C2
  failures smallint not null default 0 -- C2
  locked_until timestamp with time zone -- C2
  pay_link_tenant_id_item_id_fkey FOREIGN KEY (tenant_id, item_id) REFERENCES open_item(tenant_id, id)
  pay_link_tenant_id_message_id_fkey FOREIGN KEY (tenant_id, message_id) REFERENCES message(tenant_id, id)
  pay_link_tenant_id_recipient_id_fkey FOREIGN KEY (tenant_id, recipient_id) REFERENCES party(tenant_id, id)
  pay_link_pkey PRIMARY KEY (tenant_id, id)
  pay_link_tenant_id_token_hash_key UNIQUE (tenant_id, token_hash)
  CREATE INDEX pay_link_item ON public.pay_link USING btree (tenant_id, item_id, recipient_id)
  CREATE INDEX pay_link_message ON public.pay_link USING btree (tenant_id, message_id) WHERE (message_id IS NOT NULL)
  CREATE INDEX pay_link_recipient ON public.pay_link USING btree (tenant_id, recipient_id) WHERE (revoked_at IS NULL)
  row level security forced
  policy clinic_scope restrictive for all using 
CASE
    WHEN (( SELECT current_setting('app.ledgers'::text) AS current_setting) = '*'::text) THEN true
    ELSE ((ledger_id IS NULL) OR (ledger_id = ANY ((( SELECT string_to_array(current_setting('app.ledgers'::text), ','::text) AS string_to_array))::uuid[])))
END
  policy tenant_only permissive for all using (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting)) with check (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting))
  grant insert, select, update to kvitt_app

table pay_link_address
  token_hash bytea not null -- C3 hash of a random secret
  tenant_id uuid not null -- C1
  pay_link_address_pkey PRIMARY KEY (token_hash)
  row level security off
  grant insert, select to kvitt_app

table payment_agreement
  tenant_id uuid not null -- C1
  id uuid not null -- C1
  ledger_id uuid not null -- C1
  way text not null -- C1
  partner text not null -- C1
  settings jsonb not null -- C1
  state text not null -- C1
  min_minor bigint -- C1
  max_minor bigint -- C1
  position smallint not null -- C1
  endpoint_hash bytea not null -- C1
  endpoint_key bytea not null -- C3 sealed with the tenant's key
  made_at timestamp with time zone not null -- C1
  changed_at timestamp with time zone not null -- C1
  payout_bank_days smallint -- C1
  fee_minor bigint -- C1
  fee_basis_points smallint -- C1
  fee_org_no text -- C1
  payment_agreement_check CHECK ((max_minor >= min_minor))
  payment_agreement_check1 CHECK ((((fee_minor IS NULL) = (fee_org_no IS NULL)) AND ((fee_basis_points IS NULL) = (fee_org_no IS NULL))))
  payment_agreement_fee_basis_points_check CHECK (((fee_basis_points >= 0) AND (fee_basis_points <= 2000)))
  payment_agreement_fee_minor_check CHECK ((fee_minor >= 0))
  payment_agreement_min_minor_check CHECK ((min_minor > 0))
  payment_agreement_payout_bank_days_check CHECK (((payout_bank_days >= 0) AND (payout_bank_days <= 30)))
  payment_agreement_position_check CHECK ((("position" >= 1) AND ("position" <= 99)))
  payment_agreement_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'active'::text, 'paused'::text])))
  payment_agreement_way_check CHECK ((way = ANY (ARRAY['vipps'::text, 'card'::text, 'swish'::text, 'partPayment'::text])))
  payment_agreement_tenant_id_ledger_id_fkey FOREIGN KEY (tenant_id, ledger_id) REFERENCES ledger(tenant_id, id)
  payment_agreement_pkey PRIMARY KEY (tenant_id, id)
  payment_agreement_tenant_id_ledger_id_way_key UNIQUE (tenant_id, ledger_id, way)
  row level security forced
  policy clinic_scope restrictive for all using 
CASE
    WHEN (( SELECT current_setting('app.ledgers'::text) AS current_setting) = '*'::text) THEN true
    ELSE ((ledger_id IS NULL) OR (ledger_id = ANY ((( SELECT string_to_array(current_setting('app.ledgers'::text), ','::text) AS string_to_array))::uuid[])))
END
  policy tenant_only permissive for all using (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting)) with check (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting))
  grant insert, select, update to kvitt_app

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
  terms smallint -- C2
  problem text -- C2
  declined text -- C2
  declines integer not null default 0 -- C2
  declined_at timestamp with time zone -- C2
  made_at timestamp with time zone not null -- C2
  asked_at timestamp with time zone not null -- C2
  payment_attempt_amount_minor_check CHECK ((amount_minor > 0))
  payment_attempt_check CHECK ((((declined IS NULL) = (declines = 0)) AND ((declined IS NULL) = (declined_at IS NULL))))
  payment_attempt_declined_check CHECK ((declined = ANY (ARRAY['notEnoughMoney'::text, 'expired'::text, 'mistyped'::text, 'notProven'::text, 'busy'::text, 'notForThis'::text, 'bankSaysNo'::text, 'blocked'::text, 'justPaid'::text])))
  payment_attempt_state_check CHECK ((state = ANY (ARRAY['created'::text, 'awaitingPayer'::text, 'authorized'::text, 'captured'::text, 'capturedInPart'::text, 'cancelled'::text, 'expired'::text, 'failed'::text, 'voided'::text, 'unknown'::text])))
  payment_attempt_terms_check CHECK (((terms >= 1) AND (terms <= 120)))
  payment_attempt_way_check CHECK ((way = ANY (ARRAY['vipps'::text, 'card'::text, 'swish'::text, 'partPayment'::text])))
  payment_attempt_tenant_id_item_id_fkey FOREIGN KEY (tenant_id, item_id) REFERENCES open_item(tenant_id, id)
  payment_attempt_tenant_id_ledger_id_fkey FOREIGN KEY (tenant_id, ledger_id) REFERENCES ledger(tenant_id, id)
  payment_attempt_pkey PRIMARY KEY (tenant_id, id)
  payment_attempt_tenant_id_reference_key UNIQUE (tenant_id, reference)
  CREATE INDEX payment_attempt_ended ON public.payment_attempt USING btree (tenant_id, asked_at) WHERE (state <> ALL (ARRAY['created'::text, 'awaitingPayer'::text, 'authorized'::text, 'unknown'::text]))
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

table payment_file
  tenant_id uuid not null -- C2
  id uuid not null -- C2
  ledger_id uuid not null -- C2
  bank_account_id uuid not null -- C2
  execute_on date not null -- C2
  orders integer not null -- C2
  total_minor bigint not null -- C2
  sha256 bytea not null -- C2
  bytes_sealed bytea not null -- C3 payees' accounts and addresses
  made_by text not null -- C2
  made_at timestamp with time zone not null -- C2
  payment_file_orders_check CHECK ((orders > 0))
  payment_file_total_minor_check CHECK ((total_minor > 0))
  payment_file_tenant_id_bank_account_id_fkey FOREIGN KEY (tenant_id, bank_account_id) REFERENCES bank_account(tenant_id, id)
  payment_file_tenant_id_ledger_id_fkey FOREIGN KEY (tenant_id, ledger_id) REFERENCES ledger(tenant_id, id)
  payment_file_pkey PRIMARY KEY (tenant_id, id)
  CREATE INDEX payment_file_ledger ON public.payment_file USING btree (tenant_id, ledger_id, id)
  row level security forced
  policy clinic_scope restrictive for all using 
CASE
    WHEN (( SELECT current_setting('app.ledgers'::text) AS current_setting) = '*'::text) THEN true
    ELSE ((ledger_id IS NULL) OR (ledger_id = ANY ((( SELECT string_to_array(current_setting('app.ledgers'::text), ','::text) AS string_to_array))::uuid[])))
END
  policy tenant_only permissive for all using (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting)) with check (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting))
  grant insert, select to kvitt_app

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

table payment_order
  tenant_id uuid not null -- C2
  id uuid not null -- C2
  ledger_id uuid not null -- C2
  item_id uuid not null -- C2
  reference text not null -- C2
  amount_minor bigint not null -- C2
  currency text not null -- C2
  payee_sealed bytea not null -- C3 a payee's account and address
  proposal_id uuid not null -- C2
  made_at timestamp with time zone not null -- C2
  file_id uuid -- C2
  cancelled_at timestamp with time zone -- C2
  payment_order_amount_minor_check CHECK ((amount_minor > 0))
  payment_order_tenant_id_file_id_fkey FOREIGN KEY (tenant_id, file_id) REFERENCES payment_file(tenant_id, id)
  payment_order_tenant_id_item_id_fkey FOREIGN KEY (tenant_id, item_id) REFERENCES open_item(tenant_id, id)
  payment_order_tenant_id_ledger_id_fkey FOREIGN KEY (tenant_id, ledger_id) REFERENCES ledger(tenant_id, id)
  payment_order_tenant_id_proposal_id_fkey FOREIGN KEY (tenant_id, proposal_id) REFERENCES proposal(tenant_id, id)
  payment_order_pkey PRIMARY KEY (tenant_id, id)
  payment_order_tenant_id_item_id_key UNIQUE (tenant_id, item_id)
  payment_order_tenant_id_ledger_id_reference_key UNIQUE (tenant_id, ledger_id, reference)
  CREATE INDEX payment_order_waiting ON public.payment_order USING btree (tenant_id, ledger_id, id) WHERE ((file_id IS NULL) AND (cancelled_at IS NULL))
  row level security forced
  policy clinic_scope restrictive for all using 
CASE
    WHEN (( SELECT current_setting('app.ledgers'::text) AS current_setting) = '*'::text) THEN true
    ELSE ((ledger_id IS NULL) OR (ledger_id = ANY ((( SELECT string_to_array(current_setting('app.ledgers'::text), ','::text) AS string_to_array))::uuid[])))
END
  policy tenant_only permissive for all using (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting)) with check (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting))
  grant insert, select, update to kvitt_app

table payment_request
  tenant_id uuid not null -- C2
  id uuid not null -- C2
  ledger_id uuid not null -- C2
  item_id uuid not null -- C2
  recipient_id uuid not null -- C2
  round smallint not null default 1 -- C2
  choice text not null -- C2
  chosen_by text -- C2
  chosen_on date -- C2
  asked_on date not null -- C2
  warn_on date not null -- C2
  default_on date not null -- C2
  warned_on date -- C2
  invoiced_on date -- C2
  courtesy_on date -- C2
  next_on date -- C2
  ended_at timestamp with time zone -- C2
  ended_why text -- C2
  payment_request_check CHECK ((((choice = ANY (ARRAY['none'::text, 'warned'::text])) = (chosen_by IS NULL)) AND ((chosen_by IS NULL) = (chosen_on IS NULL))))
  payment_request_check1 CHECK ((((ended_at IS NULL) = (ended_why IS NULL)) AND ((ended_at IS NULL) OR (next_on IS NULL))))
  payment_request_check2 CHECK (((default_on > warn_on) AND (warn_on > asked_on)))
  payment_request_choice_check CHECK ((choice = ANY (ARRAY['none'::text, 'warned'::text, 'card'::text, 'wallet'::text, 'partPayment'::text, 'invoice'::text])))
  payment_request_chosen_by_check CHECK ((chosen_by = ANY (ARRAY['payer'::text, 'desk'::text, 'default'::text, 'preference'::text])))
  payment_request_ended_why_check CHECK ((ended_why = ANY (ARRAY['settled'::text, 'otherCustody'::text, 'withdrawn'::text, 'contactChanged'::text])))
  payment_request_tenant_id_item_id_fkey FOREIGN KEY (tenant_id, item_id) REFERENCES open_item(tenant_id, id)
  payment_request_tenant_id_ledger_id_fkey FOREIGN KEY (tenant_id, ledger_id) REFERENCES ledger(tenant_id, id)
  payment_request_tenant_id_recipient_id_fkey FOREIGN KEY (tenant_id, recipient_id) REFERENCES party(tenant_id, id)
  payment_request_pkey PRIMARY KEY (tenant_id, id)
  payment_request_tenant_id_item_id_recipient_id_key UNIQUE (tenant_id, item_id, recipient_id)
  CREATE INDEX payment_request_next ON public.payment_request USING btree (tenant_id, ledger_id, next_on, id) WHERE (next_on IS NOT NULL)
  CREATE INDEX payment_request_recipient ON public.payment_request USING btree (tenant_id, recipient_id) WHERE (ended_at IS NULL)
  CREATE INDEX payment_request_unchosen ON public.payment_request USING btree (tenant_id, ledger_id, default_on, id) WHERE ((choice = ANY (ARRAY['none'::text, 'warned'::text])) AND (ended_at IS NULL))
  row level security forced
  policy clinic_scope restrictive for all using 
CASE
    WHEN (( SELECT current_setting('app.ledgers'::text) AS current_setting) = '*'::text) THEN true
    ELSE ((ledger_id IS NULL) OR (ledger_id = ANY ((( SELECT string_to_array(current_setting('app.ledgers'::text), ','::text) AS string_to_array))::uuid[])))
END
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

table practice_credit
  tenant_id uuid not null -- C2
  id uuid not null -- C2
  ledger_id uuid not null -- C2
  kind text not null -- C2
  subject_id uuid not null -- C2
  invoice_id uuid not null -- C2
  external_id text -- C2
  number text not null -- C2
  reference text not null -- C2
  amount_minor bigint not null -- C2
  made_on date not null -- C2
  made_at timestamp with time zone not null -- C2
  confirmed_at timestamp with time zone -- C2
  practice_id text -- C2
  practice_credit_amount_minor_check CHECK ((amount_minor > 0))
  practice_credit_kind_check CHECK ((kind = ANY (ARRAY['credit'::text, 'lossAfterCollection'::text])))
  practice_credit_tenant_id_invoice_id_fkey FOREIGN KEY (tenant_id, invoice_id) REFERENCES invoice(tenant_id, id)
  practice_credit_pkey PRIMARY KEY (tenant_id, id)
  practice_credit_tenant_id_kind_subject_id_external_id_key UNIQUE (tenant_id, kind, subject_id, external_id)
  CREATE INDEX practice_credit_subject ON public.practice_credit USING btree (tenant_id, subject_id)
  CREATE INDEX practice_credit_waiting ON public.practice_credit USING btree (tenant_id, ledger_id, made_on) WHERE (confirmed_at IS NULL)
  row level security forced
  policy clinic_scope restrictive for all using 
CASE
    WHEN (( SELECT current_setting('app.ledgers'::text) AS current_setting) = '*'::text) THEN true
    ELSE ((ledger_id IS NULL) OR (ledger_id = ANY ((( SELECT string_to_array(current_setting('app.ledgers'::text), ','::text) AS string_to_array))::uuid[])))
END
  policy tenant_only permissive for all using (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting)) with check (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting))
  grant insert, select, update to kvitt_app

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
  expires_at timestamp with time zone -- C1
  not_before timestamp with time zone -- C1
  proposal_lapses CHECK (((state <> 'approved'::text) OR (expires_at IS NOT NULL)))
  proposal_state_check CHECK ((state = ANY (ARRAY['open'::text, 'approved'::text, 'applying'::text, 'paused'::text, 'applied'::text, 'cancelled'::text, 'withdrawn'::text, 'expired'::text])))
  proposal_two_persons CHECK (((approved_by IS NULL) OR (approved_by <> made_by) OR (COALESCE((totals ->> 'twoPersons'::text), '0'::text) = '0'::text) OR COALESCE((not_before >= (approved_at + '24:00:00'::interval)), false)))
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

table proposal_explanation
  tenant_id uuid not null -- C2
  proposal_id uuid not null -- C2
  no integer not null -- C2
  explanation jsonb not null -- C2
  proposal_explanation_no_check CHECK ((no > 0))
  proposal_explanation_tenant_id_proposal_id_fkey FOREIGN KEY (tenant_id, proposal_id) REFERENCES proposal(tenant_id, id)
  proposal_explanation_pkey PRIMARY KEY (tenant_id, proposal_id, no)
  row level security forced
  policy tenant_only permissive for all using (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting)) with check (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting))
  grant insert, select to kvitt_app

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
  explanation_no integer not null -- C2
  proposal_line_held_until CHECK (((held_until_on IS NULL) OR (state = 'held'::text)))
  proposal_line_state_check CHECK ((state = ANY (ARRAY['proposed'::text, 'held'::text])))
  proposal_line_pkey PRIMARY KEY (tenant_id, proposal_id, line_no)
  CREATE INDEX proposal_line_held ON public.proposal_line USING btree (tenant_id, held_until_on, proposal_id, line_no) WHERE (held_until_on IS NOT NULL)
  CREATE INDEX proposal_line_subject ON public.proposal_line USING btree (tenant_id, subject_kind, subject_id) WHERE (subject_kind <> ALL (ARRAY['claim'::text, 'item'::text]))
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

table request_need
  tenant_id uuid not null -- C2
  item_id uuid not null -- C2
  ledger_id uuid not null -- C2
  reason text not null -- C2
  since timestamp with time zone not null -- C2
  solved_at timestamp with time zone -- C2
  request_need_reason_check CHECK ((reason = ANY (ARRAY['minorWithoutGuardian'::text, 'ageUnknown'::text, 'unreachable'::text, 'guardiansShare'::text, 'foreignNumber'::text])))
  request_need_tenant_id_item_id_fkey FOREIGN KEY (tenant_id, item_id) REFERENCES open_item(tenant_id, id)
  request_need_pkey PRIMARY KEY (tenant_id, item_id)
  CREATE INDEX request_need_open ON public.request_need USING btree (tenant_id, ledger_id, item_id) WHERE (solved_at IS NULL)
  row level security forced
  policy clinic_scope restrictive for all using 
CASE
    WHEN (( SELECT current_setting('app.ledgers'::text) AS current_setting) = '*'::text) THEN true
    ELSE ((ledger_id IS NULL) OR (ledger_id = ANY ((( SELECT string_to_array(current_setting('app.ledgers'::text), ','::text) AS string_to_array))::uuid[])))
END
  policy tenant_only permissive for all using (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting)) with check (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting))
  grant insert, select, update to kvitt_app

table review
  tenant_id uuid not null -- C2
  id uuid not null -- C2
  ledger_id uuid not null -- C2
  held_on date not null -- C2
  present_sealed bytea -- C3 sealed
  opened_by text not null -- C2
  opened_at timestamp with time zone not null -- C2
  closed_by text -- C2
  closed_at timestamp with time zone -- C2
  review_check CHECK (((closed_at IS NULL) = (closed_by IS NULL)))
  review_tenant_id_ledger_id_fkey FOREIGN KEY (tenant_id, ledger_id) REFERENCES ledger(tenant_id, id)
  review_pkey PRIMARY KEY (tenant_id, id)
  CREATE INDEX review_held ON public.review USING btree (tenant_id, ledger_id, held_on DESC, id)
  CREATE UNIQUE INDEX review_open ON public.review USING btree (tenant_id, ledger_id) WHERE (closed_at IS NULL)
  row level security forced
  policy clinic_scope restrictive for all using 
CASE
    WHEN (( SELECT current_setting('app.ledgers'::text) AS current_setting) = '*'::text) THEN true
    ELSE ((ledger_id IS NULL) OR (ledger_id = ANY ((( SELECT string_to_array(current_setting('app.ledgers'::text), ','::text) AS string_to_array))::uuid[])))
END
  policy tenant_only permissive for all using (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting)) with check (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting))
  grant insert, select, update to kvitt_app

table review_item
  tenant_id uuid not null -- C2
  review_id uuid not null -- C2
  item_id uuid not null -- C2
  ledger_id uuid not null -- C2
  place integer not null -- C2
  reasons text[] not null -- C2
  open_minor bigint not null -- C2
  due_on date not null -- C2
  version integer not null default 0 -- C2
  decision text -- C2
  words_sealed bytea -- C3 sealed
  owner_id text -- C2
  by_on date -- C2
  decided_by text -- C2
  decided_at timestamp with time zone -- C2
  done_on date -- C2
  done_by text -- C2
  review_item_check CHECK (((decided_at IS NULL) = (decided_by IS NULL)))
  review_item_check1 CHECK (((done_on IS NULL) = (done_by IS NULL)))
  review_item_check2 CHECK (((decision = ANY (ARRAY['telephone'::text, 'plan'::text, 'headOffice'::text, 'loss'::text, 'hold'::text])) OR ((owner_id IS NULL) AND (by_on IS NULL) AND (done_on IS NULL))))
  review_item_decision_check CHECK ((decision = ANY (ARRAY['routine'::text, 'telephone'::text, 'plan'::text, 'headOffice'::text, 'loss'::text, 'hold'::text, 'nothing'::text])))
  review_item_open_minor_check CHECK ((open_minor > 0))
  review_item_place_check CHECK ((place > 0))
  review_item_reasons_check CHECK (((reasons <@ ARRAY['carried'::text, 'promiseBroken'::text, 'disputed'::text, 'headOffice'::text, 'over90'::text, 'untouched'::text, 'largest'::text, 'byHand'::text]) AND (cardinality(reasons) > 0)))
  review_item_tenant_id_item_id_fkey FOREIGN KEY (tenant_id, item_id) REFERENCES open_item(tenant_id, id)
  review_item_tenant_id_review_id_fkey FOREIGN KEY (tenant_id, review_id) REFERENCES review(tenant_id, id)
  review_item_pkey PRIMARY KEY (tenant_id, review_id, item_id)
  CREATE INDEX review_item_of ON public.review_item USING btree (tenant_id, item_id, review_id)
  CREATE INDEX review_item_undone ON public.review_item USING btree (tenant_id, ledger_id) WHERE ((done_on IS NULL) AND (decision = ANY (ARRAY['telephone'::text, 'plan'::text, 'headOffice'::text, 'loss'::text, 'hold'::text])))
  row level security forced
  policy clinic_scope restrictive for all using 
CASE
    WHEN (( SELECT current_setting('app.ledgers'::text) AS current_setting) = '*'::text) THEN true
    ELSE ((ledger_id IS NULL) OR (ledger_id = ANY ((( SELECT string_to_array(current_setting('app.ledgers'::text), ','::text) AS string_to_array))::uuid[])))
END
  policy tenant_only permissive for all using (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting)) with check (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting))
  grant insert, select, update to kvitt_app

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

table state_credit
  tenant_id uuid not null -- C2
  id uuid not null -- C2
  part_id uuid not null -- C2
  ledger_id uuid not null -- C2
  note_id uuid not null -- C2
  amount_minor bigint not null -- C2
  entry_id uuid not null -- C2
  state_credit_amount_minor_check CHECK ((amount_minor > 0))
  state_credit_tenant_id_entry_id_fkey FOREIGN KEY (tenant_id, entry_id) REFERENCES entry(tenant_id, id)
  state_credit_tenant_id_note_id_fkey FOREIGN KEY (tenant_id, note_id) REFERENCES invoice(tenant_id, id)
  state_credit_tenant_id_part_id_fkey FOREIGN KEY (tenant_id, part_id) REFERENCES state_part(tenant_id, id)
  state_credit_pkey PRIMARY KEY (tenant_id, id)
  state_credit_tenant_id_part_id_note_id_key UNIQUE (tenant_id, part_id, note_id)
  row level security forced
  policy clinic_scope restrictive for all using 
CASE
    WHEN (( SELECT current_setting('app.ledgers'::text) AS current_setting) = '*'::text) THEN true
    ELSE ((ledger_id IS NULL) OR (ledger_id = ANY ((( SELECT string_to_array(current_setting('app.ledgers'::text), ','::text) AS string_to_array))::uuid[])))
END
  policy tenant_only permissive for all using (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting)) with check (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting))
  grant insert, select to kvitt_app

table state_gap_note
  tenant_id uuid not null -- C2
  id uuid not null -- C2
  ledger_id uuid not null -- C2
  invoice_id uuid not null -- C2
  words_sealed bytea not null -- C3 sealed
  written_by text not null -- C2
  written_at timestamp with time zone not null -- C2
  state_gap_note_tenant_id_invoice_id_fkey FOREIGN KEY (tenant_id, invoice_id) REFERENCES invoice(tenant_id, id)
  state_gap_note_pkey PRIMARY KEY (tenant_id, id)
  CREATE INDEX state_gap_note_invoice ON public.state_gap_note USING btree (tenant_id, invoice_id, id)
  row level security forced
  policy clinic_scope restrictive for all using 
CASE
    WHEN (( SELECT current_setting('app.ledgers'::text) AS current_setting) = '*'::text) THEN true
    ELSE ((ledger_id IS NULL) OR (ledger_id = ANY ((( SELECT string_to_array(current_setting('app.ledgers'::text), ','::text) AS string_to_array))::uuid[])))
END
  policy tenant_only permissive for all using (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting)) with check (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting))
  grant insert, select to kvitt_app

table state_part
  tenant_id uuid not null -- C2
  id uuid not null -- C2
  ledger_id uuid not null -- C2
  invoice_id uuid not null -- C2
  claim_id uuid not null -- C2
  patient_id uuid -- C2
  visit_id text not null -- C2
  item_id uuid not null -- C2
  patient_minor bigint not null -- C2
  amount_minor bigint not null -- C2
  opened_on date not null -- C2
  state_part_amount_minor_check CHECK ((amount_minor > 0))
  state_part_patient_minor_check CHECK ((patient_minor >= 0))
  state_part_tenant_id_claim_id_fkey FOREIGN KEY (tenant_id, claim_id) REFERENCES claim(tenant_id, id)
  state_part_tenant_id_invoice_id_fkey FOREIGN KEY (tenant_id, invoice_id) REFERENCES invoice(tenant_id, id)
  state_part_tenant_id_item_id_fkey FOREIGN KEY (tenant_id, item_id) REFERENCES open_item(tenant_id, id)
  state_part_tenant_id_ledger_id_fkey FOREIGN KEY (tenant_id, ledger_id) REFERENCES ledger(tenant_id, id)
  state_part_pkey PRIMARY KEY (tenant_id, id)
  state_part_tenant_id_invoice_id_claim_id_visit_id_key UNIQUE (tenant_id, invoice_id, claim_id, visit_id)
  state_part_tenant_id_item_id_key UNIQUE (tenant_id, item_id)
  CREATE INDEX state_part_day ON public.state_part USING btree (tenant_id, ledger_id, opened_on)
  CREATE INDEX state_part_visit ON public.state_part USING btree (tenant_id, ledger_id, visit_id)
  row level security forced
  policy clinic_scope restrictive for all using 
CASE
    WHEN (( SELECT current_setting('app.ledgers'::text) AS current_setting) = '*'::text) THEN true
    ELSE ((ledger_id IS NULL) OR (ledger_id = ANY ((( SELECT string_to_array(current_setting('app.ledgers'::text), ','::text) AS string_to_array))::uuid[])))
END
  policy tenant_only permissive for all using (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting)) with check (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting))
  grant insert, select to kvitt_app

table state_payout
  tenant_id uuid not null -- C1
  id uuid not null -- C1
  ledger_id uuid not null -- C1
  external_id text not null -- C1
  paid_on date not null -- C1
  amount_minor bigint not null -- C1
  item_id uuid not null -- C1
  entry_id uuid not null -- C1
  content_hash bytea not null -- C1
  filed_by text not null -- C1
  filed_at timestamp with time zone not null -- C1
  state_payout_amount_minor_check CHECK ((amount_minor > 0))
  state_payout_tenant_id_entry_id_fkey FOREIGN KEY (tenant_id, entry_id) REFERENCES entry(tenant_id, id)
  state_payout_tenant_id_item_id_fkey FOREIGN KEY (tenant_id, item_id) REFERENCES open_item(tenant_id, id)
  state_payout_tenant_id_ledger_id_fkey FOREIGN KEY (tenant_id, ledger_id) REFERENCES ledger(tenant_id, id)
  state_payout_pkey PRIMARY KEY (tenant_id, id)
  state_payout_tenant_id_ledger_id_external_id_key UNIQUE (tenant_id, ledger_id, external_id)
  CREATE INDEX state_payout_day ON public.state_payout USING btree (tenant_id, ledger_id, paid_on)
  row level security forced
  policy clinic_scope restrictive for all using 
CASE
    WHEN (( SELECT current_setting('app.ledgers'::text) AS current_setting) = '*'::text) THEN true
    ELSE ((ledger_id IS NULL) OR (ledger_id = ANY ((( SELECT string_to_array(current_setting('app.ledgers'::text), ','::text) AS string_to_array))::uuid[])))
END
  policy tenant_only permissive for all using (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting)) with check (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting))
  grant insert, select to kvitt_app

table state_payout_line
  tenant_id uuid not null -- C2
  payout_id uuid not null -- C2
  line_no integer not null -- C2
  visit_id text not null -- C2
  amount_minor bigint not null -- C2
  state_payout_line_amount_minor_check CHECK ((amount_minor <> 0))
  state_payout_line_tenant_id_payout_id_fkey FOREIGN KEY (tenant_id, payout_id) REFERENCES state_payout(tenant_id, id)
  state_payout_line_pkey PRIMARY KEY (tenant_id, payout_id, line_no)
  CREATE INDEX state_payout_line_visit ON public.state_payout_line USING btree (tenant_id, visit_id)
  row level security forced
  policy tenant_only permissive for all using (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting)) with check (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting))
  grant insert, select to kvitt_app

table state_reclaim
  tenant_id uuid not null -- C2
  id uuid not null -- C2
  ledger_id uuid not null -- C2
  part_id uuid not null -- C2
  external_id text not null -- C2
  reclaimed_on date not null -- C2
  amount_minor bigint not null -- C2
  item_id uuid not null -- C2
  entry_id uuid not null -- C2
  content_hash bytea not null -- C2
  filed_by text not null -- C2
  filed_at timestamp with time zone not null -- C2
  state_reclaim_amount_minor_check CHECK ((amount_minor > 0))
  state_reclaim_tenant_id_entry_id_fkey FOREIGN KEY (tenant_id, entry_id) REFERENCES entry(tenant_id, id)
  state_reclaim_tenant_id_item_id_fkey FOREIGN KEY (tenant_id, item_id) REFERENCES open_item(tenant_id, id)
  state_reclaim_tenant_id_part_id_fkey FOREIGN KEY (tenant_id, part_id) REFERENCES state_part(tenant_id, id)
  state_reclaim_pkey PRIMARY KEY (tenant_id, id)
  state_reclaim_tenant_id_ledger_id_external_id_key UNIQUE (tenant_id, ledger_id, external_id)
  CREATE INDEX state_reclaim_part ON public.state_reclaim USING btree (tenant_id, part_id)
  row level security forced
  policy clinic_scope restrictive for all using 
CASE
    WHEN (( SELECT current_setting('app.ledgers'::text) AS current_setting) = '*'::text) THEN true
    ELSE ((ledger_id IS NULL) OR (ledger_id = ANY ((( SELECT string_to_array(current_setting('app.ledgers'::text), ','::text) AS string_to_array))::uuid[])))
END
  policy tenant_only permissive for all using (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting)) with check (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting))
  grant insert, select to kvitt_app

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

table walkthrough
  tenant_id uuid not null -- C1
  ledger_id uuid not null -- C1
  booked_at timestamp with time zone -- C1
  minutes smallint not null -- C1
  held_with text not null -- C2
  begun_at timestamp with time zone -- C1
  walkthrough_check CHECK (((begun_at IS NULL) OR (booked_at IS NOT NULL)))
  walkthrough_held_with_check CHECK (((length(held_with) >= 1) AND (length(held_with) <= 120)))
  walkthrough_minutes_check CHECK (((minutes >= 15) AND (minutes <= 240)))
  walkthrough_tenant_id_ledger_id_fkey FOREIGN KEY (tenant_id, ledger_id) REFERENCES ledger(tenant_id, id)
  walkthrough_pkey PRIMARY KEY (tenant_id, ledger_id)
  row level security forced
  policy clinic_scope restrictive for all using 
CASE
    WHEN (( SELECT current_setting('app.ledgers'::text) AS current_setting) = '*'::text) THEN true
    ELSE ((ledger_id IS NULL) OR (ledger_id = ANY ((( SELECT string_to_array(current_setting('app.ledgers'::text), ','::text) AS string_to_array))::uuid[])))
END
  policy tenant_only permissive for all using (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting)) with check (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting))
  grant insert, select, update to kvitt_app

table webhook_event
  tenant_id uuid not null -- C2
  id uuid not null -- C2
  partner text not null -- C2
  event_id text not null -- C2
  endpoint_id uuid not null -- C2
  reference text not null -- C2
  name text not null -- C2
  late boolean not null -- C2
  raw bytea -- C3 as received, sealed with the tenant's key: may name the payer
  received_at timestamp with time zone not null -- C2
  state text not null -- C2
  problem text -- C2
  attempts smallint not null default 0 -- C2
  due_at timestamp with time zone not null -- C2
  worked_at timestamp with time zone -- C2
  webhook_event_check CHECK (((state = 'stored'::text) = (worked_at IS NULL)))
  webhook_event_state_check CHECK ((state = ANY (ARRAY['stored'::text, 'worked'::text, 'quarantined'::text])))
  webhook_event_pkey PRIMARY KEY (tenant_id, id)
  webhook_event_tenant_id_partner_event_id_key UNIQUE (tenant_id, partner, event_id)
  CREATE INDEX webhook_event_waiting ON public.webhook_event USING btree (tenant_id, id) WHERE (state = 'stored'::text)
  row level security forced
  policy tenant_only permissive for all using (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting)) with check (tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting))
  grant insert, select, update to kvitt_app

table webhook_wake
  tenant_id uuid not null -- C0
  asked_by uuid not null -- C0
  webhook_wake_pkey PRIMARY KEY (tenant_id)
  row level security forced
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
