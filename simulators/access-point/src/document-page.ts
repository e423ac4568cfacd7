/** A received document as its receiver would read it, and the receiver's answer. */

import { html, type Html, page } from "@kvitt/simulator-kit";
import type { Document } from "./types.ts";
import { at, readXml, textAt, type Node } from "./xml.ts";

const facts: readonly (readonly [label: string, path: string])[] = [
  ["Number", "ID"],
  ["Issued", "IssueDate"],
  ["Due", "DueDate"],
  ["Note", "Note"],
  ["Your reference", "BuyerReference"],
  ["Case", "AdditionalDocumentReference/ID"],
  ["From", "AccountingSupplierParty/Party/PartyLegalEntity/RegistrationName"],
  ["Contact", "AccountingSupplierParty/Party/Contact/Name"],
  ["To", "AccountingCustomerParty/Party/PartyLegalEntity/RegistrationName"],
  ["Period from", "InvoicePeriod/StartDate"],
  ["Period to", "InvoicePeriod/EndDate"],
  ["Credits", "BillingReference/InvoiceDocumentReference/ID"],
  ["Account", "PaymentMeans/PayeeFinancialAccount/ID"],
  ["Payment reference", "PaymentMeans/PaymentID"],
  ["Without VAT", "LegalMonetaryTotal/TaxExclusiveAmount"],
  ["VAT", "TaxTotal/TaxAmount"],
  ["To pay", "LegalMonetaryTotal/PayableAmount"],
];

/** Reasons of the Invoice Response that a receiver may give: list UNCL 4343 subset `OPStatusReason`. */
export const rejections = [
  ["REF", "References are wrong"],
  ["PER", "Nothing was ordered"],
  ["LEG", "Legal information is missing"],
  ["DEL", "Not delivered"],
] as const;

export function documentPage(document: Document): string {
  const root = readXml(document.bytes);
  const known = facts.flatMap(([label, path]) => {
    const text = textAt(root, path);
    return text === ""
      ? []
      : [
          html`<dt>${label}</dt>
            <dd>${text}</dd>`,
        ];
  });
  return page(
    "control",
    "en",
    `${document.kind} ${textAt(root, "ID")}`,
    html`<p><a href="/_control">All documents</a></p>
      <h1>${document.kind === "invoice" ? "Invoice" : "Credit note"} ${textAt(root, "ID")}</h1>
      <section><dl>${known}</dl></section>
      ${linesSection(root)} ${answerSection(document)}
      <section>
        <h2>As it came</h2>
        <textarea readonly rows="12" aria-label="The document as it came">
${Buffer.from(document.bytes).toString("utf8")}</textarea>
      </section>`,
  );
}

function linesSection(root: Node): Html {
  const lines = [...at(root, "InvoiceLine"), ...at(root, "CreditNoteLine")];
  return html`<section>
    <h2>Lines</h2>
    <table>
      <thead>
        <tr>
          <th scope="col">What</th>
          <th scope="col">Case</th>
          <th scope="col">Amount</th>
        </tr>
      </thead>
      <tbody>
        ${lines.map(
          (line) =>
            html`<tr>
              <td>${textAt(line, "Item/Name")}</td>
              <td>${textAt(line, "DocumentReference/ID")}</td>
              <td class="number">${textAt(line, "LineExtensionAmount")}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </section>`;
}

function answerSection({ id, events }: Document): Html {
  const said = events.map(({ state, code }) => html`<li>${state}${code === null ? "" : ` (${code})`}</li>`);
  return html`<section>
    <h2>What became of it</h2>
    <ul>
      ${said}
    </ul>
    <form method="post" action="/_control/documents/${id}/delivered"><button>Deliver</button></form>
    <form method="post" action="/_control/documents/${id}/undelivered"><button>Cannot be delivered</button></form>
    <form method="post" action="/_control/documents/${id}/businessAccepted"><button>The receiver accepts</button></form>
    <form method="post" action="/_control/documents/${id}/businessRejected">
      <label
        >Reason
        <select name="code">
          ${rejections.map(([code, words]) => html`<option value="${code}">${words}</option>`)}
        </select></label
      >
      <button>The receiver rejects</button>
    </form>
  </section>`;
}
