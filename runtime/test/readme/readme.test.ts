import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect } from 'chai';

const README = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');

/** Code blocks of the README that have a file's name, and the output that it promises. */
function blocks(): { files: ReadonlyMap<string, string>; output: string } {
  const files = new Map<string, string>();
  for (const [, name, text] of README.matchAll(/^```(?:ts|yaml) (\S+)\n(.*?)^```$/gmsu)) {
    files.set(String(name), String(text));
  }
  return { files, output: String(/^```text\n(.*?)^```$/msu.exec(README)?.[1]) };
}

describe('README of the runtime', () => {
  let folder: string;
  const { files, output } = blocks();
  const node = (...args: string[]) =>
    promisify(execFile)(
      process.execPath,
      ['--conditions=onex-source', '--disable-warning=ExperimentalWarning', ...args],
      {
        cwd: folder,
      },
    );
  beforeEach(() => {
    // Inside the package, so that `onex-runtime` and `zod` are found.
    folder = mkdtempSync(path.join(fileURLToPath(new URL('.', import.meta.url)), 'example-'));
    for (const [name, text] of files) writeFileSync(path.join(folder, name), text);
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('shows an example that runs as it is, with the output it promises', async () => {
    const { stdout } = await node('example.ts');
    const said = stdout.replace(/\n {2}status: .*?\n\}/su, '\n  …\n}');
    expect(said).to.equal(output);
  });

  it('shows a start script that runs as it is', async () => {
    const { stdout } = await node('start_node.ts', '--version');
    expect(stdout).to.equal('node_demo_greeting_effect 1.0.0\n');
  });
});
