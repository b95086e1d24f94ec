import { everyPart } from "./messages.ts";
import type { FakeMessage } from "./world.ts";

/** All that a message says, without its markup. */
export function wordsOf(message: FakeMessage | undefined): string {
  const parts = everyPart((message?.components ?? []) as never);
  const texts = parts.flatMap((part) => (part["type"] === 10 ? [String(part["content"])] : []));
  return [message?.content, ...texts].filter(Boolean).join("\n").replaceAll("\\", "");
}

/** What a call to Discord had it say. */
export function wordsSentIn({ body }: { body: Record<string, unknown> | undefined }): string {
  return wordsOf(body as FakeMessage | undefined);
}

/** The labels of its buttons. */
export function labelsOf(message: FakeMessage | undefined): string[] {
  return buttonsOf(message).map(({ label }) => label);
}

/** Its buttons, and where they lead that only lead elsewhere. */
export function buttonsOf(message: FakeMessage | undefined) {
  const parts = everyPart((message?.components ?? []) as never);
  return parts.flatMap((part) =>
    part["type"] === 2
      ? [{ label: String(part["label"]), url: part["url"] as string | undefined }]
      : [],
  );
}

interface Field {
  readonly type: number;
  readonly custom_id: string;
  readonly value?: string;
  readonly required?: boolean;
  readonly options?: readonly { label: string; value: string }[];
}
interface Labelled {
  readonly label?: string;
  readonly description?: string;
  readonly component?: Field;
}

/** The fields of a form that an interaction was answered with. */
export function fieldsOf(form: Record<string, unknown> = {}): (Labelled & { component: Field })[] {
  const parts = (form["components"] ?? []) as Labelled[];
  return parts.flatMap(({ component, ...rest }) => (component ? [{ ...rest, component }] : []));
}

/** A form as somebody reads it. */
export function formText(form: Record<string, unknown>): string {
  const lines = fieldsOf(form).map(({ label, description, component }) => {
    const { custom_id: name, value = "", required, options = [] } = component;
    const choices = options.map((one) => ` ${one.value} (${one.label})`).join("");
    const asked = [label, description].filter(Boolean).join(": ");
    return `${name}${required === false ? "?" : ""}=${value}${choices}   ${asked}`;
  });
  return [`[${String(form["title"])}]`, ...lines].join("\n");
}
