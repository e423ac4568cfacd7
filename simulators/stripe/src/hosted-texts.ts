/** The hosted page's words, as a payer would see them. */

export type Language = "nb" | "sv" | "da" | "it" | "en";

export type HostedTexts = {
  readonly number: string;
  readonly expiry: string;
  readonly code: string;
  readonly pay: string;
  readonly back: string;
  readonly declined: string;
  readonly prove: string;
  readonly yes: string;
  readonly no: string;
  readonly paid: string;
  readonly over: string;
  readonly notReal: string;
};

const texts: Readonly<Record<Language, HostedTexts>> = {
  nb: {
    number: "Kortnummer",
    expiry: "Utløper (MM/ÅÅ)",
    code: "Sikkerhetskode",
    pay: "Betal",
    back: "Tilbake",
    declined: "Kortet ble ikke godkjent. Ingen penger er trukket. Prøv igjen eller bruk et annet kort.",
    prove: "Banken din vil vite at det er deg.",
    yes: "Det er meg",
    no: "Avvis",
    paid: "Betalingen er godkjent.",
    over: "Denne siden tar ikke lenger imot betaling.",
    notReal: "Simulert side: bruk bare testkort.",
  },
  sv: {
    number: "Kortnummer",
    expiry: "Giltigt till (MM/ÅÅ)",
    code: "Säkerhetskod",
    pay: "Betala",
    back: "Tillbaka",
    declined: "Kortet godkändes inte. Inga pengar har dragits. Försök igen eller använd ett annat kort.",
    prove: "Din bank vill veta att det är du.",
    yes: "Det är jag",
    no: "Avvisa",
    paid: "Betalningen är godkänd.",
    over: "Den här sidan tar inte längre emot betalning.",
    notReal: "Simulerad sida: använd bara testkort.",
  },
  da: {
    number: "Kortnummer",
    expiry: "Udløber (MM/ÅÅ)",
    code: "Kontrolkode",
    pay: "Betal",
    back: "Tilbage",
    declined: "Kortet blev ikke godkendt. Der er ikke trukket penge. Prøv igen eller brug et andet kort.",
    prove: "Din bank vil vide, at det er dig.",
    yes: "Det er mig",
    no: "Afvis",
    paid: "Betalingen er godkendt.",
    over: "Denne side tager ikke længere imod betaling.",
    notReal: "Simuleret side: brug kun testkort.",
  },
  it: {
    number: "Numero della carta",
    expiry: "Scadenza (MM/AA)",
    code: "Codice di sicurezza",
    pay: "Paga",
    back: "Indietro",
    declined: "La carta non è stata accettata. Nessun importo è stato addebitato. Riprova o usa un'altra carta.",
    prove: "La tua banca vuole sapere che sei tu.",
    yes: "Sono io",
    no: "Rifiuta",
    paid: "Il pagamento è stato autorizzato.",
    over: "Questa pagina non accetta più pagamenti.",
    notReal: "Pagina simulata: usa solo carte di prova.",
  },
  en: {
    number: "Card number",
    expiry: "Expires (MM/YY)",
    code: "Security code",
    pay: "Pay",
    back: "Back",
    declined: "The card was not accepted. No money has been taken. Try again or use another card.",
    prove: "Your bank wants to know that it is you.",
    yes: "It is me",
    no: "Decline",
    paid: "The payment is approved.",
    over: "This page does not take payment any more.",
    notReal: "Simulated page: test cards only.",
  },
};

/** The session's language; `auto` or none is the browser's first that is known, else English. */
export function languageOf(locale: string | null, accepted: string): Language {
  const wanted =
    locale === null || locale === "auto"
      ? accepted.split(",").map((part) => part.trim().slice(0, 2).toLowerCase())
      : [locale];
  return wanted.find((name): name is Language => Object.hasOwn(texts, name)) ?? "en";
}

export function textsIn(language: Language): HostedTexts {
  return texts[language];
}
