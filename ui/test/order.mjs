// What a walk is to do, from standard input. BROWSE_AS has it look otherwise: "ru dark", "en light small".
import { text } from 'node:stream/consumers';

export async function readOrder() {
  const order = JSON.parse(await text(process.stdin));
  const [language = order.language, theme = order.theme, size = order.size] = process.env.BROWSE_AS?.split(' ') ?? [];
  return { ...order, language, theme, size };
}
