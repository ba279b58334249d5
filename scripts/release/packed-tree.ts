import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { isUtf8 } from 'node:buffer';
import { dirname, join, relative, sep } from 'node:path';

/** One file of a packed tree: its lines, or its bytes in base64 where it is no text. */
interface PackedFile {
  readonly mode: '644' | '755';
  readonly lines?: readonly string[];
  readonly base64?: string;
}

function packFile(path: string): PackedFile {
  const bytes = readFileSync(path);
  const mode = statSync(path).mode & 0o100 ? '755' : '644';
  const isText = isUtf8(bytes) && !bytes.includes(0);
  return isText
    ? { mode, lines: bytes.toString('utf8').split('\n') }
    : { mode, base64: bytes.toString('base64') };
}

/** All files below a folder as one JSON text, sorted by path. */
export function packTree(folder: string): string {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .map((path) => [relative(folder, path).split(sep).join('/'), packFile(path)] as const)
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `${JSON.stringify(Object.fromEntries(files), null, 1)}\n`;
}

/** Writes the files of `packTree` below a folder. */
export function unpackTree(packed: string, folder: string): void {
  const files = Object.entries(JSON.parse(packed) as Record<string, PackedFile>);
  for (const [path, { mode, lines, base64 }] of files) {
    const target = join(folder, path);
    mkdirSync(dirname(target), { recursive: true });
    const contents = lines?.join('\n') ?? Buffer.from(base64 ?? '', 'base64');
    writeFileSync(target, contents, { mode: mode === '755' ? 0o755 : 0o644 });
  }
}
