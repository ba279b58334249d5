import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Unit } from '../../../lib/render/index.ts';
import { folder, removeFolders } from '../../support/folders.ts';
import { run } from '../../support/process.ts';
import { expectSound } from '../contracts/checked.ts';
import { nodeFromText, ROOT, sampleNode, sampleProject, textOf, writeProject } from '../support.ts';
import { AUDIT_CONTRACT, INBOX_CONTRACT, SWEEP_CONTRACT } from './contracts.ts';

const paths = ({ files }: Unit): readonly string[] =>
  files.map(({ path }) => path.replace(/^v\d+_\d+_\d+\//, ''));

describe('an orchestrator whose contract has no execution graph', () => {
  after(removeFolders);

  it('has a handler for each route, its emissions, and a model of its state, but no workflow', async () => {
    const { unit } = await nodeFromText(AUDIT_CONTRACT, true);
    expect(paths(unit)).to.include.members([
      'emissions.ts',
      'handlers/handler_audit.ts',
      'handlers/handler_shelf_counted.ts',
      'handlers/handler_tick.ts',
      'models/model_audit_state.ts',
    ]);
    expect(paths(unit)).not.to.include('workflow.ts');
    const emissions = textOf(unit, 'v1_0_0/emissions.ts');
    expect(emissions).to.include("count_start: { kind: 'command', topic: 'onex.cmd.shop.count-start.v1'");
    expect(emissions).to.include("kind: 'intent'").and.to.include("payloadType: 'ModelAuditCompleted'");
    expect(emissions).to.include("eventType: 'shop.audit-noted'");
    expect(emissions).to.match(/payload: z\.\w+\(\{[^}]*note: z\.string\(\)/);
    expect(emissions).not.to.include('snapshot');
    expect(textOf(unit, 'v1_0_0/handlers/handler_audit.ts')).to.include('It may emit audit_completed.');
  });

  it('ends with the output that the contract lists', async () => {
    const { unit } = await nodeFromText(SWEEP_CONTRACT, true);
    expect(textOf(unit, 'v1_0_0/emissions.ts')).to.include('payload: ModelSweepRunOutput');
  });

  it('names the class of what it ends with, and binds the models beside its topics', async () => {
    const sweep = SWEEP_CONTRACT.replace('inputs:', 'output_model: shop.models.ModelSwept\ninputs:');
    const { unit } = await nodeFromText(sweep, true);
    expect(textOf(unit, 'v1_0_0/emissions.ts')).to.include("payloadType: 'ModelSwept'");
    const beside = AUDIT_CONTRACT.replace(
      'published_events:',
      'published_events:\n  - {topic: onex.cmd.shop.count-start.v1, model: ModelCount}',
    ).replace(
      'definitions:',
      'definitions:\n  ModelShelf: {name: str}\n  ModelCount: {shelves: "list[ModelShelf]"}',
    );
    const audit = await nodeFromText(beside, true);
    const emissions = textOf(audit.unit, 'v1_0_0/emissions.ts');
    expect(emissions)
      .to.match(/count_start: \{[^}]*payload: ModelCount,[^}]*payloadType: 'ModelCount'/)
      .and.to.match(/import \{[^}]*ModelCount[^}]*\} from '.\/models\/index.ts'/);
    expect(textOf(audit.unit, 'v1_0_0/models/model_count.ts')).to.contain('ModelShelf');
  });

  it('compiles, is free of lint, and passes its own tests, from a contract or from answers', async function () {
    this.timeout(120_000);
    const texts = [AUDIT_CONTRACT, SWEEP_CONTRACT, INBOX_CONTRACT];
    const units = await Promise.all(texts.map(async (text) => (await nodeFromText(text, true)).unit));
    const { unit } = await sampleNode('orchestrator', 'billing');
    await expectSound([...units, unit], 'orchestrators with routes');
  });

  it('lets the compiler refuse a message that the contract does not have, and fields that do not fit', async function () {
    this.timeout(60_000);
    const root = await folder();
    const { unit } = await nodeFromText(SWEEP_CONTRACT, true);
    await writeProject(root, [sampleProject(), unit]);
    const version = join(root, unit.root, 'v1_0_0');
    await writeFile(
      join(version, 'handlers/checks.ts'),
      `import type { RouteContext } from 'onex-runtime';
import type { EmissionsSweep } from '../emissions.ts';
import type { ModelSweepRunInput } from '../models/index.ts';

export function check(input: ModelSweepRunInput, { emit, state, setState }: RouteContext<EmissionsSweep, { seen: number }>): void {
  const limit: number = input.limit;
  setState({ seen: (state?.seen ?? 0) + limit });
  emit('sweep_completed', { status: 'ok' });
  // @ts-expect-error: status is a text
  emit('sweep_completed', { status: 1 });
  // @ts-expect-error: there is no such message
  emit('sweep_done', {});
  // @ts-expect-error: seen is a number
  setState({ seen: 'all' });
}
`,
    );
    const flags = ['--noEmit', '--customConditions', 'onex-source'];
    const { stdout } = await run(join(ROOT, 'node_modules/.bin/tsc'), flags, { cwd: root });
    expect(stdout).to.equal('');
  });
});
