/** Compares the prose of the project with the rules, and the findings with what is accepted for now. */
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { PRODUCTION_GLOBS } from '../house/files.ts';
import { proseOf, type Kind } from './prose.ts';
import { RULES, type Rule } from './rules.ts';
import { pagesIn } from './sentences.ts';

export interface Finding {
  readonly file: string;
  /** 1-based, as is the column. */
  readonly line: number;
  readonly column: number;
  readonly found: string;
  readonly better: string;
  readonly kind: Kind;
  /** The entry of `allowed.json` that the finding counts for. */
  readonly allowance: string;
}

export interface Count {
  readonly count: number;
  readonly limit: number;
}

export interface Report {
  readonly findings: readonly Finding[];
  /** Entries with more findings than are accepted. */
  readonly excess: ReadonlyMap<string, Count>;
  /** Entries with fewer findings than are accepted: their numbers can be lowered. */
  readonly unused: ReadonlyMap<string, Count>;
}

/** What `allowed.json` contains: numbers of accepted findings, by kind of text and by word. */
export type Allowed = Partial<Record<Kind, Record<string, number>>>;

/** Globs of the files whose messages and comments are checked. */
const CODE = [...PRODUCTION_GLOBS, 'generators/*/templates/**/*.ejs'];

/** Compiles a rule's pattern: whole words, in any case, over line breaks. */
export function compileRule({ pattern }: Rule): RegExp {
  return new RegExp(`(?<![\\w-])(?:${pattern.replaceAll(/ (?!\{)/g, '\\s+')})(?![\\w-])`, 'giu');
}

const COMPILED = RULES.map((rule) => ({ rule, expression: compileRule(rule) }));

/** The findings in one file. */
export function findWords(file: string, text: string): Finding[] {
  return proseOf(file, text).flatMap(({ kind, text: prose }) =>
    COMPILED.flatMap(({ rule, expression }) =>
      [...prose.matchAll(expression)].map((match) => {
        const before = text.slice(0, match.index).split('\n');
        return {
          file,
          line: before.length,
          column: (before.at(-1) ?? '').length + 1,
          found: match[0].replaceAll(/\s+/g, ' '),
          better: rule.better,
          kind,
          allowance: `${kind}: ${rule.word}`,
        };
      }),
    ),
  );
}

/** Compares counts with what is accepted. */
export function compareCounts(findings: readonly Finding[], allowed: Allowed): Omit<Report, 'findings'> {
  const counts = new Map<string, Count>();
  for (const [kind, byWord] of Object.entries(allowed)) {
    for (const [word, limit] of Object.entries(byWord)) counts.set(`${kind}: ${word}`, { count: 0, limit });
  }
  for (const { allowance } of findings) {
    const { count, limit } = counts.get(allowance) ?? { count: 0, limit: 0 };
    counts.set(allowance, { count: count + 1, limit });
  }
  return {
    excess: new Map([...counts].filter(([, { count, limit }]) => count > limit)),
    unused: new Map([...counts].filter(([, { count, limit }]) => count < limit)),
  };
}

/** Checks the project in the folder `root`. */
export function checkWords(root: string): Report {
  const code = globSync(CODE, { cwd: root }).map((file) => file.replaceAll('\\', '/'));
  const findings = [...pagesIn(root), ...code]
    .toSorted()
    .flatMap((file) => findWords(file, readFileSync(path.join(root, file), 'utf8')));
  const allowed = JSON.parse(readFileSync(path.join(import.meta.dirname, 'allowed.json'), 'utf8')) as Allowed;
  return { findings, ...compareCounts(findings, allowed) };
}
