/** Cases that live by themselves, so that somebody who plays with a demo sees statuses come as days go by. */

import { act, type Act, type World } from "./world.ts";

type Step = readonly [afterDays: number, what: Act];

/** By turns: a part is paid and the rest given up, it is paid by a plan, it is paid at once. */
const COURSES: readonly (readonly Step[])[] = [
  [
    [2, "demand"],
    [14, "payQuarter"],
    [45, "fail"],
  ],
  [
    [2, "demand"],
    [10, "plan"],
    [30, "pay"],
  ],
  [
    [2, "demand"],
    [12, "pay"],
  ],
];
const DAY_MS = 86_400_000;

/** Plans what becomes of a case that was just handed over; nothing where the agency only does what it is told. */
export function planCourse(world: World, caseId: string): void {
  if (!world.lives) return;
  const course = COURSES[(world.cases.size - 1) % COURSES.length]!;
  for (const [afterDays, what] of course)
    world.due.push({ caseId, what, atMs: world.clock.now() + afterDays * DAY_MS });
  world.due.sort((a, b) => a.atMs - b.atMs);
}

/** Does what has fallen due. A case that somebody has ended meanwhile, by hand or by withdrawal, stays as it is. */
export function liveOn(world: World): void {
  while (nextStep(world) <= world.clock.now()) {
    const { caseId, what } = world.due.shift()!;
    const found = world.cases.get(caseId);
    if (found && !OVER.has(found.status)) act(world, found, what);
  }
}

const OVER: ReadonlySet<string> = new Set(["failed", "deceased", "debtRelief", "withdrawn", "rejected"]);

/** The moment of the next step; infinity for none. */
export const nextStep = ({ due }: World): number => due[0]?.atMs ?? Infinity;
