import { useQuery } from "@tanstack/react-query";
import { answered, kvitt, type Answer, type Body } from "../../api.ts";

export type Matrices = Answer<"/api/v1/approval-matrix", "get">;
export type Matrix = Matrices["matrix"];
export type Rule = Matrix["rules"][number];
export type Role = Rule["bands"][number]["roles"][number];
export type Deputies = Answer<"/api/v1/approval-deputies", "get">;
export type MatrixWish = Body<"/api/v1/approval-matrices", "post">;
export type DeputyWish = Body<"/api/v1/approval-deputies", "post">;

export const useMatrices = () =>
  useQuery({ queryKey: ["approval-matrix"], queryFn: () => answered(kvitt.GET("/api/v1/approval-matrix")) });

export const useDeputies = () =>
  useQuery({ queryKey: ["approval-deputies"], queryFn: () => answered(kvitt.GET("/api/v1/approval-deputies")) });

/** Roles that a rule of a kind may name; the server holds the same. */
export const ALLOWED: Readonly<Record<Rule["kind"], readonly Role[]>> = {
  credit: ["clinicManager", "cfo", "ceo", "accountant"],
  loss: ["cfo", "ceo", "accountant"],
  refund: ["hqFinance", "cfo", "ceo", "accountant"],
  repayment: ["hqFinance", "cfo", "ceo", "accountant"],
};

const sameRule = (one: Pick<Rule, "kind" | "ledgerId">, other: Pick<Rule, "kind" | "ledgerId">) =>
  one.kind === other.kind && one.ledgerId === other.ledgerId;

/** What a change begins with: the matrix that begins last, over what holds today for kinds of which it says nothing. */
export function lastOf({ asOf, matrix, own }: Matrices): Matrix {
  const [next] = own;
  if (!next || next.fromOn <= asOf) return matrix;
  const settled = next.matrix.rules;
  const others = matrix.rules.filter((rule) => !settled.some((each) => each.kind === rule.kind));
  return { ...next.matrix, rules: [...settled, ...others] };
}

/** The matrix with one rule as it is wished; a rule of a ledger that had none is added. */
export const withRule = ({ rules, ...rest }: Matrix, rule: Rule): Matrix => ({
  ...rest,
  rules: [...rules.filter((each) => !sameRule(each, rule)), rule],
});
