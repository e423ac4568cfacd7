export { partiesByCustomerNo } from "./by-customer-no.ts";
export { partyChecks } from "./checks.ts";
export { maskContact, normaliseEmail, normalisePhone } from "./contact-value.ts";
export {
  contactHistory,
  contactsOf,
  reachableForPayment,
  setContacts,
  type ContactChange,
  type ContactWish,
} from "./contacts.ts";
export { partyErrors } from "./errors.ts";
export {
  birthDaysOf,
  findParties,
  partiesById,
  partyByCustomerNo,
  rolesOf,
  setPaymentPreferences,
  type PaymentPreferences,
} from "./find.ts";
export { partiesByPhoneTail, partiesNamed, partiesReachedAt } from "./name-search.ts";
export { addNote, notesOf, type PartyNote } from "./notes.ts";
export { ledgersDealingWith, lockParty, partiesInReach } from "./reach.ts";
export {
  ageOn,
  decideReceiver,
  type Age,
  type PatientFacts,
  type ReceiverDecision,
  type ReceiverRule,
  type RelatedFacts,
  type Share,
} from "./receiver.ts";
export { everGuardians, relationsOf, setRelations, type RelationWish } from "./relations.ts";
export { setStanding, standingOf, standingsOf, type Standing } from "./standing.ts";
export { creditChecks } from "./types.ts";
export type {
  Address,
  CollectivePeriod,
  Contact,
  ContactDraft,
  ContactKind,
  ContactPurpose,
  CreditCheck,
  Delivery,
  ExternalName,
  InvoiceMode,
  Party,
  PartyDraft,
  PartyKind,
  PartyRole,
  Relation,
  RelationKind,
} from "./types.ts";
export { upsertParties } from "./upsert.ts";
