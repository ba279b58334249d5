import { quote } from 'onex-cli-kit';
import { type ConfigSetting, type Contract, type Field } from 'onex-runtime/contract';
import { coversField, startComparison } from '../covers/index.ts';
import { describeType } from '../describe-type.ts';
import { settingPlace } from '../places.ts';
import type { FoundChange } from '../types.ts';

/** Changes of a node's settings. Existing deployments have configurations for the old ones. */
export function compareSettings(before: Contract, after: Contract): FoundChange[] {
  const named = ({ settings }: Contract): ReadonlyMap<string, ConfigSetting> =>
    new Map(settings.map((setting) => [setting.name, setting]));
  const [old, now] = [named(before), named(after)];
  const comparison = startComparison(before.definitions, after.definitions, 'accepted');
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((name): FoundChange[] => {
    const [was, is] = [old.get(name), now.get(name)];
    const setting = `setting ${quote(name)}`;
    const found = (isCompatible: boolean, message: string, version: 'old' | 'new' = 'new'): FoundChange => ({
      breaks: isCompatible ? null : 'configuration',
      message: `${setting} ${message}`,
      version,
      place: settingPlace(name),
      subject: null,
    });
    if (is === undefined) return [found(true, 'is removed', 'old')];
    if (was === undefined)
      return [found(!is.required, `is new and ${is.required ? 'required' : 'optional'}`)];
    return ofSetting(was, is, found, coversField(fieldOf(was), fieldOf(is), comparison));
  });
}

const fieldOf = ({ name, type, required, default: byDefault }: ConfigSetting): Field => ({
  name,
  type,
  required,
  default: byDefault,
  description: null,
});

function ofSetting(
  was: ConfigSetting,
  is: ConfigSetting,
  found: (isCompatible: boolean, message: string) => FoundChange,
  isCovered: boolean,
): FoundChange[] {
  const text = (value: unknown): string => JSON.stringify(value) ?? 'none';
  const changes: FoundChange[] = [];
  if (text([was.type, was.required]) !== text([is.type, is.required])) {
    const required = is.required ? 'required' : 'optional';
    changes.push(
      found(
        isCovered,
        `is ${describeType(is.type)} and ${required}; it was ${describeType(was.type)} and ${was.required ? 'required' : 'optional'}`,
      ),
    );
  }
  if (text(was.default) !== text(is.default)) {
    // A default may be a password, so its value is not shown.
    changes.push(found(true, 'has another default'));
  }
  if (was.environmentVariable !== is.environmentVariable) {
    const [now, before] = [is.environmentVariable ?? 'none', was.environmentVariable ?? 'none'];
    changes.push(
      found(
        was.environmentVariable === null,
        `is read from ${quote(now)}; it was read from ${quote(before)}`,
      ),
    );
  }
  return changes;
}
