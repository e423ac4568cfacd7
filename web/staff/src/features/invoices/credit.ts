import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { answered, kvitt, oneAct, type Answer } from "../../api.ts";
import type { Minor } from "../../format.ts";
import { useStepUp } from "../../parts/StepUp.tsx";
import type { Standing } from "../../parts/invoice.ts";
import { useLanguage } from "../../shell/language.ts";

export type Terms = Answer<"/api/v1/invoices/{invoiceId}/credit-terms", "get">;
export const REASONS = ["wrongAmount", "wrongPayer", "duplicate", "notDone", "complaint", "goodwill", "other"] as const;
export type Reason = (typeof REASONS)[number];

export type Wish = {
  readonly reason: Reason;
  readonly words?: string;
  readonly ownInterest?: boolean;
  readonly amountMinor?: Minor;
  readonly lines?: { readonly lineNo: number; readonly amountMinor: Minor }[];
};

/** What may be credited, and who would approve it; asked anew each time, for somebody else may have credited meanwhile. */
export function useTerms(invoiceId: string) {
  return useQuery({
    queryKey: ["credit-terms", invoiceId],
    staleTime: 0,
    gcTime: 0,
    queryFn: () =>
      answered(kvitt.GET("/api/v1/invoices/{invoiceId}/credit-terms", { params: { path: { invoiceId } } })),
  });
}

export type Credited = {
  readonly proposalId: string;
  /** Of whom any one, not who asked, approves it. */
  readonly roles: Terms["roles"];
};

/** Says roles of whom any one suffices. */
export function useRoles(): (roles: Credited["roles"]) => string {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const anyOf = new Intl.ListFormat(language, { type: "disjunction" });
  return (roles) => anyOf.format(roles.map((role) => t(`role.${role}`)));
}

/** One deliberate credit: a second factor is asked for where it is not fresh, and pressing twice credits once. */
export function useCrediting(invoice: Standing, done: (credited: Credited) => void) {
  const queries = useQueryClient();
  const withFactor = useStepUp();
  const [act] = useState(oneAct);
  return useMutation({
    mutationFn: (body: Wish) =>
      withFactor(() =>
        answered(
          kvitt.POST("/api/v1/invoices/{invoiceId}/credits", {
            params: { path: { invoiceId: invoice.id }, header: act },
            body,
          }),
        ),
      ),
    onSuccess: async (credited) => {
      for (const key of ["standing", "invoices", "party", "aging", "proposals", "approvals"])
        await queries.invalidateQueries({ queryKey: [key] });
      done(credited);
    },
  });
}
