import type { KeyView } from '@/protocol/types';
import { properName } from '@/parts/names';

/** The keys of one person, for each organisation apart. */
export interface Holder {
  /** The name; none while a key has not told whose it is. */
  name: string | undefined;
  iin: string | undefined;
  circles: Circle[];
}

/** The keys with which a person signs for one organisation, or for nobody but themselves. */
export interface Circle {
  organisation: string | undefined;
  bin: string | undefined;
  keys: KeyView[];
}

/** Groups keys in the order in which they come; those of unknown holders are last. */
export function byHolder(keys: readonly KeyView[]): Holder[] {
  const holders = new Map<string, Holder & { byOrganisation: Map<string, Circle> }>();
  for (const key of keys) {
    const { person, organisation } = key.group;
    const id = person?.number ?? person?.name ?? '';
    let holder = holders.get(id);
    if (!holder) {
      holder = { name: person?.name ? properName(person.name) : undefined, iin: person?.number ?? undefined, circles: [], byOrganisation: new Map() };
      holders.set(id, holder);
    }
    const circleId = organisation?.number ?? organisation?.name ?? '';
    let circle = holder.byOrganisation.get(circleId);
    if (!circle) {
      circle = { organisation: organisation?.name ?? undefined, bin: organisation?.number ?? undefined, keys: [] };
      holder.byOrganisation.set(circleId, circle);
      holder.circles.push(circle);
    }
    circle.keys.push(key);
  }
  const all = [...holders.values()].map(({ name, iin, circles }) => ({ name, iin, circles }));
  return [...all.filter(({ name }) => name !== undefined), ...all.filter(({ name }) => name === undefined)];
}
