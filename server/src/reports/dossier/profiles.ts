import {
  PIECE_KINDS,
  type DossierProfile,
  type Fields,
  type Found,
  type LeftOut,
  type OmissionReason,
  type PieceKind,
} from "./types.ts";

/** Which pieces and fields each reader of a dossier gets, and why not the rest. Data first; pure. */

/** Fields that are not given of a kind of piece; null leaves the whole piece out. */
type Omission = { readonly kind: PieceKind; readonly fields: readonly string[] | null; readonly why: OmissionReason };

const whole = (why: OmissionReason, ...kinds: readonly PieceKind[]): readonly Omission[] =>
  kinds.map((kind) => ({ kind, fields: null, why }));

/** What people wrote in their own words may tell of health: it stays, except for a court. */
const NO_FREE_WORDS: readonly Omission[] = [
  { kind: "note", fields: ["words"], why: "freeWords" },
  { kind: "promise", fields: ["words"], why: "freeWords" },
  { kind: "dispute", fields: ["words", "answer"], why: "freeWords" },
];
const NOT_THE_DEBTOR: Omission = { kind: "invoice", fields: ["patientName", "patientNo"], why: "notTheDebtor" };
const STATE: readonly PieceKind[] = ["stateShare", "statePayout", "stateReclaim", "gapNote"];

export const OMISSIONS: Readonly<Record<DossierProfile, readonly Omission[]>> = {
  // Försäkringskassan asks for the measure's code, what it cost and that it was paid; treatment is told in its own system.
  forsakringskassan: [
    { kind: "lines", fields: ["text"], why: "treatmentText" },
    { kind: "itemisedDocument", fields: ["file"], why: "treatmentText" },
    ...NO_FREE_WORDS,
    ...whole("internal", "approval"),
  ],
  // The packet's rule (DP-052 and health data stays): a debt in neutral words.
  agency: [
    ...whole("treatmentText", "lines", "itemisedDocument"),
    ...NO_FREE_WORDS,
    NOT_THE_DEBTOR,
    ...whole("stateSupport", ...STATE),
    ...whole("internal", "approval"),
  ],
  // A court tries the claim itself: what was done and what was said is the evidence.
  court: [...whole("notAtIssue", ...STATE)],
  // An insurer judges what it shall pay: the bill and what was paid on it, not how a patient was chased.
  insurer: [
    { kind: "lines", fields: ["text"], why: "treatmentText" },
    { kind: "itemisedDocument", fields: ["file"], why: "treatmentText" },
    ...whole("notAtIssue", "step", "message", "note", "promise", "dispute", "hold", "handOver", "agencyStatus"),
    ...whole("notAtIssue", "agencyReport", "loss", "recovery", ...STATE),
    ...whole("internal", "approval"),
  ],
};

/** Profiles whose dossier tells what was treated: only for those who may read it. */
export const tellsTreatment = (profile: DossierProfile): boolean =>
  !OMISSIONS[profile].some(({ kind }) => kind === "lines");

/** Whether a profile is told where the proof of the state's share stands. */
export const tellsSupport = (profile: DossierProfile): boolean =>
  !OMISSIONS[profile].some(({ kind, fields }) => kind === "stateShare" && fields === null);

function without(fields: Fields, names: readonly string[]): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !names.includes(name)));
}

function narrowed({ file, ...found }: Found, names: readonly string[]): Found {
  return {
    ...found,
    facts: without(found.facts, names),
    ...(found.parts ? { parts: found.parts.map((part) => without(part, names)) } : {}),
    ...(file && !names.includes("file") ? { file } : {}),
  };
}

/** The pieces as a profile gets them, and what it does not get with the reason; what was not there to leave out is not told. */
export function forProfile(
  profile: DossierProfile,
  found: readonly Found[],
): { readonly given: readonly Found[]; readonly leftOut: readonly LeftOut[] } {
  const omitted = (kind: PieceKind) => OMISSIONS[profile].filter((each) => each.kind === kind);
  const given = found
    .filter(({ kind }) => !omitted(kind).some(({ fields }) => fields === null))
    .map((piece) =>
      narrowed(
        piece,
        omitted(piece.kind).flatMap(({ fields }) => fields ?? []),
      ),
    );
  const leftOut = PIECE_KINDS.flatMap((kind) => {
    const pieces = found.filter((piece) => piece.kind === kind).length;
    return pieces === 0 ? [] : omitted(kind).map(({ fields, why }) => ({ kind, fields, why, pieces }));
  });
  return { given, leftOut };
}
