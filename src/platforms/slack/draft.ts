/** What somebody asks for in a form that is still open. */
export interface Draft {
  /** A command, or what a button does. */
  readonly name: string;
  readonly options: Readonly<Record<string, unknown>>;
  readonly hasPicture: boolean;
}
