import { answered, kvitt } from "../api.ts";

/** The first step: what comes next. */
export async function begin(email: string, password: string): Promise<string> {
  const { next } = await answered(kvitt.POST("/api/v1/sign-in", { body: { email, password } }));
  return next;
}

/** The second step. */
export const showFactor = (code: string) => answered(kvitt.POST("/api/v1/sign-in/second-factor", { body: { code } }));
