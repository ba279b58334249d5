import { globSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { format, type Options } from 'prettier';
import { read, write } from '../rename/support.ts';

/** What somebody does to a project. Names are taken from what the project has when it is done, by number. */
export type Move =
  | { readonly does: 'command'; readonly words: (root: string) => readonly string[] }
  | { readonly does: 'edit'; readonly line: string; readonly file: number }
  | { readonly does: 'reformat'; readonly options: Options };

const NAMES = ['alpha', 'beta_two', 'gamma'] as const;
const name = fc.constantFrom(...NAMES);
const number = fc.nat(1000);

/** What a contract lists, by the key that names it. */
function listed(root: string, kind: string, key: string): string[] {
  const [contract = ''] = globSync(`nodes/*_${kind}/v1_0_0/contract.yaml`, { cwd: root });
  const lines = read(root, contract).matchAll(new RegExp(`^\\s+- ${key}: (\\w+)$`, 'gm'));
  return [...lines].map(([, found]) => found!);
}

/** The short name of the node of a kind. */
function nodeOf(root: string, kind: string): string {
  const [folder = ''] = globSync(`nodes/*_${kind}`, { cwd: root });
  return folder.split('_').slice(2, -1).join('_');
}

const pick = (all: readonly string[], index: number): string =>
  all[index % Math.max(1, all.length)] ?? 'none';
const command = (words: (root: string) => readonly string[]): Move => ({ does: 'command', words });
const operations = (root: string): string[] => listed(root, 'effect', 'operation');

const moves: fc.Arbitrary<Move>[] = [
  name.map((own) => command((root) => ['add', nodeOf(root, 'effect'), 'operation', own])),
  fc
    .tuple(name, number)
    .map(([own, at]) =>
      command((root) => [
        'add',
        nodeOf(root, 'effect'),
        'field',
        pick(operations(root), at),
        `${own}: str | None`,
      ]),
    ),
  fc
    .tuple(name, number)
    .map(([own, at]) =>
      command((root) => [
        'add',
        'checkout',
        'step',
        `${nodeOf(root, 'effect')}:${pick(operations(root), at)}`,
        '--id',
        own,
      ]),
    ),
  name.map((own) => command(() => ['add', 'order', 'state', own, '--from', 'active', '--on', `to_${own}`])),
  number.map((at) =>
    command((root) => ['remove', `${nodeOf(root, 'effect')}:${pick(operations(root), at)}`, '--force']),
  ),
  name.map((own) => command(() => ['remove', 'checkout', 'step', own])),
  name.map((own) => command(() => ['remove', 'order', 'state', own])),
  fc
    .tuple(name, number)
    .map(([own, at]) =>
      command((root) => ['remove', nodeOf(root, 'effect'), 'field', pick(operations(root), at), own]),
    ),
  fc
    .tuple(fc.constantFrom('charge', 'refund', ...NAMES), number)
    .map(([to, at]) =>
      command((root) => ['rename', `${nodeOf(root, 'effect')}:${pick(operations(root), at)}`, to]),
    ),
  fc
    .tuple(name, name, number)
    .map(([from, to, at]) =>
      command((root) => [
        'rename',
        `${nodeOf(root, 'effect')}:${pick(operations(root), at)}.${from}`,
        `${to}_new`,
      ]),
    ),
  fc
    .tuple(name, fc.boolean())
    .map(([to, alias]) =>
      command(() => ['rename', '--type', 'state', 'order:active', to, ...(alias ? ['--alias'] : [])]),
    ),
  fc
    .constantFrom('invoice', 'payment', 'bill')
    .map((to) => command((root) => ['rename', '--type', 'node', nodeOf(root, 'effect'), to])),
  fc.constant(command(() => ['upgrade'])),
];
const edit = fc
  .tuple(number, fc.integer({ min: 1, max: 1_000_000 }))
  .map(([file, own]): Move => ({ does: 'edit', file, line: `// Line ${own} of the owner.` }));
const reformat = fc
  .record({ semi: fc.boolean(), singleQuote: fc.boolean(), tabWidth: fc.constantFrom(2, 4) })
  .map((options): Move => ({ does: 'reformat', options: { ...options, printWidth: 100 } }));

/** A history of a project: edits and reformatting are as frequent as three of the commands. */
export const histories = (length: number): fc.Arbitrary<Move[]> =>
  fc.array(
    fc.oneof(
      ...moves.map((arbitrary) => ({ weight: 1, arbitrary })),
      { weight: 3, arbitrary: edit },
      { weight: 2, arbitrary: reformat },
    ),
    { minLength: length, maxLength: length },
  );

/** Code of the nodes, sorted. */
export const codeOf = (root: string): string[] =>
  globSync('nodes/*/v1_0_0/**/*.ts', { cwd: root }).toSorted();

/** Adds a line of the owner's between two statements, where no change of the generator touches it. */
export function editCode(root: string, file: number, line: string): void {
  const path = pick(codeOf(root), file);
  write(root, path, `${read(root, path)}\n${line}\n`);
}

/** Formats the code of a project with other settings than the generator's. */
export async function reformatCode(root: string, options: Options): Promise<void> {
  for (const path of codeOf(root)) {
    if (path.endsWith('start_node.ts')) continue;
    write(root, path, await format(read(root, path), { ...options, filepath: join(root, path) }));
  }
}
