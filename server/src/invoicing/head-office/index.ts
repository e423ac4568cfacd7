export {
  CREDITED_KINDS,
  creditedByLedger,
  creditedSums,
  creditsAndLosses,
  type Credited,
  type CreditedFilter,
  type CreditedKind,
  type CreditedOfLedger,
  type CreditedSum,
  type CreditedSums,
} from "./list.ts";
export { headOffice, headOfficeNotice, markNoticeSent, setHeadOffice, type HeadOffice, type Notice } from "./notice.ts";
