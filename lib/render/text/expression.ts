/**
 * An expression as source, with the surrounding names that it uses. Callers use this list instead of searching the
 * source.
 */
export interface Expression {
  readonly source: string;
  readonly uses: ReadonlySet<string>;
}

/** @param uses Names of parameters, variables, and imports. */
export function expression(source: string, ...uses: readonly string[]): Expression {
  return { source, uses: new Set(uses) };
}

/** The names that some expressions use. */
export function usesOf(expressions: readonly Expression[]): ReadonlySet<string> {
  return new Set(expressions.flatMap(({ uses }) => [...uses]));
}
