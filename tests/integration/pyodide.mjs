// Runs a Python program in a site's own Python, without a browser: node pyodide.mjs SITE PROGRAM
import { readFileSync } from "node:fs";

const [site, program] = process.argv.slice(2);
const { loadPyodide } = await import(`${site}/static/pyodide/pyodide.mjs`);
const python = await loadPyodide({
  indexURL: `${site}/static/pyodide/`,
  lockFileURL: `${site}/static/pyodide-lock/pyodide-lock.json`,
  packages: ["nastava", "ipython"],
});
await python.runPythonAsync(readFileSync(program, "utf8"));
