/** What every channel does, whatever it carries. The contract of each channel begins with this one. */

import { expect, test } from "vitest";
import type { WebhookDelivery } from "../platform/webhooks/index.ts";
import type { DeliveryReport, HandedOver, ReportsVerdict } from "./ports.ts";

/** A channel with hands: what the partner behind it does, scripted. */
export type ChannelBench<Port> = {
  readonly channel: Port;
  /** Our ids of all that the partner carries, in the order it took them: an id stands there once for each time it was taken. */
  readonly carried: () => Promise<readonly string[]>;
  /** The next so many calls are carried out, and their answers are lost. */
  readonly loseAnswers: (times: number) => void;
  /** From now on nobody answers, or what answers cannot be read. */
  readonly goDown: (how: "silent" | "nonsense") => void;
  readonly close: () => Promise<void>;
};

/** Of a channel that calls us. */
export type CallingBench<Port> = ChannelBench<Port> & {
  /** The partner learns what became of a message it carries, and tells our webhook address. */
  readonly tell: (messageId: string, state: "delivered" | "undelivered") => Promise<void>;
  /** All that has come to our webhook address, in the order it came. */
  readonly webhooks: () => Promise<readonly WebhookDelivery[]>;
};

export type Carrying<Message> = {
  readonly most: number;
  handOver(messages: readonly Message[]): Promise<readonly HandedOver[]>;
  reportsOf(messageIds: readonly string[]): Promise<readonly DeliveryReport[]>;
};
export type CallingPort<Message> = Carrying<Message> & { verifyWebhook(delivery: WebhookDelivery): ReportsVerdict };

/** More tries than any adapter makes in one call. */
export const ALWAYS = 50;

/** A message id as delivery makes them. */
export function messageId(no: number): string {
  return `01900000-0000-7000-8000-${String(no).padStart(12, "0")}`;
}

/** Handing over: one answer for each, in order; many at a time; silence is `unknown`, and trying again is harmless. */
export function handOverContract<Message extends { readonly messageId: string }, Port extends Carrying<Message>>(
  bench: () => Promise<ChannelBench<Port>>,
  message: (id: string) => Message,
): void {
  test("S1-04 each message is answered, in the order they were given", async () => {
    const { channel, carried } = await bench();
    const ids = [3, 1, 2].map(messageId);
    const answers = await channel.handOver(ids.map(message));
    expect(answers).toEqual(
      ids.map((id) => ({ messageId: id, outcome: "accepted", partnerReference: expect.any(String) as unknown })),
    );
    expect((await carried()).toSorted()).toEqual(ids.toSorted());
  });

  test("nothing is handed over and nothing is asked for no messages", async () => {
    const { channel, carried } = await bench();
    expect(await channel.handOver([])).toEqual([]);
    expect(await channel.reportsOf([])).toEqual([]);
    expect(await carried()).toEqual([]);
  });

  test("as many as the channel says go in one call", async () => {
    const { channel, carried } = await bench();
    const ids = Array.from({ length: Math.min(channel.most, 500) }, (_, no) => messageId(no + 1));
    const answers = await channel.handOver(ids.map(message));
    expect(answers.map((answer) => [answer.messageId, answer.outcome])).toEqual(ids.map((id) => [id, "accepted"]));
    expect(new Set(await carried())).toEqual(new Set(ids));
  });

  test.each(["silent", "nonsense"] as const)(
    "a partner that is %s leaves everything unknown, and throws nothing",
    async (how) => {
      const { channel, goDown } = await bench();
      goDown(how);
      expect(await channel.handOver([message(messageId(1)), message(messageId(2))])).toEqual([
        { messageId: messageId(1), outcome: "unknown" },
        { messageId: messageId(2), outcome: "unknown" },
      ]);
      expect(await channel.reportsOf([messageId(1)])).toEqual([]);
    },
  );
}

/** Twice is once, where the partner keeps our id. */
export function onceContract<Message extends { readonly messageId: string }, Port extends Carrying<Message>>(
  bench: () => Promise<ChannelBench<Port>>,
  message: (id: string) => Message,
): void {
  test("handed over twice it is carried once, under the same reference", async () => {
    const { channel, carried } = await bench();
    const first = await channel.handOver([message(messageId(1))]);
    expect(await channel.handOver([message(messageId(1))])).toEqual(first);
    expect(await carried()).toEqual([messageId(1)]);
  });

  test("when the answer was lost, the same message again is accepted and carried once", async () => {
    const { channel, carried, loseAnswers } = await bench();
    loseAnswers(ALWAYS);
    expect(await channel.handOver([message(messageId(1))])).toEqual([{ messageId: messageId(1), outcome: "unknown" }]);
    loseAnswers(0);
    expect(await channel.handOver([message(messageId(1))])).toMatchObject([{ outcome: "accepted" }]);
    expect(await carried()).toEqual([messageId(1)]);
  });
}

function reportsIn(channel: CallingPort<never>, deliveries: readonly WebhookDelivery[]): DeliveryReport[] {
  return deliveries.flatMap((delivery) => {
    const verdict = channel.verifyWebhook(delivery);
    expect(verdict).toMatchObject({ verified: true });
    return verdict.verified ? verdict.reports : [];
  });
}

/** The channel tells by calling us: signed over the raw bytes, the same event under the same id, and what was missed can be asked for. */
export function tellingContract<Message extends { readonly messageId: string }, Port extends CallingPort<Message>>(
  bench: () => Promise<CallingBench<Port>>,
  message: (id: string) => Message,
): void {
  const told = async (state: "delivered" | "undelivered"): Promise<CallingBench<Port>> => {
    const opened = await bench();
    await opened.channel.handOver([message(messageId(1))]);
    await opened.tell(messageId(1), state);
    return opened;
  };

  test.each(["delivered", "undelivered"] as const)("SEC-40 a report that it was %s is believed", async (state) => {
    const { channel, webhooks } = await told(state);
    const reports = reportsIn(channel, await webhooks());
    expect(reports.findLast((report) => report.state === state)).toMatchObject({ messageId: messageId(1), state });
    const reason = reports.findLast((report) => report.state === state)?.reason;
    expect(reason === null).toBe(state === "delivered");
  });

  test("SEC-40 one changed byte, a missing signature or far too many bytes are not believed", async () => {
    const { channel, webhooks } = await told("delivered");
    const [delivery] = await webhooks();
    const raw = Uint8Array.from(delivery!.raw);
    raw[raw.length - 2]! ^= 1;
    expect(channel.verifyWebhook({ ...delivery!, raw })).toEqual({ verified: false, why: "signature" });
    expect(channel.verifyWebhook({ raw: delivery!.raw, headers: {} })).toMatchObject({ verified: false });
    const large = { ...delivery!, raw: new Uint8Array(256 * 1024 + 1) };
    expect(channel.verifyWebhook(large)).toEqual({ verified: false, why: "tooLarge" });
  });

  test("the same report read twice has the same event id, and reports of two messages have two", async () => {
    const { channel, webhooks, tell } = await told("delivered");
    await channel.handOver([message(messageId(2))]);
    await tell(messageId(2), "delivered");
    const reports = (await webhooks()).flatMap((delivery) =>
      reportsIn(channel as CallingPort<never>, [delivery, delivery]),
    );
    const ids = (id: string) => reports.filter((report) => report.messageId === id).map((report) => report.eventId);
    expect(ids(messageId(1)).length).toBeGreaterThanOrEqual(2);
    expect(new Set(ids(messageId(1))).intersection(new Set(ids(messageId(2)))).size).toBe(0);
  });

  test("what was not heard can be asked for; of a message nobody knows nothing is said", async () => {
    const { channel } = await told("delivered");
    const reports = await channel.reportsOf([messageId(1), messageId(99)]);
    expect(reports.map((report) => report.messageId)).not.toContain(messageId(99));
    expect(reports.at(-1)).toMatchObject({ messageId: messageId(1), state: "delivered" });
  });
}
