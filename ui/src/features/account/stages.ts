import type { Tone } from '@kit';
import type { ApplicationStage } from '@/protocol/types';

const tones: Partial<Record<ApplicationStage, Tone>> = {
  'awaiting-head': 'sun',
  returned: 'sun',
  issued: 'green',
  installed: 'green',
  refused: 'red',
  cancelled: 'red',
};

export function stageTone(stage: ApplicationStage): Tone {
  return tones[stage] ?? 'plain';
}
