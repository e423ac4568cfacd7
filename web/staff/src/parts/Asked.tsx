import { Skeleton } from "@mantine/core";
import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Problem } from "./Problem.tsx";

/** What an answer is shown by: a skeleton of its size while it is fetched, the refusal in words with its remedy, else the content. */
export function Asked<T>({
  of,
  height = 240,
  children,
}: {
  readonly of: UseQueryResult<T>;
  readonly height?: number;
  readonly children: (answer: T) => ReactNode;
}) {
  const { t } = useTranslation();
  if (of.isPending)
    return (
      <div role="status" aria-label={t("common.loading")}>
        <Skeleton height={height} radius={8} />
      </div>
    );
  // What was here before an answer failed stays: it is older, not wrong.
  if (of.data === undefined) return <Problem of={of.error} retry={() => void of.refetch()} />;
  return (
    <>
      {of.isError && <Problem of={of.error} retry={() => void of.refetch()} />}
      {children(of.data)}
    </>
  );
}
