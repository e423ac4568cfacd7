export {
  alarmAboutNeglect,
  coverage,
  neglected,
  NEGLECTED,
  neglectedCount,
  setCycle,
  type Coverage,
  type Neglected,
} from "./coverage.ts";
export { CYCLES, cycleBefore, cycleOf, type Cycle, type CycleKind } from "./cycle.ts";
