import { toasts } from '@kit';
import type { Call, CertificateView, TokenObject, TokenView } from '@/protocol/types';
import { dateUntil, t } from '@/i18n/index.svelte';
import type { Value } from '@/platform';
import { pick, reveal } from '@/parts/documents';
import { properName } from '@/parts/names';
import { Task } from '@/state/task.svelte';

/** A key of a token with its certificate, or a certificate alone. */
export interface Item {
  id: string;
  /** Whose it is, or what it is called. */
  name: string;
  detail: string;
  certificate: CertificateView | null;
  key: TokenView['keys'][number] | undefined;
}

/** What lies on a token, the keys first. */
export function itemsOf(token: TokenView): Item[] {
  const keys = token.keys.map((key) => {
    const end = key.certificate?.not_after_at;
    const until = end ? t('keys-valid-until', { date: dateUntil(end) }) : t('token-key-without-certificate');
    return {
      id: key.key_id,
      name: nameOf(key.certificate, key.label || t('token-key-unnamed')),
      detail: [key.certificate?.organisation, key.algorithm, until].filter(Boolean).join(' · '),
      certificate: key.certificate,
      key,
    };
  });
  const certificates = token.certificates.map(({ key_id: id, label, certificate }) => {
    return { id, name: nameOf(certificate, label || id), detail: t('token-cert-without-key'), certificate, key: undefined };
  });
  return [...keys, ...certificates];
}

function nameOf(certificate: CertificateView | null, otherwise: string): string {
  return certificate?.common_name ? properName(certificate.common_name) : otherwise;
}

/** What is done with the keys and certificates of a token, one thing at a time. */
export class Contents {
  readonly task = new Task();
  /** Does the last thing again. */
  again = $state.raw<() => void>();

  constructor(
    private readonly token: () => TokenView,
    private readonly changed: () => void,
  ) {}

  /** Puts a certificate from a file: the core finds its key. */
  async put(): Promise<void> {
    const [file] = await pick('certificates');
    if (file) await this.#run({ call: 'token-cert-put', serial: this.token().serial, file }, () => t('token-cert-written'));
  }

  async export(item: Item): Promise<void> {
    const [path] = await pick('save', `${item.certificate?.serial_number ?? item.id}.cer`);
    if (!path) return;
    const written = await this.#run({ call: 'token-cert-export', serial: this.token().serial, key_id: item.id, path });
    if (written === undefined) return;
    toasts.show(t('token-cert-exported'), { tone: 'green', action: { label: t('frame-show-in-folder'), run: () => reveal(written) } });
  }

  async delete(item: Item, what: TokenObject, confirmation: string): Promise<void> {
    await this.#run({ call: 'token-delete', serial: this.token().serial, key_id: item.id, what, confirmation }, () => t(`token-deleted-${what}`));
  }

  async #run<C extends Call>(call: C, done?: () => string): Promise<Value<C> | undefined> {
    this.again = () => void this.#run(call, done);
    const value = await this.task.run(call);
    if (value !== undefined && done) toasts.show(done(), { tone: 'green' });
    this.changed();
    return value;
  }
}
