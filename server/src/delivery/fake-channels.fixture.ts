import { createHmac, timingSafeEqual } from "node:crypto";
import type { WebhookDelivery } from "../platform/webhooks/index.ts";
import type { CallingBench } from "./channel.contract.ts";
import type { EInvoiceBench } from "./einvoice.contract.ts";
import type { MailBench, ReadMail } from "./mail.contract.ts";
import type {
  ChannelRefusal,
  DeliveryReport,
  EfakturaMessage,
  EfakturaSubmitter,
  EInvoiceMessage,
  EInvoiceNetwork,
  HandedOver,
  MailMessage,
  PrintMessage,
  ReportsVerdict,
  SmsMessage,
} from "./ports.ts";
import type { PrintBench } from "./print.contract.ts";
import type { SmsBench } from "./sms.contract.ts";

/** Channels in memory, as good as their contracts: messages by our id, reports on demand, silence on demand. */

const SECRET = "fake";
const LARGEST = 256 * 1024;
const sign = (raw: Uint8Array): string => createHmac("sha256", SECRET).update(raw).digest("hex");

type Verdict = ChannelRefusal | null;

export class FakeChannel<Message extends { readonly messageId: string }> {
  readonly most = 500;
  readonly calls: (readonly Message[])[] = [];
  readonly taken = new Map<string, Message>();
  readonly order: string[] = [];
  readonly reports: DeliveryReport[] = [];
  readonly deliveries: WebhookDelivery[] = [];
  /** What is refused, and why. */
  judge: (message: Message) => Verdict = () => null;
  /** What happens while a call is under way, before anything is taken. */
  meanwhile: () => Promise<void> = () => Promise.resolve();
  lost = 0;
  down = false;
  #events = 0;

  handOver(messages: readonly Message[]): Promise<readonly HandedOver[]> {
    return this.#handOver(messages);
  }

  async #handOver(messages: readonly Message[]): Promise<readonly HandedOver[]> {
    if (messages.length > 0) this.calls.push(messages);
    await this.meanwhile();
    const unknown = messages.map(({ messageId }): HandedOver => ({ messageId, outcome: "unknown" }));
    if (this.down) return unknown;
    const answers = messages.map((message) => this.#take(message));
    if (this.lost === 0) return answers;
    this.lost -= 1;
    return unknown;
  }

  #take(message: Message): HandedOver {
    const { messageId } = message;
    const reason = this.judge(message);
    if (reason) return { messageId, outcome: "refused", reason, partnerCode: "E1" };
    if (!this.taken.has(messageId)) {
      this.taken.set(messageId, message);
      this.order.push(messageId);
    }
    return { messageId, outcome: "accepted", partnerReference: `ref-${messageId}` };
  }

  reportsOf(messageIds: readonly string[]): Promise<readonly DeliveryReport[]> {
    return Promise.resolve(this.down ? [] : this.reports.filter((report) => messageIds.includes(report.messageId)));
  }

  /** Something becomes known of a message; the webhook tells it. */
  tell(
    messageId: string,
    state: DeliveryReport["state"],
    at: Temporal.Instant,
    reason: Verdict = null,
  ): DeliveryReport {
    const why = state === "undelivered" ? (reason ?? "receiverUnknown") : null;
    const report: DeliveryReport = {
      messageId,
      eventId: `e${++this.#events}`,
      state,
      reason: why,
      partnerCode: null,
      at,
    };
    this.reports.push(report);
    const raw = new TextEncoder().encode(JSON.stringify({ ...report, at: at.toString() }));
    this.deliveries.push({ raw, headers: { "x-signature": sign(raw) } });
    return report;
  }

  verifyWebhook({ raw, headers }: WebhookDelivery): ReportsVerdict {
    if (raw.length > LARGEST) return { verified: false, why: "tooLarge" };
    const given = Buffer.from(String(headers["x-signature"] ?? ""));
    const ours = Buffer.from(sign(raw));
    if (given.length !== ours.length || !timingSafeEqual(given, ours)) return { verified: false, why: "signature" };
    const read = JSON.parse(new TextDecoder().decode(raw)) as DeliveryReport & { at: string };
    return { verified: true, reports: [{ ...read, at: Temporal.Instant.from(read.at) }] };
  }
}

const AT = Temporal.Instant.from("2026-10-05T08:00:00Z");

type Handled = Pick<FakeChannel<never>, "order" | "deliveries" | "tell"> & { lost: number; down: boolean };

function benchOf<Port extends Handled>(channel: Port): CallingBench<Port> {
  return {
    channel,
    carried: () => Promise.resolve(channel.order),
    loseAnswers: (times) => void (channel.lost = times),
    goDown: () => void (channel.down = true),
    tell: (id, state) => Promise.resolve(void channel.tell(id, state, AT)),
    webhooks: () => Promise.resolve(channel.deliveries),
    close: () => Promise.resolve(),
  };
}

export const fakeSms = (): FakeChannel<SmsMessage> => new FakeChannel<SmsMessage>();
export const fakePrint = (): FakeChannel<PrintMessage> => new FakeChannel<PrintMessage>();

export function smsBench(): Promise<SmsBench> {
  const channel = fakeSms();
  const numbers = { invalid: "+4712", optedOut: "+4799999999" };
  const unregistered = "Nobody";
  channel.judge = ({ to, sender }) =>
    to === numbers.invalid
      ? "addressInvalid"
      : to === numbers.optedOut
        ? "receiverRefuses"
        : sender === unregistered
          ? "contentRefused"
          : null;
  const phone = (number: string) =>
    Promise.resolve(
      [...channel.taken.values()].filter(({ to }) => to === number).map(({ sender, text }) => ({ sender, text })),
    );
  return Promise.resolve({ ...benchOf(channel), phone, numbers, unregistered });
}

export function printBench(): Promise<PrintBench> {
  const channel = fakePrint();
  channel.judge = ({ address }) => (address.postCode === "" ? "addressInvalid" : null);
  const letter = (id: string) => {
    const { receiverName, address, pages, pdf } = channel.taken.get(id)!;
    return Promise.resolve({ receiverName, address, pages, pdf });
  };
  return Promise.resolve({ ...benchOf(channel), letter });
}

export class FakeMail extends FakeChannel<MailMessage> {
  readonly boxes = new Map<string, ReadMail[]>();
  #told = 0;

  bounces(): Promise<readonly DeliveryReport[]> {
    const news = this.reports.slice(this.#told);
    this.#told = this.reports.length;
    return Promise.resolve(news.filter((report) => report.state === "undelivered"));
  }
}

export function mailBench(): Promise<MailBench> {
  const channel = new FakeMail();
  const noSuchBox = "nobody@mail.example.test";
  channel.judge = ({ to }) => (to === noSuchBox ? "receiverUnknown" : null);
  const mailbox = (address: string) =>
    Promise.resolve(
      channel.calls
        .flat()
        .flatMap(({ messageId, to, ...mail }) =>
          to === address ? [{ ...mail, messageIdHeader: `<${messageId}@kvitt.example.test>` }] : [],
        ),
    );
  const bounce = (id: string, status: "5.1.1" | "4.2.2") => {
    if (status === "5.1.1") channel.reports.push({ ...channel.tell(id, "undelivered", AT), partnerCode: status });
    if (status === "5.1.1") channel.reports.splice(-2, 1);
    return Promise.resolve();
  };
  return Promise.resolve({ ...benchOf(channel), mailbox, noSuchBox, bounce });
}

export class FakeNetwork extends FakeChannel<EInvoiceMessage> implements EInvoiceNetwork {
  registered: (receiver: string, kind: string) => boolean = () => true;

  takes(receiver: EInvoiceMessage["receiver"], kind: EInvoiceMessage["kind"]): Promise<boolean | null> {
    return Promise.resolve(this.lost > 0 || this.down ? null : this.registered(receiver.id, kind));
  }
}

export function networkBench(): Promise<EInvoiceBench> {
  const channel = new FakeNetwork();
  const receiver = (id: string) => ({ scheme: "0192", id });
  const receivers = { both: receiver("923456783"), invoicesOnly: receiver("974760673"), nobody: receiver("999999999") };
  channel.registered = (id, kind) =>
    id === receivers.both.id || (id === receivers.invoicesOnly.id && kind === "invoice");
  const xml = (text: string) => new TextEncoder().encode(`<Invoice>${text}</Invoice>`);
  const broken = "<broken/>";
  channel.judge = (message) =>
    message.receiver.id === receivers.nobody.id
      ? "receiverUnknown"
      : new TextDecoder().decode(message.xml).includes(broken)
        ? "contentRefused"
        : null;
  return Promise.resolve({
    ...benchOf(channel),
    receivers,
    sender: receiver("987654325"),
    document: (_kind, id) => xml(id),
    brokenDocument: () => xml(broken),
    received: (id) => Promise.resolve(channel.taken.get(id)!.xml),
    answer: (id, answer) => Promise.resolve(void channel.tell(id, answer, AT)),
  });
}

export class FakeEfaktura extends FakeChannel<EfakturaMessage> implements EfakturaSubmitter {
  receiver: string | null = "consumer-1";

  findReceiver(): Promise<string | null> {
    return Promise.resolve(this.receiver);
  }

  cancel(messageId: string): Promise<HandedOver> {
    return Promise.resolve({ messageId, outcome: "accepted", partnerReference: "cancelled" });
  }
}
