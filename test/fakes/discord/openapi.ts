import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import addFormats from "ajv-formats";
import { Ajv2020 } from "ajv/dist/2020.js";
import type { ValidateFunction } from "ajv";

const FILE = fileURLToPath(
  new URL("../../../../shared/specs/discord-openapi.json", import.meta.url),
);

/** Why nothing is checked, or nothing when all is. */
export const withoutSpec = existsSync(FILE)
  ? undefined
  : "Discord's OpenAPI description is not beside the project";

interface Operation {
  readonly method: string;
  readonly pattern: RegExp;
  readonly literals: number;
  readonly json: unknown;
  readonly answers: ReadonlyMap<string, unknown>;
}

interface Spec {
  readonly components: { readonly schemas: unknown };
  readonly paths: Record<string, Record<string, SpecOperation>>;
}
interface SpecOperation {
  readonly operationId?: string;
  readonly requestBody?: { readonly content?: Record<string, { readonly schema: unknown }> };
  readonly responses?: Record<
    string,
    { readonly content?: Record<string, { readonly schema: unknown }> }
  >;
}

const PERMISSIONS = { type: "string", pattern: String.raw`^\d+$` };

let loaded: ReturnType<typeof load> | undefined;

/** What Discord's own description objects to in a request and its answer. Loosely: see its README. */
export function objections(
  method: string,
  path: string,
  body: unknown,
  said: { status: number; json?: unknown },
): string[] {
  if (withoutSpec !== undefined) return [];
  loaded ??= load();
  const operation = loaded.operations.find(
    (one) => one.method === method && one.pattern.test(path),
  );
  if (!operation) return [`${method} ${path} is not known to Discord`];
  const asked = body === undefined ? [] : loaded.check(operation.json, body, "request");
  const schema = operation.answers.get(String(said.status));
  const told = said.status < 300 && schema ? loaded.check(schema, said.json, "answer") : [];
  return [...asked, ...told].map((line) => `${method} ${path}: ${line}`);
}

function load() {
  const spec = JSON.parse(readFileSync(FILE, "utf8")) as Spec;
  const ajv = new Ajv2020({ strict: false, allErrors: false });
  // Its types say `default`, but what is imported is the function.
  (addFormats as unknown as (to: Ajv2020) => void)(ajv);
  for (const format of ["snowflake", "int32", "int64", "double", "nonce"]) {
    ajv.addFormat(format, true);
  }
  ajv.addSchema({ $id: "c", $defs: local(spec.components.schemas) });
  const compiled = new Map<unknown, ValidateFunction>();

  const operations = Object.entries(spec.paths).flatMap(([path, methods]) =>
    Object.entries(methods)
      .filter(([, { operationId }]) => operationId !== undefined)
      .map(([method, operation]) => toOperation(method, path, operation)),
  );
  operations.sort((one, other) => one.literals - other.literals);

  return {
    operations,
    check(schema: unknown, value: unknown, what: string): string[] {
      if (schema === undefined) return [`there is no ${what} in JSON`];
      const validate = compiled.get(schema) ?? ajv.compile(schema as object);
      compiled.set(schema, validate);
      if (validate(value)) return [];
      return (validate.errors ?? []).map(
        ({ instancePath, message }) => `${what}${instancePath} ${message}`,
      );
    },
  };
}

function toOperation(method: string, path: string, operation: SpecOperation): Operation {
  const pattern = path.replaceAll(/[.*+?^$()|[\]\\@]/g, String.raw`\$&`);
  const content = operation.requestBody?.content ?? {};
  const answers = Object.entries(operation.responses ?? {}).map(
    ([status, answer]) => [status, local(answer.content?.["application/json"]?.schema)] as const,
  );
  return {
    method: method.toUpperCase(),
    pattern: new RegExp(`^${pattern.replaceAll(/\{[^}]+\}/g, "[^/]+")}$`),
    literals: path.split("{").length,
    json: local((content["application/json"] ?? content["multipart/form-data"])?.schema),
    answers: new Map(answers),
  };
}

function local(value: unknown): unknown {
  if (value === undefined) return undefined;
  return JSON.parse(JSON.stringify(value), (key, part: unknown) => {
    if (key === "$ref") return String(part).replace("#/components/schemas/", "c#/$defs/");
    // Here the description asks for a number, where the documentation says text, and Discord takes it.
    return key === "default_member_permissions" ? { anyOf: [part, PERMISSIONS] } : part;
  });
}
