import { resolve } from 'node:path';
import { jsonLine, paint, visible } from 'onex-cli-kit';
import { findingOf, formatIssue, originOf, readContract } from 'onex-runtime/contract';
import { contractText } from '../../../lib/contract/index.ts';
import { contractRows, type Row, type Source } from '../../../lib/contract/show/index.ts';
import { wantedContract } from '../../../lib/contract/versions/index.ts';
import { UserError } from '../../../lib/errors/index.ts';
import type { GivenOptions } from '../../../lib/options/index.ts';
import { findPlaceOfFiles } from '../../../lib/project/index.ts';
import { showFindings } from '../../../lib/report/index.ts';

function sourceText(source: Source, file: string): string {
  return source.from === 'contract' ? `${file}:${source.line}:${source.column}` : source.from;
}

/** Rows as YAML, with the source of each value in a comment. Items of lists have numbers for keys. */
function yamlLines(rows: readonly Row[], file: string): string[] {
  let open: readonly string[] = [];
  return rows.flatMap(({ path, value, source }) => {
    const shared = path.findIndex((key, index) => index === path.length - 1 || key !== open[index]);
    open = path;
    return path.slice(shared).map((key, offset) => {
      const depth = shared + offset;
      const isLast = depth === path.length - 1;
      const name = /^[\w-]+$/.test(key) ? key : JSON.stringify(key);
      const head = `${'  '.repeat(depth)}${/^\d+$/.test(key) ? '-' : `${name}:`}`;
      if (!isLast) return visible(head);
      const text =
        typeof value === 'string' && !/^[A-Za-z][\w./ -]*$/.test(value)
          ? JSON.stringify(value)
          : String(value);
      return `${visible(`${head} ${text}`)}  ${paint('faint', visible(`# ${sourceText(source, file)}`))}`;
    });
  });
}

/** `onex contract show NODE|FILE`: the contract as the node has it, and where each value comes from. */
export async function show(words: readonly string[], given: GivenOptions): Promise<void> {
  const [wanted, ...surplus] = words;
  if (wanted === undefined || surplus.length > 0)
    throw new UserError('ERR_ONEX_USAGE', 'onex contract show takes one node or one file');
  const cwd = process.cwd();
  const { destination, json } = given;
  const { root } = await findPlaceOfFiles(cwd, typeof destination === 'string' ? destination : undefined);
  const path = await wantedContract(wanted, { cwd, root });
  const text = await contractText(resolve(root, path), path);
  const { contract, issues, source } = readContract(text, {
    file: path,
    origin: originOf(resolve(root, path)),
  });
  const fault = issues.find(({ severity }) => severity === 'error');
  if (contract === null)
    throw new UserError(
      'ERR_ONEX_INVALID_CONTRACT',
      fault === undefined ? `${path} is not a contract` : formatIssue(fault, path),
    );
  const rows = contractRows(contract, source);
  const findings = issues.map((issue) => findingOf(issue, path));
  if (json !== true) showFindings(findings);
  const values = rows.map((row) => ({ path: row.path, value: row.value, source: row.source }));
  process.stdout.write(
    json === true
      ? jsonLine({ status: 'done', node: contract.name, file: path, values, findings, error: null })
      : `${yamlLines(rows, path).join('\n')}\n`,
  );
}
