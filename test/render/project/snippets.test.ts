import { expect } from 'chai';
import { readContract } from 'onex-runtime/contract';
import { parse } from 'yaml';
import { z } from 'zod';
import { contractSchema } from '../../../lib/contract/index.ts';
import { sampleProject, textOf } from '../support.ts';

interface Snippet {
  readonly scope: string;
  readonly prefix: string;
  readonly description: string;
  readonly body: readonly string[];
}

const snippets = Object.values(
  JSON.parse(textOf(sampleProject(), '.vscode/onex.code-snippets')) as Record<string, Snippet>,
);

/** A snippet as an editor inserts it, with its first choices. */
function inserted(prefix: string, indent: number): string {
  const { body } = snippets.find((snippet) => snippet.prefix === prefix)!;
  const choose = (line: string): string =>
    line
      .replaceAll(/\$\{\d+\|((?:[^|\\]|\\.)*)\|\}/g, (_, choices: string) => choices.split(',')[0]!)
      .replaceAll(/\$\{\d+:([^}]*)\}/g, '$1')
      .replaceAll(/\$\{\d+\}/g, '');
  return body.map((line) => `${' '.repeat(indent)}${choose(line)}\n`).join('');
}

const head = (kind: string): string => `name: node_billing_thing_${kind}
contract_version: {major: 1, minor: 0, patch: 0}
node_type: ${kind.toUpperCase()}_GENERIC
description: For a test
input_model: m.ModelThingInput
output_model: m.ModelThingOutput
`;

const CONTRACTS: Readonly<
  Record<string, { readonly prefixes: readonly string[]; readonly text: () => string }>
> = {
  effect: {
    prefixes: [
      'onex-operation',
      'onex-field',
      'onex-field-constrained',
      'onex-model',
      'onex-policy',
      'onex-setting',
    ],
    text: () => `${head('effect')}io_operations:
${inserted('onex-operation', 2)}  - operation: other
    input_fields:
${inserted('onex-field', 6)}${inserted('onex-field-constrained', 6)}definitions:
${inserted('onex-model', 2)}${inserted('onex-policy', 0)}config:
${inserted('onex-setting', 2)}`,
  },
  reducer: {
    prefixes: ['onex-state', 'onex-transition'],
    text: () => `${head('reducer')}state_machine:
  initial_state: open
  states:
    - state_name: open
${inserted('onex-state', 4)}  transitions:
${inserted('onex-transition', 4)}`,
  },
  orchestrator: {
    prefixes: ['onex-step', 'onex-step-node'],
    text: () => `${head('orchestrator')}workflow_coordination:
  workflow_definition:
    execution_graph:
      nodes:
${inserted('onex-step', 8)}annotations:
  workflow:
    steps:
${inserted('onex-step-node', 6)}`,
  },
};

describe('the snippets of a project', () => {
  const schema = z.fromJSONSchema(contractSchema() as Parameters<typeof z.fromJSONSchema>[0]);

  for (const [kind, { text }] of Object.entries(CONTRACTS)) {
    it(`make a contract of kind ${kind} that the schema and the reader accept as it is inserted`, () => {
      const contract = text();
      expect(schema.safeParse(parse(contract)).error?.issues ?? [], contract).to.deep.equal([]);
      const { issues } = readContract(contract, { file: 'contract.yaml', origin: 'project' });
      const faults = issues.filter(
        ({ severity, message }) =>
          severity !== 'note' && !/^event_bus: .*(?:no topic for|are not declared)/.test(message),
      );
      expect(faults, contract).to.deep.equal([]);
    });
  }

  it('are all for YAML, described, and tried above', () => {
    const tried = Object.values(CONTRACTS).flatMap(({ prefixes }) => prefixes);
    expect(snippets.map(({ prefix }) => prefix)).to.have.members(tried);
    expect(snippets.every(({ scope, description }) => scope === 'yaml' && description !== '')).to.equal(true);
  });
});
