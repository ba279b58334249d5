import type { ModelReference } from '../../model.ts';

/** `HandlerPRListComplete` → `pr_list_complete`; what is not a letter or digit parts words. */
export function snakeOfClass(name: string, prefix: string): string {
  const bare = name.startsWith(prefix) && name.length > prefix.length ? name.slice(prefix.length) : name;
  return bare
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/([A-Z])(?=[A-Z][a-z])/g, '$1_')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((part) => part !== '')
    .join('_');
}

/** `node_demo_effect` → `Demo`; for the names of models a contract leaves out. */
export function pascal(text: string): string {
  return text
    .split(/[^A-Za-z0-9]+/)
    .map((part) => part.slice(0, 1).toUpperCase() + part.slice(1))
    .join('');
}

/** Types of Python that a contract may give as a model and that are not classes of a payload. */
const NO_CLASS = new Set(['Any', 'Dict', 'Mapping', 'None']);

/**
 * The class that `payload_type` of an envelope names for a model; null where none is given, for a union, because its
 * fields and not the contract decide the member, and for what is not a name of a class (`dict[str, Any]`).
 */
export function classNameOf(
  model: Pick<ModelReference, 'name' | 'members'> | null | undefined,
): string | null {
  if (model == null || (model.members !== undefined && model.members.length > 1)) return null;
  return /^[A-Z]\w*$/.test(model.name) && !NO_CLASS.has(model.name) ? model.name : null;
}
