-- Lines are asked for by what they are about where a person decides one by one: credits, losses, repayments. A run's lines, of claims to invoice and of
-- items to follow up, are not: their millions stood in this index and doubled what writing a line costs. What came of them has tables of its own.
drop index proposal_line_subject;
create index proposal_line_subject on proposal_line (tenant_id, subject_kind, subject_id) where subject_kind not in ('claim', 'item');
