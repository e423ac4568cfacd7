/**
 * Where each field of the model stands in UBL 2.1, in the schema's order, as BIS Billing 3.0 uses it. The order traps:
 * the totals of allowances, charges, prepaid and rounding stand behind TaxInclusiveAmount; Description before Name.
 */
import type {
  Address,
  AllowanceCharge,
  Attachment,
  BillingReference,
  Contact,
  DocumentAllowanceCharge,
  EInvoice,
  InvoiceLine,
  ItemProperty,
  Party,
  Payee,
  PaymentMeans,
  Period,
  Totals,
  VatBreakdown,
  VatCategory,
} from "./model.ts";
import {
  amount,
  constant,
  constantInside,
  date,
  each,
  flag,
  group,
  identifier,
  identifiers,
  number,
  price,
  quantity,
  required,
  shape,
  text,
  wrap,
  type Part,
  type Shape,
} from "./shape.ts";
import { trimmed, type XmlNode } from "./xml.ts";

/** BT-24 and BT-23: what every document says of itself. */
export const customizationId = "urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0";
export const profileId = "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0";

/** UNCL 1001: the reference is to what is invoiced (BT-18, BT-128), not to a document. */
const OBJECT = "130";

const textOf = (node: XmlNode, ...names: readonly string[]): string | undefined => {
  let at: XmlNode | undefined = node;
  for (const name of names) at = at?.children.find((child) => child.name === name);
  return at === undefined ? undefined : trimmed(at.text);
};
const isVat = (node: XmlNode): boolean => textOf(node, "cac:TaxScheme", "cbc:ID") === "VAT";
const isObject = (node: XmlNode): boolean => textOf(node, "cbc:DocumentTypeCode") === OBJECT;

const period: Shape<Period> = shape(required(date("cbc:StartDate", "from")), required(date("cbc:EndDate", "to")));

const address: Shape<Address> = shape(
  text("cbc:StreetName", "street"),
  text("cbc:AdditionalStreetName", "additionalStreet"),
  text("cbc:CityName", "city"),
  text("cbc:PostalZone", "postCode"),
  text("cbc:CountrySubentity", "subdivision"),
  required(wrap("cac:Country", shape(required(text("cbc:IdentificationCode", "country"))))),
);

const contact: Shape<Contact> = shape(
  text("cbc:Name", "name"),
  text("cbc:Telephone", "telephone"),
  text("cbc:ElectronicMail", "email"),
);

const taxScheme = <M>(id: string): Part<M> => constantInside("cac:TaxScheme", constant("cbc:ID", id));

function taxRegistration(key: "vatNumber" | "taxRegistration", scheme: "VAT" | "TAX"): Part<Party> {
  const where = scheme === "VAT" ? isVat : (node: XmlNode): boolean => !isVat(node);
  return wrap("cac:PartyTaxScheme", shape(required(text("cbc:CompanyID", key)), required(taxScheme(scheme))), where);
}

const party: Shape<Party> = shape(
  required(identifier("cbc:EndpointID", "endpoint")),
  identifiers("cac:PartyIdentification", "cbc:ID", "identifiers"),
  wrap("cac:PartyName", shape(text("cbc:Name", "tradingName"))),
  required(group("cac:PostalAddress", "address", address)),
  taxRegistration("vatNumber", "VAT"),
  taxRegistration("taxRegistration", "TAX"),
  required(
    wrap(
      "cac:PartyLegalEntity",
      shape(
        required(text("cbc:RegistrationName", "legalName")),
        identifier("cbc:CompanyID", "companyId"),
        text("cbc:CompanyLegalForm", "legalForm"),
      ),
    ),
  ),
  group("cac:Contact", "contact", contact),
);

const payee: Shape<Payee> = shape(
  wrap("cac:PartyIdentification", shape(identifier("cbc:ID", "identifier"))),
  required(wrap("cac:PartyName", shape(required(text("cbc:Name", "name"))))),
  wrap("cac:PartyLegalEntity", shape(identifier("cbc:CompanyID", "companyId"))),
);

const billingReference: Shape<BillingReference> = shape(
  required(
    wrap("cac:InvoiceDocumentReference", shape(required(text("cbc:ID", "number")), date("cbc:IssueDate", "issuedOn"))),
  ),
);

const attachment: Shape<Attachment> = shape(
  required(text("cbc:ID", "id")),
  text("cbc:DocumentDescription", "description"),
  wrap(
    "cac:Attachment",
    shape(
      text(
        "cbc:EmbeddedDocumentBinaryObject",
        "content",
        { attribute: "mimeCode", key: "mimeCode" },
        { attribute: "filename", key: "fileName" },
      ),
      wrap("cac:ExternalReference", shape(text("cbc:URI", "address"))),
    ),
  ),
);

const paymentMeans: Shape<PaymentMeans> = shape(
  required(text("cbc:PaymentMeansCode", "code", { attribute: "name", key: "name" })),
  date("cbc:PaymentDueDate", "dueOn"),
  text("cbc:PaymentID", "reference"),
  wrap(
    "cac:PayeeFinancialAccount",
    shape(
      required(text("cbc:ID", "account")),
      text("cbc:Name", "accountName"),
      wrap("cac:FinancialInstitutionBranch", shape(text("cbc:ID", "branch"))),
    ),
  ),
);

const category: Shape<VatCategory> = shape(
  required(text("cbc:ID", "category")),
  number("cbc:Percent", "rate"),
  required(taxScheme("VAT")),
);

/** The breakdown's category carries the exemption, which the model keeps beside it. */
interface FlatBreakdown {
  readonly taxableMinor: bigint;
  readonly vatMinor: bigint;
  readonly category: string;
  readonly rate?: VatCategory["rate"];
  readonly exemptionCode?: string;
  readonly exemptionReason?: string;
}

const breakdown: Shape<FlatBreakdown> = shape(
  required(amount("cbc:TaxableAmount", "taxableMinor")),
  required(amount("cbc:TaxAmount", "vatMinor")),
  required(
    wrap(
      "cac:TaxCategory",
      shape(
        required(text("cbc:ID", "category")),
        number("cbc:Percent", "rate"),
        text("cbc:TaxExemptionReasonCode", "exemptionCode"),
        text("cbc:TaxExemptionReason", "exemptionReason"),
        required(taxScheme("VAT")),
      ),
    ),
  ),
);

/** A discount's own fields come before its VAT category, which only one of the document has. */
function allowanceParts<M extends AllowanceCharge>(): readonly Part<M>[] {
  const parts: readonly Part<AllowanceCharge>[] = [
    required(flag("cbc:ChargeIndicator", "isCharge")),
    text("cbc:AllowanceChargeReasonCode", "reasonCode"),
    text("cbc:AllowanceChargeReason", "reason"),
    number("cbc:MultiplierFactorNumeric", "percent"),
    required(amount("cbc:Amount", "amountMinor")),
    amount("cbc:BaseAmount", "baseMinor"),
  ];
  return parts;
}

const lineAllowance: Shape<AllowanceCharge> = shape(...allowanceParts<AllowanceCharge>());
const documentAllowance: Shape<DocumentAllowanceCharge> = shape(
  ...allowanceParts<DocumentAllowanceCharge>(),
  required(group("cac:TaxCategory", "vat", category)),
);

const totals: Shape<Totals> = shape(
  required(amount("cbc:LineExtensionAmount", "linesMinor")),
  required(amount("cbc:TaxExclusiveAmount", "taxExclusiveMinor")),
  required(amount("cbc:TaxInclusiveAmount", "taxInclusiveMinor")),
  amount("cbc:AllowanceTotalAmount", "allowancesMinor"),
  amount("cbc:ChargeTotalAmount", "chargesMinor"),
  amount("cbc:PrepaidAmount", "prepaidMinor"),
  amount("cbc:PayableRoundingAmount", "roundingMinor"),
  required(amount("cbc:PayableAmount", "payableMinor")),
);

const property: Shape<ItemProperty> = shape(required(text("cbc:Name", "name")), required(text("cbc:Value", "value")));

const item: Shape<InvoiceLine> = shape(
  text("cbc:Description", "description"),
  required(text("cbc:Name", "name")),
  wrap("cac:SellersItemIdentification", shape(text("cbc:ID", "sellerItemId"))),
  required(group("cac:ClassifiedTaxCategory", "vat", category)),
  each("cac:AdditionalItemProperty", "properties", property),
);

const objectShape = <M extends { readonly objectReference?: string }>(): Shape<M> =>
  shape<M>(
    text<{ readonly objectReference?: string }>("cbc:ID", "objectReference"),
    constant("cbc:DocumentTypeCode", OBJECT),
  );

const line = (quantityName: string): Shape<InvoiceLine> =>
  shape(
    required(text("cbc:ID", "id")),
    text("cbc:Note", "note"),
    required(quantity(quantityName, "quantity", "unit")),
    required(amount("cbc:LineExtensionAmount", "netMinor")),
    text("cbc:AccountingCost", "accountingCost"),
    group("cac:InvoicePeriod", "period", period),
    wrap("cac:OrderLineReference", shape(text("cbc:LineID", "orderLine"))),
    wrap("cac:DocumentReference", objectShape()),
    each("cac:AllowanceCharge", "allowances", lineAllowance),
    required(wrap("cac:Item", item)),
    required(
      wrap(
        "cac:Price",
        shape(required(price("cbc:PriceAmount", "price")), quantity("cbc:BaseQuantity", "baseQuantity", "unit")),
      ),
    ),
  );

/** What a document looks like to the layout: the model, with the breakdown laid flat. */
export type LaidOut = Omit<EInvoice, "vat"> & { readonly vat: readonly FlatBreakdown[] };

/** The model's breakdown as the layout writes it. */
export function flatten({ vat, ...rest }: VatBreakdown): FlatBreakdown {
  return { ...rest, ...vat };
}

/** The other way. */
export function unflatten({ category: code, rate, ...rest }: FlatBreakdown): VatBreakdown {
  return { ...rest, vat: rate === undefined ? { category: code } : { category: code, rate } };
}

interface Difference {
  readonly dates: readonly Part<LaidOut>[];
  readonly lineName: string;
  readonly quantityName: string;
}

function document({ dates, lineName, quantityName }: Difference): Shape<LaidOut> {
  return shape<LaidOut>(
    required(constant("cbc:CustomizationID", customizationId, "PROFILE_UNKNOWN")),
    required(constant("cbc:ProfileID", profileId, "PROFILE_UNKNOWN")),
    required(text("cbc:ID", "number")),
    required(date("cbc:IssueDate", "issuedOn")),
    ...dates,
    text("cbc:Note", "note"),
    required(text("cbc:DocumentCurrencyCode", "currency")),
    text("cbc:AccountingCost", "accountingCost"),
    text("cbc:BuyerReference", "buyerReference"),
    group("cac:InvoicePeriod", "period", period),
    wrap("cac:OrderReference", shape(text("cbc:ID", "orderReference"))),
    each("cac:BillingReference", "billingReferences", billingReference),
    wrap("cac:ContractDocumentReference", shape(text("cbc:ID", "contractReference"))),
    wrap("cac:AdditionalDocumentReference", objectShape(), isObject),
    each("cac:AdditionalDocumentReference", "attachments", attachment, (node) => !isObject(node)),
    required(wrap("cac:AccountingSupplierParty", shape(required(group("cac:Party", "seller", party))))),
    required(wrap("cac:AccountingCustomerParty", shape(required(group("cac:Party", "buyer", party))))),
    group("cac:PayeeParty", "payee", payee),
    wrap("cac:Delivery", shape(date("cbc:ActualDeliveryDate", "deliveredOn"))),
    each("cac:PaymentMeans", "payments", paymentMeans),
    wrap("cac:PaymentTerms", shape(text("cbc:Note", "paymentTerms"))),
    each("cac:AllowanceCharge", "allowances", documentAllowance),
    required(
      wrap(
        "cac:TaxTotal",
        shape(required(amount("cbc:TaxAmount", "vatMinor")), each("cac:TaxSubtotal", "vat", breakdown)),
      ),
    ),
    required(group("cac:LegalMonetaryTotal", "totals", totals)),
    required(each(lineName, "lines", line(quantityName))),
  );
}

/** The two documents. */
export const documentShapes: Readonly<Record<EInvoice["kind"], Shape<LaidOut>>> = {
  invoice: document({
    dates: [date("cbc:DueDate", "dueOn"), required(text("cbc:InvoiceTypeCode", "typeCode"))],
    lineName: "cac:InvoiceLine",
    quantityName: "cbc:InvoicedQuantity",
  }),
  creditNote: document({
    dates: [required(text("cbc:CreditNoteTypeCode", "typeCode"))],
    lineName: "cac:CreditNoteLine",
    quantityName: "cbc:CreditedQuantity",
  }),
};
