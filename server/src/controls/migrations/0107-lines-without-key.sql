-- A proposal's lines are written with it, in one transaction, by nothing else; neither may be deleted by the server's role. The key was looked up line by
-- line and cost half of what writing one does (docs/decisions/0013). `controls.linesOfProposals` looks for lines without a proposal.
alter table proposal_line drop constraint proposal_line_tenant_id_proposal_id_fkey;
