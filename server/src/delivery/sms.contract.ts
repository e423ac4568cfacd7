/** What every adapter of `SmsGateway` does. An adapter's test runs it against its simulator. */

import { describe, expect, onTestFinished, test } from "vitest";
import { handOverContract, messageId, onceContract, tellingContract, type CallingBench } from "./channel.contract.ts";
import type { SmsGateway, SmsMessage } from "./ports.ts";

export type SmsBench = CallingBench<SmsGateway> & {
  /** What has come to a telephone, in order. */
  readonly phone: (number: string) => Promise<readonly { readonly sender: string; readonly text: string }[]>;
  /** Numbers the gateway answers for in its own way. */
  readonly numbers: { readonly invalid: string; readonly optedOut: string };
  /** A sender's name the gateway has not registered. */
  readonly unregistered: string;
};

const TEXT = "Solsiden: 1 240,00 kr\nhttps://pay.example.test/aZ09_-\nForfall 1.12. Spørsmål? æøåÆØÅ è";
const sms = (id: string): SmsMessage => ({ messageId: id, to: `+479${id.slice(-7)}`, sender: "Solsiden", text: TEXT });

export function smsContract(name: string, open: () => Promise<SmsBench>): void {
  const bench = async (): Promise<SmsBench> => {
    const opened = await open();
    onTestFinished(() => opened.close());
    return opened;
  };
  describe(`${name} as SmsGateway`, () => {
    handOverContract(bench, sms);
    onceContract(bench, sms);
    tellingContract(bench, sms);

    test("S0-38 the text arrives letter by letter, under the sender's name", async () => {
      const { channel, phone } = await bench();
      await channel.handOver([sms(messageId(7))]);
      expect(await phone("+4790000007")).toEqual([{ sender: "Solsiden", text: TEXT }]);
    });

    test("a number that cannot be, a receiver who said stop and an unknown sender are refused alone, in the middle of the good ones", async () => {
      const { channel, carried, numbers, unregistered } = await bench();
      const answers = await channel.handOver([
        sms(messageId(1)),
        { ...sms(messageId(2)), to: numbers.invalid },
        { ...sms(messageId(3)), to: numbers.optedOut },
        { ...sms(messageId(4)), sender: unregistered },
        sms(messageId(5)),
      ]);
      expect(answers.map((answer) => (answer.outcome === "refused" ? answer.reason : answer.outcome))).toEqual([
        "accepted",
        "addressInvalid",
        "receiverRefuses",
        "contentRefused",
        "accepted",
      ]);
      expect((await carried()).toSorted()).toEqual([messageId(1), messageId(5)]);
    });
  });
}
