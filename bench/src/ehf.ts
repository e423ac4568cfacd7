import { createHash } from "node:crypto";
import { writeEInvoice, type ThirdPartyFacts } from "../../server/src/invoicing/index.ts";
import { measurement, secondsOf, watchingMemory, type Measurement } from "./measure.ts";

const ALPHABET = "BCDFGHJKMNPQRTVWXZ23456789";

/** `KV-` and ten characters that differ for every document. */
function referenceOf(no: number): string {
  let rest = no * 7_919 + 1;
  const letters = Array.from({ length: 10 }, () => {
    rest = (rest * 48_271) % 2_147_483_647;
    return ALPHABET[rest % ALPHABET.length]!;
  }).join("");
  return `KV-${letters.slice(0, 5)}-${letters.slice(5)}`;
}

/** A treatment that a municipality pays: what most e-invoices of a clinic are. */
function factsOf(no: number): ThirdPartyFacts {
  const reference = referenceOf(no);
  const netMinor = 120_000n + BigInt(no % 9_000);
  const kid = "1047112601018";
  return {
    issuer: {
      name: "Nordlys Tannklinikk AS",
      brand: "Nordlys Tannklinikk",
      address: { line1: "Storgata 12", postCode: "0184", city: "Oslo" },
      registration: { country: "NO", organisationNumber: "923456783", vatRegistered: true, inCompanyRegister: true },
      phone: "22 00 00 00",
      email: "faktura@nordlys.example",
      web: null,
      logoSvg: null,
      accent: null,
    },
    seat: null,
    currency: "NOK",
    kind: "invoice",
    number: String(100_000 + no),
    ownNumber: true,
    issuedOn: "2026-10-06",
    dueOn: "2026-10-20",
    reference: kid,
    netMinor,
    totalMinor: netMinor,
    slip: { kind: "kid", account: "86011117947", kid },
    kid: { modulus: "mod10" },
    credits: null,
    buyer: {
      name: "Havn kommune",
      address: { line1: "Kaigata 1", postCode: "4006", city: "Stavanger" },
      organisationNumber: "974760673",
      customerNumber: "20013",
      country: "NO",
    },
    buyerReference: `REQ 2026/${no % 10_000}`,
    ownReference: reference,
    lines: [
      {
        reference,
        payerReference: `REQ 2026/${no % 10_000}`,
        month: "2026-09",
        phrase: "healthcareOnRequisition",
        netMinor,
        vatMinor: 0n,
        vatCode: "EXEMPT",
        vatRateBasisPoints: 0n,
      },
    ],
  };
}

/** What the last look searches for: a patient's record. */
const recordOf = (no: number): readonly string[] => [
  ...["Kari Fjellheim", "Kari", "Fjellheim", "1984-03-09", "09.03.1984", "+4791234567", "91234567"],
  ...["Fjordveien 3", `P1${no % 1_000}711`, `opus-${no}`, "Rotfylling tann 36", "Rotfylling", "Bedøvelse"],
];

/**
 * n e-invoices in this one thread: built from the facts of the books, judged by every rule of ours, written, and searched for the patient's
 * record. The limit hashes the same bytes once, as keeping them must.
 */
export async function ehf(n: number): Promise<Measurement> {
  const written: Uint8Array[] = [];
  const write = (no: number): Uint8Array => {
    const made = writeEInvoice(factsOf(no), recordOf(no));
    if (!made.ok) throw new Error(made.problems.map(({ code }) => code).join(", "));
    return made.xml;
  };
  for (let no = 0; no < 500; no++) write(no);
  const { result: seconds, rssMb } = await watchingMemory(() =>
    secondsOf(async () => {
      for (let no = 0; no < n; no++) {
        const xml = write(no);
        if (no < 1_000) written.push(xml);
      }
    }),
  );
  const limitSeconds = await secondsOf(async () => {
    for (let no = 0; no < n; no++)
      createHash("sha256")
        .update(written[no % written.length]!)
        .digest();
  });
  return measurement("ehf", n, { seconds, limitSeconds, rssMb });
}
