export { dossierOf, pieceHash } from "./contents.ts";
export {
  DOSSIER_FORMS,
  dossierById,
  dossierFile,
  dossiersOf,
  exportDossier,
  type DossierForm,
  type DossierTaken,
} from "./exports.ts";
export { tellsTreatment } from "./profiles.ts";
export {
  DOSSIER_PROFILES,
  MISSING_REASONS,
  OMISSION_REASONS,
  PAPERS,
  PIECE_KINDS,
  type Dossier,
  type DossierProfile,
} from "./types.ts";
