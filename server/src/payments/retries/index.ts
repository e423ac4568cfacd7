export { cardsRestUntil, nextStep, saidToPayer, type Declined, type NextStep, type SaidDecline } from "./declines.ts";
