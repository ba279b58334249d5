import { expect } from 'chai';
import fc from 'fast-check';
import { parse } from 'yaml';
import { readContract, type NodeKind } from 'onex-runtime/contract';
import { contractFromAnswers } from '../../lib/contract/index.ts';
import type { Unit } from '../../lib/render/index.ts';
import { parseDomain, parseNodeName, parseOperationName } from '../../lib/naming/index.ts';
import { removeFolders } from '../support/folders.ts';
import { nodeFromText } from '../render/support.ts';
import { expectSound } from '../render/contracts/checked.ts';

const IN_ONE = 100;
const TOTAL = Number(process.env['ONEX_PROPERTY_VARIANTS'] ?? 25);
const SEED = Number(process.env['FC_SEED'] ?? Date.now() & 0x7fffffff);

const TYPES = [
  'str',
  'int',
  'bool',
  'UUID',
  'datetime',
  'Decimal',
  'list[str]',
  'dict[str, Any]',
  'str | None',
  'constr(max_length=3)',
];

interface OperationText {
  readonly operation: string;
  input_fields: Record<string, string>[];
  output_fields: Record<string, string>[];
}
type Side = 'input_fields' | 'output_fields';

/** The text of a contract as the generator writes it. */
function scaffold(kind: NodeKind, operations: readonly string[]): string {
  return contractFromAnswers({
    kind,
    name: parseNodeName('payment'),
    domain: parseDomain('billing'),
    description: null,
    operations: operations.map(parseOperationName),
    nodeVersion: null,
    steps: [],
  });
}

const operationsIn = (contract: Record<string, unknown>): OperationText[] =>
  (contract['io_operations'] ??
    (contract['annotations'] as Record<string, unknown>)['operations']) as OperationText[];

/** Every contract that differs from one in one field: renamed, added, removed, of another type, or not required. */
function variants(text: string): readonly string[] {
  const found: string[] = [];
  const edit = (index: number, side: Side, change: (fields: Record<string, unknown>[]) => void): void => {
    const contract = parse(text) as Record<string, unknown>;
    const operation = operationsIn(contract)[index];
    if (operation === undefined) return;
    change(operation[side]);
    found.push(JSON.stringify(contract));
  };
  for (const [index, operation] of operationsIn(parse(text) as Record<string, unknown>).entries()) {
    for (const side of ['input_fields', 'output_fields'] as const) {
      for (const type of TYPES) edit(index, side, (fields) => fields.push({ added: type }));
      for (const [at, field] of operation[side].entries()) {
        const [name = ''] = Object.keys(field);
        edit(index, side, (fields) => fields.splice(at, 1));
        edit(index, side, (fields) => fields.splice(at, 1, { [`${name}_renamed`]: field[name] }));
        edit(index, side, (fields) => fields.splice(at, 1, { name, type: field[name], required: false }));
        for (const type of TYPES) edit(index, side, (fields) => fields.splice(at, 1, { [name]: type }));
      }
    }
  }
  return found;
}

const ALL = [
  scaffold('effect', []),
  scaffold('effect', ['create', 'refund', 'payment.get']),
  scaffold('compute', []),
  scaffold('reducer', []),
  scaffold('orchestrator', []),
].flatMap(variants);

describe('a scaffold whose contract was edited in one place', function () {
  this.timeout(300_000);
  afterEach(removeFolders);

  it('has hundreds of variants', () => {
    expect(ALL.length).to.be.above(800);
  });

  const chosen =
    TOTAL >= ALL.length
      ? ALL
      : fc
          .sample(fc.shuffledSubarray(ALL, { minLength: TOTAL, maxLength: TOTAL }), {
            seed: SEED,
            numRuns: 1,
          })
          .flat();
  for (let begun = 0; begun < chosen.length; begun += IN_ONE) {
    const texts = chosen.slice(begun, begun + IN_ONE);
    it(`compiles, lints, and passes its own tests (${texts.length} variants)`, async () => {
      const nodes: Unit[] = [];
      for (const text of texts) {
        expect(readContract(text, { file: 'contract.yaml' }).contract, text).not.to.equal(null);
        nodes.push((await nodeFromText(text, true)).unit);
      }
      await expectSound(nodes, `FC_SEED=${SEED}`);
    });
  }
});
