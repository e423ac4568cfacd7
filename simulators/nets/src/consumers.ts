/** The people with a net bank, and finding one of them. */

import type { Consumer, Facts } from "./types.ts";

/** Made up, all of them. */
export function demoConsumers(): Consumer[] {
  const one = (no: number, change: Partial<Consumer> & Pick<Consumer, "name" | "phone">): Consumer => ({
    identifier: String(1_000_000_000 + no),
    email: null,
    birthDate: null,
    line1: `Storgata ${no}`,
    postCode: "0155",
    city: "Oslo",
    consent: "all",
    accepted: new Set(),
    blocked: new Set(),
    references: new Map(),
    ...change,
  });
  return [
    one(1, { name: "Kari Eksempel", phone: "+4790000001", email: "kari@example.test", birthDate: "1984-03-02" }),
    one(2, { name: "Ola Nordmann", phone: "+4790000002", email: "ola@example.test", birthDate: "1971-11-30" }),
    one(3, { name: "Åse Bjørnson-Østby", phone: "+4790000003", consent: "issuers" }),
    one(4, { name: "Per Uvillig", phone: "+4790000004", consent: "none" }),
    // Father and son of one name at one address: only more facts than that tell them apart.
    one(5, { name: "Nils Tvilling", phone: "+4790000005", line1: "Tvillingveien 1", birthDate: "1950-01-01" }),
    one(6, { name: "Nils Tvilling", phone: "+4790000006", line1: "Tvillingveien 1", birthDate: "1980-01-01" }),
  ];
}

const plain = (text: string): string =>
  text.normalize("NFC").toLocaleLowerCase("nb").replace(/[.,]/g, " ").trim().replace(/\s+/g, " ");

/** Which of the facts were given, and whether each of them is the consumer's. */
const tests: {
  readonly [Fact in Exclude<keyof Facts, "issuer">]: (consumer: Consumer, fact: NonNullable<Facts[Fact]>) => boolean;
} = {
  name: (consumer, name) => sameName(consumer.name, name),
  phone: (consumer, phone) => consumer.phone === phone,
  email: (consumer, email) => consumer.email !== null && plain(consumer.email) === plain(email),
  birthDate: (consumer, birthDate) => consumer.birthDate === birthDate,
  address: (consumer, { line1, postCode }) => consumer.postCode === postCode && plain(consumer.line1) === plain(line1),
};

/** "Nordmann, Ola" is Ola Nordmann. */
function sameName(known: string, asked: string): boolean {
  const words = (text: string): string => plain(text).split(" ").sort().join(" ");
  return words(known) === words(asked);
}

/** How many facts are enough: one alone could be anybody's. */
const LEAST_FACTS = 2;

export type Found = { readonly consumer: Consumer } | { readonly missing: "tooFew" | "nobody" };

/** The one consumer of whom every given fact is true. Several are as good as none. */
export function findConsumer(consumers: readonly Consumer[], facts: Facts): Found {
  const given = (Object.keys(tests) as (keyof typeof tests)[]).filter((name) => facts[name] !== undefined);
  if (given.length < LEAST_FACTS) return { missing: "tooFew" };
  const fits = (consumer: Consumer, name: keyof typeof tests): boolean =>
    (tests[name] as (consumer: Consumer, fact: unknown) => boolean)(consumer, facts[name]);
  const found = consumers.filter((consumer) => given.every((name) => fits(consumer, name)));
  return found.length === 1 ? { consumer: found[0]! } : { missing: "nobody" };
}

/** What a consumer says to an issuer, or, when none is named, to issuers. */
export function acceptanceOf(consumer: Consumer, issuer: string | undefined): "yes" | "no" | "perIssuer" {
  if (consumer.consent === "none") return "no";
  if (issuer !== undefined && consumer.blocked.has(issuer)) return "no";
  if (consumer.consent === "all" || (issuer !== undefined && consumer.accepted.has(issuer))) return "yes";
  return issuer === undefined ? "perIssuer" : "no";
}
