/** What a new password must have; the core decides, this only shows it while it is typed. */
export interface Rule {
  /** Id of its words. */
  id: string;
  met: boolean;
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
