import { describe as group, expect, test } from "vitest";
import { ownSample, ownSamples } from "../testkit/samples.ts";
import { describe, identifyMessage, problemKinds } from "./index.ts";

group("a message in plain words", () => {
  test("a statement with its proof, references and suggestions", () => {
    expect(describe(ownSample("dk-camt053-v02-mixed.xml"))).toBe(`Account statement (camt.053, version 02)
Message KVITT-DK-20260413
DK-STMT-2026-071, account DK5000400440116243 in DKK
  Opening balance 10000.00, booked in 2750.00 (2), out 412.50 (2), closing balance 12337.50: adds up
  Entry 1: 2000.00 in, booked 2026-04-13; each payment by itself
    2000.00 in, reference 000000001002450
  Entry 2: 750.00 in, booked 2026-04-13; each payment by itself
    750.00 in, text suggests 100246
  Entry 3: 12.50 out, booked 2026-04-13; as one amount
  Entry 4: 400.00 out, booked 2026-04-13; as one amount
No problems.
`);
  });

  test("charges and returns", () => {
    const words = describe(ownSample("no-camt054-v08-kid-charges-reversal.xml"));
    expect(words).toContain("985.00 in, after a charge of 15.00, reference 20260000177");
    expect(words).toContain("400.00 out, reference 100248, returned: account closed");
  });

  test("payment orders", () => {
    expect(describe(ownSample("se-pain001-v03-payouts.xml"))).toContain("2 payments, 6234.50 in all");
  });

  test.each(ownSamples)("SEC-63 names and texts are left out: %s", (name) => {
    expect(describe(ownSample(name))).not.toMatch(/Nordmann|Öberg|Ågård|Bella|Lisa|klinik/);
  });

  test("problems with line, place, value and what to do", () => {
    const wrong = ownSample("dk-camt053-v02-mixed.xml").toString().replace("750.00</Amt>", "75O.00</Amt>");
    const words = describe(Buffer.from(wrong));
    expect(words).toContain(`error AMOUNT_INVALID (line 29, Ntry[2]/Amt): ${problemKinds.AMOUNT_INVALID.sentence}`);
  });

  test("a file that is no bank message", () => {
    expect(describe(Buffer.from("NY000010"))).toContain("NAMESPACE_UNKNOWN");
    expect(identifyMessage(Buffer.from("NY000010"))).toBeUndefined();
  });

  test("a message is known by its first bytes, however it goes on", () => {
    const bytes = ownSample("no-camt054-v08-kid-charges-reversal.xml");
    expect(identifyMessage(bytes.subarray(0, 700))).toEqual({ kind: "camt.054", version: "08" });
  });
});
