import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { answered, kvitt } from "../../api.ts";
import { useDone } from "../../parts/Done.tsx";
import type { Asked } from "./Confirm.tsx";
import type { Key } from "./questions.ts";
import type { Shown } from "./Secret.tsx";

/** How long the key that is rotated works beside its successor. */
const OVERLAP_HOURS = 24;

/** What can be done with a key, each with what follows; a successor's text is told once. */
export function useKeyActs(tell: (shown: Shown) => void): Record<"rotate" | "revoke", (key: Key) => Asked> {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const done = useDone();
  const anew = () => queries.invalidateQueries({ queryKey: ["api-keys"] });
  return {
    rotate: ({ id, name }) => ({
      title: t("keyPage.rotateOf", { name }),
      follows: [t("keyPage.rotate1"), t("keyPage.rotate2")],
      fresh: true,
      act: async () => {
        const params = { path: { keyId: id } };
        const body = { overlapHours: OVERLAP_HOURS };
        const { key } = await answered(kvitt.POST("/api/v1/api-keys/{keyId}/rotation", { params, body }));
        tell({ title: t("keyPage.made", { name }), help: t("keyPage.madeHelp"), secret: key });
        await anew();
      },
      done: () => undefined,
    }),
    revoke: ({ id, name }) => ({
      title: t("keyPage.revokeOf", { name }),
      follows: [t("keyPage.revoke1"), t("keyPage.revoke2")],
      fresh: true,
      act: async () => {
        await answered(kvitt.DELETE("/api/v1/api-keys/{keyId}", { params: { path: { keyId: id } } }));
        await anew();
      },
      done: () => done(t("keyPage.revoked", { name })),
    }),
  };
}
