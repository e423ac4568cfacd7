import { makeKid } from "@kvitt/values";
import { approvePolicy, policyTemplates, setPolicy } from "../src/collections/index.ts";
import { claimSchema, receiveClaims, type Claim } from "../src/invoicing/index.ts";
import { withTenant } from "../src/platform/index.ts";
import { testClinic, type TestClinic, type TestPlatform } from "../testkit/index.ts";

/** Swedish clinics whose patients' bills the state pays a share of. */

const NAMES = [
  "Kerstin Exempel",
  "Åke Exempel",
  "Maj-Britt Exempelsson-Sandström",
  "Oskar Exempel",
  "Ylva Exempel",
  "Ture Exempel",
];

/** An invoice of which the state pays a share; the first were due long ago, the last are new, and of one the state pays all. */
function treated(no: number, dueDate: string): Claim {
  const [priceMinor, stateMinor] = [420_000 + no * 55_500, no === 4 ? 420_000 + no * 55_500 : 150_000 + no * 20_500];
  const number = String(26_101 + no);
  const patient = { ref: `P${number}`, name: NAMES[no]!, birthDate: "1958-03-09" };
  return claimSchema.parse({
    externalId: `journal-${number}`,
    kind: "INVOICE",
    number,
    kid: makeKid(number.padStart(12, "0"), "mod10"),
    issueDate: "2026-06-15",
    dueDate,
    currency: "SEK",
    amountMinor: priceMinor - stateMinor,
    lines: [
      {
        text: "Tandvårdsåtgärd",
        amountMinor: priceMinor - stateMinor,
        vatCode: "EXEMPT",
        vatMinor: 0,
        priceMinor,
        visitId: `besok-${number}`,
        stateShare: [{ kind: "TE", amountMinor: stateMinor }],
      },
    ],
    patient,
    payer: { type: "PATIENT", ref: patient.ref, name: patient.name, phone: "+46701234567" },
  });
}

/** A clinic with the routine of the chain and five bills: some with a gap, some new, and one that the state pays whole. */
export async function supportedClinic(platform: TestPlatform): Promise<TestClinic> {
  const clinic = await testClinic(platform, { market: "SE", name: "Norrsken Tandvård AB" });
  await withTenant(platform, clinic.context, async (tx) => {
    const { policy: content, locks } = (await policyTemplates(tx, clinic.ledgerId)).at(-1)!;
    const wish = { scope: "chain", scopeId: null, name: "Kedjan", validFromOn: "2026-01-01", content, locks } as const;
    await approvePolicy(tx, await setPolicy(tx, wish));
    const dueOn = ["2026-07-15", "2026-08-31", "2026-09-28", "2026-10-14", "2026-10-14"];
    await receiveClaims(
      tx,
      clinic.ledgerId,
      dueOn.map((day, no) => treated(no, day)),
    );
  });
  return clinic;
}

/** The same chain with a second clinic, which has one bill with a gap. */
export async function supportedChain(platform: TestPlatform): Promise<Readonly<Record<"north" | "south", TestClinic>>> {
  const north = await supportedClinic(platform);
  const { tenantId } = north;
  const south = await testClinic(platform, {
    tenantId,
    market: "SE",
    name: "Solsken Tandvård AB",
    orgNo: "5560000670",
  });
  await withTenant(platform, south.context, (tx) => receiveClaims(tx, south.ledgerId, [treated(5, "2026-07-31")]));
  return { north, south };
}
