import { didYouMean } from 'onex-cli-kit';
import { CliError } from '../cli-error.ts';

/**
 * Every way to name a node on the command line, longest first: `node_billing_payment_effect`,
 * `billing_payment_effect`, `billing_payment`, `payment_effect`, `payment`.
 */
export function namesOf(node: string): string[] {
  const whole = node.replace(/^node_/, '');
  const bare = whole.replace(/_(effect|compute|reducer|orchestrator)$/, '');
  const names = [node, whole, bare];
  // The name does not show where the domain ends, so each tail of it is a name as well.
  for (const base of [whole, bare]) {
    const words = base.split('_');
    for (let start = 1; start < words.length; start += 1) names.push(words.slice(start).join('_'));
  }
  const kinds = new Set(['effect', 'compute', 'reducer', 'orchestrator']);
  return [...new Set(names)].filter((name) => !kinds.has(name));
}

/**
 * The node that is meant by a name, whole or short, in snake or kebab case, or by a path that ends with its folder.
 * @throws CliError if no node or several nodes could be meant.
 */
export function selectNode<Node extends { readonly name: string }>(
  typed: string,
  nodes: readonly Node[],
): Node {
  const wanted = (
    typed
      .replace(/[/\\]+$/, '')
      .split(/[/\\]/)
      .at(-1) ?? ''
  )
    .replaceAll(/[-.]/g, '_')
    .toLowerCase();
  const exact = nodes.find((node) => node.name === wanted);
  if (exact !== undefined) return exact;
  const matches = nodes.filter((node) => namesOf(node.name).includes(wanted));
  if (matches.length === 1) return matches[0]!;
  if (matches.length > 1) {
    const names = matches.map((node) => node.name).join(', ');
    throw new CliError(`"${typed}" matches ${names}; give the whole name`);
  }
  const hint = didYouMean(
    wanted,
    nodes.flatMap((node) => namesOf(node.name)),
  );
  throw new CliError(`There is no node "${typed}".${hint} ${listed(nodes)}`);
}

function listed(nodes: readonly { readonly name: string }[]): string {
  if (nodes.length === 0) return 'The project has no nodes';
  const names = nodes.slice(0, 10).map((node) => node.name);
  const more = nodes.length > 10 ? `, and ${nodes.length - 10} more` : '';
  return `There are: ${names.join(', ')}${more}`;
}
