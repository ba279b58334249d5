import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import type { ProjectNode, Unit } from '../../../lib/render/index.ts';
import { nodeView, ownerNotes } from '../../../lib/render/index.ts';
import { folder, removeFolders } from '../../support/folders.ts';
import { run } from '../../support/process.ts';
import { MONEY, PARCEL, QUOTE, SALE, STOCK } from '../shop-contracts.ts';
import { nodeFromText, PROJECT, ROOT, sampleProject, textOf, writeProject } from '../support.ts';

const TSC = join(ROOT, 'node_modules/.bin/tsc');

/** Steps that are right, and for each way to be wrong one that has to be refused. */
const STEPS = `
import { step, type StepTable } from 'onex-runtime/workflow';
import type { ModelSaleInput } from '../models/index.ts';
import type { StepsSale } from '../steps.ts';

const unfilled = { card: '1', amount: '1' };
export const right = step<ModelSaleInput, StepsSale, 'take'>({
  command: ({ results }) => ({ ...unfilled, total: results.quote.total, reservation: results.reserve.reservation }),
  completed: (_context, { paid }) => ({ paid }),
});
export const undone = step<ModelSaleInput, StepsSale, 'reserve'>({
  command: ({ start }) => ({ sku: start.input.sku, amount: start.input.amount }),
  compensate: ({ results, idempotencyKey }) => ({
    reservation: results.reserve?.reservation ?? idempotencyKey,
    reason: 'failed',
  }),
});
export const undoneBlindly = step<ModelSaleInput, StepsSale, 'reserve'>({
  command: ({ start }) => ({ sku: start.input.sku, amount: start.input.amount }),
  // @ts-expect-error: a step that never answered has no result
  compensate: ({ results }) => ({ reservation: results.reserve.reservation, reason: 'failed' }),
});
export const wrongType = step<ModelSaleInput, StepsSale, 'reserve'>({
  // @ts-expect-error: amount is a number
  command: ({ start }) => ({ sku: start.input.sku, amount: 'three' }),
});
export const missing = step<ModelSaleInput, StepsSale, 'reserve'>({
  // @ts-expect-error: amount is missing
  command: ({ start }) => ({ sku: start.input.sku }),
});
export const wrongReply = step<ModelSaleInput, StepsSale, 'take'>({
  command: () => ({ ...unfilled, total: '1', reservation: '2' }),
  // @ts-expect-error: the node answers paid
  completed: (_context, reply) => ({ paid: reply.payed }),
});
export const tooEarly = step<ModelSaleInput, StepsSale, 'reserve'>({
  // @ts-expect-error: the step take comes later, so that its result may be missing
  command: ({ start, results }) => ({ sku: start.input.sku, amount: Number(results.take.paid) }),
});
export const wrongUndo = step<ModelSaleInput, StepsSale, 'reserve'>({
  command: ({ start }) => ({ sku: start.input.sku, amount: 1 }),
  // @ts-expect-error: there is no such reason
  compensate: ({ results }) => ({ reservation: results.reserve.reservation, reason: 'bored' }),
});
const reserve = step<ModelSaleInput, StepsSale, 'reserve'>({
  command: ({ start }) => ({ sku: start.input.sku, amount: 1 }),
});
const tell = step<ModelSaleInput, StepsSale, 'tell'>({});
const others = { quote: step<ModelSaleInput, StepsSale, 'quote'>({}), take: step<ModelSaleInput, StepsSale, 'take'>({}) };
export const table = { ...others, reserve, tell } satisfies StepTable<ModelSaleInput, StepsSale>;
// @ts-expect-error: two steps are swapped
export const swapped = { ...others, reserve: tell, tell: reserve } satisfies StepTable<ModelSaleInput, StepsSale>;
// @ts-expect-error: the id is misspelled
export const misspelled = { ...others, reserved: reserve, tell } satisfies StepTable<ModelSaleInput, StepsSale>;
// @ts-expect-error: the workflow has no such step
export const unknown = step<ModelSaleInput, StepsSale, 'dream'>({});
`;

const INTENTS = `
import type { ReducerAction } from 'onex-runtime';
import type { IntentsParcel } from '../intents.ts';
import type { ModelParcelData } from '../models/index.ts';

type Action = ReducerAction<ModelParcelData, IntentsParcel>;
export const right: Action = () => ({ intents: [{ name: 'carrier.book', payload: { parcel: 'p', weight: 2 } }] });
export const open: Action = () => ({ intents: [{ name: 'label.print', payload: { colour: 'red' } }] });
// @ts-expect-error: weight is a number
export const wrongType: Action = () => ({ intents: [{ name: 'carrier.book', payload: { parcel: 'p', weight: '2' } }] });
// @ts-expect-error: weight is missing
export const missing: Action = () => ({ intents: [{ name: 'carrier.book', payload: { parcel: 'p' } }] });
// @ts-expect-error: the reducer gives out no such intent
export const unknown: Action = () => ({ intents: [{ name: 'carrier.pay', payload: {} }] });
`;

/** Runs the nodes on one bus in memory, starts the sale, and prints what was sent and answered. */
const DRIVE = `
import { EVENT_TRANSPORT } from 'onex-runtime';
import { createTestNode } from 'onex-runtime/testing';
import { NodeSaleOrchestrator } from './nodes/node_shop_sale_orchestrator/v1_0_0/node.ts';
import { NodeQuoteCompute } from './nodes/node_shop_quote_compute/v1_0_0/node.ts';
import { NodeStockEffect } from './nodes/node_shop_stock_effect/v1_0_0/node.ts';
import { NodeMoneyEffect } from './nodes/node_shop_money_effect/v1_0_0/node.ts';

const warnings: string[] = [];
const warn = (...parts: unknown[]) => void warnings.push(String(parts.at(-1)));
const logger = { debug() {}, info() {}, warn, error() {}, child: () => logger };
const sale = await createTestNode(NodeSaleOrchestrator, { logger } as never);
await sale.answer('tell', () => ({ told: true }));
const services = (container) => container.register(EVENT_TRANSPORT, { value: sale.transport });
const others = [];
for (const Node of [NodeQuoteCompute, NodeStockEffect, NodeMoneyEffect])
  others.push(await createTestNode(Node as never, { services, config: { max_entries: 9 } }));
const { payload } = await sale.send({ sku: 'tea', amount: 3 });
const taken = sale.published('onex.cmd.shop.money-requested.v1')[0]?.payload;
console.log(JSON.stringify({ payload, taken, warnings }));
for (const node of [...others, sale]) await node.stop();
`;

/** Values that the owner of the nodes writes where the contract gives none. */
const WRITTEN: Readonly<Record<string, string>> = {
  total: "'2.50'",
  reservation: "'00000000-0000-4000-8000-000000000007'",
  paid: "'2.50'",
  card: "'4111'",
  amount: "'three'",
};

function written(unit: Unit): Unit {
  const files = unit.files.map((file) => {
    const { contents } = file;
    if (typeof contents !== 'string') return file;
    const filled = contents.replaceAll(
      /missingValue\(import\.meta\.url, '(\w+)'\)/g,
      (all, name: string) => WRITTEN[name] ?? all,
    );
    return Object.assign({}, file, { contents: filled });
  });
  return Object.assign({}, unit, { files });
}

describe('messages to other nodes', function () {
  this.timeout(180_000);
  afterEach(removeFolders);

  async function shop(): Promise<{
    readonly units: readonly Unit[];
    readonly nodes: readonly ProjectNode[];
  }> {
    const made = await Promise.all([QUOTE, STOCK, MONEY].map((text) => nodeFromText(text, true)));
    const nodes = made.map(({ contract }) => ({ folder: contract.name, contract }));
    const sale = await nodeFromText(SALE, true, nodes);
    const parcel = await nodeFromText(PARCEL, true);
    const units = [...made, sale, parcel].map(({ unit }) => unit);
    return { units: [sampleProject(), ...units], nodes };
  }

  it('are typed by the models of the nodes that take them: whatever does not fit does not compile', async () => {
    const root = await folder();
    await writeProject(root, (await shop()).units);
    await writeFile(join(root, 'nodes/node_shop_sale_orchestrator/v1_0_0/handlers/mine.ts'), STEPS);
    await writeFile(join(root, 'nodes/node_shop_parcel_reducer/v1_0_0/handlers/mine.ts'), INTENTS);
    const { stdout } = await run(TSC, ['--noEmit', '--customConditions', 'onex-source'], { cwd: root });
    expect(stdout).to.equal('');
  });

  it('are made of what came before by the names of their fields, and go through where all are found', async () => {
    const root = await folder();
    await writeProject(root, (await shop()).units.map(written));
    await writeFile(join(root, 'drive.ts'), DRIVE);
    const args = ['--conditions=onex-source', '--disable-warning=ExperimentalWarning', 'drive.ts'];
    const { stdout, stderr } = await run(process.execPath, args, { cwd: root });
    const { payload, taken, warnings } = JSON.parse(stdout || JSON.stringify(stderr)) as {
      readonly payload: { readonly results: Record<string, Record<string, unknown>> };
      readonly taken: Record<string, unknown>;
      readonly warnings: readonly string[];
    };
    expect(payload.results).to.have.keys('quote', 'reserve', 'take', 'tell');
    expect(payload.results['quote']).to.deep.equal({ sku: 'tea', total: '2.50' });
    expect(taken).to.deep.equal({
      total: payload.results['quote']?.['total'],
      reservation: payload.results['reserve']?.['reservation'],
      card: '4111',
      // A number is no text, though the start has a field of that name.
      amount: 'three',
    });
    expect(warnings.join()).to.contain(
      'step take fails until its file has values for fields without a value: card, amount',
    );
  });

  it('name the class of their payload, where the node that takes them is in the project', async () => {
    const sale = await nodeFromText(SALE, true, (await shop()).nodes);
    expect(textOf(sale.unit, 'v1_0_0/handlers/handler_reserve.ts')).to.contain(
      "payloadTypes: { command: 'ModelInput', compensate: 'ModelInput' },",
    );
    expect(textOf(sale.unit, 'v1_0_0/handlers/handler_tell.ts')).to.not.contain('payloadTypes');
  });

  it('have a named place for what nothing gives, which the run reports', async () => {
    const { nodes } = await shop();
    const sale = await nodeFromText(SALE, true, nodes);
    const step = textOf(sale.unit, 'v1_0_0/handlers/handler_take.ts');
    expect(step)
      .to.contain("card: missingValue(import.meta.url, 'card'),")
      .and.to.contain("amount: missingValue(import.meta.url, 'amount'),")
      .and.to.contain("unfilled: ['card', 'amount'],")
      .and.to.not.contain('example');
    const answers = { eventBus: true, workflowEngine: 'builtin' } as const;
    const notes = ownerNotes(sale.contract, nodeView(sale.contract, PROJECT, answers, nodes));
    expect(notes.join('\n'))
      .to.contain('no step before "take" always has a value for "card", "amount"')
      .and.to.contain('no step before "reserve" always has a value for "reason"')
      .and.to.contain('ModelTellCommand');
  });

  it('end a workflow with an error that names the field and the file where nothing gives a value', async () => {
    const root = await folder();
    await writeProject(root, (await shop()).units);
    await writeFile(join(root, 'drive.ts'), DRIVE);
    const args = ['--conditions=onex-source', '--disable-warning=ExperimentalWarning', 'drive.ts'];
    const { stdout, stderr } = await run(process.execPath, args, { cwd: root });
    expect(stderr).to.equal('');
    const { payload } = JSON.parse(stdout) as {
      readonly payload: { readonly error: { readonly message: string } };
    };
    expect(payload.error.message).to.contain(
      'The field "total" has no value. Write one in nodes/node_shop_quote_compute/v1_0_0/handlers/handler_price.ts.',
    );
  });

  it('have the names of the contract where no node of the project takes them', async () => {
    const { contract, unit } = await nodeFromText(SALE, true);
    expect(contract.workflow?.steps).to.have.length(4);
    expect(textOf(unit, 'v1_0_0/steps.ts'))
      .to.contain('readonly command: z.input<typeof ModelTakeCommand>;')
      .and.to.contain('readonly reply: ModelTakeCompleted;')
      .and.not.to.contain('../..');
  });

  it('describe when the undoing of a step runs', async () => {
    const comments = async (text: string): Promise<string> => {
      const { unit } = await nodeFromText(text, true);
      return textOf(unit, 'v1_0_0/handlers/handler_reserve.ts').replaceAll(/\s*\n\s*\*\s*/g, ' ');
    };
    expect(await comments(SALE)).to.contain(
      'The recovery strategy of the contract is fail_fast, so no step is undone',
    );
    const undoing = SALE.replace(
      /^( *)workflow_definition:\n/m,
      '$&$1  coordination_rules: {failure_recovery_strategy: compensate}\n',
    );
    expect(undoing).to.not.equal(SALE);
    expect(await comments(undoing)).to.contain(
      'The payload of release, which undoes this step when a later step fails.',
    );
  });
});
