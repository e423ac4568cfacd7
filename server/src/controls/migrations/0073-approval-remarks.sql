-- What is said about a request while it waits: a question, an answer, a reminder without words, why it was refused.
create table approval_remark (
  tenant_id uuid not null,
  id uuid not null,
  proposal_id uuid not null,
  kind text not null check (kind in ('comment', 'question', 'nudge', 'refusal')),
  words_sealed bytea,
  written_by text not null,
  written_at timestamptz not null,
  primary key (tenant_id, id),
  check ((words_sealed is null) = (kind = 'nudge'))
);
create index approval_remark_proposal on approval_remark (tenant_id, proposal_id, id);
call kvitt_classify('approval_remark', 'C2', 'tenant_id', 'id', 'proposal_id', 'kind', 'written_by', 'written_at');
call kvitt_classify('approval_remark', 'C3 sealed', 'words_sealed');
call kvitt_protect('approval_remark', 'select, insert');
call kvitt_reference('approval_remark', 'proposal_id', 'proposal');
