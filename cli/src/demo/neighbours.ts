import type { ServicesFile } from "@kvitt/server/commands/services";
import { spawn, type ChildProcess } from "node:child_process";
import { createServer } from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/**
 * Those a demo's clinics deal with: wallet, cards, finance partner, telephones, mailbox, print service, access point and
 * collection agency. Each is a program of its own that
 * speaks its partner's wire, so that a person can play patient; all end with the demo.
 */

const SIMULATORS = fileURLToPath(new URL("../../../simulators/", import.meta.url));

type Place = { readonly folder: string; readonly offset: number; readonly what: string };

/** Each at a port of its own, counted from the demo's. */
const PLACES = {
  phones: { folder: "sms", offset: 10, what: "the patients' telephones" },
  mail: { folder: "mail", offset: 11, what: "the patients' mailbox" },
  wallet: { folder: "vipps", offset: 12, what: "the wallet" },
  cards: { folder: "stripe", offset: 13, what: "the card service" },
  finance: { folder: "finance", offset: 14, what: "the finance partner" },
  print: { folder: "print", offset: 15, what: "the print service" },
  network: { folder: "access-point", offset: 16, what: "the e-invoice network" },
  netBank: { folder: "nets", offset: 17, what: "the patients' net bank" },
  agency: { folder: "agency", offset: 18, what: "the collection agency" },
} as const satisfies Readonly<Record<string, Place>>;
const SMTP_OFFSET = 21;

/** How the demo's clinics are known there; the simulators begin with the same. */
const KEYS = {
  sms: { key: "demo-sms-a-key", webhookSecrets: ["demo-sms-a-webhook-secret"] },
  print: { key: "demo-print-key", webhookSecrets: ["demo-print-webhook-secret"] },
  network: { key: "demo-access-point-key", webhookSecrets: ["demo-access-point-webhook-secret"] },
  netBank: { key: "demo-efaktura-key", webhookSecrets: ["demo-efaktura-webhook-secret"] },
} as const;

export type Neighbours = {
  readonly services: ServicesFile;
  /** Who is where, for the person who plays. */
  readonly places: readonly { readonly what: string; readonly address: string }[];
  stop(): Promise<void>;
};

/** The port wished for, else any that is free. */
async function freePort(wished: number): Promise<number> {
  const probe = createServer();
  const listening = (port: number) =>
    new Promise<number>((resolve, reject) => {
      probe.once("error", reject);
      probe.listen(port, "127.0.0.1", () => resolve((probe.address() as { port: number }).port));
    });
  const port = await listening(wished).catch(() => listening(0));
  await new Promise((closed) => probe.close(closed));
  return port;
}

/** Ends a simulator whose demo is gone, however it went. */
const WITH_THE_DEMO = `data:text/javascript,process.on("disconnect",()=>process.exit())`;

/** Starts one, and waits until it says that it listens. */
async function start(folder: string, args: readonly string[]): Promise<ChildProcess> {
  const child = spawn(process.execPath, ["--import", WITH_THE_DEMO, join(SIMULATORS, folder, "src/main.ts"), ...args], {
    stdio: ["ignore", "pipe", "inherit", "ipc"],
  });
  await new Promise<void>((resolve, reject) => {
    child.stdout!.once("data", () => resolve());
    child.once("exit", (code) => reject(new Error(`simulator ${folder} ended with ${code}`)));
  });
  return child;
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const ended = new Promise((resolve) => child.once("exit", resolve));
  child.kill();
  await ended;
}

export type NeighboursWish = {
  /** The demo's own port; the neighbours' are counted from it. */
  readonly port: number;
  /** The demo's now: everybody's clock runs from it. */
  readonly now: Temporal.Instant;
  readonly payPage: string;
  readonly webhooks: string;
  readonly bounceDirectory: string;
  /** The clinics' own, in which the agency takes cases. */
  readonly currency: string;
};

export async function startNeighbours(wish: NeighboursWish): Promise<Neighbours> {
  const names = Object.keys(PLACES) as (keyof typeof PLACES)[];
  const base = wish.port === 0 ? 0 : wish.port;
  const ports: Record<string, number> = {};
  for (const name of names) ports[name] = await freePort(base && base + PLACES[name].offset);
  const smtp = await freePort(base && base + SMTP_OFFSET);
  const tells = (channel: string): string => `${wish.webhooks}/channels/${channel}`;
  const own: Readonly<Record<keyof typeof PLACES, readonly string[]>> = {
    phones: ["--webhook-a", tells("sms")],
    mail: ["--smtp", String(smtp), "--bounces", wish.bounceDirectory],
    wallet: [],
    cards: [],
    finance: [],
    print: ["--webhook", tells("print")],
    network: ["--webhook", tells("einvoice")],
    netBank: ["--webhook", tells("efaktura")],
    agency: ["--currency", wish.currency, "--lives"],
  };
  const children = await Promise.all(
    names.map((name) =>
      start(PLACES[name].folder, ["--port", String(ports[name]), "--start", wish.now.toString(), ...own[name]]),
    ),
  );
  const at = (name: keyof typeof PLACES): string => `http://127.0.0.1:${ports[name]}`;
  return {
    services: {
      payPage: wish.payPage,
      webhooks: wish.webhooks,
      vipps: { url: at("wallet") },
      stripe: { url: at("cards") },
      finance: { url: at("finance") },
      agency: { url: at("agency") },
      sms: { speaks: "json", url: at("phones"), ...KEYS.sms, webhookSecrets: [...KEYS.sms.webhookSecrets] },
      mail: {
        host: "127.0.0.1",
        port: smtp,
        security: "none",
        from: "faktura@kvitt.example",
        bounceDomain: "bounce.kvitt.example",
        bounceKey: "demo-bounce-key",
        bounceDirectory: wish.bounceDirectory,
      },
      print: { url: at("print"), ...KEYS.print, webhookSecrets: [...KEYS.print.webhookSecrets] },
      efaktura: { url: at("netBank"), ...KEYS.netBank, webhookSecrets: [...KEYS.netBank.webhookSecrets] },
      eInvoice: { url: at("network"), ...KEYS.network, webhookSecrets: [...KEYS.network.webhookSecrets] },
    },
    places: names.map((name) => ({ what: PLACES[name].what, address: at(name) })),
    stop: async () => {
      await Promise.all(children.map(end));
    },
  };
}
