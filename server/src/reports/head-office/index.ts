export { clinicTable, type ClinicBook, type ClinicRow } from "./clinics.ts";
export { CLINIC_BREACHES, type ClinicBreach } from "./standing.ts";
