import type { FieldOwner } from '../../../lib/contract/rename/index.ts';
import type { NamePair } from '../../../lib/rename/index.ts';
import type { NodeModel } from '../contracts/model.ts';

/** What can be renamed. */
export const KINDS = ['node', 'operation', 'field', 'step', 'state', 'topic', 'domain'] as const;
export type Kind = (typeof KINDS)[number];

/** A node that gets another name or another folder. */
export interface NodeMove {
  readonly node: NodeModel;
  /** Names in the contract. */
  readonly from: string;
  readonly to: string;
  /** Folders below `nodes/`. */
  readonly folder: string;
  /** Names in those of classes: `Payment`. */
  readonly models: NamePair;
}

/** What is renamed, and to what; both names are checked. */
export type Target =
  | { readonly kind: 'node'; readonly move: NodeMove; readonly names: readonly NamePair[] }
  | {
      readonly kind: 'operation' | 'step' | 'state';
      readonly node: NodeModel;
      readonly from: string;
      readonly to: string;
    }
  | {
      readonly kind: 'field';
      readonly node: NodeModel;
      readonly owners: readonly FieldOwner[];
      readonly from: string;
      readonly to: string;
    }
  | { readonly kind: 'topic'; readonly from: string; readonly to: string }
  | {
      readonly kind: 'domain';
      readonly from: string;
      readonly to: string;
      readonly moves: readonly NodeMove[];
      readonly isOfProject: boolean;
    };

/** Nodes that get another name or folder. */
export function movesOf(target: Target): readonly NodeMove[] {
  if (target.kind === 'node') return [target.move];
  return target.kind === 'domain' ? target.moves : [];
}

/** The names that are exchanged, as they are written. */
export function namesOf(target: Target): readonly NamePair[] {
  if (target.kind === 'node') return target.names;
  const { from, to } = target;
  if (target.kind !== 'topic') return [{ from, to }];
  const [, one, two, three, four] = from.split('.');
  const [, ...others] = to.split('.');
  const parts = [one, two, three, four].map((part, index) => ({ from: part ?? '', to: others[index] ?? '' }));
  return [{ from, to }, ...parts.filter((part) => part.from !== part.to && part.from !== '')];
}
