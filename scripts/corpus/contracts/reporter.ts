import type { TestEvent } from 'node:test/reporters';

/** What became of a test file (`name` null), or what failed in it, as a line of JSON. */
export interface TestLine {
  readonly file: string;
  readonly failed: { readonly name: string; readonly reason: string } | null;
}

/** A reporter of `node --test` for a program to read. */
export default async function* lines(events: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  for await (const event of events) {
    if (event.type !== 'test:fail' && event.type !== 'test:pass') continue;
    const { file, name, nesting, details, todo } = event.data;
    if (file === undefined || (event.type === 'test:pass' && nesting > 0)) continue;
    const cause: unknown = 'error' in details ? (details.error?.cause ?? details.error) : undefined;
    const reason = String(cause instanceof Error ? cause.message : cause).replaceAll(/\s+/g, ' ');
    const line: TestLine = {
      file,
      // A test that says what is to be written fails until it is.
      failed:
        event.type === 'test:fail' && todo === undefined ? { name, reason: reason.slice(0, 300) } : null,
    };
    yield `${JSON.stringify(line)}\n`;
  }
}
