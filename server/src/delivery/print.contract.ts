/** What every adapter of `Print` does. An adapter's test runs it against its simulator. */

import { describe, expect, onTestFinished, test } from "vitest";
import { handOverContract, messageId, onceContract, tellingContract, type CallingBench } from "./channel.contract.ts";
import type { PostalAddress, Print, PrintMessage } from "./ports.ts";

/** A letter as it lies in the envelope. */
export type Letter = {
  readonly receiverName: string;
  readonly address: PostalAddress;
  readonly pages: number;
  readonly pdf: Uint8Array;
};
export type PrintBench = CallingBench<Print> & { readonly letter: (messageId: string) => Promise<Letter> };

const letter = (id: string): PrintMessage => ({
  messageId: id,
  receiverName: "Åse Bjørnson-Østby",
  address: { line1: "Storgata 1 B", line2: null, postCode: "0155", city: "Oslo", country: "NO" },
  pdf: new TextEncoder().encode(`%PDF-1.7 ${id}\n%%EOF\n`),
  pages: 1,
  postage: "economy",
});

export function printContract(name: string, open: () => Promise<PrintBench>): void {
  const bench = async (): Promise<PrintBench> => {
    const opened = await open();
    onTestFinished(() => opened.close());
    return opened;
  };
  describe(`${name} as Print`, () => {
    handOverContract(bench, letter);
    onceContract(bench, letter);
    tellingContract(bench, letter);

    test("S1-04 name, address, pages and every byte of the letter are what was handed over", async () => {
      const { channel, letter: printed } = await bench();
      const { messageId: _id, postage: _postage, ...inside } = letter(messageId(4));
      await channel.handOver([letter(messageId(4))]);
      expect(await printed(messageId(4))).toEqual(inside);
    });

    test("an address without postcode is refused alone, in the middle of the good ones", async () => {
      const { channel, carried } = await bench();
      const bad = letter(messageId(2));
      const answers = await channel.handOver([
        letter(messageId(1)),
        { ...bad, address: { ...bad.address, postCode: "" } },
        letter(messageId(3)),
      ]);
      expect(answers.map((answer) => answer.outcome)).toEqual(["accepted", "refused", "accepted"]);
      expect(answers[1]).toMatchObject({ reason: "addressInvalid" });
      expect((await carried()).toSorted()).toEqual([messageId(1), messageId(3)]);
    });
  });
}
