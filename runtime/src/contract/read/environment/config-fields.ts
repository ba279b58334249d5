import type { ConfigSetting } from '../../model.ts';
import {
  at,
  entries,
  has,
  isMapping,
  items,
  peek,
  whole,
  type Place,
  flag,
  prose,
  word,
} from '../values/index.ts';
import { settingAt } from './settings.ts';
import { overlayVariable, variableOf } from './variable.ts';

/**
 * `config_fields`: settings by name, each `{type, default, description, required}`, or a list of them with `name`. A name
 * in capitals, and the `X` of the default `${env.X}`, is the variable of the environment that the value comes from.
 */
export function readConfigFields(root: Place): readonly ConfigSetting[] {
  const place = at(root, 'config_fields');
  const fields = isMapping(place.value)
    ? entries(place)
    : items(place).flatMap((item) => {
        const name = word(isMapping(item.value) ? at(item, 'name') : item);
        return name === null ? [] : [[name, isMapping(item.value) ? item : at(item, 'default')] as const];
      });
  return fields.map(([name, item]) => configField(name, item));
}

function configField(name: string, item: Place): ConfigSetting {
  const value = isMapping(item.value) ? peek(item, 'default') : item.value;
  const overlay = overlayVariable(value);
  if (overlay === null) {
    const setting = settingAt(name, isMapping(item.value) ? withoutName(item) : item);
    return { ...setting, environmentVariable: setting.environmentVariable ?? variableOf(name) };
  }
  const described = isMapping(item.value);
  whole(described ? at(item, 'default') : item);
  return {
    name,
    description: described ? prose(at(item, 'description')) : null,
    type: { kind: 'string' },
    environmentVariable: overlay,
    required: described && has(item, 'required') && flag(at(item, 'required'), false),
  };
}

/** An item of a list says its name beside what describes it. */
function withoutName(item: Place): Place {
  const { name: _, ...value } = item.value as Record<string, unknown>;
  return { ...item, value };
}
