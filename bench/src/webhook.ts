import type { AddressInfo } from "node:net";
import { createWebhooksServer } from "../../server/src/app/webhooks-server.ts";
import {
  agreementById,
  endpointPath,
  rotateSecret,
  saveAgreement,
  type RailOpener,
} from "../../server/src/payments/index.ts";
import { withTenant } from "../../server/src/platform/index.ts";
import { EVENT_SECRET, signatureOf, startSender, withinSeconds } from "./load.ts";
import { measurement, secondsOf, watchingMemory, type Measurement } from "./measure.ts";
import { inWorld, type Host, type World } from "./world.ts";

/** What a partner sends in a burst. */
const PER_SECOND = 1_500;

const open: RailOpener = () => {
  const never = () => Promise.reject(new Error("The bench asks no partner"));
  return {
    ...{ create: never, get: never, refund: never, cancel: never },
    verifyWebhook({ raw, headers }) {
      if (headers["x-signature"] !== signatureOf(raw)) return { verified: false, why: "signature" };
      const { id, reference, name } = JSON.parse(Buffer.from(raw).toString("utf8")) as Record<string, string>;
      return { verified: true, eventId: id!, reference: reference!, name: name!, success: true, late: false };
    },
  };
};

async function address({ platform, clinic }: World): Promise<string> {
  return withTenant(platform, clinic.context, async (tx) => {
    const made = { ledgerId: clinic.ledgerId, way: "card", minMinor: null, maxMinor: null, position: 1 } as const;
    const { id } = await saveAgreement(tx, { ...made, settings: { accountId: "acct_bench" } });
    await rotateSecret(tx, id, { name: "webhookSecret", value: EVENT_SECRET, overlapHours: 1 });
    return endpointPath(tx, await agreementById(tx, id));
  });
}

const WARM = 3_000;

/**
 * n signed deliveries of one clinic at 1,500 a second over HTTP: `seconds` is the 99th percentile from due to durably acknowledged, and
 * `limitSeconds` one commit of one such row.
 */
export function webhook(n: number, host?: Host): Promise<Measurement> {
  return inWorld(host, async (world) => {
    const server = createWebhooksServer(world.platform, { open });
    await server.listen({ port: 0, host: "127.0.0.1" });
    const { port } = server.server.address() as AddressInfo;
    const path = await address(world);
    const sender = startSender();
    const burst = (count: number, first: number) =>
      sender.send({ port, perSecond: PER_SECOND, n: count, requests: { kind: "events", path, first } });
    try {
      await burst(Math.min(n, WARM), n);
      await world.superuser.query("checkpoint");
      const { result: took, rssMb } = await watchingMemory(() => burst(n, 0));
      const { rows } = await world.superuser.query("select count(*)::int as kept from webhook_event");
      if ((rows[0] as { kept: number }).kept !== n + Math.min(n, WARM)) throw new Error("Events are missing");
      const limitSeconds = await oneCommit(world);
      const seconds = withinSeconds(took, 0.99);
      return { ...measurement("webhook", n, { seconds, limitSeconds, rssMb }), perSecond: PER_SECOND };
    } finally {
      sender.close();
      await server.close();
    }
  });
}

/** The median commit of one bare row with the same columns and keys. */
async function oneCommit({ superuser }: World): Promise<number> {
  await superuser.query("create schema if not exists bare");
  await superuser.query("create table if not exists bare.webhook_event (like webhook_event including all)");
  const times: number[] = [];
  for (let round = 0; round < 51; round++)
    times.push(
      await secondsOf(() =>
        superuser.query("insert into bare.webhook_event select * from webhook_event order by id offset $1 limit 1", [
          round,
        ]),
      ),
    );
  return times.toSorted((a, b) => a - b)[25]!;
}
