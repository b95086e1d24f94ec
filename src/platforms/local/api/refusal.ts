import { HTTPException } from "hono/http-exception";
import { inEnglish, said } from "../../../said.ts";
import type { Params, Said } from "../../../said.ts";

type Status = ConstructorParameters<typeof HTTPException>[0];

/** Why a request is not taken, to be said in the language of whoever sent it. */
export class Refusal extends HTTPException {
  readonly said: Said;

  constructor(status: Status, sentence: string, params?: Params, cause?: unknown) {
    const one = said(sentence, params);
    super(status, { message: inEnglish(one), cause });
    this.said = one;
  }
}
