import { globSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect } from 'chai';
import { NODE_KINDS, readContract } from 'onex-runtime/contract';
import { parse } from 'yaml';
import { z } from 'zod';
import { contractFromAnswers, contractSchema, contractSchemaText } from '../../lib/contract/index.ts';
import { parseNodeName } from '../../lib/naming/index.ts';
import { MONEY, QUOTE, STOCK } from '../render/shop-contracts.ts';
import { answers, written as contractOf } from './answers.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const schema = z.fromJSONSchema(contractSchema() as Parameters<typeof z.fromJSONSchema>[0]);
const accepts = (contract: unknown): boolean => schema.safeParse(contract).success;
const written = (kind: (typeof NODE_KINDS)[number]): Record<string, unknown> => {
  const steps = [{ contract: contractOf(answers('effect')), operation: 'create' }];
  const given = kind === 'orchestrator' ? { name: parseNodeName('checkout'), steps } : {};
  return parse(contractFromAnswers(answers(kind, given))) as Record<string, unknown>;
};

/** The mappings of a contract that hold keys of the schema's own, by their path. */
const SECTIONS: readonly (readonly [(typeof NODE_KINDS)[number], readonly (string | number)[]])[] = [
  ['effect', []],
  ['effect', ['event_bus']],
  ['effect', ['io_operations', 0]],
  ['effect', ['retry_policies']],
  ['reducer', ['state_machine']],
  ['reducer', ['state_machine', 'states', 0]],
  ['reducer', ['state_machine', 'transitions', 0]],
  ['orchestrator', ['workflow_coordination']],
  ['orchestrator', ['workflow_coordination', 'workflow_definition']],
  ['orchestrator', ['workflow_coordination', 'workflow_definition', 'coordination_rules']],
  ['orchestrator', ['annotations', 'workflow']],
  ['compute', ['annotations', 'cache']],
];

describe('the JSON Schema of the contract', () => {
  it('is published as it is now (npm run schema writes it)', () => {
    const file = resolve(ROOT, 'runtime/schemas/contract.schema.json');
    expect(readFileSync(file, 'utf8')).to.equal(contractSchemaText());
  });

  for (const kind of NODE_KINDS) {
    it(`accepts the contract of a new ${kind}`, () => {
      expect(schema.safeParse(written(kind)).error?.issues ?? []).to.deep.equal([]);
    });
  }

  it('accepts contracts that people wrote and that the reader takes without a finding', () => {
    for (const text of [MONEY, QUOTE, STOCK]) {
      const { issues } = readContract(text, { file: 'contract.yaml', origin: 'project' });
      expect(issues.filter(({ severity }) => severity !== 'note')).to.deep.equal([]);
      expect(schema.safeParse(parse(text)).error?.issues ?? []).to.deep.equal([]);
    }
  });

  for (const [kind, path] of SECTIONS) {
    it(`rejects an unknown key in ${path.join('.') || 'the contract'} of a node of kind ${kind}`, () => {
      const contract = written(kind);
      let section: Record<string | number, unknown> = contract;
      for (const key of path) section = section[key] as Record<string | number, unknown>;
      expect(accepts(contract)).to.equal(true);
      section['colour'] = 1;
      expect(accepts(contract)).to.equal(false);
    });
  }

  it('knows definitions, and rejects values of wrong types in them', () => {
    const model = (properties: object): object => ({
      ...written('effect'),
      definitions: { Line: { type: 'object', properties } },
    });
    expect(accepts(model({ sku: { type: 'string', minLength: 1 }, count: 'int' }))).to.equal(true);
    expect(accepts(model({ sku: { type: 'string', minLength: 'one' } }))).to.equal(false);
    expect(
      accepts({ ...written('effect'), definitions: { Line: { sku: 'str' }, Lines: ['sku: str'] } }),
    ).to.equal(true);
  });

  it('has every key that the reader reads at the top of a contract', () => {
    const known = new Set(Object.keys(contractSchema()['properties'] as object));
    const sources = globSync('runtime/src/contract/**/*.ts', { cwd: ROOT }).map((file) =>
      readFileSync(resolve(ROOT, file), 'utf8'),
    );
    const calls = sources.flatMap((source) => [
      ...source.matchAll(/\b(?:at|firstOf|has|forPeople|idle)\(root,([^()]*)\)/g),
    ]);
    const read = calls.flatMap(([, list = '']) =>
      [...list.matchAll(/'([a-z_]+)'/g)].map(([, key]) => key as string),
    );
    expect(read).to.include.members(['terminal_events', 'config', 'io_operations']);
    expect([...known]).to.include.members(['inputs', 'outputs', 'input_state', 'output_state', 'input']);
    expect([...new Set(read)].filter((key) => !known.has(key))).to.deep.equal([]);
  });

  it('describes the keys that people write', () => {
    const { properties } = contractSchema() as { properties: Record<string, { description?: string }> };
    for (const key of [
      'name',
      'io_operations',
      'event_bus',
      'state_machine',
      'workflow_coordination',
      'definitions',
      'config',
    ])
      expect(properties[key]?.description, key).to.be.a('string');
  });
});
