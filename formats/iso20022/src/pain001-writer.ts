/** Writes pain.001 payment orders, versions 001.03 and 001.09, in the ISO schemas' element order. */
import { currencyDecimals, formatDecimal } from "@kvitt/values";
import { decimalSum } from "./decimal-sum.ts";
import { messageShapes, namespaceOf } from "./messages.ts";
import type {
  PayeeAccount,
  PaidDocument,
  PaymentFile,
  PaymentGroup,
  PaymentOrder,
  PaymentRemittance,
  PostalAddress,
} from "./pain001-model.ts";
import { checkPaymentFile, type PaymentCalendar } from "./pain001-rules.ts";
import { createProblemList, type Problem } from "./problems.ts";
import { amountLeaf, chain, group, leaf, writeDocument, type XmlElement } from "./xml-writer.ts";

/** The bytes to send, or every reason why not. */
export type WrittenPayments =
  | { readonly ok: true; readonly bytes: Uint8Array }
  | { readonly ok: false; readonly problems: readonly Problem[]; readonly problemCount: number };

type Version = PaymentFile["version"];

const decimal = (minor: bigint, currency: string): string => formatDecimal(minor, currencyDecimals(currency));

const scor = (reference: string): XmlElement | undefined =>
  group("CdtrRefInf", group("Tp", group("CdOrPrtry", leaf("Cd", "SCOR"))), leaf("Ref", reference));

function other(id: string, scheme: "Cd" | "Prtry", name: string): XmlElement | undefined {
  return group("Id", group("Othr", leaf("Id", id), group("SchmeNm", leaf(scheme, name))));
}

function accountId(account: PayeeAccount): XmlElement | undefined {
  switch (account.kind) {
    case "iban":
      return group("Id", leaf("IBAN", account.iban));
    case "bankgiro":
      return other(account.number, "Prtry", "BGNR");
    case "plusgiro":
      return account.scheme === "PGNR" ? other(account.number, "Prtry", "PGNR") : other(account.number, "Cd", "BBAN");
    case "danish":
      return other(`${account.registration}${account.number.padStart(10, "0")}`, "Cd", "BBAN");
    case "norwegian":
    case "swedish":
      return other(account.number, "Cd", "BBAN");
  }
}

/** Members of the Swedish clearing system: 9900 for bankgiro, 9960 for plusgiro, else the account's clearing number. */
function clearingMember(account: PayeeAccount): string | undefined {
  switch (account.kind) {
    case "bankgiro":
      return "9900";
    case "plusgiro":
      return "9960";
    case "swedish":
      return account.clearing;
    default:
      return undefined;
  }
}

const bicName = (version: Version): string => (version === "03" ? "BIC" : "BICFI");

function payeeAgent(version: Version, account: PayeeAccount): XmlElement | undefined {
  const member = clearingMember(account);
  if (member !== undefined) {
    const system = group("ClrSysMmbId", group("ClrSysId", leaf("Cd", "SESBA")), leaf("MmbId", member));
    return group("CdtrAgt", group("FinInstnId", system));
  }
  return account.kind === "iban" ? chain(account.bic, ["CdtrAgt", "FinInstnId", bicName(version)]) : undefined;
}

function address(postal: PostalAddress | undefined): XmlElement | undefined {
  if (postal === undefined) return undefined;
  return group(
    "PstlAdr",
    leaf("StrtNm", postal.street),
    leaf("BldgNb", postal.buildingNumber),
    leaf("PstCd", postal.postCode),
    leaf("TwnNm", postal.town),
    leaf("Ctry", postal.country),
  );
}

function documentElement(
  { type, number, reference, amountMinor }: PaidDocument,
  currency: string,
): XmlElement | undefined {
  return group(
    "Strd",
    group("RfrdDocInf", group("Tp", group("CdOrPrtry", leaf("Cd", type))), leaf("Nb", number)),
    group(
      "RfrdDocAmt",
      amountLeaf(type === "CREN" ? "CdtNoteAmt" : "RmtdAmt", decimal(amountMinor, currency), currency),
    ),
    reference === undefined ? undefined : scor(reference),
  );
}

function remittanceElement(remittance: PaymentRemittance, currency: string): XmlElement | undefined {
  switch (remittance.kind) {
    case "kid":
      return group("RmtInf", group("Strd", scor(remittance.kid)));
    case "ocr":
      return group("RmtInf", group("Strd", scor(remittance.ocr)));
    case "rf":
      return group("RmtInf", group("Strd", scor(remittance.rf)));
    case "documents":
      return group(
        "RmtInf",
        remittance.documents.map((document) => documentElement(document, currency)),
      );
    case "text":
      return group(
        "RmtInf",
        remittance.lines.map((line) => leaf("Ustrd", line)),
      );
  }
}

function orderElement(version: Version, currency: string, order: PaymentOrder): XmlElement | undefined {
  return group(
    "CdtTrfTxInf",
    group("PmtId", leaf("InstrId", order.instructionId ?? order.endToEndId), leaf("EndToEndId", order.endToEndId)),
    group("Amt", amountLeaf("InstdAmt", decimal(order.amountMinor, currency), currency)),
    payeeAgent(version, order.account),
    group("Cdtr", leaf("Nm", order.payeeName), address(order.payeeAddress)),
    group("CdtrAcct", accountId(order.account)),
    remittanceElement(order.remittance, currency),
  );
}

const sumOf = (groups: readonly PaymentGroup[]): string =>
  decimalSum(
    groups.flatMap(({ currency, orders }) => orders.map(({ amountMinor }) => ({ minor: amountMinor, currency }))),
  );

function groupElement(version: Version, payments: PaymentGroup): XmlElement | undefined {
  const { currency, orders, batchBooking, executeOn } = payments;
  const date = executeOn.toString();
  return group(
    "PmtInf",
    leaf("PmtInfId", payments.id),
    leaf("PmtMtd", "TRF"),
    leaf("BtchBookg", batchBooking === undefined ? undefined : String(batchBooking)),
    leaf("NbOfTxs", orders.length),
    leaf("CtrlSum", sumOf([payments])),
    group(
      "PmtTpInf",
      group("SvcLvl", leaf("Cd", payments.serviceLevel ?? "NURG")),
      chain(payments.categoryPurpose, ["CtgyPurp", "Cd"]),
    ),
    version === "03" ? leaf("ReqdExctnDt", date) : group("ReqdExctnDt", leaf("Dt", date)),
    group("Dbtr", leaf("Nm", payments.debtorName), address(payments.debtorAddress)),
    group("DbtrAcct", accountId(payments.debtorAccount), leaf("Ccy", currency)),
    chain(payments.debtorBic, ["DbtrAgt", "FinInstnId", bicName(version)]),
    leaf("ChrgBr", payments.chargeBearer),
    orders.map((order) => orderElement(version, currency, order)),
  );
}

function initiatingParty({ name, id, idScheme = "CUST" }: PaymentFile["initiatingParty"]): XmlElement | undefined {
  const number = leaf("Id", id);
  const identified = number === undefined ? undefined : group("Othr", number, chain(idScheme, ["SchmeNm", "Cd"]));
  return group("InitgPty", leaf("Nm", name), group("Id", group("OrgId", identified)));
}

/**
 * The file as UTF-8 bytes, when every rule of the bank's holds; else every problem, none of them with a line.
 * Counts and control sums are computed, in the header and in each group, always.
 * @example writePain001(file, { asOf, isBankDay: (date) => isBankDayInNorway(date) })
 */
export function writePain001(file: PaymentFile, calendar: PaymentCalendar): WrittenPayments {
  const problems = createProblemList();
  checkPaymentFile(problems, file, calendar);
  if (problems.count > 0) return { ok: false, problems: problems.listed, problemCount: problems.count };
  const count = file.groups.reduce((sum, { orders }) => sum + orders.length, 0);
  const header = group(
    "GrpHdr",
    leaf("MsgId", file.msgId),
    leaf("CreDtTm", file.createdAt),
    leaf("NbOfTxs", count),
    leaf("CtrlSum", sumOf(file.groups)),
    initiatingParty(file.initiatingParty),
  );
  const groups = file.groups.map((payments) => groupElement(file.version, payments));
  const root = group(messageShapes["pain.001"].root, header, groups);
  return { ok: true, bytes: writeDocument(namespaceOf("pain.001", file.version), root) };
}
