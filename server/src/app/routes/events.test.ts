import { makeKid } from "@kvitt/values";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  asSuperuser,
  importBytes,
  ocrFile,
  testBankAccount,
  testClinic,
  testPlatform,
  type TestClinic,
  type TestPlatform,
} from "../../../testkit/index.ts";
import { acceptBankLine, workList } from "../../banking/index.ts";
import { approveProposal } from "../../controls/index.ts";
import { applyInvoices, claimSchema, proposeInvoices, receiveClaims } from "../../invoicing/index.ts";
import { upsertParties } from "../../parties/index.ts";
import { MOST_LISTENERS } from "../../platform/live/index.ts";
import { announce, withTenant, type Context, type TenantTransaction } from "../../platform/index.ts";
import type { Role } from "../../platform/roles/index.ts";
import { createBankReaders } from "../readers/index.ts";
import { openApi, signInNew, type Api } from "./asking.fixture.ts";

let platform: TestPlatform;
let api: Api;
let address: string;
let clinic: TestClinic;
let otherClinic: TestClinic;
let stranger: TestClinic;

beforeAll(async () => {
  platform = await testPlatform("2026-10-06T05:00");
  api = await openApi(platform);
  address = await api.server.listen({ port: 0, host: "127.0.0.1" });
  clinic = await testClinic(platform);
  otherClinic = await testClinic(platform, { tenantId: clinic.tenantId, seriesId: clinic.seriesId });
  stranger = await testClinic(platform);
});
afterAll(async () => {
  await api.close();
  await platform.close();
});

const KID = makeKid("000000001001", "mod10");

type Heard = { topic: string; id: string; own: boolean };
type Listening = {
  readonly status: number;
  readonly type: string | null;
  readonly cookie: string;
  /** The next message, or nothing when the stream has ended; comments are passed over. */
  next(): Promise<Heard | string | undefined>;
  leave(): Promise<void>;
};

async function cookieOf(context: Context, role: Role, clinicIds: readonly string[] | null): Promise<string> {
  const headers = await signInNew(api.server, platform, context, { roles: [{ role, clinicIds }] });
  return headers["cookie"]!;
}

async function listenAs(cookie: string, query = ""): Promise<Listening> {
  const answer = await fetch(`${address}/api/v1/events${query}`, { headers: { cookie } });
  const reader = answer.body!.pipeThrough(new TextDecoderStream()).getReader();
  let unread = "";
  const block = async (): Promise<string | undefined> => {
    for (;;) {
      const end = unread.indexOf("\n\n");
      if (end >= 0) {
        const read = unread.slice(0, end);
        unread = unread.slice(end + 2);
        return read;
      }
      const { done, value } = await reader.read();
      if (done) return undefined;
      unread += value;
    }
  };
  const next = async (): Promise<Heard | string | undefined> => {
    const text = await block();
    if (text === undefined) return undefined;
    if (text.startsWith("event: ")) return text.slice(7).split("\n")[0]!;
    return text.startsWith("data: ") ? (JSON.parse(text.slice(6)) as Heard) : next();
  };
  if (answer.status === 200) await block(); // The greeting: from here on everything is heard.
  return {
    status: answer.status,
    type: answer.headers.get("content-type"),
    cookie,
    next,
    leave: () => reader.cancel(),
  };
}

async function listen(who: TestClinic, role: Role, clinicIds: readonly string[] | null = null, query = "") {
  return listenAs(await cookieOf(who.context, role, clinicIds), query);
}

const tell = (who: TestClinic, ...what: Parameters<typeof announce> extends [unknown, ...infer Rest] ? Rest : never) =>
  withTenant(platform, who.context, (tx) => announce(tx, ...what));

test("what is committed is heard, with its topic and id and nothing else; what is rolled back is not", async () => {
  const finance = await listen(clinic, "hqFinance");
  expect(finance).toMatchObject({ status: 200, type: "text/event-stream; charset=utf-8" });
  const [lost, kept] = [platform.ids.next(), platform.ids.next()];
  const failing = withTenant(platform, clinic.context, async (tx) => {
    await announce(tx, "bankFile", lost);
    throw new Error("rolled back");
  });
  await expect(failing).rejects.toThrow("rolled back");
  await tell(clinic, "bankFile", kept);
  expect(await finance.next()).toEqual({ topic: "bankFile", id: kept, own: false });
  await finance.leave();
});

test("who did it hears it as their own, a colleague as another's", async () => {
  const [doer, colleague] = [await listen(clinic, "hqFinance"), await listen(clinic, "cfo")];
  const me = await fetch(`${address}/api/v1/me`, { headers: { cookie: doer.cookie } });
  const { userId } = (await me.json()) as { userId: string };
  const party = platform.ids.next();
  const context = { ...clinic.context, actor: { kind: "user", id: userId } } as const;
  await withTenant(platform, context, (tx) => announce(tx, "party", party));
  expect(await doer.next()).toEqual({ topic: "party", id: party, own: true });
  expect(await colleague.next()).toEqual({ topic: "party", id: party, own: false });
  await doer.leave();
  await colleague.leave();
});

test("SEC-01 SEC-05 another tenant's events are never heard", async () => {
  const [ours, theirs] = [await listen(clinic, "hqFinance"), await listen(stranger, "hqFinance")];
  const [first, second, third] = [platform.ids.next(), platform.ids.next(), platform.ids.next()];
  await tell(clinic, "party", first);
  await tell(stranger, "party", second);
  await tell(clinic, "party", third);
  expect(await theirs.next()).toEqual({ topic: "party", id: second, own: false });
  expect([await ours.next(), await ours.next()]).toEqual([
    { topic: "party", id: first, own: false },
    { topic: "party", id: third, own: false },
  ]);
  await ours.leave();
  await theirs.leave();
});

test("SEC-09 SEC-10 a role hears of what it may read, and of its own clinics' ledgers only", async () => {
  const manager = await listen(clinic, "clinicManager", [clinic.clinicId]);
  const reception = await listen(clinic, "reception", [clinic.clinicId]);
  const [proposal, end] = [platform.ids.next(), platform.ids.next()];
  await tell(clinic, "bankFile", platform.ids.next());
  await tell(clinic, "bankLine", platform.ids.next(), clinic.ledgerId);
  await tell(clinic, "proposal", platform.ids.next(), otherClinic.ledgerId);
  await tell(clinic, "proposal", proposal, clinic.ledgerId);
  await tell(clinic, "party", end);
  expect([await manager.next(), await manager.next()]).toEqual([
    { topic: "proposal", id: proposal, own: false },
    { topic: "party", id: end, own: false },
  ]);
  expect(await reception.next()).toEqual({ topic: "party", id: end, own: false });
  await manager.leave();
  await reception.leave();
});

test("a note written by one person is heard by another", async () => {
  const finance = await listen(clinic, "hqFinance");
  const draft = { external: { system: "test", ref: "1" }, kind: "person", name: "Kari", roles: ["patient"] } as const;
  const [party] = await withTenant(platform, clinic.context, (tx) =>
    upsertParties(tx, [{ ...draft, contacts: [] }], { market: "NO" }),
  );
  const writer = await api.person(clinic.context, "hqFinance");
  await writer("POST", `/parties/${party!.id}/notes`, { body: { text: "Ringer tilbake" } });
  expect(await finance.next()).toEqual({ topic: "party", id: party!.id, own: false });
  await finance.leave();
});

test("an imported bank file, a solved line and an invoice run are heard as they happen", async () => {
  await testBankAccount(platform, clinic);
  const finance = await listen(clinic, "hqFinance");
  const file = ocrFile({ transmission: 1, settledOn: "2026-10-05", payments: [{ kid: KID, amountMinor: 5_000n }] });
  const { file: imported } = await importBytes(platform, clinic, createBankReaders(), file);
  expect(await finance.next()).toEqual({ topic: "bankFile", id: imported.id, own: false });
  const inTenant = <T>(work: (tx: TenantTransaction) => Promise<T>) => withTenant(platform, clinic.context, work);
  const [line] = await inTenant((tx) => workList(tx, { limit: 5 }));
  await inTenant((tx) => acceptBankLine(tx, line!.id, "Forskudd"));
  expect(await finance.next()).toEqual({ topic: "bankLine", id: line!.id, own: false });
  const claim = claimSchema.parse({
    externalId: "live-1",
    kind: "INVOICE",
    currency: "NOK",
    amountMinor: 10_000,
    lines: [{ text: "Behandling", amountMinor: 10_000, vatCode: "EXEMPT", vatMinor: 0 }],
    patient: { ref: "live", name: "Live Lytter", birthDate: "1984-03-09" },
    payer: { type: "PATIENT", ref: "live", name: "Live Lytter", phone: "+4791234567" },
  });
  await inTenant((tx) => receiveClaims(tx, clinic.ledgerId, [claim]));
  const { id } = await inTenant((tx) => proposeInvoices(tx, clinic.ledgerId, "2026-10-06"));
  await inTenant((tx) => approveProposal(tx, id));
  await applyInvoices(platform, clinic.context, id);
  const heard: (Heard | string | undefined)[] = [];
  const isEnd = (one: Heard | string | undefined) => typeof one !== "object" || one.topic === "invoices";
  do heard.push(await finance.next());
  while (!isEnd(heard.at(-1)));
  expect(heard.pop()).toEqual({ topic: "invoices", id: clinic.ledgerId, own: false });
  // Proposed, approved, applied at least; what is set twice in one transaction is told once.
  expect(heard.length).toBeGreaterThanOrEqual(3);
  expect(new Set(heard.map((one) => JSON.stringify(one)))).toEqual(
    new Set([JSON.stringify({ topic: "proposal", id, own: false })]),
  );
  await finance.leave();
});

test("SEC-27 a person listens in so many windows and no more, until one is closed", async () => {
  const cookie = await cookieOf(clinic.context, "hqFinance", null);
  const windows = [];
  for (let at = 0; at < MOST_LISTENERS; at++) windows.push(await listenAs(cookie));
  expect((await listenAs(cookie)).status).toBe(429);
  const [first, ...others] = windows;
  await first!.leave();
  await expect.poll(async () => (await listenAs(cookie, "?seconds=0")).status).toBe(200);
  for (const one of others) await one.leave();
});

test("a stream ends after the seconds asked for, and nobody listens who is not signed in", async () => {
  const short = await listen(clinic, "hqFinance", null, "?seconds=0");
  expect(await short.next()).toBeUndefined();
  expect((await listenAs("")).status).toBe(401);
  expect((await listen(clinic, "hqFinance", null, "?seconds=301")).status).toBe(422);
});

test("a connection that breaks is opened again, and listeners are told that they may have missed something", async () => {
  const finance = await listen(clinic, "hqFinance");
  await asSuperuser(
    platform,
    "select pg_terminate_backend(pid) from pg_stat_activity where query = 'listen kvitt_live'",
  );
  expect(await finance.next()).toBe("missed");
  const id = platform.ids.next();
  await tell(clinic, "party", id);
  expect(await finance.next()).toEqual({ topic: "party", id, own: false });
  await finance.leave();
});

test("a server that stops ends what it streams", async () => {
  const finance = await listen(clinic, "hqFinance");
  await api.server.close();
  expect(await finance.next()).toBeUndefined();
});
