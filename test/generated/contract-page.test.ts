import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { readContract, type NodeKind } from 'onex-runtime/contract';
import { parse } from 'yaml';
import { z } from 'zod';
import { contractSchema } from '../../lib/contract/index.ts';
import { nodeFromText, ROOT, sampleProject, writeProject } from '../render/support.ts';
import { folder, removeFolders } from '../support/folders.ts';
import { runTests, typecheck } from './support.ts';

/** A block of the page with what a whole contract of its kind needs beside it. */
interface Block {
  readonly place: string;
  readonly kind: NodeKind;
  readonly text: string;
}

const NEEDED: Readonly<Record<string, (kind: NodeKind, name: string) => string>> = {
  name: (kind, name) => `name: node_billing_${name}_${kind}`,
  contract_version: () => 'contract_version: { major: 1, minor: 0, patch: 0 }',
  node_type: (kind) => `node_type: ${kind.toUpperCase()}_GENERIC`,
  description: () => 'description: On a page.',
  input_model: () => 'input_model: m.ModelPageInput',
  output_model: () => 'output_model: m.ModelPageOutput',
  event_bus: (_, name) => `event_bus:
  version: { major: 1, minor: 0, patch: 0 }
  subscribe_topics: [onex.cmd.billing.${name}-requested.v1]
  publish_topics: [onex.evt.billing.${name}-completed.v1, onex.evt.billing.${name}-failed.v1]`,
};

const PAGES = ['docs/contract.md', 'docs/contract-states-and-steps.md'];

async function allBlocks(): Promise<Block[]> {
  return (await Promise.all(PAGES.map(blocksOf))).flat();
}

async function blocksOf(page: string, pageNumber: number): Promise<Block[]> {
  const text = await readFile(join(ROOT, page), 'utf8');
  const found = [...text.matchAll(/^```yaml(?: (\w+))?\n(.*?)^```/gms)];
  return found.map(({ index, 1: kind, 2: body = '' }, number) => {
    const line = text.slice(0, index).split('\n').length;
    expect(kind, `the block ${page}:${line} names no kind of node`).to.be.a('string');
    const keys = new Set(Object.keys(parse(body) as object));
    const missing = Object.entries(NEEDED).filter(([key]) => !keys.has(key));
    const head = missing
      .map(([, write]) => `${write(kind as NodeKind, `page${pageNumber}x${number}`)}\n`)
      .join('');
    const performance = kind === 'orchestrator' ? 'performance: { single_operation_max_ms: 1000 }\n' : '';
    return { place: `${page}:${line}`, kind: kind as NodeKind, text: `${head}${performance}${body}` };
  });
}

describe('the pages about contracts', function () {
  this.timeout(240_000);
  afterEach(removeFolders);

  it('has blocks of YAML that the reader and the schema accept without a finding', async () => {
    const schema = z.fromJSONSchema(contractSchema() as Parameters<typeof z.fromJSONSchema>[0]);
    const blocks = await allBlocks();
    expect(blocks.length).to.be.greaterThan(8);
    for (const { place, text } of blocks) {
      const { issues } = readContract(text, { file: 'contract.yaml', origin: 'project' });
      const faults = issues.filter(({ severity }) => severity !== 'note');
      expect(
        faults.map(({ message }) => message),
        place,
      ).to.deep.equal([]);
      expect(schema.safeParse(parse(text)).error?.issues ?? [], place).to.deep.equal([]);
    }
  });

  it('has blocks of YAML from which nodes are generated that compile and pass their own tests', async () => {
    const blocks = await allBlocks();
    const nodes = await Promise.all(blocks.map(({ text }) => nodeFromText(text, true)));
    const root = await folder();
    await writeProject(root, [sampleProject(), ...nodes.map(({ unit }) => unit)]);
    expect((await typecheck(root)).stdout).to.equal('');
    const tests = await runTests(root);
    expect(tests.code, tests.stdout).to.equal(0);
  });
});
