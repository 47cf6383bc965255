// Reads what a page's main thread did out of a Chromium trace, between marks that the page set (`performance.mark`).

/** What the trace is recorded with: tasks, scripts, layout and the page's own marks; no profiler, which would cost time itself. */
export const categories = ["devtools.timeline", "disabled-by-default-devtools.timeline", "blink.user_timing"];

/** Tasks longer than this are felt. */
const LONG = 50;

// What runs scripts, compiles them or cleans up after them. Layout that a script forces is an event of its own.
const scripts =
  /^(FunctionCall|FireAnimationFrame|FireIdleCallback|EventDispatch|TimerFire|RunMicrotasks|EvaluateScript|(V8|v8)\..*|MinorGC|MajorGC|BlinkGC\..*|CppGC\..*)$/;

/**
 * @typedef {object} Work
 * @property {number} script self time of scripts, in ms
 * @property {number} busy time in tasks, in ms
 * @property {number} longest the longest task, in ms
 * @property {number} long how many tasks were longer than 50 ms
 */

/**
 * What happened between each mark and the next one, by the first one's name.
 * @param {Buffer} json
 * @param {string[]} names in their order
 * @returns {Record<string, Work>}
 */
export function between(json, names) {
  const { traceEvents } = JSON.parse(json.toString());
  const marks = names.map((name) => {
    const mark = traceEvents.find((event) => event.name === name && event.cat.includes("blink.user_timing"));
    if (!mark) throw new Error(`the mark ${name} is not in the trace`);
    return mark;
  });
  const [{ pid, tid }] = marks;
  const own = traceEvents.filter((event) => event.ph === "X" && event.pid === pid && event.tid === tid && event.dur !== undefined);
  if (!own.some((event) => event.name === "RunTask")) throw new Error("the trace has no tasks");
  selfTimes(own);
  const result = {};
  for (let at = 0; at + 1 < marks.length; at++) {
    const inside = own.filter((event) => event.ts >= marks[at].ts && event.ts < marks[at + 1].ts);
    const tasks = inside.filter((event) => event.name === "RunTask").map((event) => event.dur / 1000);
    result[names[at]] = {
      script: sum(inside.filter((event) => scripts.test(event.name)).map((event) => event.self / 1000)),
      busy: sum(tasks),
      longest: Math.max(0, ...tasks),
      long: tasks.filter((task) => task > LONG).length,
    };
  }
  return result;
}

/** Gives each event the time that no event within it took. */
function selfTimes(events) {
  events.sort((a, z) => a.ts - z.ts || z.dur - a.dur);
  const open = [];
  for (const event of events) {
    event.self = event.dur;
    while (open.length && open.at(-1).ts + open.at(-1).dur <= event.ts) open.pop();
    if (open.length) open.at(-1).self -= event.dur;
    open.push(event);
  }
}

const sum = (all) => all.reduce((total, one) => total + one, 0);
