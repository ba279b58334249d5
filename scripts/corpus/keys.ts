/**
 * `npm run corpus:keys -- DIR…` removes and changes each key of every contract below the folders, and prints the keys that
 * the reader drops in silence, with how many contracts have them and one of them. Keys of the list in
 * `contracts/for-people.ts` are expected. Exit code 1 when there are others.
 */
import { resolve } from 'node:path';
import { scriptArguments } from '../command-line.ts';
import { findContracts } from './contracts/find.ts';
import { reasonFor } from './contracts/for-people.ts';
import { silentKeys } from './contracts/silent-keys.ts';

const { positionals } = scriptArguments({
  name: 'corpus:keys',
  summary: 'Print the keys of contracts that the reader drops without a message',
  usage: 'DIR…',
  takes: { least: 1 },
});
const found = new Map<string, { count: number; first: string }>();
let contracts = 0;
let expected = 0;
for (const folder of positionals)
  for (const { path, text } of findContracts(resolve(folder))) {
    contracts += 1;
    for (const key of silentKeys(text)) {
      if (reasonFor(key) !== null) {
        expected += 1;
        continue;
      }
      const known = found.get(key);
      found.set(key, { count: (known?.count ?? 0) + 1, first: known?.first ?? path });
    }
  }
for (const [key, { count, first }] of [...found].toSorted((one, other) => other[1].count - one[1].count))
  console.log(`${count} × ${key}  (${first})`);
console.log(
  `\n${contracts} contracts, ${found.size} keys dropped in silence, ${expected} that are text for people`,
);
if (found.size > 0) process.exitCode = 1;
