export { giveApproval, judgementOf, keepRequest, requestOf, verdictBefore, verdictOf } from "./approve.ts";
export { decideApproval, judgeApprover, ruleFor, type Approver, type Capacity, type Judged } from "./decide.ts";
export { defaultMatrix, wrongInMatrix } from "./default-matrix.ts";
export {
  deputisedRoles,
  endDeputy,
  listDeputies,
  mayStandIn,
  nameDeputy,
  type DeputisedRole,
  type DeputyWish,
} from "./deputies.ts";
export { approvalDay, listMatrices, matrixOn, setMatrix } from "./matrices.ts";
export {
  approvalKinds,
  type ApprovalCause,
  type ApprovalKind,
  type ApprovalMatrix,
  type ApprovalRequest,
  type ApprovalRule,
  type Band,
  type EarlierApproval,
  type RequestDraft,
  type Verdict,
} from "./model.ts";
export { nudgeApprovers, remarkOn } from "./remarks.ts";
export {
  historyOf,
  insertRemark,
  listRequests,
  REMARK_KINDS,
  remarksOf,
  type Granted,
  type Remark,
  type Request,
} from "./request-store.ts";
export {
  approvalRows,
  requestRow,
  setStanding,
  standingInFor,
  type ApprovalRow,
  type Deputy,
  type MatrixRow,
  type RequestRow,
} from "./store.ts";
