export { dueAt, dueDays, type Schedule } from "./due.ts";
export {
  dueSchedules,
  ensureSchedule,
  listSchedules,
  runDueSchedules,
  type Scheduled,
  type ScheduleHandler,
  type ScheduleRegistry,
} from "./run.ts";
