import { quote } from 'onex-cli-kit';
import { z } from 'zod';
import { anyText, anything, fault, flag } from './values.ts';

const TYPES = new Set(['protocol', 'service', 'module', 'external', 'environment']);
const MODULE = /^[a-zA-Z][a-zA-Z0-9_]*(?:\.[a-zA-Z][a-zA-Z0-9_]*)*$/;
const MAX_DEPENDENCIES = 50;
const MAX_MODULE_LENGTH = 200;

const dependency = z
  .looseObject({
    name: anyText.trim().min(2),
    module: anyText.nullish(),
    type: anything,
    dependency_type: z.enum(['protocol', 'service', 'module', 'external', 'environment']).optional(),
    required: flag.optional(),
    description: anything,
    env_var: anyText.nullish(),
  })
  .superRefine((value, context) => {
    const module = value.module?.trim() ?? '';
    if (module !== '' && (module.length > MAX_MODULE_LENGTH || !MODULE.test(module))) {
      fault(
        context,
        ['module'],
        `expected a dotted Python module of at most ${MAX_MODULE_LENGTH} characters`,
      );
    }
    const privileged = privilegedWord(module.toLowerCase());
    if (privileged !== null)
      fault(context, ['module'], `a module path may not contain the word ${privileged}`);
    const type = value.dependency_type ?? (TYPES.has(value.type as string) ? value.type : 'protocol');
    if (
      type === 'protocol' &&
      ![value.name, module].some((part) => part.toLowerCase().includes('protocol'))
    ) {
      fault(
        context,
        ['name'],
        `dependency ${quote(value.name)} counts as a protocol, so its name or module must contain "protocol"; ` +
          'or give it dependency_type: service, module, external or environment',
      );
    }
  });

function privilegedWord(module: string): string | null {
  if (module.includes('system') && !/file_system|event_system/.test(module)) return 'system';
  if (module.includes('admin')) return 'admin';
  if (module.includes('root')) return 'root';
  return module.includes('config') && !module.includes('protocol') ? 'config' : null;
}

export const dependencies = z.array(dependency).max(MAX_DEPENDENCIES);

/** A contract may not depend on itself, nor twice on the same thing. */
export function checkDependencies(name: unknown, list: unknown, context: Parameters<typeof fault>[0]): void {
  if (!Array.isArray(list) || typeof name !== 'string') return;
  const own = name.toLowerCase();
  const seen = new Set<string>();
  for (const [index, entry] of (list as { name?: unknown; module?: unknown }[]).entries()) {
    if (typeof entry?.name !== 'string') continue;
    const wanted = entry.name.trim().toLowerCase();
    if (wanted === own) fault(context, ['dependencies', index, 'name'], 'a contract cannot depend on itself');
    else if (seen.has(wanted))
      fault(context, ['dependencies', index, 'name'], `dependency ${quote(wanted)} is listed twice`);
    else if (typeof entry.module === 'string' && entry.module.toLowerCase().includes(own)) {
      fault(
        context,
        ['dependencies', index, 'module'],
        'the module contains the name of the contract itself',
      );
    }
    seen.add(wanted);
  }
}
