/** Whichever Chromium this machine has. CHROMIUM names another one. */
import { existsSync } from "node:fs";

const PLACES = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

export const chromium: string | undefined = process.env["CHROMIUM"] ?? PLACES.find((path) => existsSync(path));
