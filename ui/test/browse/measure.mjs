// How smoothly the page goes on: what held it up for longer than a person overlooks.

/** Begins to note tasks of more than 50 ms; the result tells them, in milliseconds. */
export async function watchTasks(page) {
  await page.evaluate(() => {
    globalThis.longTasks = [];
    globalThis.taskWatch = new PerformanceObserver((list) => globalThis.longTasks.push(...list.getEntries().map(({ duration }) => Math.round(duration))));
    globalThis.taskWatch.observe({ type: 'longtask' });
  });
  return () =>
    page.evaluate(() => {
      globalThis.longTasks.push(...globalThis.taskWatch.takeRecords().map(({ duration }) => Math.round(duration)));
      globalThis.taskWatch.disconnect();
      return globalThis.longTasks;
    });
}

/** The next picture of the page has been drawn; how long that took, in milliseconds. */
export async function nextFrame(page) {
  await page.bringToFront();
  return page.evaluate(() => {
    const from = performance.now();
    return new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(() => drawn(Math.round(performance.now() - from)))));
  });
}

export function figures(name, tasks, frames) {
  const longest = Math.max(0, ...tasks);
  const slow = tasks.filter((duration) => duration > 200).length;
  console.log(`figures: ${name}: ${tasks.length} long tasks, longest ${longest} ms, ${slow} over 200 ms; slowest two frames ${Math.max(0, ...frames)} ms`);
}
