/** The language of a file, determined by its extension. */
export interface Language {
  readonly typescript: boolean;
  /** `<x>` opens an element, not a type assertion. */
  readonly jsx: boolean;
  /** A declaration file holds no code. */
  readonly declaration: boolean;
  /** Determined by `.mts`, `.cts`, `.mjs`, and `.cjs`; null if the package and the syntax decide. */
  readonly module: 'esm' | 'commonjs' | null;
}

/** null: neither TypeScript nor JavaScript. */
export function languageOf(path: string): Language | null {
  const match = /\.([cm]?)([jt])s(x?)$/i.exec(path);
  if (match === null) return null;
  const [, format = '', letter = '', x = ''] = match;
  if (format !== '' && x !== '') return null;
  const typescript = letter.toLowerCase() === 't';
  return {
    typescript,
    jsx: !typescript || x !== '',
    declaration: typescript && /\.d(\.[^./\\]+)?\.[cm]?ts$/i.test(path),
    module: format === '' ? null : format.toLowerCase() === 'm' ? 'esm' : 'commonjs',
  };
}
