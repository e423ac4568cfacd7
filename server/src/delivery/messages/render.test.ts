import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { lint } from "@kvitt/values";
import type { Country } from "../../markets/index.ts";
import { languages } from "../../platform/index.ts";
import { makeCheckCode, readCheckCode, showCheckCode } from "./check-code.ts";
import { smsSegments, toGsm7 } from "./gsm7.ts";
import { renderMail, renderSms, type Telling } from "./render.ts";
import { defaultSender } from "./senders.ts";
import { messageTexts } from "./texts.ts";
import { dispatchKinds } from "./wish.ts";

const TOKEN = "aZ09_-".repeat(6).slice(0, 32);
const LINK = `https://betal.example.no/${TOKEN}`;
const telling = (more: Partial<Telling> = {}): Telling => ({
  kind: "payLink",
  language: "nb",
  sender: { brand: "Solsiden Tannklinikk", telephone: "22 33 44 55", smsSender: "Solsiden", replyTo: null },
  figures: {
    ...{ leftMinor: 124_000n, currency: "NOK", dueOn: "2026-10-19", reference: "1047112601018", country: "NO" },
    ...{ invoiceOn: "2026-10-09", drawnOn: null },
  },
  code: "K7F2Q",
  link: LINK,
  ...more,
});
const every = languages.flatMap((language) => dispatchKinds.map((kind) => ({ language, kind })));

describe("the SMS", () => {
  test("T-02 T-03 T-05 says what it is, with the link at the start of the second line", () => {
    expect(renderSms(telling())).toEqual({
      segments: 2,
      text: [
        "Solsiden Tannklinikk: 1 240,00 kr å betale, forfall 19.10.2026.",
        LINK,
        "Eller betal i nettbanken med KID 1047112601018. Kontrollkode K7F-2Q. Vi ber aldri om BankID eller kortnummer i SMS. Spørsmål? Ring 22 33 44 55.",
      ].join("\n"),
    });
  });

  test.each(every)(
    "T-03 $kind in $language fits in two parts at its longest, in the alphabet of SMS",
    ({ kind, language }) => {
      const countries: [Country, string, string | null][] = [
        ["NO", "NOK", null],
        ["NO", "NOK", "2026-12-28"],
        ["SE", "SEK", null],
        ["DK", "DKK", null],
        ["IT", "EUR", null],
        ["US", "USD", null],
      ];
      for (const [country, currency, drawnOn] of countries) {
        const figures = {
          leftMinor: 123_456_789n,
          currency,
          dueOn: "2026-12-28",
          reference: "1234567890123456789012345",
          country,
          invoiceOn: "2026-12-21",
          drawnOn,
        };
        const sender = { brand: "Å".repeat(60), telephone: "+47 22 33 44 55", smsSender: "Solsiden", replyTo: null };
        const link = drawnOn === null ? `https://betal.klinikken-a.no/${TOKEN}` : null;
        const { text, segments } = renderSms(telling({ kind, language, figures, sender, link }));
        expect([1, 2], `${country} ${text.length}: ${text}`).toContain(segments);
        if (kind === "choiceReminder" && drawnOn === null)
          expect(text).toMatch(/21[./]\s?12|12\/21|2026-12-21|21 dec|dec 21/i);
      }
    },
  );

  test.each([
    ["nb", "Velger du ikke, sendes vanlig faktura 09.10.2026."],
    ["en", "If you choose nothing, an ordinary invoice is sent on"],
  ] as const)("FR-32 the warning in %s names the day on which the invoice is sent instead", (language, said) => {
    expect(renderSms(telling({ kind: "choiceReminder", language })).text).toContain(said);
    expect(renderMail(telling({ kind: "choiceReminder", language })).text).toContain(said);
    const undated = { ...telling().figures, invoiceOn: null };
    const { text } = renderSms(telling({ kind: "choiceReminder", language, figures: undated }));
    expect(text).toContain(messageTexts[language]["next.choiceUndated"]);
  });

  test.each(["payLink", "choiceReminder", "courtesyNotice"] as const)(
    "S0-01 %s of what is drawn says so, and asks for nothing",
    (kind) => {
      const drawn = telling({ kind, link: null, figures: { ...telling().figures, drawnOn: "2026-10-19" } });
      const sms = renderSms(drawn).text;
      const mail = renderMail(drawn);
      expect(sms).toMatch(/^Solsiden Tannklinikk: 1 240,00 kr trekkes fra kontoen din med AvtaleGiro 19.10.2026\./);
      expect(mail.subject).toBe("Trekkes med AvtaleGiro: Solsiden Tannklinikk");
      for (const text of [sms, mail.text]) {
        expect(text).toContain("Du trenger ikke å betale selv.");
        expect(text).not.toMatch(/https|nettbank|ikke betalt|sendes/);
      }
    },
  );

  test("S0-01 the invoice of what is drawn is an invoice that says so", () => {
    const figures = { ...telling().figures, drawnOn: "2026-10-19" };
    const { text } = renderSms(telling({ kind: "invoice", link: null, figures }));
    expect(text).toMatch(/faktura på 1 240,00 kr, forfall 19.10.2026.\nBeløpet trekkes fra kontoen din/);
  });

  test("what has nothing left to pay has no link and no word of the bank", () => {
    const figures = { ...telling().figures, leftMinor: 0n };
    const { text } = renderSms(telling({ kind: "receipt", figures, link: null }));
    expect(text.split("\n")).toHaveLength(2);
    expect(text).not.toMatch(/https|nettbank/);
    expect(renderSms(telling({ kind: "receipt" })).text).toContain("Igjen å betale: 1 240,00 kr");
  });

  test("a brand in another script gives way to the registered sender; a typographer's signs cost nothing", () => {
    const named = (brand: string) => renderSms(telling({ sender: { ...telling().sender, brand } })).text.split(":")[0];
    expect(named("عيادة الأسنان")).toBe("Solsiden");
    expect(named("Dr. Łęcki’s “Klinik” – Øst")).toBe('Dr. Lecki\'s "Klinik" - Øst');
    expect(named("Klinikk\u202E\r\nhttps://evil.example")).toBe("Klinikk https");
  });
});

describe("the alphabet of SMS", () => {
  test.each([
    ["a".repeat(160), 1],
    ["a".repeat(161), 2],
    ["a".repeat(306), 2],
    ["a".repeat(307), 3],
    ["€".repeat(80), 1],
    ["€".repeat(81), 2],
    // An escaped sign is not cut in two: 153 is odd, so that one place is lost.
    ["€".repeat(152), 2],
    ["€".repeat(153), 3],
    ["æøåÆØÅéèäöÄÖ\n", 1],
    ["’", undefined],
    ["😀", undefined],
  ])("%#: %s", (text, parts) => {
    expect(smsSegments(text)).toBe(parts);
  });

  test("whatever goes in, what comes out is in the alphabet", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 80 }), (text) => smsSegments(toGsm7(text)) !== undefined),
    );
  });
});

describe("the e-mail", () => {
  test("T-10 the text is complete by itself, and the link's text is its target", () => {
    const { subject, text, html } = renderMail(telling());
    expect(subject).toBe("Betaling til Solsiden Tannklinikk");
    for (const said of ["1 240,00 kr", "19.10.2026", "1047112601018", "K7F-2Q", LINK, "22 33 44 55", "BankID"].map(
      (each) => each.replace(" ", "\u00A0"),
    ))
      expect(text.replaceAll(" ", "\u00A0")).toContain(said.replaceAll(" ", "\u00A0"));
    expect(html).toContain(`<a href="${LINK}">${LINK}</a>`);
    expect([...html.matchAll(/href="([^"]*)"/g)].map(([, target]) => target)).toEqual([LINK]);
    expect(html).not.toMatch(/<img|<script|src=|http(?!s:\/\/betal\.example\.no)/);
  });

  test("a brand cannot write markup or headers", () => {
    const brand = 'A&B <b>"x"</b>\r\nBcc: a@b.example';
    const { subject, html } = renderMail(telling({ sender: { ...telling().sender, brand } }));
    expect(subject).not.toMatch(/[\r\n]/);
    expect(html).toContain("A&amp;B &lt;b&gt;&quot;x&quot;&lt;/b&gt;");
  });
});

describe("the words", () => {
  test("SEC-37 no hole stands open but those for the brand, figures, days, reference, code and telephone", () => {
    const known =
      /\{(brand|amount|due|invoiceOn|drawnOn|nextOn|payBy|count|claims|referenceName|reference|code|telephone)\}/g;
    for (const language of languages)
      for (const [key, text] of Object.entries(messageTexts[language]))
        expect(text.replace(known, ""), `${language} ${key}`).not.toMatch(/[{}]/);
  });

  test("DP-012 a friendly word and the two reminders threaten with nothing", () => {
    const threats =
      /kronofogd|utmätning|betalningsanmärkning|rättslig|inkasso|tvangs|rettslig|retslig|recupero|legal|collection|court/i;
    const friendly = /(lead|subject)\.(nudge|remind1|remind2)$|next\.(step|payBy|several|severalBrief)$/;
    for (const language of languages) {
      const texts = Object.entries(messageTexts[language]).filter(([key]) => friendly.test(key));
      expect(texts).toHaveLength(10);
      expect(texts.filter(([, text]) => threats.test(text))).toEqual([]);
    }
  });

  test.each(every)("SEC-37 $kind in $language gives nothing away", ({ kind, language }) => {
    const one = telling({ kind, language });
    const allow = [one.sender.brand, one.figures.reference!, one.sender.telephone!, LINK];
    const mail = renderMail(one);
    for (const text of [renderSms(one).text, mail.subject, mail.text])
      expect(lint(text, { language, forbid: ["Kari Nordmann"], allow })).toEqual([]);
  });

  test("T-05 every language says what is never asked for", () => {
    for (const language of languages) {
      const text = renderSms(telling({ language })).text;
      expect(text).toContain(messageTexts[language]["never.sms"]);
    }
  });
});

describe("the check code", () => {
  test("N-19 is read as people write it, and nothing else is read", () => {
    expect(showCheckCode("K7F2Q")).toBe("K7F-2Q");
    for (const typed of ["K7F-2Q", "k7f2q", " k7f – 2q ", "K 7 F 2 Q"]) expect(readCheckCode(typed)).toBe("K7F2Q");
    for (const typed of ["", "K7F", "K7F-2QX", "K7F-0Q", "K7F-OQ", "' or 1=1", "K".repeat(10_000)])
      expect(readCheckCode(typed)).toBeUndefined();
  });

  test("a made code is read again", () => {
    for (let at = 0; at < 200; at++) {
      const code = makeCheckCode();
      expect(readCheckCode(showCheckCode(code))).toBe(code);
    }
  });
});

describe("a sender nobody named", () => {
  test.each([
    ["Eksempel Tannklinikk AS", "EksempelTan"],
    ["Åse Øvrebø", "aseovrebo"],
    ["歯科", "Kvitt"],
    ["A B", "Kvitt"],
  ])("of %s is %s", (name, sender) => {
    expect(defaultSender(name).smsSender).toBe(sender);
  });
});
