export {
  fieldPlace,
  keyPlace,
  operationPlace,
  settingPlace,
  stepPlace,
  textPlace,
  transitionPlace,
  type Finder,
} from 'onex-runtime/contract';
