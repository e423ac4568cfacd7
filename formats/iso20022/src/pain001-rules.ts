/** What must hold before payment orders are written (formats: camt, section 8). */
import { checkKid, isIban, isKontonummer, isLuhnValid, isRf } from "@kvitt/values";
import type { PayeeAccount, PaymentFile, PaymentGroup, PaymentOrder, PaymentRemittance } from "./pain001-model.ts";
import type { ProblemList } from "./problems.ts";

/** What only the caller knows: today, and on which days the banks of the debit account's country work. */
export interface PaymentCalendar {
  readonly asOf: Temporal.PlainDate;
  readonly isBankDay: (date: Temporal.PlainDate) => boolean;
}

/** Identifications: SWIFT's character set, at most 35, no leading and no double slash. */
export function isPaymentId(text: string): boolean {
  return (
    /^[A-Za-z0-9/\-?:().,'+ ]{1,35}$/.test(text) && text.trim() !== "" && !text.startsWith("/") && !text.includes("//")
  );
}

/** A KID of unknown agreement: the payee's bank knows the modulus, so either check passes. */
function isAnyKid(kid: string): boolean {
  return checkKid(kid, { modulus: "mod10" }) === undefined || checkKid(kid, { modulus: "mod11" }) === undefined;
}

/** A bankgiro or plusgiro number ends in a Luhn digit. */
const isGiro = (number: string, shape: RegExp): boolean => shape.test(number) && isLuhnValid(number);

/** Whether the account's digits are right, as far as its kind has a check. */
export function isPayableAccount(account: PayeeAccount): boolean {
  switch (account.kind) {
    case "iban":
      return isIban(account.iban) && (account.bic === undefined || isBic(account.bic));
    case "norwegian":
      return isKontonummer(account.number);
    case "bankgiro":
      return isGiro(account.number, /^\d{7,8}$/);
    case "plusgiro":
      return isGiro(account.number, /^\d{2,8}$/);
    case "swedish":
      return /^\d{4,5}$/.test(account.clearing) && /^\d{1,12}$/.test(account.number);
    case "danish":
      return /^\d{4}$/.test(account.registration) && /^\d{1,10}$/.test(account.number);
  }
}

const isBic = (bic: string): boolean => /^[A-Z]{6}[A-Z0-9]{2}([A-Z0-9]{3})?$/.test(bic);

/** Control characters and halves of surrogate pairs, which no bank and no XML takes. */
const isPrintable = (text: string): boolean => text.isWellFormed() && !/[\p{Cc}\uFFFE\uFFFF]/u.test(text);

/** Checks made in one place of the file, which is named in the problem. */
interface Place {
  readonly problems: ProblemList;
  readonly path: string;
}

function checkText({ problems, path }: Place, name: string, text: string | undefined, longest: number): void {
  if (text === undefined) return;
  if (text.length > longest) problems.add("TEXT_TOO_LONG", 0, `${path}/${name}`, String(text.length));
  if (!isPrintable(text)) problems.add("CHARACTERS_REFUSED", 0, `${path}/${name}`);
  if (text.trim() === "") problems.add("ELEMENT_MISSING", 0, `${path}/${name}`);
}

function checkId({ problems, path }: Place, name: string, id: string | undefined): void {
  if (id !== undefined && !isPaymentId(id)) problems.add("ID_INVALID", 0, `${path}/${name}`);
}

function checkUnique(problems: ProblemList, name: string, ids: readonly string[]): void {
  for (const [id, uses] of Map.groupBy(ids, (each) => each)) {
    if (uses.length > 1) problems.add("ID_REPEATED", 0, name, isPaymentId(id) ? id : undefined);
  }
}

/** Credit notes net against invoices to the same payee; what is left must be the payment. */
function checkDocuments(
  place: Place,
  remittance: Extract<PaymentRemittance, { kind: "documents" }>,
  order: PaymentOrder,
): void {
  const { problems, path } = place;
  let net = 0n;
  for (const { type, number, reference, amountMinor } of remittance.documents) {
    if (amountMinor <= 0n) problems.add("AMOUNT_NOT_POSITIVE", 0, `${path}/Strd`, String(amountMinor));
    if (number === undefined && reference === undefined) problems.add("ELEMENT_MISSING", 0, `${path}/Strd/Nb`);
    checkText(place, "Strd/Nb", number, 35);
    checkText(place, "Strd/Ref", reference, 35);
    net += type === "CREN" ? -amountMinor : amountMinor;
  }
  if (net !== order.amountMinor) problems.add("REMITTANCE_NET_MISMATCH", 0, `${path}/RmtInf`, String(net));
}

function checkRemittance(place: Place, order: PaymentOrder): void {
  const { remittance } = order;
  const refuse = (value: string): void =>
    place.problems.add("REFERENCE_INVALID", 0, `${place.path}/RmtInf/Strd/Ref`, shown(value));
  switch (remittance.kind) {
    case "kid":
      if (!isAnyKid(remittance.kid)) refuse(remittance.kid);
      return;
    case "ocr":
      if (!isGiro(remittance.ocr, /^\d{2,25}$/)) refuse(remittance.ocr);
      return;
    case "rf":
      if (!isRf(remittance.rf)) refuse(remittance.rf);
      return;
    case "documents":
      checkDocuments(place, remittance, order);
      return;
    case "text":
      for (const line of remittance.lines) checkText(place, "RmtInf/Ustrd", line, 140);
  }
}

/** A reference may be shown; anything that does not look like one may be a text. */
const shown = (value: string): string | undefined => (/^[A-Z0-9-]{1,25}$/.test(value) ? value : undefined);

function checkAddress(place: Place, name: string, address: PaymentOrder["payeeAddress"] | undefined): void {
  if (address === undefined) return;
  checkText(place, `${name}/PstlAdr/StrtNm`, address.street, 70);
  checkText(place, `${name}/PstlAdr/BldgNb`, address.buildingNumber, 16);
  checkText(place, `${name}/PstlAdr/PstCd`, address.postCode, 16);
  checkText(place, `${name}/PstlAdr/TwnNm`, address.town, 35);
  if (!/^[A-Z]{2}$/.test(address.country))
    place.problems.add("ELEMENT_MISSING", 0, `${place.path}/${name}/PstlAdr/Ctry`);
}

function checkOrder(problems: ProblemList, order: PaymentOrder, path: string): void {
  const place: Place = { problems, path };
  checkId(place, "InstrId", order.instructionId);
  checkId(place, "EndToEndId", order.endToEndId);
  if (order.amountMinor <= 0n) problems.add("AMOUNT_NOT_POSITIVE", 0, `${path}/InstdAmt`, String(order.amountMinor));
  checkText(place, "Cdtr/Nm", order.payeeName, 70);
  checkAddress(place, "Cdtr", order.payeeAddress);
  if (!isPayableAccount(order.account)) problems.add("ACCOUNT_INVALID", 0, `${path}/CdtrAcct`);
  checkRemittance(place, order);
}

function checkGroup(problems: ProblemList, group: PaymentGroup, path: string, calendar: PaymentCalendar): void {
  const place: Place = { problems, path };
  const { executeOn } = group;
  checkId(place, "PmtInfId", group.id);
  if (group.orders.length === 0) problems.add("NOTHING_TO_PAY", 0, path);
  if (Temporal.PlainDate.compare(executeOn, calendar.asOf) < 0) {
    problems.add("DATE_IN_PAST", 0, `${path}/ReqdExctnDt`, executeOn.toString());
  } else if (!calendar.isBankDay(executeOn)) {
    problems.add("NOT_A_BANK_DAY", 0, `${path}/ReqdExctnDt`, executeOn.toString());
  }
  if (!/^[A-Z]{3}$/.test(group.currency)) problems.add("CURRENCY_INVALID", 0, `${path}/DbtrAcct/Ccy`);
  checkText(place, "Dbtr/Nm", group.debtorName, 70);
  checkAddress(place, "Dbtr", group.debtorAddress);
  if (!isPayableAccount(group.debtorAccount)) problems.add("ACCOUNT_INVALID", 0, `${path}/DbtrAcct`);
  if (!isBic(group.debtorBic)) problems.add("ACCOUNT_INVALID", 0, `${path}/DbtrAgt`);
  for (const [index, order] of group.orders.entries()) checkOrder(problems, order, `${path}/CdtTrfTxInf[${index + 1}]`);
}

/** Every rule on a file before it is written; problems name the place by path, lines do not exist yet. */
export function checkPaymentFile(problems: ProblemList, file: PaymentFile, calendar: PaymentCalendar): void {
  const header: Place = { problems, path: "GrpHdr" };
  checkId(header, "MsgId", file.msgId);
  checkId(header, "InitgPty/Id", file.initiatingParty.id);
  checkText(header, "InitgPty/Nm", file.initiatingParty.name, 70);
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/.test(file.createdAt)) problems.add("DATE_INVALID", 0, "GrpHdr/CreDtTm");
  if (file.groups.length === 0) problems.add("NOTHING_TO_PAY", 0, "");
  for (const [index, group] of file.groups.entries()) checkGroup(problems, group, `PmtInf[${index + 1}]`, calendar);
  const orders = file.groups.flatMap((group) => group.orders);
  checkUnique(
    problems,
    "PmtInfId",
    file.groups.map(({ id }) => id),
  );
  checkUnique(
    problems,
    "EndToEndId",
    orders.map(({ endToEndId }) => endToEndId),
  );
}
