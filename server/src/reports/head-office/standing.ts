/** What of the chain's routine a clinic does not keep (S2-02, S3-29), in the order it is told. */
export const CLINIC_BREACHES = ["followUp", "bank", "unapproved"] as const;
export type ClinicBreach = (typeof CLINIC_BREACHES)[number];

export type ClinicStanding = {
  readonly followUp: { readonly isRed: boolean };
  /** Null where no statement is to come. */
  readonly bankCurrent: boolean | null;
  /** Credit notes of the month that nobody here approved. */
  readonly unapproved: bigint;
};

/** The breaches of a clinic. */
export function breachesOf({ followUp, bankCurrent, unapproved }: ClinicStanding): ClinicBreach[] {
  const broken: Record<ClinicBreach, boolean> = {
    followUp: followUp.isRed,
    bank: bankCurrent === false,
    unapproved: unapproved > 0n,
  };
  return CLINIC_BREACHES.filter((breach) => broken[breach]);
}

type Ranked = { readonly name: string; readonly breaches: readonly unknown[]; readonly over90Minor: bigint };

/** The worst first: who breaks most of the routine, then who has most that is older than ninety days, then by name. */
export function worstFirst(one: Ranked, other: Ranked): number {
  const byBreaches = other.breaches.length - one.breaches.length;
  if (byBreaches !== 0) return byBreaches;
  if (one.over90Minor !== other.over90Minor) return one.over90Minor < other.over90Minor ? 1 : -1;
  return one.name.localeCompare(other.name);
}
