export {
  answerTo,
  exchange,
  usualLimits,
  type Answered,
  type AnswerLimits,
  type Exchange,
  type Outgoing,
  type RawAnswer,
  type Silent,
} from "./exchange.ts";
export { outgoingFetch } from "./fetch.ts";
export { isThisMachine, originOf } from "./origin.ts";
export type { ClientIdentity, Reach } from "./reach.ts";
export { inTries } from "./tries.ts";
