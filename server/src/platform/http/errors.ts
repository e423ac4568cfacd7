import { defineErrors } from "../errors.ts";
import { translateErrors } from "../translations.ts";
import da from "./errors.da.json" with { type: "json" };
import it from "./errors.it.json" with { type: "json" };
import nb from "./errors.nb.json" with { type: "json" };
import sv from "./errors.sv.json" with { type: "json" };

export const httpErrors = defineErrors({
  JSON_UNREADABLE: { status: 400, sentence: "The body is not readable JSON.", remedy: "Send one JSON value in UTF-8." },
  IDEMPOTENCY_KEY_MISSING: {
    status: 400,
    sentence: "This request must carry an Idempotency-Key.",
    remedy: "Add the header with a value of your own, at most 200 characters, the same on every repeat.",
  },
  CROSS_SITE: {
    status: 403,
    sentence: "The request came from another site.",
    remedy: "Use the application at its own address; programs use an API key.",
  },
  FACTOR_NOT_FRESH: {
    status: 403,
    sentence: "This step needs a fresh code from your second factor.",
    remedy: "Confirm that it is you with a new code or your passkey, then do it again within five minutes.",
  },
  IDEMPOTENCY_KEY_RUNNING: {
    status: 409,
    sentence: "A request with this Idempotency-Key is still running.",
    remedy: "Wait a moment and send the same request again.",
  },
  ETAG_MISMATCH: {
    status: 412,
    sentence: "What you are changing was changed by somebody else meanwhile.",
    remedy: "Read it again and repeat what is still right.",
  },
  BODY_TOO_LARGE: {
    status: 413,
    sentence: "The body is larger than this address takes.",
    remedy: "JSON may have 256 KB; send less at a time.",
  },
  MEDIA_TYPE: {
    status: 415,
    sentence: "The body's type is not taken here.",
    remedy: "Send application/json, or application/octet-stream where a file is asked for.",
  },
  IDEMPOTENCY_KEY_REUSED: {
    status: 422,
    sentence: "This Idempotency-Key was used for another request.",
    remedy: "Use a new key for a new request.",
  },
  CURSOR_INVALID: {
    status: 422,
    sentence: "The cursor is not one that was given out here.",
    remedy: "Begin again without a cursor, with the same filters.",
  },
  IF_MATCH_MISSING: {
    status: 428,
    sentence: "This change must say which version it changes.",
    remedy: "Read it first and send its ETag in the header If-Match.",
  },
  OVERLOADED: {
    status: 503,
    sentence: "The server has more to do than it can.",
    remedy: "Try again in a few seconds.",
  },
  NOT_READY: {
    status: 503,
    sentence: "The server is not ready.",
    remedy: "Wait until GET /readyz answers 200; the server's log says why.",
  },
});

translateErrors(httpErrors, { nb, sv, da, it });
