import { linter } from "@kvitt/values";
import { fork } from "node:child_process";
import { createServer, type AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { dispatch, handOverDue, type DispatchWish, type Outlets } from "../../server/src/delivery/index.ts";
import { post, type NewItem } from "../../server/src/ledger/index.ts";
import { upsertParties } from "../../server/src/parties/index.ts";
import { openSmsJson } from "../../server/src/partners/sms-json/index.ts";
import { outgoingFetch } from "../../server/src/platform/outgoing/index.ts";
import { withTenant } from "../../server/src/platform/index.ts";
import { demoAccounts } from "../../simulators/sms/src/index.ts";
import { loadRows, takeRows, timed } from "./bare.ts";
import { measurement, secondsOf, watchingMemory, type Measurement } from "./measure.ts";
import { inWorld, type Host, type World } from "./world.ts";

const PIECE = 2_500;
const QUEUED_AT_ONCE = 10_000;

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** The simulated gateway, in a process of its own, and what ends it. */
async function startGateway(): Promise<{ readonly baseUrl: string; readonly close: () => void }> {
  const port = await freePort();
  const entry = fileURLToPath(new URL("../../simulators/sms/src/main.ts", import.meta.url));
  const child = fork(entry, ["--port", String(port)], { execArgv: [], stdio: ["ignore", "pipe", "inherit", "ipc"] });
  // It ends with this process, however that ends.
  child.once("disconnect", () => child.kill());
  await new Promise<void>((resolve, reject) => {
    child.once("exit", () => reject(new Error("The gateway ended")));
    child.stdout!.once("data", () => resolve());
  });
  return { baseUrl: `http://127.0.0.1:${port}`, close: () => child.kill() };
}

function outletsOf({ platform }: World, baseUrl: string): Outlets {
  const none = () => Promise.reject(new Error("An SMS carries no document"));
  const deadline = (milliseconds: number) => AbortSignal.timeout(milliseconds);
  const reach = { fetch: outgoingFetch(deadline), clock: platform.clock, deadline };
  return {
    sms: openSmsJson({ baseUrl, key: demoAccounts.a.password, webhookSecrets: ["bench"], reach }),
    documents: { pdf: none, einvoice: none, efaktura: none },
    payPage: "https://betal.example.no",
    linter,
  };
}

/** Payers with a mobile number each, and an open invoice; gives what they are to be told. */
async function fillWishes({ platform, clinic }: World, n: number): Promise<DispatchWish[]> {
  const wishes: DispatchWish[] = [];
  for (let from = 0; from < n; from += PIECE) {
    const numbers = Array.from({ length: Math.min(PIECE, n - from) }, (_, at) => from + at);
    await withTenant(platform, clinic.context, async (tx) => {
      const payers = await upsertParties(
        tx,
        numbers.map((no) => ({
          external: { system: "bench", ref: String(no) },
          kind: "person",
          name: `Payer ${no}`,
          roles: ["payer"],
          contacts: [{ kind: "phone", purpose: "payment", value: String(90_000_000 + no) }],
        })),
        { market: "NO" },
      );
      const items = payers.map(({ id: partyId }, at): NewItem => {
        const common = { ledgerId: clinic.ledgerId, side: "receivable", kind: "invoice", account: "1500" } as const;
        const dates = { openedOn: "2026-10-05", dueOn: "2026-10-19" };
        const reference = String(5_000_000 + from + at);
        return {
          ...common,
          ...dates,
          id: platform.ids.next(),
          partyId,
          parentId: null,
          documentId: null,
          reference,
          amountMinor: 124_000n,
        };
      });
      const entries = items.map(({ id, amountMinor }) => ({
        id: platform.ids.next(),
        ledgerId: clinic.ledgerId,
        kind: "invoice" as const,
        bookedOn: "2026-10-05",
        sourceKind: "invoice",
        sourceId: platform.ids.next(),
        postings: [{ debit: "1500", credit: "3200", amountMinor, debitItemId: id }],
      }));
      await post(tx, entries, items);
      for (const { id: itemId, partyId } of items)
        wishes.push({
          key: `payLink|${itemId}`,
          kind: "payLink",
          ledgerId: clinic.ledgerId,
          itemId,
          recipientId: partyId!,
          language: "nb",
          ladder: ["sms"],
          beside: [],
          notBefore: platform.clock.now(),
        });
    });
  }
  return wishes;
}

const TABLES = ["dispatch", "message", "pay_link", "pay_link_address"];

/** The same rows, as they are in the end, by plain COPY. */
async function bareRows({ superuser, folder }: World): Promise<number> {
  await superuser.query("create schema bare");
  for (const table of TABLES) await superuser.query(`create table bare.${table} (like public.${table} including all)`);
  const rows = Object.fromEntries(TABLES.map((table) => [table, `select * from public.${table}`]));
  await takeRows(superuser, folder, rows);
  return timed(superuser, async () => {
    await superuser.query("begin");
    await loadRows(superuser, folder, rows);
    await superuser.query("commit");
  });
}

/**
 * n payers are told of their bills by SMS: queued, then written with live figures and links of their own, looked through, handed over 500 at a
 * time to the simulated gateway in a process of its own, and noted.
 */
export function messages(n: number, host?: Host): Promise<Measurement> {
  return inWorld(host, async (world) => {
    const { platform, clinic, superuser } = world;
    const wishes = await fillWishes(world, n);
    await superuser.query("vacuum (analyze)");
    await superuser.query("checkpoint");
    platform.keyring.cache.clear();
    const gateway = await startGateway();
    const tell = async () => {
      for (let at = 0; at < n; at += QUEUED_AT_ONCE)
        await withTenant(platform, clinic.context, (tx) => dispatch(tx, wishes.slice(at, at + QUEUED_AT_ONCE)));
      const { accepted } = await handOverDue(platform, clinic.context, outletsOf(world, gateway.baseUrl), { limit: n });
      if (accepted !== n) throw new Error(`${n - accepted} messages were not handed over`);
    };
    try {
      const { result: seconds, rssMb } = await watchingMemory(() => secondsOf(tell));
      return measurement("messages", n, { seconds, limitSeconds: await bareRows(world), rssMb });
    } finally {
      gateway.close();
    }
  });
}
