/** The payer's page in five languages. */

import type { Language } from "./types.ts";

export type ApplyTexts = {
  readonly question: string;
  readonly terms: (terms: number, perTerm: string) => string;
  readonly price: (rate: string, total: string) => string;
  readonly yes: string;
  readonly no: string;
  readonly status: Readonly<Record<"accepted" | "declined" | "pending" | "cancelled" | "expired", string>>;
  readonly back: string;
  readonly check: string;
};

export const applyTexts: Readonly<Record<Language, ApplyTexts>> = {
  nb: {
    question: "Hvordan vil du dele opp?",
    terms: (terms, perTerm) => `${terms} måneder, ${perTerm} i måneden`,
    price: (rate, total) => `Effektiv rente ${rate} %. Totalt ${total}.`,
    yes: "Søk",
    no: "Nei takk",
    status: {
      accepted: "Avtalen er inngått.",
      declined: "Vi kan ikke tilby deg dette.",
      pending: "Vi ser på søknaden.",
      cancelled: "Søknaden er trukket.",
      expired: "Tilbudet er gått ut.",
    },
    back: "Tilbake",
    check: "Vi gjør en kredittvurdering når du søker.",
  },
  sv: {
    question: "Hur vill du dela upp?",
    terms: (terms, perTerm) => `${terms} månader, ${perTerm} i månaden`,
    price: (rate, total) => `Effektiv ränta ${rate} %. Totalt ${total}.`,
    yes: "Ansök",
    no: "Nej tack",
    status: {
      accepted: "Avtalet är ingånget.",
      declined: "Vi kan inte erbjuda dig detta.",
      pending: "Vi tittar på ansökan.",
      cancelled: "Ansökan är återtagen.",
      expired: "Erbjudandet har gått ut.",
    },
    back: "Tillbaka",
    check: "Vi gör en kreditprövning när du ansöker.",
  },
  da: {
    question: "Hvordan vil du dele op?",
    terms: (terms, perTerm) => `${terms} måneder, ${perTerm} om måneden`,
    price: (rate, total) => `ÅOP ${rate} %. I alt ${total}.`,
    yes: "Ansøg",
    no: "Nej tak",
    status: {
      accepted: "Aftalen er indgået.",
      declined: "Vi kan ikke tilbyde dig dette.",
      pending: "Vi ser på ansøgningen.",
      cancelled: "Ansøgningen er trukket tilbage.",
      expired: "Tilbuddet er udløbet.",
    },
    back: "Tilbage",
    check: "Vi foretager en kreditvurdering, når du ansøger.",
  },
  it: {
    question: "Come vuoi dividere?",
    terms: (terms, perTerm) => `${terms} mesi, ${perTerm} al mese`,
    price: (rate, total) => `TAEG ${rate} %. Totale ${total}.`,
    yes: "Richiedi",
    no: "No, grazie",
    status: {
      accepted: "Il contratto è concluso.",
      declined: "Non possiamo offrirtelo.",
      pending: "Stiamo esaminando la richiesta.",
      cancelled: "La richiesta è ritirata.",
      expired: "L'offerta è scaduta.",
    },
    back: "Indietro",
    check: "Alla richiesta valutiamo il merito di credito.",
  },
  en: {
    question: "How would you like to split it?",
    terms: (terms, perTerm) => `${terms} months, ${perTerm} a month`,
    price: (rate, total) => `Effective rate ${rate} %. ${total} in all.`,
    yes: "Apply",
    no: "No thanks",
    status: {
      accepted: "The agreement is made.",
      declined: "We cannot offer you this.",
      pending: "We are looking at it.",
      cancelled: "The application is withdrawn.",
      expired: "The offer has run out.",
    },
    back: "Back",
    check: "We make a credit check when you apply.",
  },
};
