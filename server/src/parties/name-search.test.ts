import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testClinic, testPlatform, type TestClinic, type TestPlatform } from "../../testkit/index.ts";
import { withTenant, type TenantTransaction } from "../platform/index.ts";
import { maskContact } from "./contact-value.ts";
import { partiesByPhoneTail, partiesById, partiesNamed, partiesReachedAt, upsertParties } from "./index.ts";
import { foldWords, spellings } from "./name-words.ts";

let platform: TestPlatform;
let clinic: TestClinic;
const inTenant = <T>(work: (tx: TenantTransaction) => Promise<T>) => withTenant(platform, clinic.context, work);

async function add(ref: string, name: string, phone?: string): Promise<string> {
  const contacts = phone ? [{ kind: "phone", purpose: "payment", value: phone } as const] : [];
  const draft = { external: { system: "test", ref }, kind: "person", name, roles: ["patient"], contacts } as const;
  const [party] = await inTenant((tx) => upsertParties(tx, [draft], { market: "NO" }));
  return party!.id;
}

async function named(text: string): Promise<string[]> {
  return inTenant(async (tx) => {
    const { ids } = await partiesNamed(tx, text, 8);
    const parties = await partiesById(tx, ids);
    return ids.map((id) => parties.get(id)!.name).sort();
  });
}

beforeAll(async () => {
  platform = await testPlatform();
  clinic = await testClinic(platform);
  await add("1", "Kari Østergård", "91234567");
  await add("2", "Karin Nordmann-Åsen", "41234567");
  await add("3", "Ola Nordmann", "98765432");
  const other = await testClinic(platform);
  await withTenant(platform, other.context, (tx) =>
    upsertParties(
      tx,
      [
        {
          external: { system: "test", ref: "1" },
          kind: "person",
          name: "Kari Fremmed",
          roles: ["patient"],
          contacts: [{ kind: "phone", purpose: "payment", value: "91234567" }],
        },
      ],
      { market: "NO" },
    ),
  );
});
afterAll(() => platform.close());

describe("folded words", () => {
  test.each([
    ["Østergård", ["ostergard"]],
    ["Oestergaard", ["ostergard"]],
    ["Kari  Nordmann-Åsen", ["kari", "nordmann", "asen"]],
    ["O'Brien, José", ["obrien", "jose"]],
    ["Bjørn Bjørn", ["bjorn"]],
    ["Tannlege 24 AS", ["tannlege", "24", "as"]],
    [" - ", []],
  ])("%s is %j", (name, words) => expect(foldWords(name)).toEqual(words));

  test("folding what is folded changes nothing, and case and accents' form do not matter", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 60 }), (name) => {
        const once = foldWords(name);
        expect(foldWords(name.normalize("NFC"))).toEqual(foldWords(name.normalize("NFD")));
        expect(once.length).toBeLessThanOrEqual(8);
        for (const word of once) expect(word.length).toBeLessThanOrEqual(40);
      }),
    );
  });

  test("one error of any kind is among the spellings; two letters alone have none", () => {
    for (const typed of ["nordman", "nordmannn", "nordmamn", "nrodmann"])
      expect(spellings(typed)).toContain("nordmann");
    expect(spellings("no")).toEqual([]);
    expect(spellings("nor")).not.toContain("nor");
  });
});

describe("finding by name", () => {
  test("D-01 L-07 beginnings of words in any order and with any accents", async () => {
    expect(await named("ostergard")).toEqual(["Kari Østergård"]);
    expect(await named("ØSTERG")).toEqual(["Kari Østergård"]);
    expect(await named("kari")).toEqual(["Kari Østergård", "Karin Nordmann-Åsen"]);
    expect(await named("nord ola")).toEqual(["Ola Nordmann"]);
    expect(await named("åsen kar")).toEqual(["Karin Nordmann-Åsen"]);
    expect(await named("ola ostergard")).toEqual([]);
  });

  test("K-03 one typing error finds whom the beginning does not, and only then", async () => {
    expect(await named("nordmnan")).toEqual(["Karin Nordmann-Åsen", "Ola Nordmann"]);
    expect(await named("ostregard kari")).toEqual(["Kari Østergård"]);
    expect(await named("norrdmann ola")).toEqual(["Ola Nordmann"]);
    expect(await named("xyzordmann")).toEqual([]);
  });

  test("a name that changed is found by its new words, and no longer by the old", async () => {
    await add("4", "Berit Gammel");
    await add("4", "Berit Nygift");
    expect(await named("gammel")).toEqual([]);
    expect(await named("nygift")).toEqual(["Berit Nygift"]);
  });
});

describe("finding by telephone", () => {
  test("D-01 the whole number or its last five digits, of one's own tenant", async () => {
    const kari = await inTenant((tx) => partiesNamed(tx, "ostergard", 8));
    expect(await inTenant((tx) => partiesReachedAt(tx, "912 34 567", ["NO"], 8))).toEqual(kari.ids);
    expect(await inTenant((tx) => partiesByPhoneTail(tx, "34567", 8))).toHaveLength(2);
    expect(await inTenant((tx) => partiesByPhoneTail(tx, "65432", 8))).toHaveLength(1);
    expect(await inTenant((tx) => partiesByPhoneTail(tx, "4567", 8))).toEqual([]);
    expect(await inTenant((tx) => partiesByPhoneTail(tx, "234567", 8))).toEqual([]);
  });

  test("a number that was replaced finds nobody", async () => {
    await add("5", "Per Flyttet", "90011223");
    await add("5", "Per Flyttet", "90044556");
    expect(await inTenant((tx) => partiesByPhoneTail(tx, "11223", 8))).toEqual([]);
    expect(await inTenant((tx) => partiesByPhoneTail(tx, "44556", 8))).toHaveLength(1);
  });
});

test("SEC-55 a masked contact point is enough to know it again and no more", () => {
  expect(maskContact("phone", "+4791234567")).toBe("••• 34 567");
  expect(maskContact("email", "kari@example.com")).toBe("k•••@example.com");
  const address = JSON.stringify({ line1: "Storgata 1", postCode: "0150", city: "Oslo" });
  expect(maskContact("address", address)).toBe("0150 Oslo");
});
