import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { answered, kvitt, oneAct, Refused, type Answer, type Problem } from "../../api.ts";
import { askingHeaders } from "../../parts/ask.ts";
import { useStepUp } from "../../parts/StepUp.tsx";

export type FileRow = Answer<"/api/v1/bank-files", "get">["items"][number];
export type BankFile = Answer<"/api/v1/bank-files/{fileId}", "get">;
export type FileLine = Answer<"/api/v1/bank-files/{fileId}/lines", "get">["items"][number];
export type Alarm = Answer<"/api/v1/alarms", "get">["items"][number];
export type FileState = FileRow["state"];

const PAGE = 50;
const onwards = (cursor: string) => (cursor ? { cursor } : {});

export function useFiles(state: FileState | undefined) {
  return useInfiniteQuery({
    queryKey: ["bank-files", state ?? ""],
    initialPageParam: "",
    queryFn: ({ pageParam }) =>
      answered(
        kvitt.GET("/api/v1/bank-files", {
          params: { query: { limit: PAGE, ...onwards(pageParam), ...(state ? { state } : {}) } },
        }),
      ),
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });
}

export function useFile(fileId: string) {
  return useQuery({
    queryKey: ["bank-file", fileId],
    queryFn: () => answered(kvitt.GET("/api/v1/bank-files/{fileId}", { params: { path: { fileId } } })),
  });
}

export function useFileLines(fileId: string, waiting: boolean) {
  return useInfiniteQuery({
    queryKey: ["bank-file", fileId, "lines", waiting],
    initialPageParam: "",
    queryFn: ({ pageParam }) =>
      answered(
        kvitt.GET("/api/v1/bank-files/{fileId}/lines", {
          params: {
            path: { fileId },
            query: { limit: 100, ...onwards(pageParam), ...(waiting ? { waiting: "true" as const } : {}) },
          },
        }),
      ),
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });
}

/** Does one person do two persons' work here? Asked only by who may know. */
export function useTenant(may: boolean) {
  return useQuery({ queryKey: ["tenant"], enabled: may, queryFn: () => answered(kvitt.GET("/api/v1/tenant")) });
}

const OF_BANK = /^bank\./;

/** Alarms of the bank that stand: a file that did not come, one that somebody released alone. */
export function useBankAlarms(may: boolean) {
  return useQuery({
    queryKey: ["bank-files", "alarms"],
    enabled: may,
    queryFn: () => answered(kvitt.GET("/api/v1/alarms", { params: { query: { limit: 100 } } })),
    select: ({ items }) => items.filter((alarm) => OF_BANK.test(alarm.kind)),
  });
}

function useAnew() {
  const queries = useQueryClient();
  return async () => {
    for (const key of ["bank-lines", "bank-line", "waiting", "proof", "home", "aging", "reskontro", "invoices"])
      void queries.invalidateQueries({ queryKey: [key] });
    await Promise.all(["bank-files", "bank-file"].map((key) => queries.invalidateQueries({ queryKey: [key] })));
  };
}

export function useAcknowledging() {
  const anew = useAnew();
  return useMutation({
    mutationFn: (alarmId: string) =>
      answered(kvitt.POST("/api/v1/alarms/{alarmId}/acknowledgement", { params: { path: { alarmId } } })),
    onSuccess: anew,
  });
}

/** Releases a file that waits for a second person; the server asks for a fresh second factor. */
export function useReleasing(fileId: string) {
  const anew = useAnew();
  const withFactor = useStepUp();
  return useMutation({
    mutationFn: () => {
      const header = oneAct();
      return withFactor(() =>
        answered(kvitt.POST("/api/v1/bank-files/{fileId}/release", { params: { path: { fileId }, header } })),
      );
    },
    onSuccess: anew,
  });
}

export function useRefusing(fileId: string) {
  const anew = useAnew();
  return useMutation({
    mutationFn: (reason: string) =>
      answered(kvitt.POST("/api/v1/bank-files/{fileId}/refusal", { params: { path: { fileId } }, body: { reason } })),
    onSuccess: anew,
  });
}

export type Taken = BankFile & { readonly alreadyImported: boolean };
export type Progress = (part: number) => void;

/** Sends a file as it is, telling how far it is: `fetch` cannot. */
function sent(file: File, progress: Progress): Promise<Taken> {
  return new Promise((taken, refused) => {
    const request = new XMLHttpRequest();
    request.open("POST", "/api/v1/bank-files");
    const headers = { ...askingHeaders(), "content-type": "application/octet-stream" };
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.responseType = "json";
    request.upload.onprogress = ({ loaded, total }) => progress(total === 0 ? 1 : loaded / total);
    request.onerror = () => refused(new Error("The file could not be sent"));
    request.onload = () => {
      if (request.status < 300) taken(request.response as Taken);
      else refused(new Refused(request.response as Problem, request.getResponseHeader("content-language")));
    };
    request.send(file);
  });
}

export function useUploading(progress: Progress) {
  const anew = useAnew();
  return useMutation({ mutationFn: (file: File) => sent(file, progress), onSuccess: anew });
}
