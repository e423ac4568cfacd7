import type { ReportLanguage } from "../render-language.ts";
import { FIELDS, type Said } from "./field-words.ts";

/** The words of a dossier on paper. */

const LANGUAGES: readonly ReportLanguage[] = ["en", "nb", "sv", "da", "it"];

const FRAME: Readonly<Record<string, Said>> = {
  title: ["Dossier", "Bevismappe", "Underlag", "Bevismappe", "Fascicolo"],
  contents: ["Contents", "Innhold", "Innehåll", "Indhold", "Indice"],
  papers: [
    "Papers asked for",
    "Dokumenter som kreves",
    "Handlingar som krävs",
    "Krævede dokumenter",
    "Documenti richiesti",
  ],
  leftOut: ["Left out", "Utelatt", "Utelämnat", "Udeladt", "Omesso"],
  nothingLeftOut: ["Nothing", "Ingenting", "Ingenting", "Intet", "Nulla"],
  piece: ["Piece", "Bilag", "Bilaga", "Bilag", "Allegato"],
  state: ["State", "Status", "Status", "Status", "Stato"],
  why: ["Why", "Hvorfor", "Varför", "Hvorfor", "Perché"],
  what: ["What", "Hva", "Vad", "Hvad", "Cosa"],
  wholePiece: ["all", "alt", "allt", "alt", "tutto"],
  pieces: ["Pieces", "Bilag", "Bilagor", "Bilag", "Allegati"],
  page: ["Page", "Side", "Sida", "Side", "Pagina"],
  pageOf: ["of", "av", "av", "af", "di"],
  reader: ["For", "Til", "Till", "Til", "Per"],
  creditor: ["Creditor", "Kreditor", "Borgenär", "Kreditor", "Creditore"],
  orgNo: ["Company number", "Organisasjonsnummer", "Organisationsnummer", "CVR-nummer", "Partita IVA"],
  bill: ["Invoice", "Faktura", "Faktura", "Faktura", "Fattura"],
  totalMinor: ["Total", "Sum", "Summa", "Sum", "Totale"],
  paidMinor: ["Paid", "Betalt", "Betalt", "Betalt", "Pagato"],
  creditedMinor: ["Credited", "Kreditert", "Krediterat", "Krediteret", "Accreditato"],
  lostMinor: ["Given up as lost", "Tapsført", "Avskrivet som förlust", "Tabsført", "Passato a perdita"],
  openMinor: ["Left to pay", "Gjenstår", "Kvar att betala", "Resterer", "Da pagare"],
  supportState: [
    "Proof for the state's share",
    "Bevis for statens andel",
    "Bevis för statens del",
    "Bevis for statens andel",
    "Prova per la quota statale",
  ],
  contentSha256: [
    "SHA-256 of the content",
    "SHA-256 av innholdet",
    "SHA-256 av innehållet",
    "SHA-256 af indholdet",
    "SHA-256 del contenuto",
  ],
  sha256: ["SHA-256", "SHA-256", "SHA-256", "SHA-256", "SHA-256"],
  file: ["Attached file", "Vedlagt fil", "Bifogad fil", "Vedhæftet fil", "File allegato"],
};

const PIECES: Readonly<Record<string, Said>> = {
  invoice: ["Invoice", "Faktura", "Faktura", "Faktura", "Fattura"],
  lines: ["Lines of the invoice", "Fakturalinjer", "Fakturarader", "Fakturalinjer", "Righe della fattura"],
  document: [
    "Document as it was made",
    "Dokument slik det ble laget",
    "Dokument så som det gjordes",
    "Dokument som det blev lavet",
    "Documento come emesso",
  ],
  itemisedDocument: [
    "Itemised document as it was made",
    "Spesifisert dokument slik det ble laget",
    "Specificerat dokument så som det gjordes",
    "Specificeret dokument som det blev lavet",
    "Documento dettagliato come emesso",
  ],
  stateShare: ["The state's share", "Statens andel", "Statens del", "Statens andel", "Quota statale"],
  statePayout: [
    "Paid by the state",
    "Utbetalt av staten",
    "Utbetalt av staten",
    "Udbetalt af staten",
    "Pagamento dello Stato",
  ],
  stateReclaim: [
    "Wanted back by the state",
    "Krevd tilbake av staten",
    "Återkrävt av staten",
    "Krævet tilbage af staten",
    "Richiesta di rimborso dello Stato",
  ],
  plan: ["Instalment plan", "Nedbetalingsplan", "Avbetalningsplan", "Afdragsordning", "Piano rateale"],
  step: ["Follow-up step", "Oppfølgingssteg", "Uppföljningssteg", "Opfølgningstrin", "Passo di sollecito"],
  message: ["Message", "Melding", "Meddelande", "Besked", "Messaggio"],
  note: ["Note of a contact", "Notat om kontakt", "Anteckning om kontakt", "Notat om kontakt", "Nota di contatto"],
  promise: ["Promise to pay", "Betalingsløfte", "Betalningslöfte", "Betalingsløfte", "Promessa di pagamento"],
  dispute: ["Objection", "Innsigelse", "Invändning", "Indsigelse", "Contestazione"],
  hold: ["Hold", "Pause", "Uppehåll", "Pause", "Sospensione"],
  gapNote: [
    "Why a measure is missing",
    "Hvorfor et tiltak mangler",
    "Varför en åtgärd saknas",
    "Hvorfor et tiltag mangler",
    "Perché manca una misura",
  ],
  approval: ["Approval", "Godkjenning", "Godkännande", "Godkendelse", "Approvazione"],
  payment: ["Payment", "Betaling", "Betalning", "Betaling", "Pagamento"],
  credit: ["Credit note", "Kreditnota", "Kreditfaktura", "Kreditnota", "Nota di credito"],
  moneyBack: [
    "Money that went back",
    "Penger som gikk tilbake",
    "Pengar som gick tillbaka",
    "Penge der gik tilbage",
    "Denaro restituito",
  ],
  handOver: [
    "Hand-over to the agency",
    "Overlevering til inkasso",
    "Överlämnande till inkasso",
    "Overdragelse til inkasso",
    "Cessione al recupero crediti",
  ],
  agencyStatus: [
    "The agency's word",
    "Melding fra inkassobyrået",
    "Besked från inkassobolaget",
    "Besked fra inkassobureauet",
    "Comunicazione dell'agenzia",
  ],
  agencyReport: [
    "The agency's report",
    "Rapport fra inkassobyrået",
    "Rapport från inkassobolaget",
    "Rapport fra inkassobureauet",
    "Rapporto dell'agenzia",
  ],
  loss: ["Loss", "Konstatert tap", "Konstaterad kundförlust", "Konstateret tab", "Perdita su crediti"],
  recovery: ["Recovered after all", "Kom inn likevel", "Kom in ändå", "Kom ind alligevel", "Recuperato in seguito"],
};

const PAPER_WORDS: Readonly<Record<string, Said>> = {
  specifiedInvoice: [
    "Invoice specified by measure",
    "Faktura spesifisert per tiltak",
    "Specificerad faktura per åtgärd",
    "Faktura specificeret pr. behandling",
    "Fattura dettagliata per prestazione",
  ],
  invoiceAsIssued: [
    "Invoice as it was made",
    "Fakturaen slik den ble laget",
    "Fakturan så som den gjordes",
    "Fakturaen som den blev lavet",
    "Fattura come emessa",
  ],
  bankExtract: [
    "Extract from the bank",
    "Utdrag fra banken",
    "Utdrag från banken",
    "Udskrift fra banken",
    "Estratto bancario",
  ],
  partnerReceipt: [
    "Receipt for card, wallet or app",
    "Kvittering for kort eller app",
    "Kvitto för kort eller app",
    "Kvittering for kort eller app",
    "Ricevuta di carta o app",
  ],
  otherProof: [
    "Proof of another payment",
    "Bevis for annen betaling",
    "Bevis för annan betalning",
    "Bevis for anden betaling",
    "Prova di altro pagamento",
  ],
  paymentPlan: [
    "Plan that names the invoice",
    "Plan som nevner fakturaen",
    "Plan som nämner fakturan",
    "Plan der nævner fakturaen",
    "Piano che cita la fattura",
  ],
  remind1: [
    "First reminder with proof",
    "Første purring med bevis",
    "Första påminnelsen med bevis",
    "Første rykker med bevis",
    "Primo sollecito con prova",
  ],
  remind2: [
    "Second reminder with proof",
    "Andre purring med bevis",
    "Andra påminnelsen med bevis",
    "Anden rykker med bevis",
    "Secondo sollecito con prova",
  ],
  headOffice: ["Head office", "Hovedkontoret", "Huvudkontoret", "Hovedkontoret", "Sede centrale"],
};

const REASONS: Readonly<Record<string, Said>> = {
  in: ["in", "med", "med", "med", "presente"],
  missing: ["missing", "mangler", "saknas", "mangler", "mancante"],
  leftOutState: ["left out", "utelatt", "utelämnat", "udeladt", "omesso"],
  noMeasureCode: [
    "A line has no measure's code.",
    "En linje mangler tiltakskode.",
    "En rad saknar åtgärdskod.",
    "En linje mangler ydelseskode.",
    "Una riga è senza codice di prestazione.",
  ],
  notKept: [
    "No file of the invoice was made.",
    "Det ble ikke laget noen fil av fakturaen.",
    "Ingen fil av fakturan har gjorts.",
    "Der blev ikke lavet en fil af fakturaen.",
    "Non è stato prodotto alcun file della fattura.",
  ],
  noBankFile: [
    "No file of the bank holds the payment.",
    "Ingen bankfil viser betalingen.",
    "Ingen bankfil visar betalningen.",
    "Ingen bankfil viser betalingen.",
    "Nessun file bancario mostra il pagamento.",
  ],
  noReference: [
    "The partner gave no reference.",
    "Partneren oppga ingen referanse.",
    "Partnern lämnade ingen referens.",
    "Partneren oplyste ingen reference.",
    "Il partner non ha fornito un riferimento.",
  ],
  notTaken: [
    "It was not done.",
    "Det er ikke gjort.",
    "Det har inte gjorts.",
    "Det er ikke gjort.",
    "Non è stato fatto.",
  ],
  noProof: ["It has no proof.", "Det mangler bevis.", "Bevis saknas.", "Der mangler bevis.", "Manca la prova."],
  treatmentText: [
    "It tells what was treated.",
    "Det forteller hva som ble behandlet.",
    "Det berättar vad som behandlades.",
    "Det fortæller hvad der blev behandlet.",
    "Rivela la prestazione sanitaria.",
  ],
  freeWords: [
    "People's own words may tell of health.",
    "Frie ord kan fortelle om helse.",
    "Fria ord kan berätta om hälsa.",
    "Frie ord kan fortælle om helbred.",
    "Le parole libere possono rivelare dati sanitari.",
  ],
  notTheDebtor: [
    "The patient is not the debtor.",
    "Pasienten er ikke skyldneren.",
    "Patienten är inte gäldenären.",
    "Patienten er ikke skyldneren.",
    "Il paziente non è il debitore.",
  ],
  stateSupport: [
    "It tells of the patient's state support.",
    "Det forteller om pasientens tilskudd.",
    "Det berättar om patientens tandvårdsstöd.",
    "Det fortæller om patientens tilskud.",
    "Rivela il contributo statale del paziente.",
  ],
  notAtIssue: [
    "The reader does not judge it.",
    "Mottakeren tar ikke stilling til det.",
    "Mottagaren prövar det inte.",
    "Modtageren tager ikke stilling til det.",
    "Il destinatario non lo valuta.",
  ],
  internal: [
    "It is about our own work.",
    "Det gjelder vårt eget arbeid.",
    "Det rör vårt eget arbete.",
    "Det vedrører vores eget arbejde.",
    "Riguarda il lavoro interno.",
  ],
};

const STATES: Readonly<Record<string, Said>> = {
  gap: ["a measure is missing", "et tiltak mangler", "en åtgärd saknas", "et tiltag mangler", "manca una misura"],
  inProcess: ["in process", "under arbeid", "pågår", "i gang", "in corso"],
  allMeasuresTaken: [
    "all measures taken",
    "alle tiltak tatt",
    "alla åtgärder vidtagna",
    "alle tiltag taget",
    "tutte le misure adottate",
  ],
  paid: [
    "the patient has paid",
    "pasienten har betalt",
    "patienten har betalat",
    "patienten har betalt",
    "il paziente ha pagato",
  ],
};

const READERS: Readonly<Record<string, Said>> = {
  forsakringskassan: [
    "Försäkringskassan",
    "Försäkringskassan",
    "Försäkringskassan",
    "Försäkringskassan",
    "Försäkringskassan",
  ],
  agency: ["Collection agency", "Inkassobyrå", "Inkassobolag", "Inkassobureau", "Agenzia di recupero crediti"],
  court: ["Court", "Domstol", "Domstol", "Domstol", "Tribunale"],
  insurer: ["Insurer", "Forsikringsselskap", "Försäkringsbolag", "Forsikringsselskab", "Assicurazione"],
};

/** The words of a dossier by what they are of; what has no word here, as a partner's own code, stays as it is. */
const BOOKS = {
  frame: FRAME,
  piece: PIECES,
  paper: { ...PIECES, ...PAPER_WORDS },
  reason: REASONS,
  reader: READERS,
  supportState: STATES,
  field: FIELDS,
};
export type WordOf = keyof typeof BOOKS;

export const hasWord = (of: WordOf, key: string): boolean => key in BOOKS[of];

/** A word in the reader's language. */
export function word(of: WordOf, key: string, language: ReportLanguage): string {
  const said = (BOOKS[of] as Readonly<Record<string, Said>>)[key];
  return said?.[LANGUAGES.indexOf(language)] ?? key;
}
