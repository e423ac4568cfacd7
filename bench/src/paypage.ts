import type { AddressInfo } from "node:net";
import { createPayServer, productWorld } from "../../server/src/app/pay-page/index.ts";
import type { PartPaymentOffer, Rails } from "../../server/src/payments/index.ts";
import { fillLinks, tokenOf } from "./fill-links.ts";
import { startSender, withinSeconds } from "./load.ts";
import { measurement, medianOf, watchingMemory, type Measurement } from "./measure.ts";
import { inWorld, type Host, type World } from "./world.ts";

/** A morning after the reminders went out, at one clinic: far more than there will be. */
const PER_SECOND = 500;
const WARM = 1_000;

const OFFER: PartPaymentOffer = {
  terms: 4,
  perTermMinor: 61_250n,
  totalMinor: 245_000n,
  firstDueOn: "2026-11-01",
  effectiveRateThousandths: 0,
  setUpFeeMinor: 0n,
};
/** A finance partner that answers at once: what a page waits for others is not ours. */
const rails: Rails = () => {
  const never = () => Promise.reject(new Error("The bench begins no payment"));
  return {
    ...{ create: never, get: never, refund: never, cancel: never },
    verifyWebhook: () => ({ verified: false, why: "signature" }),
    offers: () => Promise.resolve({ outcome: "ok", value: [OFFER] }),
  };
};

/**
 * The first view of n bills, each opened by its own link, at 500 a second over HTTP: `seconds` is the median from due to answered, `p99Seconds`
 * the 99th percentile, and `limitSeconds` one bare look at such a bill.
 */
export function paypage(n: number, host?: Host): Promise<Measurement> {
  return inWorld(host, async (world) => {
    await fillLinks(world, n);
    const server = await createPayServer(world.platform, {
      world: productWorld(world.platform, { railsOf: () => Promise.resolve(rails) }),
      origin: "https://pay.example.no",
    });
    await server.listen({ port: 0, host: "127.0.0.1" });
    const { port } = server.server.address() as AddressInfo;
    const paths = Array.from({ length: n }, (_, at) => `/p/${tokenOf(at + 1)}`);
    const sender = startSender();
    const load = { port, perSecond: PER_SECOND, requests: { kind: "pages", paths } } as const;
    try {
      await sender.send({ ...load, n: Math.min(n, WARM) });
      const { result: took, rssMb } = await watchingMemory(() => sender.send({ ...load, n }));
      const seconds = withinSeconds(took, 0.5);
      const measured = measurement("paypage", n, { seconds, limitSeconds: await oneLook(world), rssMb });
      return { ...measured, perSecond: PER_SECOND, p99Seconds: Number(withinSeconds(took, 0.99).toFixed(5)) };
    } finally {
      sender.close();
      await server.close();
    }
  });
}

/** A link by its hash with its claim and its sender, read by who is bound by no rule, in no transaction of its own. */
function oneLook({ superuser }: World): Promise<number> {
  return medianOf(() =>
    superuser.query({
      name: "look",
      text: `select l.*, i.open_minor, i.due_on, i.reference, g.name, g.org_no, y.language from pay_link_address a
        join pay_link l on l.tenant_id = a.tenant_id and l.token_hash = a.token_hash
        join open_item i on i.tenant_id = l.tenant_id and i.id = l.item_id
        join ledger g on g.tenant_id = l.tenant_id and g.id = l.ledger_id
        join party y on y.tenant_id = l.tenant_id and y.id = l.recipient_id where a.token_hash = sha256($1)`,
      values: [Buffer.from(tokenOf(1))],
    }),
  );
}
