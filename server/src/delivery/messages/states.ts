import type { ChannelRefusal } from "../ports.ts";

/**
 * States of a message. `handedOver` is handed over without a readable answer: it may have been taken. `seen` is told by the page, never by
 * a channel. `cancelled` was never taken by a channel and will not be.
 */
export type MessageState =
  "queued" | "handedOver" | "accepted" | "delivered" | "seen" | "failed" | "bounced" | "cancelled";

/**
 * Why a message failed: a channel's word, or ours. `noContact`: the recipient has none for this channel. `silent`: a day went by without a
 * sign. `stopped`: the contact has said no before. `discretion`: the text held what may not leave.
 */
export type FailureReason = ChannelRefusal | "noContact" | "silent" | "stopped" | "discretion";

/** Why a dispatch ended before anything was carried. */
export type CancelReason =
  "settled" | "otherCustody" | "withdrawn" | "training" | "byPerson" | "delivered" | "contactChanged";

export type TaskKind =
  "failed" | "bounced" | "needsContact" | "contentRefused" | "setUp" | "businessRejected" | "wrongPerson";

/** How a task ended. The last three are the product's own doing. */
export type TaskSolution = "newContact" | "sentAgain" | "handled" | "delivered" | "settled" | "cancelled";
