import { migrationOf, newestOf, renamedState } from './contracts/index.ts';
import { withSetting, type PlanRequest } from './files/index.ts';
import type { Target } from './target/index.ts';

/**
 * What a rename changes in files that follow no other rule: the migration of a reducer after the rename of a state, and
 * config files after that of a setting.
 * @param written Gets the path of a migration that reads the old state.
 * @param warnings Gets one where the owner has to write the migration.
 */
export function rewritesFor(
  target: Target,
  {
    alias,
    written,
    warnings,
  }: { readonly alias: boolean; readonly written: Set<string>; readonly warnings: string[] },
): PlanRequest['rewriteOf'] {
  if (target.kind === 'field') {
    const isSetting = target.owners.some((owner) => 'settings' in owner);
    const { name } = newestOf(target.node).read;
    return (path) =>
      isSetting && path.startsWith('config/') ? (text) => withSetting(path, text, name, target) : null;
  }
  if (target.kind !== 'state') return () => null;
  const { from, to } = target;
  const migration = migrationOf(target.node);
  const rewrite = (text: string): string => {
    const code = renamedState(text, from, to, alias);
    if (alias && code !== null) written.add(migration);
    if (alias && code === null)
      warnings.push(
        `${migration} has code already, so --alias does not change it; let it return { state: '${to}', data } for the state '${from}', and where it returns '${from}'`,
      );
    return code ?? text;
  };
  return (path) => (path === migration ? rewrite : null);
}
