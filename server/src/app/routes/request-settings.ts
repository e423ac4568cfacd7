import * as z from "zod";
import {
  narrowedTo,
  requireSender,
  sampleTexts,
  sendersOf,
  setSender,
  timingsOf,
  DEFAULT_TIMINGS,
} from "../../delivery/index.ts";
import { ledgerById, PRICED_CHANNELS, sendingPrice, type Ledger } from "../../ledger/index.ts";
import { marketPack, type Country } from "../../markets/index.ts";
import { amountMinor, day, noContent, ok, route, uuid } from "../../platform/http/index.ts";
import { languages, recordAudit, type TenantTransaction } from "../../platform/index.ts";
import { written } from "./fields.ts";

const chapter = "Ledgers";
const params = z.strictObject({ ledgerId: uuid });
const url = "/api/v1/ledgers/:ledgerId/message-settings";

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
const hours = z.strictObject({ from: clock, to: clock });
const messageChannels = ["sms", "email"] as const;
const invoiceChannels = ["efaktura", "email", "paper"] as const;

/** How a ledger asks for payment, as it is changed with its other settings; what is left out is as every ledger starts. */
export const requestSettings = z
  .strictObject({
    askFromOn: day.nullable().optional(),
    warnAfterDays: z.int().min(1).max(30).optional(),
    defaultAfterDays: z.int().min(2).max(60).optional(),
    defaultBeforeDueDays: z.int().min(0).max(30).optional(),
    courtesyBeforeDueDays: z.int().min(1).max(30).nullable().optional(),
    hours: hours
      .refine(({ from, to }) => from < to, { error: "Ends after it begins" })
      .nullable()
      .optional(),
    messageFirst: z.enum(messageChannels).optional(),
    invoiceFirst: z.enum(invoiceChannels).optional(),
  })
  .refine(
    ({ warnAfterDays = DEFAULT_TIMINGS.warnAfterDays, defaultAfterDays = DEFAULT_TIMINGS.defaultAfterDays }) =>
      warnAfterDays < defaultAfterDays,
    { path: ["defaultAfterDays"], error: "After the warning" },
  );

/** What one message or letter costs by each channel, in minor units as digits; what is left out nobody has said. */
const price = z.string().regex(/^\d{1,7}$/);
export const sendingPrices = z.partialRecord(z.enum(PRICED_CHANNELS), price);

/** Form is looked at by the sender's own rules, which name every field at fault. */
const sender = z.strictObject({
  brand: written(1, 60),
  telephone: written(1, 20).nullable(),
  smsSender: written(0, 20),
  replyTo: written(1, 200).nullable(),
});

const timings = z.object({
  /** The first day whose claims are asked for by themselves; null where the practice system or the clinic asks. */
  askFromOn: day.nullable(),
  warnAfterDays: z.int(),
  defaultAfterDays: z.int(),
  defaultBeforeDueDays: z.int(),
  courtesyBeforeDueDays: z.int().nullable(),
});
const shownHours = z.object({ from: clock, to: clock });
const shown = z.object({
  timings,
  usual: timings,
  /** Working days, by the clinic's clock: the market's own, what the ledger narrows it to, and what holds. */
  hours: z.object({ market: shownHours, own: shownHours.nullable(), holds: shownHours }),
  messageFirst: z.enum(messageChannels).nullable(),
  invoiceFirst: z.enum(invoiceChannels).nullable(),
  /** What one message or letter costs; null where nobody has said. */
  sendingPrices: z.object(
    Object.fromEntries(PRICED_CHANNELS.map((channel) => [channel, amountMinor.nullable()])) as Record<
      (typeof PRICED_CHANNELS)[number],
      z.ZodNullable<typeof amountMinor>
    >,
  ),
  sender: z.object({
    brand: z.string(),
    telephone: z.string().nullable(),
    smsSender: z.string(),
    replyTo: z.string().nullable(),
  }),
});
const texts = z.array(
  z.object({
    kind: z.string(),
    sms: z.object({ text: z.string(), segments: z.int() }),
    email: z.object({ subject: z.string(), text: z.string() }),
  }),
);

const told = ({ from, to }: { readonly from: Temporal.PlainTime; readonly to: Temporal.PlainTime }) => ({
  from: from.toString({ smallestUnit: "minute" }),
  to: to.toString({ smallestUnit: "minute" }),
});

function settingsOf({ market, settings }: Ledger): Omit<z.output<typeof shown>, "sender"> {
  const pack = marketPack(market);
  const own = settings.requests?.hours ?? null;
  return {
    timings: timingsOf(settings),
    usual: DEFAULT_TIMINGS,
    hours: { market: told(pack.quietHours), own, holds: told(narrowedTo(pack, own).quietHours) },
    messageFirst: settings.requests?.messageFirst ?? null,
    invoiceFirst: settings.requests?.invoiceFirst ?? null,
    sendingPrices: {
      ...{ sms: sendingPrice(settings, "sms"), email: sendingPrice(settings, "email") },
      ...{ paper: sendingPrice(settings, "paper"), efaktura: sendingPrice(settings, "efaktura") },
      ehf: sendingPrice(settings, "ehf"),
    },
  };
}

/** Where a sample's link leads: nowhere, and as long as ours are at most. */
const SAMPLE_PAGE = "https://betal.kvitt.example";
const DAYS_TO_PAY = 14;

async function samples(
  tx: TenantTransaction,
  ledger: Ledger,
  of: z.output<typeof sender>,
  language: (typeof languages)[number],
) {
  requireSender(of);
  const today = tx.platform.clock.today(marketPack(ledger.market).zones[0]!);
  const dueOn = today.add({ days: DAYS_TO_PAY }).toString();
  const invoiceOn = today.add({ days: timingsOf(ledger.settings).defaultAfterDays }).toString();
  const { market, currency } = ledger;
  const days = { dueOn, invoiceOn };
  return sampleTexts({ sender: of, language, country: market as Country, currency, ...days, payPage: SAMPLE_PAGE });
}

/** When and how a ledger's messages leave, in whose name, and what they say. */
export const requestSettingsRoutes = [
  route({
    method: "GET",
    url,
    summary:
      "When a ledger's messages leave, by which channel first, and in whose name; beside what every ledger starts with.",
    chapter,
    permission: { action: "ledgers.read", scope: "ledger" },
    schema: { params, responses: { 200: shown } },
    inTransaction: async (tx, { params: { ledgerId } }) => {
      const ledger = await ledgerById(tx, ledgerId);
      return ok({ ...settingsOf(ledger), sender: (await sendersOf(tx, [ledgerId])).get(ledgerId)! });
    },
  }),
  route({
    method: "PUT",
    url: "/api/v1/ledgers/:ledgerId/message-sender",
    summary: "Says in whose name a ledger's messages leave, as a whole, from the next message on.",
    chapter,
    permission: { action: "ledgers.configure", scope: "ledger", fresh: true },
    schema: { params, body: sender, responses: { 204: null } },
    inTransaction: async (tx, { params: { ledgerId }, body }) => {
      await ledgerById(tx, ledgerId);
      const before = (await sendersOf(tx, [ledgerId])).get(ledgerId)!;
      await setSender(tx, ledgerId, body);
      const subject = { subjectKind: "ledger", subjectId: ledgerId } as const;
      await recordAudit(tx, { action: "ledger.senderChanged", ...subject, detail: { before, after: body } });
      return noContent();
    },
  }),
  route({
    method: "POST",
    url: "/api/v1/ledgers/:ledgerId/message-texts",
    summary:
      "The exact texts that leave in a sender's name, kept or not yet, in one language, filled with an invented claim.",
    chapter,
    permission: { action: "ledgers.read", scope: "ledger" },
    schema: {
      params,
      body: z.strictObject({ sender, language: z.enum(languages) }),
      responses: { 200: z.object({ items: texts }) },
    },
    inTransaction: async (tx, { params: { ledgerId }, body }) =>
      ok({ items: await samples(tx, await ledgerById(tx, ledgerId), body.sender, body.language) }),
  }),
];
