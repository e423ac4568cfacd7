import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { escaped, html } from "./html.ts";
import {
  languages,
  renderPage,
  scriptOf,
  SEEN_SCRIPT,
  STYLE,
  WAITING_SCRIPT,
  type Country,
  type Language,
  type Way,
} from "./index.ts";
import { bill, clinic, front, sampleFrame, samples } from "./samples.fixture.ts";
import { texts, type TextKey } from "./texts.ts";
import { inOrder } from "./ways.ts";
import { accountNumber, grouped, organisationNumber, writerOf } from "./writing.ts";

const inEveryLanguage = languages.flatMap((language) =>
  Object.entries(samples).map(([name, screen]) => ({ language, name, screen })),
);
/** Spaces of all kinds as one, tags left out. */
const read = (page: string) =>
  page
    .replace(/<(style|script)>[^]*?<\/\1>/g, "")
    .replace(/<[^>]+>/g, " ")
    .replace(/\s+/g, " ");

describe("texts", () => {
  const keys = Object.keys(texts.nb).sort();
  test.each(languages)("L-04 %s has every sentence, with the same holes, and none is empty", (language) => {
    expect(Object.keys(texts[language]).sort()).toEqual(keys);
    for (const key of keys as TextKey[]) {
      const holes = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(String).sort();
      expect(holes(texts[language][key]), key).toEqual(holes(texts.nb[key]));
      expect(texts[language][key].trim(), key).not.toBe("");
    }
  });

  test("T-04 no sentence threatens, hurries, or asks for what we never ask for", () => {
    const all = languages.flatMap((language) => Object.values(texts[language]));
    for (const text of all) expect(text).not.toMatch(/24 (hours|timer|timmar) to|straks|omgående|immediatel|urgent/i);
  });

  test("every sentence is used by some screen", async () => {
    const { readdirSync, readFileSync } = await import("node:fs");
    const here = new URL("./", import.meta.url);
    const files = [...readdirSync(here), ...readdirSync(new URL("screens/", here)).map((name) => `screens/${name}`)];
    const code = files
      .filter((name) => name.endsWith(".ts") && !/test|fixture/.test(name))
      .map((name) => readFileSync(new URL(name, here), "utf8"))
      .join("\n");
    const made = [...code.matchAll(/`(\w+)\.\$\{[^}]+\}(\w*)`/g)].map(
      ([, before, after]) => `^${before!}\\.\\w+${after!}$`,
    );
    for (const [, after] of code.matchAll(/`\$\{[^}]+\}\.(\w+)`/g)) made.push(`^\\w+\\.${after!}$`);
    const isUsed = (key: string) => code.includes(`"${key}"`) || made.some((pattern) => new RegExp(pattern).test(key));
    expect(keys.filter((key) => !isUsed(key))).toEqual([]);
  });
});

describe("every screen in every language", () => {
  test.each(inEveryLanguage)("S0-51 $name ($language) is a whole page", ({ language, screen }) => {
    const page = renderPage(sampleFrame(language), screen);
    expect(page).toMatch(/^<!doctype html><html lang="/);
    expect(page.match(/<h1>/g)).toHaveLength(1);
    expect(read(page)).not.toMatch(/\{\w+\}|undefined|\bnull\b|NaN|\[object/);
    expect(page).toContain('<meta name="robots" content="noindex">');
    // SEC-35: nothing of anybody else's, nothing inline that the policy would refuse.
    const sources = [...page.matchAll(/(?:src|href|action)="([^"]*)"/g)].map(([, source]) => source!);
    for (const source of sources)
      expect(source).toMatch(
        /^(\/(p|verify)\b|#|tel:|data:image\/svg|https:\/\/pay\.example\.test|swish:\/\/paymentrequest\?)/,
      );
    expect(page).not.toMatch(/ style="| on\w+="|<link/);
    // Y-07: help in the same place on every page.
    expect(page).toContain('href="tel:77000000"');
  });

  test.each(inEveryLanguage)(
    "SEC-25 every form of $name ($language) posts and carries its token",
    ({ language, screen }) => {
      const page = renderPage(sampleFrame(language), screen);
      for (const [tag] of page.matchAll(/<form[^>]*>.{0,200}/g)) {
        expect(tag).toContain('method="post"');
        expect(tag).toContain('name="form"');
      }
    },
  );

  test("S0-51 without script nothing is missing: what a script does, a button does", () => {
    for (const [name, screen] of Object.entries(samples)) {
      const script = scriptOf(screen);
      const page = renderPage(sampleFrame("nb"), screen);
      expect(page.includes("<script>"), name).toBe(script !== null);
      if (script === "waiting") expect(page).toContain(texts.nb["processing.check"]);
    }
    for (const constant of [STYLE, SEEN_SCRIPT, WAITING_SCRIPT]) expect(constant).not.toMatch(/<\//);
  });
});

describe("after a declined card", () => {
  const declined = Object.entries(samples).filter(([name]) => name.startsWith("declined-"));
  const each = languages.flatMap((language) => declined.map(([name, screen]) => ({ language, name, screen })));

  test.each(each)(
    "X-09 $name ($language): why, that nothing was taken, and the right step under the hand",
    (sample) => {
      const { language, screen } = sample;
      if (screen.screen !== "processing" || screen.declined === null) throw new Error("a sample of a declined card");
      const page = renderPage(sampleFrame(language), screen);
      const { why, next } = screen.declined;
      const said = texts[language];
      for (const key of ["declined.title", `declinedWhy.${why}`, "declined.nothing", `declinedNext.${next}`] as const)
        expect(read(page)).toContain(said[key]);
      const [, first] = /class="act first[^"]*"[^>]*>(?:<b>)?([^<]+)/.exec(page)!;
      const again = ["sameCard"].includes(next) ? said["declined.sameCard"] : said["declined.otherCard"];
      const wanted = ["sameCard", "otherCard", "neverThisCard"].includes(next)
        ? again
        : said[next === "waitAndLook" ? "processing.check" : "processing.chooseAgain"];
      expect(first).toBe(wanted);
      // Another declined card is news to a page that waits.
      expect(page).toContain('data-state="awaitingPayer 2"');
    },
  );

  test("X-09 back among the choices the reason stands in one note; resting cards are said until when, and not offered", () => {
    const shown = read(renderPage(sampleFrame("nb"), samples["front-declined"]!));
    expect(shown).toContain("Kortet ble avvist Dette kortet kan ikke brukes til denne betalingen.");
    const resting = renderPage(sampleFrame("nb"), samples["front-cards-rest"]!);
    expect(read(resting)).toContain("Kort kan brukes igjen 22.11.2026 kl. 20:30. Alle andre måter er åpne.");
    expect(resting).not.toContain('value="card"');
    expect(read(renderPage(sampleFrame("nb"), samples["front-rest"]!))).not.toContain("Kortet ble avvist");
  });
});

describe("the first view", () => {
  test.each(languages)("S-02 HTML and style of the first view are at most 14 kB compressed (%s)", (language) => {
    const logo =
      `<svg xmlns="http://www.w3.org/2000/svg">${Array.from({ length: 140 }, (_, at) => `<path d="M${at} ${at * 7}"/>`).join("")}</svg>`.slice(
        0,
        2_040,
      );
    const page = renderPage(sampleFrame(language, { clinic: { ...clinic, logo } }), samples["front-rate"]!);
    expect(page).toContain("data:image/svg");
    expect(gzipSync(page).length).toBeLessThanOrEqual(14_000);
  });

  test("S-02 a logo of more than 2 kB is left out, the page is not", () => {
    const logo = `<svg>${"x".repeat(2_048)}</svg>`;
    expect(renderPage(sampleFrame("nb", { clinic: { ...clinic, logo } }), front)).not.toContain("data:image");
  });

  test("M-01 M-04 M-05 who, how much, by when, the reference; each choice says its amount and what comes of it", () => {
    const shown = read(renderPage(sampleFrame("nb"), front));
    for (const fact of [
      "Nordlys Tannklinikk",
      "Tromsø",
      "2 450,00 kr",
      "07.12.2026",
      "KID",
      "Betal 2 450,00 kr med Vipps",
      "Betal 2 450,00 kr med kort",
      "4 × 612,50 kr, uten renter, første 01.01.2027",
      "Få faktura på 2 450,00 kr",
      "Sjekk koden K7F-2Q",
    ])
      expect(shown).toContain(fact);
  });

  test("V-06 it says from the start what happens when nothing is chosen", () => {
    expect(read(renderPage(sampleFrame("nb"), front))).toContain("Velger du ikke noe, sender vi faktura 29.11.2026.");
  });

  test("SEC-34 T-11 who pays for another reads so, and is offered no details", () => {
    const page = renderPage(sampleFrame("nb"), samples["front-another"]!);
    expect(read(page)).toContain("Du betaler for en annen.");
    expect(page).not.toContain("/confirm");
  });

  test.each<[Country, string, Way[]]>([
    ["NO", "NOK", ["vipps", "card", "partPayment"]],
    ["SE", "SEK", ["swish", "card", "partPayment"]],
    ["DK", "DKK", ["vipps", "card", "partPayment"]],
    ["IT", "EUR", ["card", "partPayment"]],
    ["US", "USD", ["card", "partPayment"]],
  ])("M-02 in %s the first way is the one people have", (country, currency, order) => {
    expect(inOrder(country, ["partPayment", "card", "swish", "vipps"])).toEqual(order);
    const page = renderPage(sampleFrame("en", { country, currency }), { ...front, ways: order });
    const first = /class="act first"[^>]*><b>([^<]*)/.exec(page)![1];
    const name = { NO: "Vipps", SE: "Swish", DK: "MobilePay", IT: "card", US: "card" }[country];
    expect(first).toContain(name);
  });

  test("M-03 the ways look alike: one shape, one size, and only the first is filled", () => {
    const page = renderPage(sampleFrame("nb"), front);
    expect(page.match(/class="act first"/g)).toHaveLength(1);
    expect(page.match(/class="act"/g)).toHaveLength(3);
  });
});

describe("what comes from outside", () => {
  const hostile = `"><script>alert(1)</script><img src=x onerror='a'>&amp;`;

  test("SEC-65 every text of the view is escaped, in text and in attributes", () => {
    const frame = sampleFrame("nb", {
      clinic: { ...clinic, name: hostile, town: hostile, street: hostile, phone: hostile, logo: hostile },
      checkCode: hostile,
    });
    const screens = [
      { ...front, bill: { ...bill, reference: hostile } },
      {
        screen: "lines",
        receiverName: hostile,
        lines: [{ text: hostile, amountMinor: 1n }],
        totalMinor: 1n,
        mayDownload: false,
      },
      {
        screen: "verify",
        code: hostile,
        answer: { known: true, clinicName: hostile, amountMinor: 1n, sentOn: "2026-01-01", reference: hostile },
      },
      { screen: "goOn", way: "card", amountMinor: 1n, url: `https://a.test/${hostile}` },
      {
        screen: "less",
        bill,
        ways: [],
        minimumMinor: 1n,
        amountMinor: null,
        typed: { values: { amount: hostile }, problems: [] },
      },
      { screen: "elsewhere", with: "agency", name: hostile, phone: hostile },
    ] as const;
    for (const screen of screens) {
      const page = renderPage(frame, screen).replace(/<script>addEvent.*|<script>for\(.*/g, "");
      expect(page).not.toMatch(/<script>alert|<img src=x|<\/textarea>"/);
    }
  });

  test("the template escapes what it is given and keeps what it made", () => {
    expect(html`<b title="${'"<'}">${["a&b", null, false, html`<i>${1n}</i>`]}</b>`.toString()).toBe(
      '<b title="&quot;&lt;">a&amp;b<i>1</i></b>',
    );
  });

  test("names from right to left stand in their own direction; signs that turn text around are taken out", () => {
    expect(renderPage(sampleFrame("nb"), samples["lines"]!)).toContain("<bdi>נועה לוי</bdi>");
    expect(renderPage(sampleFrame("nb", { clinic: { ...clinic, name: "מרפאת שיניים" } }), front)).toContain(
      '<b dir="auto">מרפאת שיניים</b>',
    );
    expect(escaped("a\u202Eb\u2066c\u0000d")).toBe("abcd");
  });

  test("L-06 what was typed goes along into another language, and never by an address", () => {
    const page = renderPage(sampleFrame("nb", { here: "/confirm" }), samples["confirm-wrong"]!);
    expect(page).toContain('value="9008"');
    expect(page).toMatch(
      /<button form="ask" formaction="\/p\/[^"]+\/confirm\?lang=sv" name="again" value="1" lang="sv"> ?Svenska/,
    );
    expect(page).not.toMatch(/<a href="[^"]*lang=sv"/);
    expect(renderPage(sampleFrame("nb"), front)).toMatch(/<a href="[^"]*\?lang=sv" lang="sv" hreflang="sv" ?>Svenska/);
  });
});

describe("settled and closed", () => {
  test("SEC-36 a settled bill says so and nothing else: no amount, no reference, no way", () => {
    const page = renderPage(sampleFrame("nb"), samples["settled"]!);
    expect(read(page)).toContain("Alt er gjort opp");
    expect(page).not.toMatch(/2.450|10471|2026-|Vipps|name="way"/);
  });

  test.each([
    "settled",
    "settled-receipt",
    "closed-credited",
    "closed-withdrawn",
    "drawn",
    "elsewhere-agency",
    "not-found",
    "processing-unknown",
    "processing-working",
  ])("M-07 V-07 %s takes no money", (name) =>
    expect(renderPage(sampleFrame("nb"), samples[name]!)).not.toMatch(/name="way"|\/pay\?/),
  );

  test("S0-01 what is drawn says when, and how to pay otherwise; nothing is to be done", () => {
    const said = read(renderPage(sampleFrame("nb"), samples["drawn"]!));
    expect(said).toContain("trekkes fra kontoen din med AvtaleGiro 07.12.2026");
    expect(said).toContain("stopper du trekket i nettbanken din");
  });

  test("V-09 each act says what stops, and until when", () => {
    expect(read(renderPage(sampleFrame("nb"), samples["agreed-dispute"]!))).toContain(
      "Purring og inkasso er stoppet til 13.12.2026",
    );
    expect(read(renderPage(sampleFrame("nb"), samples["agreed-paid"]!))).toContain("Purring er stoppet til 02.12.2026");
  });
});

describe("amounts, days and references", () => {
  test.each<[Language, string, string, string]>([
    ["nb", "NOK", "1 240,50 kr", "14.03.2026"],
    ["sv", "SEK", "1 240,50 kr", "2026\u201103\u201114"],
    ["da", "DKK", "1.240,50 kr.", "14.03.2026"],
    ["it", "EUR", "1.240,50 €", "14/03/2026"],
    ["en", "USD", "$1,240.50", "Mar 14, 2026"],
  ])("%s writes as its readers do", (language, currency, amount, day) => {
    const writes = writerOf(language, currency);
    expect(writes.money(124_050n).replace(/\s/gu, " ")).toBe(amount);
    expect(writes.money(124_050n)).not.toContain(" ");
    expect(writes.day("2026-03-14")).toBe(day);
  });

  test("amounts beyond a double's digits, below one krone and below zero are exact", () => {
    const money = (minor: bigint) => writerOf("nb", "NOK").money(minor).replace(/\s/gu, " ");
    expect(money(9_007_199_254_740_993_01n)).toBe("9 007 199 254 740 993,01 kr");
    expect([money(5n), money(0n), money(-5n)]).toEqual(["0,05 kr", "0,00 kr", "\u22120,05 kr"]);
  });

  test("references are grouped for the eye, whole for the clipboard", () => {
    expect(grouped("1047112601018").replace(/\s/gu, " ")).toBe("1047 1126 01018");
    expect([grouped("260101"), grouped("RF18 5390")]).toEqual(["260101", "RF18 5390"]);
    expect(accountNumber("86011117947", "NO").replace(/\s/gu, " ")).toBe("8601 11 17947");
    expect(accountNumber("9912346", "SE").replace("\u2011", "-")).toBe("991-2346");
    expect(accountNumber("SE4550000000058398257466", "SE")).toBe("SE4550000000058398257466");
    expect(organisationNumber("5560360793", "SE").replace("\u2011", "-")).toBe("556036-0793");
    const copied = /<span class="ref" dir="ltr">(.*?)<\/span>/.exec(renderPage(sampleFrame("nb"), front))![1]!;
    expect(copied.replace(/<[^>]+>/g, "")).toBe("1047112601018");
  });
});
