import { didYouMeanOrList, quote } from 'onex-cli-kit';
import type { Contract } from 'onex-runtime/contract';
import type { FieldOwner } from '../../../lib/contract/rename/index.ts';
import { UserError } from '../../../lib/errors/index.ts';
import { parsePlainName, toPascal } from '../../../lib/naming/index.ts';
import { findNodeModel, type Naming } from './find-node.ts';
import { newestOf } from '../contracts/model.ts';
import { refuseTaken } from './new-name.ts';
import type { Target } from './target.ts';

const SIDES = ['input', 'output'] as const;

interface Model {
  readonly names: readonly string[];
  readonly owner: FieldOwner;
  readonly fields: readonly { readonly name: string }[];
}

/** The models of a contract, by each name that a user may give them. */
function modelsOf(contract: Contract): readonly Model[] {
  const base = toPascal(contract.baseName);
  const alone = contract.operations.length === 1;
  const sided = contract.operations.flatMap((operation) =>
    SIDES.map((side): Model => {
      const end = side === 'input' ? 'Input' : 'Output';
      const names = [`Model${base}${toPascal(operation.name)}${end}`, `${operation.name}.${side}`];
      return {
        names: [operation.name, ...names, ...(alone ? [`Model${base}${end}`] : [])],
        owner: { operation: operation.name, side },
        fields: operation[side] ?? [],
      };
    }),
  );
  const defined = Object.entries(contract.definitions).map(([name, fields]): Model => ({
    names: [name, `Model${name}`],
    owner: { definition: name },
    fields,
  }));
  const isTaken = contract.operations.some(({ name }) => name === 'config');
  const config: Model = {
    names: [...(isTaken ? [] : ['config']), `Model${base}Config`],
    owner: { settings: true },
    fields: contract.settings,
  };
  return [...sided, ...defined, config];
}

function splitField(text: string): { owner: string; model: string | null; field: string } {
  const [owner = '', rest] = text.includes(':')
    ? (text.split(/:(.*)/s, 2) as [string, string])
    : [undefined, undefined];
  if (rest !== undefined) {
    const dot = rest.lastIndexOf('.');
    return { owner, model: dot < 0 ? null : rest.slice(0, dot), field: rest.slice(dot + 1) };
  }
  const dot = text.lastIndexOf('.');
  return { owner: text.slice(0, Math.max(0, dot)), model: null, field: text.slice(dot + 1) };
}

/**
 * A field of one model (`payment:create.amount`, `payment:ModelLine.amount`, `payment:config.limit`), or of every model of
 * a node.
 */
export function fieldTarget(from: string, to: string, { nodes }: Naming): Target {
  const { owner, model, field } = splitField(from);
  if (owner === '')
    throw new UserError('ERR_ONEX_USAGE', `${quote(from)} does not name a node; write NODE:OPERATION.FIELD`);
  const node = findNodeModel(owner, nodes);
  const { read } = newestOf(node);
  const known = modelsOf(read);
  const wanted = model === null ? known : known.filter(({ names }) => names.includes(model));
  if (wanted.length === 0) {
    const names = known.flatMap((one) => one.names);
    throw new UserError(
      'ERR_ONEX_NOT_FOUND',
      `${node.folder} has no operation or model ${quote(model ?? '')}.${didYouMeanOrList(model ?? '', names)}`,
    );
  }
  const found = wanted.filter(({ fields }) => fields.some(({ name }) => name === field));
  if (found.length === 0) {
    const names = [...new Set(wanted.flatMap(({ fields }) => fields.map(({ name }) => name)))];
    const where = model === null ? node.folder : `${node.folder}:${model}`;
    throw new UserError(
      'ERR_ONEX_NOT_FOUND',
      `${where} has no field ${quote(field)}.${didYouMeanOrList(field, names)}`,
    );
  }
  if (read.kind === 'effect' && field === 'max_entries' && found.some(({ owner: one }) => 'settings' in one))
    throw new UserError(
      'ERR_ONEX_RENAME_REFUSED',
      `max_entries of ${node.folder} is the limit of its store, which has no other name`,
    );
  const parsed = parsePlainName(to.slice(Math.max(to.lastIndexOf('.'), to.lastIndexOf(':')) + 1), 'field');
  for (const { names, fields } of found)
    refuseTaken(
      parsed,
      field,
      fields.map(({ name }) => name),
      names[1] ?? node.folder,
    );
  return { kind: 'field', node, owners: found.map((one) => one.owner), from: field, to: parsed };
}
