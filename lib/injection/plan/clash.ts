import type { Member } from '../members/index.ts';
import { type Node, positionAt } from '../parse/index.ts';
import type { InjectionReason } from '../types.ts';

export interface Clash {
  readonly message: string;
  readonly offset: number;
  readonly remedy: string;
}

export const APART = 'pass --separate to add methods of other names';

export const SEPARATE = `rename it, or ${APART}`;

export function reasonOf({ message, offset, remedy }: Clash, text: string): InjectionReason {
  return { message, remedy, ...positionAt(text, offset) };
}

/** Stops the planning of a class at its first clash. */
export class ClashError extends Error {
  readonly clash: Clash;
  constructor(found: Clash) {
    super(found.message);
    this.clash = found;
  }
}

export function clash(message: string, offset: number, remedy: string): ClashError {
  return new ClashError({ message, offset, remedy });
}

export function at(member: Member, classNode: Node): number {
  return member.node?.start ?? classNode.start;
}

export function describe(member: Member, className: string): string {
  const words = [
    member.access === 'public' ? '' : member.access,
    member.abstract ? 'abstract' : '',
    member.kind,
  ];
  return `the ${words.filter((word) => word !== '').join(' ')} ${className}.${member.name}`;
}
