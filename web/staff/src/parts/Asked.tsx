import { Alert, Button, Skeleton } from "@mantine/core";
import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Refused } from "../api.ts";

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
  if (of.isError) {
    const said = of.error instanceof Refused ? of.error.problem : undefined;
    return (
      <Alert color="red" variant="light" title={said?.sentence ?? t("common.failed")}>
        {said?.remedy}
        <div>
          <Button variant="default" mt="sm" onClick={() => void of.refetch()}>
            {t("common.retry")}
          </Button>
        </div>
      </Alert>
    );
  }
  return children(of.data);
}
