import { jsonLine, paint, visible } from 'onex-cli-kit';
import {
  comparePairs,
  type Comparison,
  type Change,
  type Consumer,
} from '../../../lib/contract/diff/index.ts';
import { contractsOnDisk, resolvePairs } from '../../../lib/contract/versions/index.ts';
import { UserError } from '../../../lib/errors/index.ts';
import type { GivenOptions } from '../../../lib/options/index.ts';
import { findPlaceOfFiles, nodeNames } from '../../../lib/project/index.ts';
import { showFindings } from '../../../lib/report/index.ts';

const isBreaking = ({ effect }: Change): boolean => effect === 'breaking';

/** The report for people: each change on a line, and the consumers that it breaks below. */
function diffText(compared: readonly Comparison[], count: number): string {
  const changes = compared.flatMap((one) => one.changes);
  const breaking = changes.filter(isBreaking).length;
  const contracts = count === 1 ? '1 contract' : `${count} contracts`;
  const rest = changes.length - breaking;
  const summary =
    changes.length === 0
      ? paint('good', `No changes in ${contracts}`)
      : `${paint(breaking > 0 ? 'bad' : 'good', `${breaking} breaking`)}, ${rest} compatible in ${contracts}`;
  return `${compared.map(contractText).join('')}${summary}\n`;
}

function contractText({ node, old, new: now, changes }: Comparison): string {
  if (changes.length === 0) return '';
  const files = `${old ?? 'nothing'} → ${now ?? 'nothing'}`;
  return `${paint('strong', visible(node))} ${paint('faint', visible(files))}\n${changes.map(changeText).join('')}`;
}

function changeText(change: Change): string {
  const { breaks, message, file, line, column, consumers } = change;
  const mark = isBreaking(change) ? paint('bad', `breaks ${breaks}`) : paint('good', 'compatible');
  const place = paint('faint', visible(`${file}:${line}:${column}`));
  return `  ${mark}: ${visible(message)} ${place}\n${consumers.map(consumerText).join('')}`;
}

function consumerText({ node, step, field, file, line, column }: Consumer): string {
  const what = [node, step === null ? null : `step ${step}`, field === null ? null : `field ${field}`];
  const words = what.filter((part) => part !== null).join(', ');
  return `      ${visible(words)} ${paint('faint', visible(`${file}:${line}:${column}`))}\n`;
}

/** `onex contract diff`: each change with its effect. Exit code 2 when any change is breaking. */
export async function diff(words: readonly string[], given: GivenOptions): Promise<void> {
  const cwd = process.cwd();
  const { destination, since, json } = given;
  const { root, settings } = await findPlaceOfFiles(
    cwd,
    typeof destination === 'string' ? destination : undefined,
  );
  const pairs = await resolvePairs(words, typeof since === 'string' ? since : undefined, { cwd, root });
  // In the wrong folder, a check of changes must not succeed because it compared nothing.
  if (pairs.length === 0 && settings === null)
    throw new UserError(
      'ERR_ONEX_NO_PROJECT',
      `${root} has no nodes to compare; change to a project, or name two files`,
    );
  const project = [...contractsOnDisk(root, await nodeNames(root)).values()];
  const compared = comparePairs(pairs, project);
  const breaking = compared.some(({ changes }) => changes.some(isBreaking));
  const status = breaking ? 'breaking' : compared.length === 0 ? 'unchanged' : 'compatible';
  const output = { status, compared: pairs.length, contracts: compared, error: null };
  if (json !== true) showFindings(compared.flatMap(({ findings }) => findings));
  process.stdout.write(json === true ? jsonLine(output) : diffText(compared, pairs.length));
  if (breaking) process.exitCode = 2;
}
