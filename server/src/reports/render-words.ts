import type { ReportLanguage } from "./render-language.ts";

type Said = readonly [nb: string, sv: string, da: string, it: string];

/** The words of reports, by their English ones; parameters by their names in the query. */
const WORDS: Readonly<Record<string, Said>> = {
  // Titles
  "Aging of receivables": [
    "Aldersfordelt saldoliste",
    "Åldersfördelad reskontra",
    "Aldersfordelt saldoliste",
    "Scadenzario per anzianità",
  ],
  "Aging of receivables by clinic": [
    "Aldersfordelt saldoliste etter klinikk",
    "Åldersfördelad reskontra per klinik",
    "Aldersfordelt saldoliste efter klinik",
    "Scadenzario per anzianità e per clinica",
  ],
  "Audit trail": ["Revisjonsspor", "Behandlingshistorik", "Revisionsspor", "Registro delle operazioni"],
  "Sub-ledger of receivables": ["Kundereskontro", "Kundreskontra", "Debitorsaldi", "Partitario clienti"],
  "Control totals": ["Kontrollsummer", "Kontrollsummor", "Kontrolsummer", "Totali di controllo"],
  "Statement of account": ["Kontoutskrift", "Kontoutdrag", "Kontoudtog", "Estratto conto"],
  "Trial balance": ["Saldobalanse", "Saldobalans", "Saldobalance", "Bilancio di verifica"],
  "Day proof": ["Dagsbevis", "Dagsbevis", "Dagsbevis", "Quadratura giornaliera"],
  "every øre explained": [
    "hver øre er forklart",
    "varje öre är förklarat",
    "hver øre er forklaret",
    "ogni centesimo è spiegato",
  ],
  "a difference": ["en differanse", "en differens", "en difference", "una differenza"],
  "Standing in bank clearing": [
    "Står på interimskonto bank",
    "Står på interimskonto bank",
    "Står på interimskonto bank",
    "In sospeso sul conto transitorio bancario",
  ],
  Invoices: ["Fakturaer", "Fakturor", "Fakturaer", "Fatture"],
  Journal: ["Bilagsjournal", "Grundbok", "Journal", "Libro giornale"],
  Currentness: ["Ajourhold", "Aktualitet", "Ajourføring", "Aggiornamento"],
  "Number series certificate": [
    "Attest for nummerserie",
    "Intyg om nummerserie",
    "Attest for nummerserie",
    "Attestazione della serie numerica",
  ],
  "Missing numbers": ["Manglende numre", "Saknade nummer", "Manglende numre", "Numeri mancanti"],
  // Columns
  Account: ["Konto", "Konto", "Konto", "Conto"],
  "Account balance": ["Kontosaldo", "Kontosaldo", "Kontosaldo", "Saldo del conto"],
  Amount: ["Beløp", "Belopp", "Beløb", "Importo"],
  Balance: ["Saldo", "Saldo", "Saldo", "Saldo"],
  Count: ["Antall", "Antal", "Antal", "Numero"],
  Credit: ["Kredit", "Kredit", "Kredit", "Avere"],
  Credited: ["Kreditert", "Krediterat", "Krediteret", "Accreditato"],
  Customer: ["Kunde", "Kund", "Kunde", "Cliente"],
  Date: ["Dato", "Datum", "Dato", "Data"],
  Day: ["Dag", "Dag", "Dag", "Giorno"],
  Days: ["Dager", "Dagar", "Dage", "Giorni"],
  Debit: ["Debet", "Debet", "Debet", "Dare"],
  Difference: ["Differanse", "Differens", "Difference", "Differenza"],
  Due: ["Forfall", "Förfaller", "Forfald", "Scadenza"],
  Entry: ["Bilag", "Verifikation", "Bilag", "Registrazione"],
  Equation: ["Likning", "Ekvation", "Ligning", "Equazione"],
  First: ["Første", "Första", "Første", "Primo"],
  Id: ["Id", "Id", "Id", "Id"],
  "In words": ["Med ord", "Med ord", "Med ord", "A parole"],
  Invoice: ["Faktura", "Faktura", "Faktura", "Fattura"],
  Items: ["Poster", "Poster", "Poster", "Partite"],
  Kind: ["Type", "Typ", "Type", "Tipo"],
  Last: ["Siste", "Sista", "Sidste", "Ultimo"],
  Ledger: ["Regnskap", "Bokföring", "Regnskab", "Contabilità"],
  Line: ["Linje", "Rad", "Linje", "Riga"],
  Missing: ["Mangler", "Saknas", "Mangler", "Mancanti"],
  Name: ["Navn", "Namn", "Navn", "Nome"],
  Number: ["Nummer", "Nummer", "Nummer", "Numero"],
  "Numbered by": ["Nummerert av", "Numrerad av", "Nummereret af", "Numerato da"],
  Open: ["Rest", "Rest", "Rest", "Residuo"],
  Payer: ["Betaler", "Betalare", "Betaler", "Pagatore"],
  Postings: ["Posteringer", "Posteringar", "Posteringer", "Movimenti"],
  Reference: ["KID", "OCR", "Betalings-id", "Causale"],
  As: ["Som", "Som", "Som", "Come"],
  "Code of subject": ["Kode for gjelder", "Kod för gäller", "Kode for vedrører", "Codice dell’oggetto"],
  "Code of what": ["Kode for hva", "Kod för vad", "Kode for hvad", "Codice dell’azione"],
  "Code of who": ["Kode for hvem", "Kod för vem", "Kode for hvem", "Codice di chi"],
  Data: ["Data", "Data", "Data", "Dati"],
  Detail: ["Detaljer", "Detaljer", "Detaljer", "Dettagli"],
  Recorded: ["Bokført", "Bokförd", "Bogført", "Registrato"],
  Request: ["Forespørsel", "Begäran", "Forespørgsel", "Richiesta"],
  Subject: ["Gjelder", "Gäller", "Vedrører", "Oggetto"],
  Time: ["Tid", "Tid", "Tid", "Ora"],
  Who: ["Hvem", "Vem", "Hvem", "Chi"],
  Reverses: ["Tilbakefører", "Återför", "Tilbagefører", "Storna"],
  Since: ["Siden", "Sedan", "Siden", "Dal"],
  Source: ["Kilde", "Källa", "Kilde", "Origine"],
  Total: ["Sum", "Summa", "I alt", "Totale"],
  What: ["Hva", "Vad", "Hvad", "Che cosa"],
  "Whose they are": ["Hvor de hører til", "Vart de hör", "Hvor de hører til", "A chi appartengono"],
  "not due": ["ikke forfalt", "ej förfallet", "ikke forfaldet", "non scaduto"],
  // Cells that stand for a whole row
  total: ["sum", "summa", "i alt", "totale"],
  "no customer": ["uten kunde", "utan kund", "uden kunde", "senza cliente"],
  "opening balance": ["inngående saldo", "ingående saldo", "primosaldo", "saldo iniziale"],
  "closing balance": ["utgående saldo", "utgående saldo", "ultimosaldo", "saldo finale"],
  person: ["person", "person", "person", "persona"],
  company: ["foretak", "företag", "virksomhed", "azienda"],
  insurer: ["forsikring", "försäkring", "forsikring", "assicurazione"],
  none: ["uten betaler", "utan betalare", "uden betaler", "senza pagatore"],
  // The frame
  About: ["Om rapporten", "Om rapporten", "Om rapporten", "Informazioni"],
  Rows: ["Rader", "Rader", "Rækker", "Righe"],
  Page: ["Side", "Sida", "Side", "Pagina"],
  of: ["av", "av", "af", "di"],
  "Carried over": ["Overført", "Överfört", "Overført", "Riporto"],
  "Carried forward": ["Overføres", "Överförs", "Overføres", "A riportare"],
  // Parameters
  asOf: ["Per dato", "Per datum", "Pr. dato", "Alla data"],
  knownAt: ["Tidspunkt (kjent per)", "Tidpunkt (känt per)", "Tidspunkt (kendt pr.)", "Ora (noto al)"],
  currency: ["Valuta", "Valuta", "Valuta", "Valuta"],
  from: ["Fra", "Från", "Fra", "Dal"],
  to: ["Til", "Till", "Til", "Al"],
  day: ["Dag", "Dag", "Dag", "Giorno"],
  today: ["I dag", "I dag", "I dag", "Oggi"],
  expectedThrough: ["Ventet til og med", "Väntat till och med", "Ventet til og med", "Atteso fino al"],
  partyId: ["Kunde", "Kund", "Kunde", "Cliente"],
  settledToo: ["Også oppgjorte", "Även reglerade", "Også afregnede", "Anche saldate"],
  by: ["Alder etter", "Ålder efter", "Alder efter", "Anzianità da"],
  fromDays: ["Dager fra", "Dagar från", "Dage fra", "Giorni da"],
  toDays: ["Dager til", "Dagar till", "Dage til", "Giorni a"],
  payer: ["Betaler", "Betalare", "Betaler", "Pagatore"],
  state: ["Status", "Status", "Status", "Stato"],
  side: ["Side", "Sida", "Side", "Lato"],
  q: ["Søk", "Sökning", "Søgning", "Ricerca"],
  group: ["Gruppert etter", "Grupperat efter", "Grupperet efter", "Raggruppato per"],
  ledgerId: ["Regnskap", "Bokföring", "Regnskab", "Contabilità"],
  actorId: ["Hvem", "Vem", "Hvem", "Chi"],
  action: ["Hva", "Vad", "Hvad", "Che cosa"],
  subjectKind: ["Gjelder", "Gäller", "Vedrører", "Oggetto"],
  subjectId: ["Id", "Id", "Id", "Id"],
  series: ["Nummerserie", "Nummerserie", "Nummerserie", "Serie numerica"],
  sealRoot: ["Segl (rot)", "Sigill (rot)", "Segl (rod)", "Sigillo (radice)"],
  user: ["Bruker", "Användare", "Bruger", "Utente"],
};

/** What a parameter's name is in English. */
const PARAMETERS: Readonly<Record<string, string>> = {
  asOf: "As of",
  knownAt: "Time (known at)",
  currency: "Currency",
  from: "From",
  to: "To",
  day: "Day",
  today: "Today",
  expectedThrough: "Expected through",
  partyId: "Customer",
  settledToo: "Settled too",
  by: "Age by",
  fromDays: "Days from",
  toDays: "Days to",
  payer: "Payer",
  state: "State",
  side: "Side",
  q: "Search",
  group: "Grouped by",
  ledgerId: "Ledger",
  actorId: "Who",
  action: "What",
  subjectKind: "Subject",
  subjectId: "Id",
  series: "Number series",
  sealRoot: "Seal (root)",
  user: "User",
};
const OVER: Said = ["over", "över", "over", "oltre"];
const PLACE: Readonly<Record<Exclude<ReportLanguage, "en">, 0 | 1 | 2 | 3>> = { nb: 0, sv: 1, da: 2, it: 3 };

/** A word of reports in a language. What is no word of ours, such as a ledger's name, stays as it is. */
export function say(text: string, language: ReportLanguage): string {
  if (language === "en") return PARAMETERS[text] ?? text;
  const days = /^over (\d+)$/.exec(text)?.[1];
  if (days) return `${OVER[PLACE[language]]} ${days}`;
  return WORDS[text]?.[PLACE[language]] ?? text;
}

/** A title: its first part and its last are words, what stands between is a name. */
export function sayTitle(title: string, language: ReportLanguage): string {
  const [, head = "", name = "", verdict = ""] =
    /^([^,:]*)(,.*?)?(: (?:every øre explained|a difference))?$/.exec(title) ?? [];
  if (!head) return title;
  return `${say(head, language)}${name}${verdict ? `: ${say(verdict.slice(2), language)}` : ""}`;
}
