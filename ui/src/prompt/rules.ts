import type { PinRule } from '@/protocol/types';

/** What a new secret must have; the core decides, this only shows it while it is typed. */
export interface Rule {
  /** Id of its words. */
  id: string;
  met: boolean;
  /** What the words need. */
  values?: Record<string, number>;
}

export function rules(password: string, again: string): Rule[] {
  const length = [...password].length;
  return [
    { id: 'prompt-rule-length', met: length >= 6 && length <= 32 },
    { id: 'prompt-rule-upper', met: /[A-Z]/.test(password) },
    { id: 'prompt-rule-lower', met: /[a-z]/.test(password) },
    { id: 'prompt-rule-digit', met: /[0-9]/.test(password) },
    { id: 'prompt-rule-same', met: password !== '' && password === again },
  ];
}

/** The same for a PIN of a token, whose maker says how long it is; banks ask for more. */
export function pinRules(pin: string, again: string, { min, max, strict }: PinRule): Rule[] {
  const fits = [...pin].length >= min && new TextEncoder().encode(pin).length <= max;
  const strictly = [
    { id: 'pin-rule-latin', met: /^[A-Za-z0-9]+$/.test(pin) },
    { id: 'pin-rule-both', met: /[A-Za-z]/.test(pin) && /[0-9]/.test(pin) },
    { id: 'pin-rule-run', met: pin !== '' && !hasRun(pin) },
  ];
  return [
    { id: 'pin-rule-length', met: fits, values: { min, max } },
    ...(strict ? strictly : []),
    { id: 'prompt-rule-same', met: pin !== '' && pin === again },
  ];
}

/** Whether three letters or three digits follow each other up or down, or repeat: 123, cba, 777. */
export function hasRun(pin: string): boolean {
  const groups = pin.toLowerCase().match(/[a-z]{3,}|[0-9]{3,}/g) ?? [];
  return groups.some((group) => {
    const steps = [...group].slice(1).map((character, index) => character.charCodeAt(0) - group.charCodeAt(index));
    return steps.some((step, index) => index > 0 && Math.abs(step) <= 1 && step === steps[index - 1]);
  });
}
