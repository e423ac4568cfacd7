import { expect, test } from "vitest";
import { issuerProblems } from "../src/invoicing/index.ts";
import { requireSender } from "../src/delivery/index.ts";
import { messageSenderOf, senderOf } from "./senders.ts";

test("every invented clinic has a sender that can be kept and printed", () => {
  const places = ["Solvikbukta", "Bjørkhavn", "Måkeneset", "Tindvågen 2", "Ospeviken"];
  for (let number = 0; number < 60; number++) {
    const kind = number % 2 === 0 ? "dental" : "veterinary";
    const clinic = { number, name: "Smilbris", place: places[number % places.length]!, kind } as const;
    const sender = senderOf(clinic);
    expect(issuerProblems(sender)).toEqual([]);
    expect(() => requireSender(messageSenderOf(clinic))).not.toThrow();
    expect(sender.address.postCode).toMatch(/^\d{4}$/);
  }
});
