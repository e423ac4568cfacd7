import { useEffect } from "react";

type Paged = {
  readonly data: { readonly pages: readonly { readonly items: readonly unknown[] }[] } | undefined;
  readonly hasNextPage: boolean;
  readonly isFetching: boolean;
  readonly isError: boolean;
  readonly fetchNextPage: () => unknown;
};

/** Asks for the next page by itself where the last one came short and goes on: the server answers at once with what it found so far. */
export function useAskOn({ data, hasNextPage, isFetching, isError, fetchNextPage }: Paged, page: number): void {
  const short = (data?.pages.at(-1)?.items.length ?? page) < page;
  useEffect(() => {
    if (short && hasNextPage && !isFetching && !isError) void fetchNextPage();
  });
}
