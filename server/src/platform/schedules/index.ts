export { dueAt, dueDays, type Schedule } from "./due.ts";
export { dueSchedules, ensureSchedule, runDueSchedules, type ScheduleHandler, type ScheduleRegistry } from "./run.ts";
