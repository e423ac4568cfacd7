import * as z from "zod";
import { packetLacks, previewHandOver } from "../../collections/index.ts";
import { amountMinor, day, ok, route, uuid } from "../../platform/http/index.ts";
import { recordAudit } from "../../platform/index.ts";
import { invoiceNumbers } from "../wiring/agency.ts";
import { restingItems } from "../wiring/follow-up.ts";
import { moment } from "./fields.ts";

/** What a collection agency would be handed of a claim (H-03, DP-022). */

const packet = z.object({
  creditorName: z.string(),
  debtor: z.object({
    kind: z.enum(["person", "business"]),
    name: z.string(),
    organisationNumber: z.string().nullable(),
    address: z.object({
      line1: z.string(),
      line2: z.string().nullable(),
      postCode: z.string(),
      city: z.string(),
      country: z.string(),
    }),
  }),
  /** What the claim rests on, in words that tell nothing of the treatment. */
  groundText: z.string(),
  invoiceNumber: z.string(),
  invoiceOn: day,
  dueOn: day,
  currency: z.string(),
  capitalMinor: amountMinor,
  interestMinor: amountMinor,
  feesMinor: amountMinor,
  interestFromOn: day,
  reminders: z.array(z.object({ level: z.string(), sentOn: day })),
  payments: z.array(z.object({ on: day, amountMinor })),
});

const preview = z.object({
  packet,
  /** When it was made for good; null while it is a preview of this moment. */
  madeAt: moment.nullable(),
  /** The fields by which it would be stopped. */
  lacks: z.array(z.enum(packetLacks)),
  /** A word for what stops the step itself. */
  why: z.string().nullable(),
  agency: z.string().nullable(),
});

export const handOverRoutes = [
  route({
    method: "GET",
    url: "/api/v1/open-items/:itemId/hand-over-preview",
    summary:
      "The packet of a claim as a collection agency would get it now, or as it got it, and everything that stops it; null where no policy follows the claim. The reading is kept.",
    chapter: "Collection agency",
    permission: { action: "parties.read", scope: "ledger" },
    schema: {
      params: z.strictObject({ itemId: uuid }),
      responses: { 200: z.object({ preview: preview.nullable() }) },
    },
    inTransaction: async (tx, { params: { itemId } }) => {
      const found = await previewHandOver(tx, itemId, { resting: restingItems, numbers: invoiceNumbers });
      if (found === null) return ok({ preview: null });
      const { partyId, packet: whole, ...rest } = found;
      const detail = { itemId };
      await recordAudit(tx, { action: "party.named", subjectKind: "party", subjectId: partyId, detail });
      const { caseId: _case, interestRule: _rule, reminders, payments, ...told } = whole;
      const shown = { ...told, reminders: [...reminders], payments: [...payments] };
      return ok({ preview: { ...rest, lacks: [...rest.lacks], packet: shown } });
    },
  }),
];
