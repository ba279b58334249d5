/**
 * Imported by every mutated file. In a process that a test started, it reports each mutant that is reached, at once,
 * because such a process may be killed. The test runner itself counts by other means.
 */
const { MUTATION_COVERAGE: file, MUTATION_RUNNER: runner } = process.env;

if (file !== undefined && runner !== String(process.pid)) {
  const { appendFileSync } = process.getBuiltinModule('node:fs');
  const space = ((globalThis as unknown as Record<string, Record<string, unknown>>)['__stryker__'] ??= {});
  const reached = new Proxy<Record<string, number>>(
    {},
    {
      set(counts, id, count: number) {
        if (typeof id === 'string' && !Object.hasOwn(counts, id)) {
          counts[id] = count;
          appendFileSync(file, `${id}\n`);
        }
        return true;
      },
    },
  );
  space['mutantCoverage'] ??= { static: reached, perTest: {} };
}
