/** What the payer does on the company's page, and what the company decides. */

import { offersFor } from "./offers.ts";
import type { Application } from "./types.ts";
import { setStatus, type World } from "./world.ts";

export const acts = ["accept", "decline", "ponder", "leave"] as const;
export type Act = (typeof acts)[number];

/** Amounts that end so are declined by the credit check, or looked at by a person first. */
const DECLINED_END = 51;
const PENDING_END = 52;
/** Of who chose nothing, when somebody else decides. */
const FEWEST_TERMS = 3;

/** The payer asks for so many terms. False when it is too late, or nothing of that kind was offered. */
export function apply(world: World, application: Application, terms: number): boolean {
  const isOffered = offersFor(application.amount, application.createdMs).some((offer) => offer.terms === terms);
  if (application.status !== "waiting" || !isOffered) return false;
  application.terms = terms;
  const end = application.amount % 100;
  setStatus(world, application, end === DECLINED_END ? "declined" : end === PENDING_END ? "pending" : "accepted");
  return true;
}

/** `leave`: the payer says no. The others are the company's decisions. False when it is decided. */
export function actOn(world: World, application: Application, act: Act): boolean {
  const { status } = application;
  if (status !== "waiting" && status !== "pending") return false;
  if ((act === "leave" || act === "ponder") && status === "pending") return false;
  if (act === "accept") application.terms ??= application.wishedTerms ?? FEWEST_TERMS;
  setStatus(
    world,
    application,
    ({ accept: "accepted", decline: "declined", ponder: "pending", leave: "cancelled" } as const)[act],
  );
  return true;
}
