import type { AddressInfo } from "node:net";
import { createSmsServer, createSmsSimulator } from "@kvitt/simulator-sms";
import type { Reach } from "../src/platform/outgoing/index.ts";
import type { WebhookDelivery } from "../src/platform/webhooks/index.ts";

/** The simulated network with one of its two gateways, a channel through it, and what the port's contract asks of both. */
export async function smsBench<Channel>(gateway: "a" | "b", open: (at: { baseUrl: string; reach: Reach }) => Channel) {
  const deliveries: WebhookDelivery[] = [];
  const simulator = createSmsSimulator({
    webhookUrls: { [gateway]: "https://pay.example.test/hooks/sms" },
    post: async (_url, headers, body) => {
      deliveries.push({ raw: new TextEncoder().encode(body), headers });
      return 200;
    },
  });
  simulator.settings.deliverAfterSeconds = 3_600;
  simulator.settings.senders = ["Solsiden"];
  const server = createSmsServer(simulator);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const reach: Reach = {
    fetch,
    clock: { epochMilliseconds: () => simulator.now(), pause: (ms) => simulator.advance(ms) },
    deadline: (ms) => AbortSignal.timeout(ms),
  };
  return {
    channel: open({ baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, reach }),
    carried: async () => simulator.messages().map(({ id }) => id),
    loseAnswers: (times: number) =>
      simulator.rules.replace(times === 0 ? [] : [{ on: "call", times, fault: { do: "drop", when: "after" } }]),
    goDown: (how: "silent" | "nonsense") => {
      const fault =
        how === "silent" ? ({ do: "drop", when: "before" } as const) : ({ do: "text", body: "<html>" } as const);
      simulator.rules.replace([{ on: "call", times: 99, fault }]);
    },
    tell: async (id: string, state: "delivered" | "undelivered") => {
      simulator.end(gateway, id, state === "delivered" ? "delivered" : "failed");
      await simulator.settle();
    },
    webhooks: async () => deliveries,
    phone: async (number: string) =>
      simulator.messages().flatMap(({ to, from, text }) => (to === number ? [{ sender: from, text }] : [])),
    numbers: { invalid: "+4722334455", optedOut: "+4799999410" },
    unregistered: "Nattsiden",
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
    simulator,
  };
}
