import { linter } from "@kvitt/values";
import {
  applyFollowUp,
  approvePolicy,
  lettersNow,
  policyJson,
  policyTemplates,
  prepareFollowUp,
  runFollowUp,
  setPolicy,
  swedishChain,
  swedishChainLocks,
  type RestingItems,
  type RunOutcome,
} from "../src/collections/index.ts";
import { approveProposal } from "../src/controls/index.ts";
import { handOverDue, takeReportsOfAll, type Outlets } from "../src/delivery/index.ts";
import { withTenant } from "../src/platform/index.ts";
import type { SimulatedClinic, SimulatedTenant } from "./world.ts";

/** Follow-up in a life: the policy is agreed on, and every evening its reminders leave. Nobody objects and no payment is of unknown outcome. */

const nobodyObjects: RestingItems = () => Promise.resolve(new Map());

type Handed = Parameters<NonNullable<Outlets["sms"]>["handOver"]>[0];

/** A telephone company and a mail server that carry everything at once; `carried` are those it has not told of yet. */
function postOffice() {
  const carried: string[] = [];
  const carrier = {
    most: 500,
    handOver: (messages: readonly Pick<Handed[number], "messageId">[]) => {
      carried.push(...messages.map(({ messageId }) => messageId));
      return Promise.resolve(
        messages.map(({ messageId }) => ({
          messageId,
          outcome: "accepted" as const,
          partnerReference: `life-${messageId}`,
        })),
      );
    },
    reportsOf: () => Promise.resolve([]),
  };
  const outlets: Outlets = {
    sms: { ...carrier, verifyWebhook: () => ({ verified: false, why: "signature" }) },
    mail: { ...carrier, bounces: () => Promise.resolve([]) },
    letters: lettersNow(nobodyObjects),
    // Only letters on paper need a document, and a life sends none.
    documents: {
      pdf: () => Promise.reject(new Error("A life has no printer")),
      einvoice: () => Promise.resolve(undefined),
      efaktura: () => Promise.resolve(undefined),
    },
    payPage: "https://pay.kvitt.example",
    linter,
  };
  return { outlets, carried };
}

/** A chain has its routine, from which no clinic departs; an independent clinic follows its market's own timetable. */
export async function agreeOnFollowUp(tenant: SimulatedTenant, validFromOn: Temporal.PlainDate): Promise<void> {
  await withTenant(tenant.platform, tenant.context, async (tx) => {
    const [own] = await policyTemplates(tx, tenant.clinics[0]!.ledgerId);
    const isChain = tenant.clinics.length > 1;
    const id = await setPolicy(tx, {
      scope: "chain",
      scopeId: null,
      name: isChain ? "Kjedens rutine" : "Klinikkens rutine",
      validFromOn: validFromOn.toString(),
      content: isChain ? policyJson(swedishChain) : own!.policy,
      locks: isChain ? swedishChainLocks : [],
    });
    await approvePolicy(tx, id);
  });
}

/** 06:00: what the evening will do is proposed. */
export const prepareEvening = ({ platform, context, ledgerId }: SimulatedClinic): Promise<void> =>
  prepareFollowUp(platform, context, ledgerId, nobodyObjects);

/** Head office takes the cases that the clinics' reminders did not settle. */
export async function pressFollowUp({ platform, context }: SimulatedClinic, proposalId: string): Promise<void> {
  await withTenant(platform, context, (tx) => approveProposal(tx, proposalId));
  await applyFollowUp(platform, context, proposalId, { resting: nobodyObjects, takenBy: "person" });
}

/** 18:30: a clinic's reminders are taken and leave, and the telephones have rung. */
export async function followUpEvening({ platform, context, ledgerId }: SimulatedClinic): Promise<RunOutcome> {
  const ran = await runFollowUp(platform, context, ledgerId, nobodyObjects);
  if (ran.taken === 0) return ran;
  const { outlets, carried } = postOffice();
  await handOverDue(platform, context, outlets, { limit: 1_000 });
  const at = platform.clock.now();
  const reports = carried.map((messageId) => ({
    messageId,
    eventId: `life-${messageId}`,
    state: "delivered" as const,
    reason: null,
    partnerCode: null,
    at,
  }));
  await takeReportsOfAll(platform, "webhooks", reports);
  return ran;
}
