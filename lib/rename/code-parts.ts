import { parse } from '@babel/parser';

/** A part of a source text. */
export interface Part {
  readonly start: number;
  readonly end: number;
}

export interface CodeParts {
  readonly comments: readonly Part[];
  /** Identifiers outside comments and strings. */
  readonly names: ReadonlyMap<number, string>;
  /** String literals without expressions, by their value. */
  readonly strings: readonly (Part & { readonly value: string })[];
}

const NOTHING: CodeParts = { comments: [], names: new Map(), strings: [] };

interface Token {
  readonly type: string | { readonly label: string };
  readonly value?: unknown;
  readonly start: number;
  readonly end: number;
}

/** Finds comments, identifiers, and strings in TypeScript; finds nothing in invalid code. */
export function codeParts(text: string): CodeParts {
  let tokens: readonly Token[];
  let comments: readonly Part[];
  try {
    const file = parse(text, {
      sourceType: 'module',
      plugins: ['typescript', 'decorators-legacy'],
      tokens: true,
      errorRecovery: true,
      createImportExpressions: true,
    });
    tokens = (file.tokens ?? []) as unknown as Token[];
    comments = (file.comments ?? []) as unknown as Part[];
  } catch {
    return NOTHING;
  }
  const labelled = tokens.flatMap(({ type, ...token }) =>
    typeof type === 'string' ? [] : [{ ...token, label: type.label }],
  );
  return {
    comments: comments.map(({ start, end }) => ({ start, end })),
    names: new Map(
      labelled.flatMap(({ label, start, end }) =>
        label === 'name' || label === '#name' ? [[start, text.slice(start, end)] as const] : [],
      ),
    ),
    strings: labelled.flatMap(({ label, value, start, end }) =>
      label === 'string' ? [{ start, end, value: String(value) }] : [],
    ),
  };
}

/** Whether a position is in one of several sorted parts. */
export function isWithin(parts: readonly Part[], place: number): boolean {
  return parts.some(({ start, end }) => start <= place && place < end);
}
