export type Dialect = 'sqlite' | 'postgresql';

/** The parts of a SQL text that a check needs to know. */
export interface Scan {
  /** The first words of each statement, in upper case; statements without any word are left out. */
  readonly statements: readonly (readonly string[])[];
  /** The highest number of a parameter `$1`, `$2`, …; 0 if there is none. */
  readonly parameters: number;
  /** The first placeholder that is not of the form `$1`, such as `?` in SQLite; null if there is none. */
  readonly foreign: string | null;
}

/** The number of words that determine what a statement does: `ROLLBACK TRANSACTION TO`. */
const WORDS = 3;

/** Strings, comments, and names, whose content is skipped. Each pattern also matches one that is never closed. */
const OPAQUE: Readonly<Record<Dialect, RegExp>> = {
  sqlite: /'(?:[^']|'')*'?|"(?:[^"]|"")*"?|`(?:[^`]|``)*`?|\[[^\]]*\]?|--[^\n]*|\/\*[\s\S]*?(?:\*\/|$)/y,
  postgresql: /[eE]'(?:[^'\\]|\\[\s\S]|'')*'?|'(?:[^']|'')*'?|"(?:[^"]|"")*"?|--[^\n]*/y,
};
const WORD = /[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*/y;
const PARAMETER = /\$(\d+)/y;
const DOLLAR_QUOTE = /\$(?:[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*)?\$/y;
const FOREIGN = /\?\d*|[:@$][A-Za-z_\u0080-\uffff][\w$]*/y;

/** Reads a SQL text once, from beginning to end. */
export function scanSql(sql: string, dialect: Dialect): Scan {
  const statements: string[][] = [];
  let words: string[] = [];
  let isEmpty = true;
  let parameters = 0;
  let foreign: string | null = null;
  let at = 0;
  const match = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    return pattern.exec(sql);
  };
  const end = (): void => {
    if (!isEmpty) statements.push(words);
    words = [];
    isEmpty = true;
  };
  while (at < sql.length) {
    const comment = dialect === 'postgresql' ? endOfComment(sql, at) : at;
    if (comment > at) {
      at = comment;
      continue;
    }
    const opaque = match(OPAQUE[dialect]);
    if (opaque !== null) {
      if (!/^(?:--|\/\*)/.test(opaque[0])) isEmpty = false;
      at += opaque[0].length;
      continue;
    }
    const quote = dialect === 'postgresql' ? match(DOLLAR_QUOTE) : null;
    if (quote !== null) {
      const close = sql.indexOf(quote[0], at + quote[0].length);
      at = close === -1 ? sql.length : close + quote[0].length;
      isEmpty = false;
      continue;
    }
    const word = match(WORD);
    const parameter = match(PARAMETER);
    const other = dialect === 'sqlite' ? match(FOREIGN) : null;
    if (word !== null && words.length < WORDS) words.push(word[0].toUpperCase());
    if (parameter !== null) parameters = Math.max(parameters, Number(parameter[1]));
    else if (other !== null) foreign ??= other[0];
    const token = word?.[0] ?? parameter?.[0] ?? other?.[0] ?? sql.charAt(at);
    if (token === ';') end();
    else if (token.trim() !== '') isEmpty = false;
    at += token.length;
  }
  end();
  return { statements, parameters, foreign };
}

/** Comments of PostgreSQL can be nested. Returns `at` if no comment begins there. */
function endOfComment(sql: string, at: number): number {
  if (!sql.startsWith('/*', at)) return at;
  const marks = /\/\*|\*\//g;
  marks.lastIndex = at;
  let depth = 0;
  for (let mark = marks.exec(sql); mark !== null; mark = marks.exec(sql)) {
    depth += mark[0] === '/*' ? 1 : -1;
    if (depth === 0) return marks.lastIndex;
  }
  return sql.length;
}
