import * as z from "zod";
import { clearAlarms, raiseAlarmAgain } from "../../controls/index.ts";
import { marketPack } from "../../markets/index.ts";
import { amountMinor, ok, route, uuid } from "../../platform/http/index.ts";
import { changeTenant, tenantWithSettings, type TenantTransaction } from "../../platform/index.ts";
import { languages } from "../../platform/sign-in/index.ts";
import { written } from "./fields.ts";

const chapter = "Tenant";
const language = z.enum(languages).nullable();
const shown = z.object({
  id: uuid,
  name: z.string(),
  market: z.string(),
  currency: z.string(),
  onePerson: z.boolean(),
  /** What the tenant has settled; null is the market's own. */
  creditLimitMinor: amountMinor.nullable(),
  marketCreditLimitMinor: amountMinor,
  language,
  /** Made for practice: the screens say so, and no message leaves. */
  training: z.boolean(),
});
const changes = z.strictObject({
  name: written(2, 120).optional(),
  onePerson: z.boolean().optional(),
  creditLimitMinor: amountMinor
    .refine((minor) => minor >= 0n, { error: "Not below zero" })
    .nullable()
    .optional(),
  language: language.optional(),
  training: z.boolean().optional(),
});

async function myTenant(tx: TenantTransaction) {
  const { id, name, market, ...settings } = await tenantWithSettings(tx);
  const { currency, managerCreditLimitMinor } = marketPack(market);
  return ok({ id, name, market, currency, marketCreditLimitMinor: managerCreditLimitMinor, ...settings });
}

/** The accountant sees that one person may now do two persons' work, as long as it is so (SEC-14). */
async function tellOfOnePerson(tx: TenantTransaction, on: boolean): Promise<void> {
  const { market } = await tenantWithSettings(tx);
  const dayOn = tx.now.toZonedDateTimeISO(marketPack(market).zones[0]!).toPlainDate().toString();
  const kind = "tenant.onePerson";
  if (!on) return clearAlarms(tx, kind, tx.tenantId, dayOn);
  const { actor } = tx.context;
  const detail = { by: `${actor.kind}:${actor.id}` };
  await raiseAlarmAgain(tx, { kind, subjectKind: "tenant", subjectId: tx.tenantId, dayOn, detail });
}

/** The tenant itself and what it has settled for itself. */
export const tenantRoutes = [
  route({
    method: "GET",
    url: "/api/v1/tenant",
    summary: "The tenant and its settings.",
    chapter,
    permission: { action: "tenant.read", scope: "tenant" },
    schema: { responses: { 200: shown } },
    inTransaction: myTenant,
  }),
  route({
    method: "PATCH",
    url: "/api/v1/tenant",
    summary:
      "Changes the name or a setting; what is not named stays. One-person mode lets who uploads a bank file release it, and tells the accountant.",
    chapter,
    permission: { action: "tenant.configure", scope: "tenant", fresh: true },
    schema: { body: changes, responses: { 200: shown } },
    inTransaction: async (tx, { body }) => {
      const given = Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined));
      const changed = await changeTenant(tx, given);
      if (changed.onePerson !== undefined) await tellOfOnePerson(tx, changed.onePerson);
      return myTenant(tx);
    },
  }),
];
