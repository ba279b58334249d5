import { openSqliteStateStore } from '../../src/machine/index.ts';

/** A process that opens a store that does not exist yet, saves once, and prints the result. */
const [stateDir, entity] = process.argv.slice(2) as [string, string];
const store = openSqliteStateStore(stateDir, 'shared');
const stored = { state: 'open', data: {}, version: 1, lastInput: 'input', lastOutputs: [] };
const saved = await store.save('local/shop/door', entity, stored);
store.dispose();
console.log(saved ? 'saved' : 'lost');
