"use strict";

let text = "";
process.stdin.on("data", (chunk) => (text += chunk));
process.stdin.on("end", () => {
  const { name } = JSON.parse(text);
  process.stdout.write(JSON.stringify({ message: `Good day, ${name}` }) + "\n");
});
