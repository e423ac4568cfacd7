export { runSimulation, SIMULATE, simulationOf, startSimulation, type SimulationResult } from "./simulate-policy.ts";
