-- Why a line stands in a proposal is written once for all lines that share it: a run of a hundred thousand reminders has some hundred explanations.
create table proposal_explanation (
  tenant_id uuid not null,
  proposal_id uuid not null,
  no integer not null check (no > 0),
  explanation jsonb not null,
  primary key (tenant_id, proposal_id, no)
);
call kvitt_classify('proposal_explanation', 'C2', 'tenant_id', 'proposal_id', 'no', 'explanation');
call kvitt_protect('proposal_explanation', 'select, insert');
call kvitt_reference('proposal_explanation', 'proposal_id', 'proposal');

-- Lines that stand already keep theirs, word by word: an approval given before is of the same content after.
alter table proposal_line no force row level security;
alter table proposal_explanation no force row level security;
alter table proposal_line add column explanation_no integer;
update proposal_line l set explanation_no = n.no
from (
  select tenant_id, proposal_id, line_no, dense_rank() over (partition by tenant_id, proposal_id order by explanation) as no from proposal_line) n
where n.tenant_id = l.tenant_id and n.proposal_id = l.proposal_id and n.line_no = l.line_no;
insert into proposal_explanation (tenant_id, proposal_id, no, explanation)
select distinct on (tenant_id, proposal_id, explanation_no) tenant_id, proposal_id, explanation_no, explanation from proposal_line
order by tenant_id, proposal_id, explanation_no;
alter table proposal_line alter column explanation_no set not null;
alter table proposal_line drop column explanation;
alter table proposal_line force row level security;
alter table proposal_explanation force row level security;
call kvitt_classify('proposal_line', 'C2', 'explanation_no');
