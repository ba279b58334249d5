import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { UserError } from '../../../lib/errors/index.ts';
import { membersOfExport, type BaseMembers } from '../../../lib/injection/index.ts';
import { realPathWithin } from './canonical-path.ts';

type ResolveBase = (specifier: string, exportedName: string) => BaseMembers | null;

/** The text of a file after this run, null for the text on disk; `final` unless the run is still processing it. */
export interface RunText {
  readonly text: string | null;
  readonly final: boolean;
}

export interface BaseReaderOptions {
  /** Absolute. Nothing outside it is read. */
  readonly root: string;
  /** Returns the text of a file of this run, by its absolute path; null for a file that is not part of the run. */
  readonly textOfRun: (file: string) => RunText | null;
  /** Reads a file from the disk; throws if it cannot be read. */
  readonly readFile?: (file: string) => string;
}

/** A file that may contain a base class exists but cannot be read. */
export class UnreadableBase extends UserError {}

/** A longer chain of files re-exports a name but is not a chain of classes. */
const MAX_DEPTH = 100;

/**
 * Reads base classes from the project's files that a file imports by a relative path. Each file and each result is read
 * once per run. Packages and path aliases are not read, because their content depends on the build.
 * @returns A function that resolves the imports of a file, given its absolute path.
 */
export function createBaseReader({
  root,
  textOfRun,
  readFile = (file) => readFileSync(file, 'utf8'),
}: BaseReaderOptions): (file: string) => ResolveBase {
  const answers = new Map<string, BaseMembers | null>();
  const targets = new Map<string, string | null>();
  const texts = new Map<string, string | null>();

  function targetOf(file: string, specifier: string): string | null {
    if (!/^\.{1,2}(\/|$)/.test(specifier)) return null;
    const wanted = path.resolve(path.dirname(file), specifier);
    const known = targets.get(wanted);
    if (known !== undefined) return known;
    const found = findSource(wanted);
    const real = found === null ? null : realPathWithin(found, root);
    const target = real === null ? null : path.join(root, real);
    targets.set(wanted, target);
    return target;
  }

  function textOnDisk(file: string): string | null {
    const known = texts.get(file);
    if (known !== undefined) return known;
    let text: string | null;
    try {
      text = readFile(file);
    } catch {
      text = null;
    }
    texts.set(file, text);
    return text;
  }

  /** Resolves one request of a file of the run, with everything that it leads to. */
  function ask(file: string, specifier: string, exportedName: string): BaseMembers | null {
    const seen = new Set<string>();
    const unreadable: string[] = [];
    // A result that depends on a file still being processed or resolved is valid only now.
    let holdsLater = true;
    function answerOf(from: string, wanted: string, name: string, depth: number): BaseMembers | null {
      const target = targetOf(from, wanted);
      if (target === null) return null;
      const question = `${target}#${name}`;
      const known = answers.get(question);
      if (known !== undefined) return known;
      // Files that re-export each other, or one file in several ways, are resolved once.
      if (depth >= MAX_DEPTH || seen.has(question)) {
        holdsLater = false;
        return null;
      }
      seen.add(question);
      const onDisk = textOnDisk(target);
      if (onDisk === null) unreadable.push(target);
      // An injection exports nothing, so most files that a barrel re-exports need not be processed first.
      if (onDisk === null || !mayExport(onDisk, name)) return null;
      const ofRun = textOfRun(target);
      if (ofRun?.final === false) holdsLater = false;
      const heldBefore = holdsLater;
      holdsLater = true;
      const source = { path: target, text: ofRun?.text ?? onDisk };
      const members = membersOfExport(source, name, {
        resolveBase: (next, exported) => answerOf(target, next, exported, depth + 1),
      });
      if (holdsLater && ofRun?.final !== false && unreadable.length === 0) answers.set(question, members);
      holdsLater &&= heldBefore;
      return members;
    }
    const members = answerOf(file, specifier, exportedName, 0);
    const [blocking] = unreadable;
    if (members === null && blocking !== undefined) {
      const shown = path.relative(root, blocking).split(path.sep).join('/');
      throw new UnreadableBase(
        'ERR_ONEX_FILE_SYSTEM',
        `its base class may be in ${shown}, which cannot be read`,
      );
    }
    return members;
  }

  return (file) => (specifier, exportedName) => ask(file, specifier, exportedName);
}

function mayExport(text: string, name: string): boolean {
  return name === '*' || name === 'default' || text.includes(name) || /\bexport\s*\*/.test(text);
}

/** Returns the source file of a specifier without or with another extension: `./base`, `./base.js`, `./folder`. */
function findSource(wanted: string): string | null {
  const typed = wanted.replace(/\.([cm]?)js(x?)$/, '.$1ts$2');
  const candidates = [
    typed,
    wanted,
    ...['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '/index.ts', '/index.js'].map((end) => wanted + end),
  ];
  return candidates.find((candidate) => existsSync(candidate) && statSync(candidate).isFile()) ?? null;
}
