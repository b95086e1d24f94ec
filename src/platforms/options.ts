import { z } from "zod";
import { unreachable } from "../errors.ts";
import type { CommandSpec } from "./platform.ts";

/** Where the words of an option can be completed from while somebody types. */
export const CompletionSource = z.enum(["model", "style", "job", "open-job"]);
export type CompletionSource = z.infer<typeof CompletionSource>;

/** What one option takes. `default` is what happens when nobody says anything. */
type OptionShape =
  | {
      readonly kind: "text";
      readonly minLength?: number;
      readonly maxLength?: number;
      readonly completion?: CompletionSource;
      /** It has no spaces, so that what is typed behind it belongs to something else. */
      readonly isWord?: boolean;
      /** What it is where it is named without a value. */
      readonly bare?: string;
      readonly default?: string;
    }
  | {
      /** `number` takes fractions too. */
      readonly kind: "integer" | "number";
      readonly min?: number;
      readonly max?: number;
      readonly default?: number;
    }
  | { readonly kind: "boolean"; readonly default?: boolean }
  | { readonly kind: "choice"; readonly choices: readonly string[]; readonly default?: string }
  /** A file: the option's value is only its name, its bytes are an attachment. */
  | { readonly kind: "picture" };

/** One option of a command in neutral words; each platform draws it with its own parts. */
export type OptionField = OptionShape & {
  readonly name: string;
  readonly description: string;
  readonly isRequired: boolean;
};

const TextSchema = z.strictObject({
  type: z.literal("string"),
  description: z.string().min(1),
  minLength: z.int().optional(),
  maxLength: z.int().optional(),
  enum: z.array(z.string()).optional(),
  default: z.string().optional(),
  /** `.meta({ picture: true })` */
  picture: z.literal(true).optional(),
  /** `.meta({ complete: "model" })` */
  complete: CompletionSource.optional(),
  /** `.meta({ word: true })` */
  word: z.literal(true).optional(),
  /** `.meta({ bare: "latest" })` */
  bare: z.string().optional(),
});

const NumberSchema = z.strictObject({
  type: z.enum(["integer", "number"]),
  description: z.string().min(1),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  default: z.number().optional(),
});

const BooleanSchema = z.strictObject({
  type: z.literal("boolean"),
  description: z.string().min(1),
  default: z.boolean().optional(),
});

/** The part of JSON Schema that options use. A command that needs more fails here, at start. */
const Schemas = z.object({
  properties: z.record(
    z.string(),
    z.discriminatedUnion("type", [TextSchema, NumberSchema, BooleanSchema]),
  ),
  required: z.array(z.string()).default([]),
});
type Schema = z.infer<typeof Schemas>["properties"][string];

/** Turns the zod options of a command into fields to draw, in the order of their declaration. */
export function optionFields({ options }: Pick<CommandSpec, "options">): OptionField[] {
  const { properties, required } = Schemas.parse(z.toJSONSchema(options, { io: "input" }));
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    description: schema.description,
    isRequired: required.includes(name),
    ...shapeOf(schema),
  }));
}

function shapeOf(schema: Schema): OptionShape {
  switch (schema.type) {
    case "boolean":
      return { kind: "boolean", default: schema.default };
    case "integer":
    case "number":
      return { kind: schema.type, ...bounds(schema), default: schema.default };
    case "string":
      return textShape(schema);
    default:
      return unreachable(schema);
  }
}

function textShape(schema: z.infer<typeof TextSchema>): OptionShape {
  if (schema.picture) return { kind: "picture" };
  if (schema.enum) return { kind: "choice", choices: schema.enum, default: schema.default };
  return {
    kind: "text",
    minLength: schema.minLength,
    maxLength: schema.maxLength,
    completion: schema.complete,
    isWord: schema.word,
    bare: schema.bare,
    default: schema.default,
  };
}

/** Zod writes the largest safe integers where nobody set a bound: those are no bounds for people. */
function bounds({ minimum, maximum }: z.infer<typeof NumberSchema>) {
  return {
    min: minimum === Number.MIN_SAFE_INTEGER ? undefined : minimum,
    max: maximum === Number.MAX_SAFE_INTEGER ? undefined : maximum,
  };
}
