"use strict";

/* Tests of nodejs_demo: every action is started the way the platform does it. */

const assert = require("node:assert/strict");
const { spawnSync } = require("node:child_process");
const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");
const test = require("node:test");

const PACK = path.dirname(__dirname);
const LIMIT_MILLISECONDS = 30000;
const SECRET = "correct horse battery";

function run(action, script, input, variables = {}) {
  const result = spawnSync(process.execPath, [path.join(PACK, "actions", script)], {
    cwd: PACK,
    env: { PATH: process.env.PATH, ATTUNE_ACTION: `nodejs_demo.${action}`, ...variables },
    input,
    encoding: "utf8",
    timeout: LIMIT_MILLISECONDS,
  });
  return [result.status, result.stdout, result.stderr];
}

const onStdin = (action, script, parameters) => run(action, script, `${JSON.stringify(parameters)}\n`);
const order = (parameters) => onStdin("rollout_order", "rollout_order.js", parameters);

function render(parameters) {
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), "nodejs_demo"));
  try {
    const file = path.join(directory, "parameters");
    fs.writeFileSync(file, JSON.stringify(parameters));
    return run("render", "render.js", "", { ATTUNE_PARAMETER_DELIVERY: "file", ATTUNE_PARAMETER_FILE: file });
  } finally {
    fs.rmSync(directory, { recursive: true });
  }
}

test("services come after all that they need", () => {
  const services = { web: { after: ["api"] }, api: { after: ["db", "cache"], replicas: 3 }, db: {}, cache: {} };
  const [status, stdout, stderr] = order({ services });
  assert.deepEqual([status, stderr], [0, ""]);
  assert.deepEqual(JSON.parse(stdout), { waves: [["cache", "db"], ["api"], ["web"]], instances: 6 });
});

test("a wave has no more services than allowed", () => {
  const [, stdout] = order({ services: { a: {}, b: {}, c: {} }, most_at_once: 2 });
  assert.deepEqual(JSON.parse(stdout).waves, [["a", "b"], ["c"]]);
});

test("services that wait for each other or for nobody fail", () => {
  const circle = { a: { after: ["b"] }, b: { after: ["a"] }, c: {} };
  assert.deepEqual(order({ services: circle }), [1, "", "these services wait for each other: a, b\n"]);
  assert.deepEqual(order({ services: { a: { after: ["x"] } } }), [1, "", "a comes after x, which is no service\n"]);
});

test("the signature is the one that receivers expect", () => {
  // From GitHub's documentation of webhooks: the values to test an implementation with.
  const parameters = { payload: "Hello, World!", secret: "It's a Secret to Everybody\n" };
  const [status, stdout] = onStdin("sign_webhook", "webhook.js", parameters);
  const signature = "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";
  assert.deepEqual([status, JSON.parse(stdout)], [0, { headers: { "X-Hub-Signature-256": signature } }]);
  const [checked, result] = onStdin("check_webhook", "webhook.js", { ...parameters, signature });
  assert.deepEqual([checked, JSON.parse(result)], [0, { genuine: true }]);
});

test("a wrong signature fails and still gives a result", () => {
  for (const signature of [`sha256=${"0".repeat(64)}`, "short"]) {
    const parameters = { payload: "x", secret: SECRET, signature };
    const expected = [1, '{"genuine":false}\n', "the signature does not fit\n"];
    assert.deepEqual(onStdin("check_webhook", "webhook.js", parameters), expected);
  }
});

test("the secret is never printed", () => {
  for (const action of ["sign_webhook", "check_webhook", "unknown"]) {
    for (const parameters of [{ payload: "x" }, { payload: 5 }, {}]) {
      const [, stdout, stderr] = onStdin(action, "webhook.js", { secret: SECRET, ...parameters });
      assert.ok(!(stdout + stderr).includes(SECRET));
    }
  }
});

test("a broken document is refused without showing it", () => {
  for (const document of ["", "[]", "null", '{"secret": "correct horse']) {
    const [status, stdout, stderr] = run("sign_webhook", "webhook.js", document);
    assert.deepEqual([status, stdout], [64, ""]);
    assert.match(stderr, /^the parameter document is not [A-Za-z ]+\n$/);
  }
});

test("missing and wrong parameters are refused", () => {
  for (const parameters of [{}, { services: [] }, { services: { a: 5 } }, { services: { a: { after: "b" } } }]) {
    const [status, stdout, stderr] = order(parameters);
    assert.deepEqual([status, stdout], [64, ""]);
    assert.match(stderr, /^parameter 'services'.*\n$/);
  }
});

test("a template gets its values", () => {
  const values = { user: { name: "Zoë $& $1" }, n: 0, list: [1, "a"] };
  const parameters = { template: "{{user.name}}|{{ n }}|{{list}}|{x}", values };
  assert.deepEqual(render(parameters), [0, 'Zoë $& $1|0|[1,"a"]|{x}', "3 values filled in\n"]);
});

test("names without a value fail, vanish or stay", () => {
  const template = "a{{no.such}}b{{constructor}}";
  assert.deepEqual(render({ template }), [1, "", "no value for: no.such, constructor\n"]);
  assert.equal(render({ template, missing: "empty" })[1], "ab");
  assert.equal(render({ template, missing: "keep" })[1], template);
});

test("a missing parameter file is refused", () => {
  for (const file of [{}, { ATTUNE_PARAMETER_FILE: "/does/not/exist" }]) {
    const [status, , stderr] = run("render", "render.js", "", { ATTUNE_PARAMETER_DELIVERY: "file", ...file });
    assert.equal(status, 64);
    assert.match(stderr, /^no parameter document: \w+\n$/);
  }
});
