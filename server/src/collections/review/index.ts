export { agendaReasons, type AgendaReason } from "./agenda.ts";
export {
  addToReview,
  closeReview,
  listReviews,
  openReview,
  reviewById,
  reviewItems,
  sayInReview,
  tickOff,
  type Review,
  type ReviewItem,
  type SayWish,
} from "./review.ts";
export { followedUp, reviewDecisions, type ReviewDecision } from "./types.ts";
