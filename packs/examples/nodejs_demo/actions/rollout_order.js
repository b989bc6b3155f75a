"use strict";

/* nodejs_demo.rollout_order: sorts services into waves, each after all that it needs. */

const { fail, isObject, need, read, write } = require("../lib/document.js");

const IMPOSSIBLE = 1;

function check(services) {
  for (const [name, service] of services) {
    if (!isObject(service) || !Array.isArray(service.after ?? [])) {
      fail(`parameter 'services': ${name} is not as the schema says`);
    }
    const unknown = (service.after ?? []).find((other) => !services.has(other));
    if (unknown !== undefined) {
      fail(`${name} comes after ${unknown}, which is no service`, IMPOSSIBLE);
    }
  }
}

function toWaves(services, mostAtOnce) {
  const done = new Set();
  const waves = [];
  while (done.size < services.size) {
    const ready = [...services.keys()]
      .filter((name) => !done.has(name) && (services.get(name).after ?? []).every((other) => done.has(other)))
      .sort()
      .slice(0, mostAtOnce);
    if (ready.length === 0) {
      const rest = [...services.keys()].filter((name) => !done.has(name)).sort();
      fail(`these services wait for each other: ${rest.join(", ")}`, IMPOSSIBLE);
    }
    ready.forEach((name) => done.add(name));
    waves.push(ready);
  }
  return waves;
}

const parameters = read();
const services = new Map(Object.entries(need(parameters, "services", "object")));
const mostAtOnce = need({ most_at_once: 10, ...parameters }, "most_at_once", "number");
check(services);
write({
  waves: toWaves(services, Math.max(1, mostAtOnce)),
  instances: [...services.values()].reduce((sum, service) => sum + (service.replicas ?? 1), 0),
});
