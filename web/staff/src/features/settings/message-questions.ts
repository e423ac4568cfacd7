import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { answered, kvitt, type Answer, type Body } from "../../api.ts";
import type { Language } from "../../format.ts";

export type MessageSettings = Answer<"/api/v1/ledgers/{ledgerId}/message-settings", "get">;
export type Sender = MessageSettings["sender"];
export type RequestWish = NonNullable<Body<"/api/v1/ledgers/{ledgerId}/settings", "patch">["requests"]>;
export type Agreement = Answer<"/api/v1/agreements", "get">["items"][number];
export type Way = Agreement["way"];
export type Branding = Body<"/api/v1/ledgers/{ledgerId}/branding", "put">;

const of = (ledgerId: string) => ({ params: { path: { ledgerId } } });

export const useMessageSettings = (ledgerId: string) =>
  useQuery({
    queryKey: ["message-settings", ledgerId],
    queryFn: () => answered(kvitt.GET("/api/v1/ledgers/{ledgerId}/message-settings", of(ledgerId))),
  });

/** The exact texts in a sender's name, as they are typed; what stood there before stays until the new ones have come. */
export const useTexts = (ledgerId: string, sender: Sender, language: Language) =>
  useQuery({
    queryKey: ["message-texts", ledgerId, sender, language],
    placeholderData: keepPreviousData,
    retry: false,
    queryFn: () =>
      answered(kvitt.POST("/api/v1/ledgers/{ledgerId}/message-texts", { ...of(ledgerId), body: { sender, language } })),
  });

export const useAgreements = () =>
  useQuery({ queryKey: ["agreements"], queryFn: () => answered(kvitt.GET("/api/v1/agreements")) });

export const useBranding = (ledgerId: string) =>
  useQuery({
    queryKey: ["branding", ledgerId],
    queryFn: () => answered(kvitt.GET("/api/v1/ledgers/{ledgerId}/branding", of(ledgerId))),
  });
