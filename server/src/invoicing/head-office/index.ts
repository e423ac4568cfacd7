export {
  CREDITED_KINDS,
  creditedSums,
  creditsAndLosses,
  type Credited,
  type CreditedFilter,
  type CreditedKind,
  type CreditedSum,
  type CreditedSums,
} from "./list.ts";
export { headOffice, headOfficeNotice, markNoticeSent, setHeadOffice, type HeadOffice, type Notice } from "./notice.ts";
