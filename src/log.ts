import { pino } from "pino";
import type { DestinationStream, Logger } from "pino";

export type { Logger } from "pino";

const SECRET_NAMES = [
  "token",
  "secret",
  "apiKey",
  "authorization",
  "cookie",
  "password",
  "botToken",
  "appToken",
  "clientSecret",
  "signingSecret",
  "secretKey",
  "url_private",
];

/** Names at the top, one and two levels down: where a secret may stand in an object that is logged. */
const SECRET_PATHS = SECRET_NAMES.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]);

/** What a token looks like wherever it stands: bearer headers, keys of the providers, Slack tokens. */
const TOKEN = /\b(?:Bearer\s+\S+|(?:sk|xox[abpr]|xapp|whsec)[-_][\w-]{6,})/g;

/**
 * Writes JSON lines to standard output, or to `destination`. Secrets are redacted by name and by
 * shape. Texts are static, facts stand in the object; a person's prompt never appears above `debug`.
 */
export function createLog(level: string, destination?: DestinationStream): Logger {
  return pino(
    {
      level,
      base: undefined,
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: { paths: SECRET_PATHS, censor: "[redacted]" },
      serializers: { err: (error: Error) => redactError(pino.stdSerializers.err(error)) },
    },
    destination ?? pino.destination({ dest: 1, sync: true }),
  );
}

/** An error of an SDK may carry its request: only type, message, stack and plain facts go on. */
function redactError(error: ReturnType<typeof pino.stdSerializers.err>) {
  // A provider's reason may quote the prompt: it belongs on the card, not here.
  const isProviders = error.type === "ProviderError";
  const message = isProviders ? "the provider said no, or nothing" : error.message;
  const stack = isProviders ? framesOf(error.stack) : error.stack;
  return {
    type: error.type,
    message: message.replace(TOKEN, "[redacted]"),
    stack: stack.replace(TOKEN, "[redacted]"),
    ...pick(error, ["kind", "failure", "provider", "code", "status"]),
  };
}

function framesOf(stack: string): string {
  const lines = stack.split("\n");
  return lines.filter((line) => /^\s+at /.test(line)).join("\n");
}

function pick(source: object, names: readonly string[]) {
  return Object.fromEntries(Object.entries(source).filter(([name]) => names.includes(name)));
}
