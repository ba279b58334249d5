import { posix } from 'node:path';
import { replaceScalars } from '../../../lib/contract/rename/index.ts';
import type { NamePair, TextEdit } from '../../../lib/rename/index.ts';

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\-]/g, String.raw`\$&`);

/**
 * Renames full names of nodes, operations (`node_billing_payment_effect:create`), and topics in a configuration file.
 * These names are unique, so an equal key or value refers to them. Comments stay unchanged.
 */
export function configEdits(path: string, text: string, names: readonly NamePair[]): TextEdit[] {
  const comment = /\.(?:ya?ml|toml|env|properties|ini)$|(?:^|\/)\.env/.test(path) ? /(?:^|\s)#.*$/gm : null;
  const comments = comment === null ? [] : [...text.matchAll(comment)];
  const isComment = (place: number): boolean =>
    comments.some(({ 0: found, index }) => index <= place && place < index + found.length);
  return names.flatMap(({ from, to }) =>
    [...text.matchAll(new RegExp(`(?<![\\w.-])${escaped(from)}(?![\\w-]|\\.\\w)`, 'g'))].flatMap(
      ({ index }) => (isComment(index) ? [] : [{ start: index, end: index + from.length, text: to }]),
    ),
  );
}

/**
 * A config file after a setting of a node got another name. The setting is a key of the node's own file, such as
 * `config/production/node_billing_payment_effect.yaml`, or below the name of the node in a file about several nodes.
 */
export function withSetting(path: string, text: string, node: string, { from, to }: NamePair): string {
  if (!path.startsWith('config/') || !/\.(?:ya?ml|json)$/.test(path)) return text;
  const isOfNode = posix.basename(path).split('.', 1)[0] === node;
  return replaceScalars(text, ({ path: keys, isKey, value }) => {
    if (!isKey || value !== from) return null;
    const isSetting = (isOfNode && keys.length === 1) || (keys.length === 2 && keys[0] === node);
    return isSetting ? to : null;
  });
}
