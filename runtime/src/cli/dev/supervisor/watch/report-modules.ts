import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';
import { digestOf, type LoadedFile } from './digest.ts';

/** A message from the process of the nodes to its supervisor. */
interface LoadedMessage {
  readonly loaded: readonly LoadedFile[];
}

export function isLoadedMessage(message: unknown): message is LoadedMessage {
  return Array.isArray((message as { loaded?: unknown } | null)?.loaded);
}

/**
 * Reports every module outside `node_modules` that this process loads from now on, also a missing file that a module
 * imports. A digest is taken before the module is read, so no later change is missed.
 * @returns a function that resolves once all modules so far are reported
 */
export function reportLoadedModules(): () => Promise<void> {
  const seen = new Set<string>();
  let waiting: LoadedFile[] = [];
  let timer: NodeJS.Immediate | undefined;
  const send = (): Promise<void> => {
    clearImmediate(timer);
    timer = undefined;
    const loaded = waiting;
    waiting = [];
    if (loaded.length === 0 || process.send === undefined) return Promise.resolve();
    return new Promise((resolve) => process.send!({ loaded } satisfies LoadedMessage, () => resolve()));
  };
  const take = (url: string | undefined): void => {
    if (url?.startsWith('file:') !== true || url.includes('/node_modules/')) return;
    const file = fileURLToPath(url.replace(/[?#].*$/u, ''));
    if (seen.has(file)) return;
    seen.add(file);
    waiting.push([file, digestOf(file)]);
    timer ??= setImmediate(() => void send());
  };
  registerHooks({
    resolve(specifier, context, next) {
      try {
        const found = next(specifier, context);
        take(found.url);
        return found;
      } catch (error) {
        // The URL of a file that does not exist, as Node's own error has it.
        take((error as { url?: string }).url);
        throw error;
      }
    },
  });
  return send;
}
