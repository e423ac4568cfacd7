import { sql } from "kysely";
import { checkRows, type Check } from "../platform/index.ts";

/** What must always hold of proposals: what their keys do not say, since none is looked up line by line (docs/decisions/0013). */
export const controlChecks: readonly Check[] = [
  checkRows(
    "controls.linesOfProposals",
    "Every line stands in a proposal, with its explanation.",
    (tenantId) => sql`
      select l.proposal_id as "proposalId", l.line_no as "lineNo" from proposal_line l
      left join proposal p on p.tenant_id = l.tenant_id and p.id = l.proposal_id
      left join proposal_explanation e on e.tenant_id = l.tenant_id and e.proposal_id = l.proposal_id and e.no = l.explanation_no
      where l.tenant_id = ${tenantId} and (p.id is null or e.no is null)`,
  ),
];
