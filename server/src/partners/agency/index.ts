import type {
  AgencyAnswer,
  AgencyCorrection,
  AgencyRefusalReason,
  AgencyReport,
  DebtCollectionAgency,
} from "../../collections/ports.ts";
import { originOf, type Reach } from "../../platform/outgoing/index.ts";
import { callAgency, type AgencyAgreementKey, type Call, type Line, type Problem, type Reply } from "./client.ts";
import { packetBody, readHanded, readStatuses, wireAmount } from "./wire.ts";

export type { AgencyAgreementKey } from "./client.ts";

export type AgencyService = { agency(agreement: AgencyAgreementKey): DebtCollectionAgency };

/** The agency at an address, or its simulator on this machine. Keeps nothing. */
export function openAgency({ baseUrl, reach }: { readonly baseUrl: string; readonly reach: Reach }): AgencyService {
  const origin = originOf(baseUrl, "the collection agency");
  return { agency: (agreement) => agencyOf({ reach, origin, agreement }) };
}

function agencyOf(line: Line): DebtCollectionAgency {
  const at = (caseId: string, below = "") => `/v1/cases/${encodeURIComponent(caseId)}${below}`;
  const put = (path: string, body: unknown): Promise<AgencyAnswer<null>> =>
    asked(line, { method: "PUT", path, body }, () => ({ value: null }));
  const report = (kind: "payments" | "credits") => {
    return ({ caseId, reportId, amountMinor, on }: AgencyReport) =>
      put(at(caseId, `/${kind}/${encodeURIComponent(reportId)}`), { amount: wireAmount(amountMinor), on });
  };
  return {
    handOver: (packet) =>
      asked(line, { method: "PUT", path: at(packet.caseId), body: packetBody(packet) }, (body) =>
        valueOr(readHanded(body, packet.caseId)),
      ),
    statuses: (after) =>
      asked(
        line,
        { method: "GET", path: `/v1/statuses${after === null ? "" : `?after=${encodeURIComponent(after)}`}` },
        (body) => valueOr(readStatuses(body)),
      ),
    reportPayment: report("payments"),
    reportCredit: report("credits"),
    reportReversal: ({ caseId, reportId, corrects, amountMinor, on }: AgencyCorrection) => {
      const body = { amount: wireAmount(amountMinor), on, ...(corrects === null ? {} : { corrects }) };
      return put(at(caseId, `/corrections/${encodeURIComponent(reportId)}`), body);
    },
    withdraw: (caseId, reason) => put(at(caseId, "/withdrawal"), { reason }),
  };
}

const valueOr = <T>(value: T | null): { readonly value: T } | null => (value === null ? null : { value });

async function asked<T>(
  line: Line,
  call: Call,
  read: (body: unknown) => { readonly value: T } | null,
): Promise<AgencyAnswer<T>> {
  const reply: Reply = await callAgency(line, call);
  if (reply.kind === "silent") return { outcome: "unknown", cause: reply.cause };
  if (reply.kind === "refused") return refusal(reply.problem);
  const found = read(reply.body);
  return found === null ? { outcome: "unknown", cause: "unreadable" } : { outcome: "ok", value: found.value };
}

const reasons: Readonly<Record<string, AgencyRefusalReason>> = {
  FIELD_WRONG: "fieldInvalid",
  CASE_DIFFERS: "differs",
  REPORT_DIFFERS: "differs",
  CASE_UNKNOWN: "notFound",
  REPORT_UNKNOWN: "notFound",
};

/** A code or status never seen before is `unexpected`: a person looks. */
function refusal({ status, code, field }: Problem): AgencyAnswer<never> {
  const byStatus: AgencyRefusalReason =
    status === 429 ? "tryLater" : status === 401 || status === 403 ? "setUp" : "unexpected";
  const reason = code !== null && Object.hasOwn(reasons, code) ? reasons[code]! : byStatus;
  return { outcome: "refused", reason, partnerCode: code, field };
}
