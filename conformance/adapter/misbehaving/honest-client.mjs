/** Behaves in a whole run, and names every variable of its environment that could lead it to a real provider. */
import { serveClient } from "./client.mjs";

const leaked = Object.keys(process.env).filter((name) =>
  /(^|_)(proxy|api_key|token|secret)$|^(openai|openrouter)_/i.test(name),
);
const harmless = leaked.filter((name) => !/^no_proxy$/i.test(name));
if (harmless.length > 0) process.stdout.write(`leaked: ${harmless}\n`);
serveClient({});
