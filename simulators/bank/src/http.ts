import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Bank } from "./bank.ts";
import type { BankFile } from "./types.ts";
import { accountOf, clockOf, fileLine, instructionOf, rulesOf, WireError, type Instruction } from "./wire.ts";

/** Room for some 200,000 payments in one call. */
const longestBody = 64 * 1024 * 1024;

type Answer = { readonly status: number; readonly json?: unknown; readonly file?: BankFile };
type Desk = { readonly bank: Bank; readonly files: BankFile[] };

/** The bank behind HTTP (contract in the README). The caller listens and closes. State lives in memory. */
export function createBankServer(bank: Bank): Server {
  const desk: Desk = { bank, files: [] };
  return createServer((request, response) => {
    answer(desk, request).then(
      (result) => {
        send(response, result);
      },
      (error: unknown) => {
        send(response, failureOf(error));
      },
    );
  });
}

async function answer(desk: Desk, request: IncomingMessage): Promise<Answer> {
  const url = new URL(request.url ?? "/", "http://bank");
  const [first = "", second] = url.pathname.split("/").slice(1).map(decodeURIComponent);
  if (request.method === "GET") return read(desk, first, second, url.searchParams);
  if (request.method !== "POST")
    return problem(405, "METHOD_UNKNOWN", "Only GET and POST are known.", "Use one of them.");
  return write(desk, first, await bodyOf(request));
}

function read(desk: Desk, first: string, second: string | undefined, query: URLSearchParams): Answer {
  if (first === "clock") return { status: 200, json: { today: desk.bank.today().toString() } };
  if (first === "files" && second === undefined) {
    const after = Number(query.get("after") ?? "0");
    if (!Number.isSafeInteger(after) || after < 0)
      throw new WireError("after", "a number of the file list is required");
    return { status: 200, json: desk.files.slice(after).map((file, index) => fileLine(file, after + index + 1)) };
  }
  const file = first === "files" ? desk.files.find((candidate) => candidate.name === second) : undefined;
  if (file !== undefined) return { status: 200, file };
  const state = first === "orders" ? desk.bank.order(second ?? "") : undefined;
  if (state !== undefined) return { status: 200, json: state };
  const account = first === "accounts" ? desk.bank.account(second ?? "") : undefined;
  if (account !== undefined) return { status: 200, json: account };
  return problem(
    404,
    "NOT_FOUND",
    "The bank has nothing under this address.",
    "See the list of addresses in the README.",
  );
}

function write(desk: Desk, first: string, body: unknown): Answer {
  switch (first) {
    case "payments": {
      const instructions = (Array.isArray(body) ? body : [body]).map(instructionOf);
      const results = instructions.map((instruction) => carryOut(desk.bank, instruction));
      return { status: 200, json: results };
    }
    case "accounts":
      desk.bank.openAccount(accountOf(body));
      return { status: 201, json: {} };
    case "clock": {
      const delivered = desk.bank.advanceTo(clockOf(body));
      for (const file of delivered) desk.files.push(file);
      return { status: 200, json: { today: desk.bank.today().toString(), delivered: delivered.length } };
    }
    case "rules":
      desk.bank.setRules(rulesOf(body));
      return { status: 200, json: {} };
    default:
      return problem(404, "NOT_FOUND", "The bank takes nothing at this address.", "See the list in the README.");
  }
}

function carryOut(bank: Bank, instruction: Instruction): unknown {
  switch (instruction.do) {
    case "deposit":
      return bank.deposit(instruction.value);
    case "pay":
      return bank.pay(instruction.value);
    case "reverse":
      return bank.reverse(instruction.value);
    case "charge":
      return bank.charge(instruction.value);
  }
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    length += part.length;
    if (length > longestBody) throw new WireError("body", "longer than 64 MB");
    parts.push(part);
  }
  try {
    return JSON.parse(Buffer.concat(parts).toString("utf8"));
  } catch {
    throw new WireError("body", "not JSON");
  }
}

function problem(status: number, code: string, sentence: string, remedy: string): Answer {
  return { status, json: { code, sentence, remedy } };
}

function failureOf(error: unknown): Answer {
  const sentence = error instanceof Error ? error.message : String(error);
  if (error instanceof WireError) {
    const json = { code: "BODY_INVALID", field: error.field, sentence, remedy: "Send what the README describes." };
    return { status: 400, json };
  }
  return problem(422, "REFUSED", sentence, "Correct what the sentence names.");
}

function send(response: ServerResponse, answer: Answer): void {
  if (answer.file !== undefined) {
    const type = answer.file.kind === "ocr" ? "text/plain; charset=iso-8859-1" : "application/xml";
    response.writeHead(answer.status, { "content-type": type }).end(answer.file.bytes);
    return;
  }
  response.writeHead(answer.status, { "content-type": "application/json" }).end(JSON.stringify(answer.json, integers));
}

/** Øre are JSON integers, as far as those are exact. */
function integers(_key: string, value: unknown): unknown {
  return typeof value === "bigint" ? Number(value) : value;
}
