import { defineErrors, translateErrors } from "../../platform/index.ts";
import da from "./errors.da.json" with { type: "json" };
import it from "./errors.it.json" with { type: "json" };
import nb from "./errors.nb.json" with { type: "json" };
import sv from "./errors.sv.json" with { type: "json" };

export const documentErrors = defineErrors({
  DOCUMENT_UNFIT: {
    status: 422,
    sentence: "The document cannot be made: {problems} things are wrong with it.",
    remedy: "Mend what is listed, then make it again.",
  },
  DOCUMENT_CONTENT: {
    status: 422,
    sentence: "Something that the law asks for is missing.",
    remedy: "Fill in the field that is named; the rule says where it is written.",
  },
  DOCUMENT_NOT_NEUTRAL: {
    status: 422,
    sentence: "A document for a third party may carry references and fixed phrases only.",
    remedy: "Use the payer's own reference number; leave names and treatments out.",
  },
  DOCUMENT_TEXT_TOO_LONG: {
    status: 422,
    sentence: "A text is longer than 400 characters.",
    remedy: "Shorten the field that is named.",
  },
  DOCUMENT_IDENTITY_NUMBER: {
    status: 422,
    sentence: "A text holds an identity number or a card number.",
    remedy: "Take the number out of the field that is named: it may not be kept or sent.",
  },
  DOCUMENT_DAY: {
    status: 422,
    sentence: "A day does not exist or is not written as YYYY-MM-DD.",
    remedy: "Correct the field that is named.",
  },
  DOCUMENT_SUM: {
    status: 422,
    sentence: "The parts do not come to the sum.",
    remedy: "Tell support: amounts come from the books and agree there.",
  },
  DOCUMENT_AMOUNT: {
    status: 422,
    sentence: "An amount is too large, or has the wrong sign for this kind of document.",
    remedy: "Check the amounts; use a credit note for money that goes back.",
  },
  DOCUMENT_SLIP: {
    status: 422,
    sentence: "The payment details do not fit the market, or their check digits are wrong.",
    remedy: "Check account and payment reference in the ledger's settings.",
  },
  DOCUMENT_LINK: {
    status: 422,
    sentence: "The payment link is not a safe address, or too long.",
    remedy: "Use an address that begins with https and has at most 200 characters.",
  },
  DOCUMENT_LOGO: {
    status: 422,
    sentence: "The logo cannot be used.",
    remedy: "Give an SVG drawing of at most 64 kB with paths only: no text, pictures, scripts or links.",
  },
  DOCUMENT_COLOUR: {
    status: 422,
    sentence: "The colour is not written as #rrggbb.",
    remedy: "Choose a colour in the settings, such as #0F6B73.",
  },
  DOCUMENT_TOO_LONG: {
    status: 422,
    sentence: "The document has more than 2,000 lines.",
    remedy: "Divide it: one document for each month or payer.",
  },
});

translateErrors(documentErrors, { nb, sv, da, it });
