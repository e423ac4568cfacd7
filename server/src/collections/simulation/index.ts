export { runSimulation, SIMULATE, simulationOf, startSimulation } from "./simulate-policy.ts";
