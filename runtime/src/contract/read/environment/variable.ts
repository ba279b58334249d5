const VARIABLE = /^[A-Za-z_][A-Za-z0-9_]{0,127}$/;
const CAPITALS = /^[A-Z][A-Z0-9_]{1,127}$/;
const OVERLAY = /^\$\{(?:env\.)?([A-Za-z_][A-Za-z0-9_]{0,127})\}$/;

/** Whether a text can name a variable of the environment. */
export function isVariableName(name: string): boolean {
  return VARIABLE.test(name);
}

/** A name in capitals is the name of a variable of the environment; null: it is none. */
export function variableOf(name: string): string | null {
  return CAPITALS.test(name) ? name : null;
}

/** The variable that a default such as `${env.BOLT_URI}` means; null: the default is a value. */
export function overlayVariable(value: unknown): string | null {
  return typeof value === 'string' ? (OVERLAY.exec(value.trim())?.[1] ?? null) : null;
}
